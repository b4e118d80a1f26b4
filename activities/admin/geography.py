"""Where: countries and areas, regions, and the offices that report."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from commitments.admin.base import StaffAdmin

from ..models import Country, Office, Region
from .vocabulary import RenamedMixin, SlugForm, VocabularyMixin


@admin.register(Country)
class CountryAdmin(VocabularyMixin, StaffAdmin):
    purpose = _(
        "Countries and areas of the UN's M49 list, and Kosovo, under their UN short names. All pledges share them."
    )
    guide = "names"
    code = "alpha3"
    of_every_text = ("note", "note_words")
    fixed_fields = ["alpha3"]
    list_display = ["label", "alpha3", "alpha2", "m49"]
    list_display_links = ["label", "alpha3"]
    search_fields = ["name", "other_names", "=alpha3", "=alpha2", "=m49"]
    fieldsets = [
        (
            _("Name and codes"),
            {
                "fields": ["name", "other_names", "alpha3", "alpha2", "m49"],
                "description": _("A country or area of the UN's M49 list, or Kosovo, under its UN short name."),
            },
        ),
        (
            _("Note"),
            {
                "fields": ["note", "note_words"],
                "description": _("For names that the UN's practice qualifies. Leave empty for all others."),
            },
        ),
    ]

    @admin.display(description=_("name"), ordering="name")
    def label(self, obj):
        return obj.label


class RegionForm(SlugForm):
    facet = "region"


@admin.register(Region)
class RegionAdmin(RenamedMixin, StaffAdmin):
    purpose = _("Named sets of countries and areas, each with the source and date of its membership.")
    guide = "names"
    form = RegionForm
    list_display = ["name", "scheme", "code", "slug", "as_of"]
    list_filter = ["scheme"]
    search_fields = ["name", "slug", "other_names", "=code"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["countries"]
    fieldsets = [
        (
            _("The region"),
            {
                "fields": ["scheme", "name", "slug", "code", "other_names"],
                "description": _("A named set of countries and areas. Regions do not nest: each stands alone."),
            },
        ),
        (
            _("Membership"),
            {
                "fields": ["countries", "source", "source_url", "as_of"],
                "description": _("Who belongs to it, who says so, and when."),
            },
        ),
    ]


@admin.register(Office)
class OfficeAdmin(VocabularyMixin, StaffAdmin):
    purpose = _("Who reports, and whom to ask for news. Only staff can see contacts.")
    guide = "month"
    fixed_fields = ["slug"]
    list_display = ["name", "slug", "country", "region"]
    list_select_related = ["country", "region"]
    search_fields = ["name", "slug", "country__name", "region__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["country", "region"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "country", "region", "contact"],
                "description": _(
                    "Who reports: a country office, bureau or hub. The place of an office is not "
                    "the place of its activities."
                ),
            },
        )
    ]
