"""About the data, the accessibility statement, and what machines ask a site for."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from ... import iati
from ...models import PublicActivity
from ..exports.formats import FORMATS, IATI, links, offered
from ..exports.iati import left_out
from ..package import catalogue
from ..package.tables import REGISTERS, TABLES
from ..pages import PublicPage
from ..structured import dictionary


class Data(PublicPage):
    template_name = "activities/data.html"

    def get_context_data(self, **kwargs):
        filterset = self.narrowed()
        return super().get_context_data(
            columns=dictionary(),
            long_forms=[each for each in FORMATS if each.columns],
            downloads=links(filterset),
            filters=[{"name": name, "meaning": meaning()} for name, meaning in FILTER_MEANINGS.items()],
            pledges=list(self.index.pledges.values()),
            tables=[*TABLES, *REGISTERS],
            iati=_iati(filterset),
            dataset=catalogue.in_page(catalogue.schema_org(filterset)),
        )


def _iati(filterset):
    """How many activities the IATI file holds, and what the others lack; None where there is no such file."""
    if IATI not in offered():
        return None
    complete = filterset.index.having(iati.FACET, iati.COMPLETE)
    return {"url": IATI.url(filterset), "complete": len(complete), "left_out": left_out(filterset.index)}


class Accessibility(PublicPage):
    template_name = "activities/accessibility.html"


class Robots(TemplateView):
    """Of the settings alone: it is there without a database too."""

    template_name = "robots.txt"
    content_type = "text/plain; charset=utf-8"
    http_method_names = PublicPage.http_method_names


class _PublicSitemap(Sitemap):
    """Addresses of the public record, at the address of the site, whatever host was asked."""

    limit = 10_000
    protocol = settings.SITE_URL.split("://")[0]

    def get_domain(self, site=None):
        return settings.SITE_URL.split("://")[1]

    def location(self, item):
        return item


class PageSitemap(_PublicSitemap):
    def __init__(self, index):
        self.index = index

    def items(self):
        index = self.index
        fixed = ["home", "pledge_list", "activity_list", "country_list", "region_list", "partner_list", "data"]
        named = [reverse(name) for name in [*fixed, "objective_list", "api:page", "embed", "accessibility"]]
        for pledge in index.pledges.values():
            named += [pledge.get_absolute_url(), reverse("report", args=[pledge.slug])]
            numbers = (commitment["number"] for commitment in pledge.record["commitments"])
            named += [reverse("commitment", args=[pledge.slug, number]) for number in numbers]
        for facet in ("country", "region", "partner", "objective"):
            named += [reverse(facet, args=[code]) for code in sorted(index.facets[facet])]
        return named


class ActivitySitemap(_PublicSitemap):
    def items(self):
        return PublicActivity.objects.listed().only("reference", "updated").order_by("ordinal")

    def location(self, item):
        return item.get_absolute_url()

    def lastmod(self, item):
        return item.updated


def _sitemaps(index):
    return {"pages": PageSitemap(index), "activities": ActivitySitemap}


class SitemapIndex(PublicPage):
    """The parts of the sitemap, each of so many addresses as one file may name."""

    def get(self, request, *args, **kwargs):
        return sitemaps.index(request, _sitemaps(self.index), sitemap_url_name="sitemap")


class SitemapPart(PublicPage):
    """One part of the sitemap, by `section` and `?p=`: 404 for one that there is not."""

    def get(self, request, *args, **kwargs):
        return sitemaps.sitemap(request, _sitemaps(self.index), section=kwargs["section"])


# What the data page says of each parameter.
FILTER_MEANINGS = {
    "pledge": lambda: _("The key of a pledge, such as undp-gcm."),
    "commitment": lambda: _("The key of a commitment, such as undp-gcm-5."),
    "objective": lambda: _(
        "The key of an objective of the framework, such as gcm-20, as linked by the register's editors."
    ),
    "country": lambda: _("An ISO 3166-1 alpha-3 code, such as KGZ; or not-stated: no country or area is named."),
    "region": lambda: _(
        "A region, such as western-balkans: activities that name it, or any country or area in it; or not-stated: no "
        "region, country or area is named."
    ),
    "partner": lambda: _("A partner, such as iom."),
    "kind": lambda: _("programme, publication, training, event, strategy, advocacy or partnership."),
    "status": lambda: _(
        "planned, in-progress, completed, on-hold, cancelled or not-stated, as last reported. planned also "
        "finds activities that are planned in only some of their countries and areas."
    ),
    "year": lambda: _("A year from 1900 to 2100 in which the activity was active, or undated."),
    "q": lambda: _(
        "Words to search for. Each must begin a word of the title, description, places, partners, countries or "
        "their other names. A reference, such as undp-gcm-0017, finds its activity."
    ),
    "sort": lambda: _(
        "newest (the default), oldest, title, reported (latest report first) or year (newest year first)."
    ),
}
