from django.utils.translation import gettext_lazy as _

from .base import StaffAdmin
from .commitment import CommitmentInline
from .rights import OwnPledgeRights


class PledgeAdmin(OwnPledgeRights, StaffAdmin):
    purpose = _("What was promised and by whom. A pledge is published as a whole, with its commitments and targets.")
    guide = "workflow"
    # Every reference of its activities begins with it.
    fixed_fields = ["slug"]
    list_display = ["title", "slug", "framework", "kind", "state", "deadline", "reporting_interval"]
    list_filter = ["state", "kind", "framework"]
    list_select_related = ["framework"]
    search_fields = ["title", "slug", "made_by__name", "made_by__acronym"]
    autocomplete_fields = ["framework", "made_by", "matched_pledge"]
    inlines = [CommitmentInline]
    fieldsets = [
        (
            _("The pledge"),
            {
                "fields": ["title", "slug", "framework", "made_by", "kind", "matched_pledge"],
                "description": _("What was promised, by whom, under which agreement."),
            },
        ),
        (
            _("As published by its maker"),
            {
                "fields": ["lead_in", "language", "original_page", "retrieved", "terms"],
                "description": _("The text, where it was published, and what its maker allows others to do with it."),
            },
        ),
        (
            _("Deadline and reporting"),
            {
                "fields": ["deadline", "reporting_interval"],
                "description": _("Only what the maker of the pledge set. If a field is empty, the site says so."),
            },
        ),
    ]
