"""The addresses of the API. What stands here stands in its document too; within a version none goes away."""

from django.urls import include, path

from .. import converters  # noqa: F401 (`<number:...>`)
from . import about, activities, history, places, pledges

# Reached by people: not an operation.
PAGE = path("", about.Page.as_view(), name="page")

OPERATIONS = [
    path("", about.Entry.as_view(), name="entry"),
    path("activities/", activities.ActivityListing.as_view(), name="activities"),
    path("activities/<slug:reference>/", activities.ActivityDetail.as_view(), name="activity"),
    path("activities/<slug:reference>/versions/", activities.VersionListing.as_view(), name="activity_versions"),
    path(
        "activities/<slug:reference>/versions/<number:number>/",
        activities.VersionDetail.as_view(),
        name="activity_version",
    ),
    path("facets/", activities.FacetListing.as_view(), name="facets"),
    path("facets/<slug:facet>/", activities.FacetDetail.as_view(), name="facet"),
    path("pledges/", pledges.PledgeListing.as_view(), name="pledges"),
    path("pledges/<slug:slug>/", pledges.PledgeDetail.as_view(), name="pledge"),
    path("commitments/", pledges.CommitmentListing.as_view(), name="commitments"),
    path("commitments/<slug:key>/", pledges.CommitmentDetail.as_view(), name="commitment"),
    path("countries/", places.CountryListing.as_view(), name="countries"),
    path("countries/<slug:country>/", places.CountryDetail.as_view(), name="country"),
    path("regions/", places.RegionListing.as_view(), name="regions"),
    path("regions/<slug:region>/", places.RegionDetail.as_view(), name="region"),
    path("partners/", places.PartnerListing.as_view(), name="partners"),
    path("partners/<slug:partner>/", places.PartnerDetail.as_view(), name="partner"),
    path("editions/", history.EditionListing.as_view(), name="editions"),
    path("editions/<number:number>/", history.EditionDetail.as_view(), name="edition"),
    path("changes/", history.ChangeListing.as_view(), name="changes"),
    path("openapi.json", about.Document.as_view(), name="openapi"),
]

app_name = "api"
urlpatterns = [PAGE, path("v1/", include(OPERATIONS))]
