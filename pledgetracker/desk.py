"""That the desk is a site of our own: see `activities.desk.site`."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "activities.desk.site.DeskSite"
