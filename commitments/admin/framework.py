"""Frameworks with their objectives and guiding principles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Objective, Principle
from .base import StaffAdmin, StaffInline


class ObjectiveInline(StaffInline):
    model = Objective
    fields = ["number", "title", "short_title"]
    show_change_link = True
    can_delete = False

    def has_change_permission(self, request, obj=None):
        """Its number is part of a key that published documents carry: it has a form of its own."""
        return False


class PrincipleInline(StaffInline):
    model = Principle
    fields = ["letter", "title"]
    show_change_link = True
    can_delete = False

    def has_change_permission(self, request, obj=None):
        """A form of its own compares versions, keeps its history, and says which commitments name it."""
        return False


class FrameworkAdmin(StaffAdmin):
    purpose = _("The agreements under which pledges are made. All pledges share them.")
    guide = "roles"
    fixed_fields = ["slug"]
    list_display = ["short_name", "name", "slug", "source"]
    search_fields = ["name", "short_name", "slug"]
    inlines = [ObjectiveInline, PrincipleInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "short_name", "slug", "source"],
                "description": _("An agreement under which pledges are made, with its own numbering and titles."),
            },
        )
    ]


class ObjectiveAdmin(StaffAdmin):
    purpose = _(
        "The numbered objectives of each framework: commitments are linked to them, and activities found under them."
    )
    guide = "roles"
    fixed_fields = ["framework", "number"]
    list_display = ["number", "short_title", "title", "framework"]
    list_display_links = ["number", "short_title"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["title", "short_title", "number", "framework__slug"]
    autocomplete_fields = ["framework"]
    fieldsets = [
        (
            None,
            {
                "fields": ["framework", "number", "title", "short_title"],
                "description": _("Commitments are linked to objectives, and activities are found under them."),
            },
        )
    ]


@admin.register(Principle)
class PrincipleAdmin(StaffAdmin):
    purpose = _("The guiding principles of each framework, to which commitments are linked.")
    guide = "roles"
    list_display = ["letter", "title", "framework"]
    list_display_links = ["letter", "title"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["title", "letter", "framework__slug"]
    autocomplete_fields = ["framework"]
    fieldsets = [
        (
            None,
            {
                "fields": ["framework", "letter", "title"],
                "description": _("Commitments are linked to the principles they follow."),
            },
        )
    ]
