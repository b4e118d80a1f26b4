"""What was changed, by whom and when, in all the records that a person may see; each record's own history says what."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commitments import roles
from commitments.admin.base import ReadOnlyAdmin
from commitments.admin.rights import Audience
from commitments.models import Revision

from ..desk.page import url_of
from .filters import ChangeWorklist


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    purpose = _("Every change of every record that you may see, latest first. What was changed stands in its history.")
    audience = Audience.PLEDGE
    list_display = ["at", "by", "action", "record", "comment"]
    list_display_links = ["at"]
    list_filter = [ChangeWorklist, "action"]
    list_select_related = ["by"]
    search_fields = ["name", "comment"]
    fields = ["at", "by", "action", "record", "comment", "version", "as_it_stood"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document")

    def has_view_permission(self, request, obj=None):
        """By the key of its pledge: the pledge itself may be gone."""
        return roles.may_see(request.user) if obj is None else roles.may_see(request.user, obj.pledge_id or 0)

    @admin.display(description=_("record"), ordering="name")
    def record(self, obj):
        url = url_of(obj)
        return format_html('<a href="{}">{}</a>', url, obj.name) if url else obj.name

    @admin.display(description=_("the record as it then stood"))
    def as_it_stood(self, obj):
        return format_html("<pre>{}</pre>", json.dumps(obj.document, ensure_ascii=False, indent=2))
