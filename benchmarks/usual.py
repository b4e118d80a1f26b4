"""The same list as Django sites usually write it: django-filter over the staff's models, GROUP BY, csv.writer.

No public record, no index. Its totals agree with the door's, except where words are searched: `icontains` knows no
accents and finds the insides of words.
"""

import csv

import django_filters
from django.db.models import Count, Q
from django.http import StreamingHttpResponse

from activities.models import Activity

FACETS = ["commitments", "countries", "regions", "partners", "kind", "status"]
SHOWN = ["commitments__pledge", "placements__country__regions", "regions", "participations__partner"]
PLAIN = ["reference", "title", "description", "language", "kind", "status", "reported", "start", "end", "places"]


class UsualFilterSet(django_filters.FilterSet):
    country = django_filters.AllValuesMultipleFilter(field_name="countries__alpha3")
    region = django_filters.CharFilter(method="in_region")
    partner = django_filters.AllValuesMultipleFilter(field_name="partners__slug")
    commitment = django_filters.CharFilter(method="of_commitment")
    kind = django_filters.AllValuesMultipleFilter(field_name="kind")
    year = django_filters.CharFilter(method="active_in")
    q = django_filters.CharFilter(method="about")

    class Meta:
        model = Activity
        fields = []

    def in_region(self, queryset, name, slug):
        return queryset.filter(Q(regions__slug=slug) | Q(countries__regions__slug=slug))

    def of_commitment(self, queryset, name, key):
        slug, number = key.rsplit("-", 1)
        return queryset.filter(commitments__pledge__slug=slug, commitments__number=number)

    def active_in(self, queryset, name, year):
        if year == "undated":
            return queryset.filter(start="", end="")
        within = Q(start__lte=f"{year}-99", end__gte=year)
        return queryset.filter(within | Q(end="", start__startswith=year) | Q(start="", end__startswith=year))

    def about(self, queryset, name, text):
        return queryset.filter(Q(title__icontains=text) | Q(description__icontains=text))


def activities(query):
    filterset = UsualFilterSet(query, queryset=Activity.objects.published())
    assert filterset.is_valid(), filterset.errors
    return filterset.qs.distinct().select_related("pledge").order_by("-reference")


def a_list(query):
    """(total, 25 rows with what a card shows, six facets with counts)."""
    found = activities(query)
    plain = Activity.objects.filter(pk__in=found.order_by().values("pk"))
    facets = [list(plain.values(name).annotate(count=Count("pk")).order_by("-count")) for name in FACETS]
    return found.count(), list(found.prefetch_related(*SHOWN)[:25]), facets


class _Echo:
    def write(self, value):
        return value


def a_download(query):
    """The streaming CSV view of Django's documentation, of what generated activities have (no updates, no results)."""
    writer = csv.writer(_Echo())
    found = activities(query).prefetch_related(*SHOWN).iterator(chunk_size=2000)
    return StreamingHttpResponse((writer.writerow(_cells(activity)) for activity in found), content_type="text/csv")


def _cells(activity):
    countries = [place.country for place in activity.placements.all()]
    return [
        *(getattr(activity, name) for name in PLAIN),
        activity.pledge.slug,
        _joined(commitment.key for commitment in activity.commitments.all()),
        _joined(country.label for country in countries),
        _joined(country.alpha3 for country in countries),
        _joined(region.name for region in activity.regions.all()),
        _joined(sorted({region.name for country in countries for region in country.regions.all()})),
        _joined(f"{each.partner.name} ({each.role})" for each in activity.participations.all()),
        activity.get_absolute_url(),
        activity.pledge.original_page,
    ]


def _joined(parts):
    return "; ".join(parts)
