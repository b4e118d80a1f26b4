"""What is counted, and how much of it commitments aim at."""

from django.utils.translation import gettext_lazy as _

from ..models import Target
from .base import ReadOnlyAdmin, StaffAdmin, StaffInline
from .rights import Audience


class IndicatorAdmin(StaffAdmin):
    purpose = _(
        "What is counted. Search this list before you add an indicator. Only results of the same "
        "indicator are added up."
    )
    guide = "updates"
    fixed_fields = ["key"]
    list_display = ["name", "unit", "level", "key"]
    list_filter = ["level"]
    search_fields = ["name", "key", "unit"]
    prepopulated_fields = {"key": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "unit", "level", "key"],
                "description": _(
                    "Results are added up only if they count the same thing. Search for an existing indicator first."
                ),
            },
        )
    ]


class TargetInline(StaffInline):
    model = Target
    fields = ["indicator", "baseline", "value", "due"]
    autocomplete_fields = ["indicator"]


class TargetAdmin(ReadOnlyAdmin):
    """To look targets up: they are parts of their commitment, whose form alone writes them, and its history."""

    purpose = _(
        "How much of an indicator each commitment aims at, by when and from what baseline. Change a target on "
        "the form of its commitment."
    )
    guide = "updates"
    audience = Audience.PLEDGE
    pledge_path = "commitment__pledge"
    list_display = ["commitment", "indicator", "baseline", "value", "due"]
    list_select_related = ["commitment", "indicator"]
    search_fields = ["commitment__short_title", "commitment__pledge__slug", "indicator__name"]
    fields = ["commitment", "indicator", "baseline", "value", "due"]
