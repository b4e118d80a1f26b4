"""The site's addresses, and beside them the same list as Django sites usually have it."""

from django.http import HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import include, path

from benchmarks import usual

LIST = """<!doctype html><title>Activities</title><h1>{{ total }} activities</h1>
{% for facet, choices in facets.items %}<fieldset><legend>{{ facet }}</legend>
{% for code, count in choices %}<label><input type="checkbox" name="{{ facet }}" value="{{ code }}"> {{ code }}
({{ count }})</label>{% endfor %}</fieldset>{% endfor %}
{% for activity in rows %}<article><h2>{{ activity.title }}</h2><p>{{ activity.description }}</p>
<p>{{ activity.kind }} · {{ activity.status }} · {{ activity.reported }}
{% for place in activity.placements.all %}{{ place.country.name }} {% endfor %}
{% for each in activity.participations.all %}{{ each.partner.name }} {% endfor %}</p></article>{% endfor %}"""
_template = engines["django"].from_string(LIST)


def usual_list(request):
    total, rows, facets = usual.a_list(request.GET)
    # As the site does: the first eight of each.
    shown = {
        name: [(choice[name], choice["count"]) for choice in choices[:8]]
        for name, choices in zip(usual.FACETS, facets, strict=True)
    }
    return HttpResponse(_template.render({"total": total, "rows": rows, "facets": shown}))


def usual_csv(request):
    response = usual.a_download(request.GET)
    return StreamingHttpResponse(response, content_type="text/csv")


urlpatterns = [
    path("usual/", usual_list),
    path("usual.csv", usual_csv),
    path("", include("pledgetracker.urls")),
]
handler400 = "activities.public.errors.bad_request"
handler404 = "activities.public.errors.not_found"
handler500 = "activities.public.errors.server_error"
