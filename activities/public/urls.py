"""The public addresses. They are published promises: links in reports depend on them."""

from django.urls import path

from . import converters  # noqa: F401 (`<number:...>`)
from .citing import FILES
from .exports.formats import FORMATS, IATI
from .views.activities import ActivityDetail, ActivityList, ActivityVersion, Choose
from .views.citations import CitedActivity, CitedCommitment, CitedCountry, CitedPledge, CitedVersion
from .views.downloads import Download, Offered
from .views.embed import EmbedActivities, EmbedCommitment, EmbedCountry, EmbedHelp
from .views.home import Home
from .views.objectives import ObjectiveDetail, ObjectiveList
from .views.package import Catalogue, Descriptor, Package
from .views.partners import PartnerDetail, PartnerList
from .views.places import CountryDetail, CountryList, RegionDetail, RegionList
from .views.pledges import CommitmentDetail, PledgeDetail, PledgeList
from .views.previews import COMMITMENT, COUNTRY, OBJECTIVE, PARTNER, PLEDGE, REGION, SITE
from .views.reports import ReportPage, ReportPdf
from .views.search import Search
from .views.site import Accessibility, Data, Robots, SitemapIndex, SitemapPart
from .views.style import Style
from .views.versions import ActivityVersions

# What has a page with a citation has it as a file too: the page's address, ending in the name of the style.
CITED = {
    "activity": ("activities/<slug:reference>", CitedActivity),
    "activity_version": ("activities/<slug:reference>/v/<number:number>", CitedVersion),
    "pledge": ("pledges/<slug:slug>", CitedPledge),
    "commitment": ("pledges/<slug:slug>/<number:number>", CitedCommitment),
    "country": ("countries/<slug:code>", CitedCountry),
}

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("pledges/", PledgeList.as_view(), name="pledge_list"),
    path("pledges/<slug:slug>/", PledgeDetail.as_view(), name="pledge"),
    path("pledges/<slug:slug>/<number:number>/", CommitmentDetail.as_view(), name="commitment"),
    path("pledges/<slug:slug>/report/", ReportPage.as_view(), name="report"),
    path("pledges/<slug:slug>/report.pdf", ReportPdf.as_view(), name="report_pdf"),
    path("activities/", ActivityList.as_view(), name="activity_list"),
    *(path(each.path, Download.as_view(format=each), name=each.url_name) for each in FORMATS),
    path(IATI.path, Offered.as_view(format=IATI), name=IATI.url_name),
    path("activities/choose/<slug:facet>/", Choose.as_view(), name="choose"),
    path("activities/<slug:reference>/", ActivityDetail.as_view(), name="activity"),
    path("activities/<slug:reference>/v/<number:number>/", ActivityVersion.as_view(), name="activity_version"),
    path("activities/<slug:reference>/versions/", ActivityVersions.as_view(), name="activity_versions"),
    path("countries/", CountryList.as_view(), name="country_list"),
    path("countries/<slug:code>/", CountryDetail.as_view(), name="country"),
    path("regions/", RegionList.as_view(), name="region_list"),
    path("regions/<slug:code>/", RegionDetail.as_view(), name="region"),
    path("partners/", PartnerList.as_view(), name="partner_list"),
    path("partners/<slug:code>/", PartnerDetail.as_view(), name="partner"),
    path("objectives/", ObjectiveList.as_view(), name="objective_list"),
    path("objectives/<slug:code>/", ObjectiveDetail.as_view(), name="objective"),
    path("data/", Data.as_view(), name="data"),
    path("data/pledge-tracker.zip", Package.as_view(), name="data_package"),
    path("data/datapackage.json", Descriptor.as_view(), name="data_descriptor"),
    path("data/catalogue.jsonld", Catalogue.as_view(), name="data_catalogue"),
    path("search/", Search.as_view(), name="search"),
    path("embed/", EmbedHelp.as_view(), name="embed"),
    path("embed/activities/", EmbedActivities.as_view(), name="embed_activities"),
    path("embed/commitments/<slug:code>/", EmbedCommitment.as_view(), name="embed_commitment"),
    path("embed/countries/<slug:code>/", EmbedCountry.as_view(), name="embed_country"),
    path("accessibility/", Accessibility.as_view(), name="accessibility"),
    path("style/", Style.as_view(), name="style"),
    *(
        path(f"{address}.{ending}", view.as_view(ending=ending), name=f"{name}_{ending}")
        for name, (address, view) in CITED.items()
        for ending in FILES
    ),
    path("preview/site.png", SITE, name="preview_site"),
    path("preview/pledge/<slug:slug>.png", PLEDGE, name="preview_pledge"),
    path("preview/commitment/<slug:code>.png", COMMITMENT, name="preview_commitment"),
    path("preview/country/<slug:code>.png", COUNTRY, name="preview_country"),
    path("preview/region/<slug:code>.png", REGION, name="preview_region"),
    path("preview/partner/<slug:code>.png", PARTNER, name="preview_partner"),
    path("preview/objective/<slug:code>.png", OBJECTIVE, name="preview_objective"),
    path("robots.txt", Robots.as_view(), name="robots"),
    path("sitemap.xml", SitemapIndex.as_view(), name="sitemap_index"),
    path("sitemap-<slug:section>.xml", SitemapPart.as_view(), name="sitemap"),
]
