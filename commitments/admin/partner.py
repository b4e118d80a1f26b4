from django.utils.translation import gettext_lazy as _

from .base import StaffAdmin


class PartnerAdmin(StaffAdmin):
    purpose = _("Organisations that make pledges, fund, implement or co-lead. All pledges share them.")
    guide = "roles"
    list_display = ["name", "acronym", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["name", "acronym", "other_names", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "acronym", "slug", "other_names", "kind", "website"],
                "description": _(
                    "An organisation that makes pledges, funds, implements or co-leads. Visitors see it once "
                    "something published names it."
                ),
            },
        )
    ]
