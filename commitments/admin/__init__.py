"""The staff's desk for what was promised.

Nouns whose names visitors read are declared here and registered in `activities.admin`, which adds what a change of
them does to the public record: this app knows no publishing.
"""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import commitment, framework, indicator, locking, partner, pledge, revision, user  # noqa: F401

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME
# The desk's first page leads to everything: a list beside every page would be passed by keyboard each time.
admin.site.enable_nav_sidebar = False
admin.site.index_title = _("The staff's desk")
admin.site.add_action(locking.delete_selected)
