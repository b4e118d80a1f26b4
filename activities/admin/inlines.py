"""What belongs to one activity, row by row on its form."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from commitments.admin.base import DeskForm, DeskForms, StaffInline
from commitments.admin.rights import PartRights
from commitments.admin.rows import KeptRows

from ..models import Participation, Placement, Result, Source, Update


class UpdateForm(DeskForm):
    class Meta:
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "cols": 45}),
            "language": forms.TextInput(attrs={"size": 6}),
        }


class UpdateInline(StaffInline):
    """First on the form, with one empty row: a new update is what an editor comes for."""

    model = Update
    form = UpdateForm
    fields = ["date", "text", "status", "language"]
    extra = 1


class PlacementInline(StaffInline):
    model = Placement
    fields = ["country", "planned"]
    autocomplete_fields = ["country"]


class ParticipationInline(StaffInline):
    model = Participation
    verbose_name = _("partner")
    fields = ["partner", "role"]
    autocomplete_fields = ["partner"]


class SourceInline(PartRights, DeskForms, admin.StackedInline):
    """Too many fields for one row."""

    model = Source
    form = DeskForm
    formset = KeptRows
    extra = 0
    fields = [
        "title",
        ("url", "archived_url"),
        ("kind", "language", "verification"),
        ("publisher", "published_on", "accessed"),
    ]


class ResultInline(StaffInline):
    model = Result
    fields = ["qualifier", "value", "indicator", "as_of"]
    autocomplete_fields = ["indicator"]
