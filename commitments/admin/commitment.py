from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import EditorialState

from ..models import Commitment
from .base import DeskForm, StaffAdmin, StaffInline
from .indicator import TargetInline
from .rights import Audience


class CommitmentInline(StaffInline):
    """The pledge's commitments at a glance, and room for new ones; each is changed on a form of its own."""

    model = Commitment
    fields = ["number", "short_title", "text"]
    show_change_link = True
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False


class CommitmentForm(DeskForm):
    """Its pledge is fixed once saved: shown but disabled, so that "one number once per pledge" is still checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "pledge" in self.fields:
            self.fields["pledge"].disabled = True


class CommitmentAdmin(StaffAdmin):
    purpose = _(
        "The numbered promises. For each, the list shows when anything was last reported and what the "
        "promise does not state."
    )
    guide = "workflow"
    audience = Audience.PLEDGE
    form = CommitmentForm
    list_display = ["number", "short_title", "pledge", "lead_unit", "deadline"]
    list_display_links = ["number", "short_title"]
    list_filter = [("pledge", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pledge"]
    search_fields = ["short_title", "text", "pledge__slug", "pledge__title", "number"]
    autocomplete_fields = ["pledge", "objectives", "principles"]
    inlines = [TargetInline]
    fieldsets = [
        (
            _("The promise"),
            {
                "fields": ["pledge", "number", "short_title", "text", "heading"],
                "description": _("Word for word. It becomes public when its pledge is published again."),
            },
        ),
        (
            _("Objectives and guiding principles"),
            {
                "fields": ["objectives", "principles"],
                "description": _("The register's own reading of the text; the site says so."),
            },
        ),
        (
            _("How it can be measured"),
            {
                "fields": ["lead_unit", "deadline", "where", "verification"],
                "description": _(
                    "Enter only what the maker of the pledge states, with the targets below. The site names "
                    "what is missing. The last two fields are public only if the site shows measurability."
                ),
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Activities on the public record name it by its number: fixed once its pledge leaves the draft."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "number"] if obj and obj.pledge.state != EditorialState.DRAFT else fixed

    def has_delete_permission(self, request, obj=None):
        """Only of a pledge that was never published."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.pledge.state == EditorialState.DRAFT)
