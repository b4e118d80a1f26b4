"""The site's table of contents."""

from django.contrib import admin
from django.urls import include, path

from pledgetracker import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/jobs/", include("commitments.admin.job")),
    path("admin/", admin.site.urls),
    path("api/", include("activities.public.api.urls")),
    path("", include("activities.public.urls")),
]

handler400 = "activities.public.errors.bad_request"
handler403 = "activities.public.errors.forbidden"
handler404 = "activities.public.errors.not_found"
handler500 = "activities.public.errors.server_error"
