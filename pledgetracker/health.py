"""For the machine that watches the site: is it alive, and can it serve."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

PLAIN = "text/plain; charset=utf-8"


@never_cache
def alive(request):
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
def ready(request):
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type=PLAIN, status=503)
    return HttpResponse("ready\n", content_type=PLAIN)
