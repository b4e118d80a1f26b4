"""Who works on the register, and as what. Names and addresses never leave the desk."""

from django.contrib import admin
from django.contrib.admin import forms as admin_forms
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments import history

from ..models import Membership, Revision, User
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


class PasswordAlone:
    """Mixed into the forms that set a password: they save nothing else.

    Deriving it takes long enough for an administrator to take someone's rights away meanwhile, and the stock forms
    would give them back.
    """

    def set_password_and_save(self, user, *args, commit=True, **kwargs):
        user = super().set_password_and_save(user, *args, commit=False, **kwargs)
        if commit:
            user.save(update_fields=["password"])
        return user


class PasswordOfAnother(PasswordAlone, auth_forms.AdminPasswordChangeForm):
    """An administrator sets someone's password; the admin keeps that in the history."""


class OwnPassword(PasswordAlone, admin_forms.AdminPasswordChangeForm):
    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        history.record(User.objects.get(pk=user.pk), Revision.Action.CHANGED, user, _("Set a new password."))
        return user


@admin.register(User)
class UserAdmin(StaffAdmin, auth_admin.UserAdmin):
    purpose = _("Who works on the register: on which pledges, and as what. Never shown in public.")
    guide = "roles"
    audience = Audience.ADMINISTRATORS
    form = UserForm
    change_password_form = PasswordOfAnother
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    filter_horizontal = []
    inlines = [MembershipInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["username", "password", ("first_name", "last_name"), "email"],
                "description": _("Only staff can see this. Mails about reviews go to the address."),
            },
        ),
        (
            _("Rights"),
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": _(
                    "Make people inactive when they leave. The history keeps their names. “Staff” can sign in, "
                    "and the roles below say for which pledges. A “superuser” is an administrator of "
                    "vocabularies, people and every pledge."
                ),
            },
        ),
    ]

    def consequences(self, request, obj):
        """Who is brought back has no password until one is set: the history kept none."""
        if obj._state.adding:
            obj.set_unusable_password()
        return super().consequences(request, obj)

    def get_inlines(self, request, obj):
        """The first form asks for a name and password alone."""
        return self.inlines if obj else []
