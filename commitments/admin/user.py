"""Who works on the register, and as what. Names and addresses never leave the desk."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ..models import Membership, User
from .base import DeskForm, StaffAdmin, StaffInline
from .rights import Audience

# Rights come from roles on pledges (commitments.roles): groups would say something that nothing reads.
admin.site.unregister(Group)


class MembershipInline(StaffInline):
    model = Membership
    verbose_name = _("role")
    verbose_name_plural = _("roles on pledges")
    fields = ["pledge", "role"]
    autocomplete_fields = ["pledge"]


class UserForm(DeskForm, auth_forms.UserChangeForm):
    pass


@admin.register(User)
class UserAdmin(StaffAdmin, auth_admin.UserAdmin):
    purpose = _("Who works on the register: on which pledges, and as what. Never shown in public.")
    guide = "roles"
    audience = Audience.ADMINISTRATORS
    form = UserForm
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    filter_horizontal = []
    inlines = [MembershipInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["username", "password", ("first_name", "last_name"), "email"],
                "description": _("Seen by colleagues at this desk alone. Mails about reviews go to the address."),
            },
        ),
        (
            _("Rights"),
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": _(
                    "Who leaves is made inactive, and keeps a place in the history. “Staff” may sign in; the roles "
                    "below say for which pledges. A “superuser” is an administrator: of vocabularies, people and "
                    "every pledge."
                ),
            },
        ),
    ]

    def get_inlines(self, request, obj):
        """The first form asks for a name and password alone."""
        return self.inlines if obj else []
