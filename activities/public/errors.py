"""The pages for what cannot be answered. Each says in a sentence what is wrong, and offers a way on."""

from django.shortcuts import render


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def gone(request, reference):
    """A withdrawn activity: its reference stays, its text does not."""
    return render(request, "410.html", {"reference": reference}, status=410)


def server_error(request):
    return render(request, "500.html", status=500)
