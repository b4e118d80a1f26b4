"""Who works on the register. Names and addresses never leave the desk."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group

from ..models import Membership, User
from .base import StaffAdmin, StaffInline

# Registered anew, so that its list too holds against any query string.
admin.site.unregister(Group)


class MembershipInline(StaffInline):
    model = Membership
    fields = ["pledge", "role"]
    autocomplete_fields = ["pledge"]


@admin.register(User)
class UserAdmin(StaffAdmin, auth_admin.UserAdmin):
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    inlines = [MembershipInline]

    def get_inlines(self, request, obj):
        """The first form asks for a name and password alone."""
        return self.inlines if obj else []


@admin.register(Group)
class GroupAdmin(StaffAdmin, auth_admin.GroupAdmin):
    pass
