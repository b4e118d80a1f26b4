"""What the software wrote when something was published: to be read, never changed."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commitments.admin.base import ReadOnlyAdmin

from ..models import Change, Edition, FormerSlug, Publication


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    purpose = _("Every published version of every activity and pledge, word for word. Nobody can change them.")
    guide = "workflow"
    list_display = ["subject", "number", "at", "by", "edition"]
    list_select_related = ["activity", "pledge", "by", "edition"]
    search_fields = ["activity__reference", "activity__title", "pledge__slug"]
    fields = ["activity", "pledge", "number", "edition", "at", "by", "as_approved"]

    @admin.display(description=_("activity or pledge"))
    def subject(self, obj):
        return obj.activity or obj.pledge

    @admin.display(description=_("document"))
    def as_approved(self, obj):
        return format_html("<pre>{}</pre>", json.dumps(obj.document, ensure_ascii=False, indent=2))


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    purpose = _(
        "Every state of the public record. Pages, downloads and citations name the edition that they come from."
    )
    guide = "workflow"
    list_display = ["number", "at", "token"]
    search_fields = ["=number", "=token"]


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    purpose = _("What each edition of the public record published, changed or withdrew.")
    guide = "workflow"
    list_display = ["reference", "action", "edition"]
    list_filter = ["action"]
    list_select_related = ["edition"]
    search_fields = ["reference"]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    purpose = _("Former addresses of regions and partners. They lead to the present addresses.")
    guide = "workflow"
    list_display = ["former", "current", "facet"]
    list_filter = ["facet"]
    search_fields = ["former", "current"]
