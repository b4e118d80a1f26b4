"""The pages of long operations: one's own, or all for an administrator. Each says where it stands when it is opened."""

from django.contrib import admin, messages
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import jobs
from .base import is_key

MOST_LISTED = 100


@require_safe
def job_list(request):
    latest = jobs.seen_by(request.user)[:MOST_LISTED]
    rows = [(job, jobs.standing(job)) for job in latest]
    return _page(request, "admin/job_list.html", _("Long operations"), rows=rows)


@require_safe
def job(request, key):
    found = _job(request, key)
    return _page(request, "admin/job.html", found.title, job=found, standing=jobs.standing(found))


@require_POST
def job_again(request, key):
    cut_off = _job(request, key)
    try:
        started = jobs.again(cut_off, request.user)
    except (KeyError, OperationalError):
        started = None
    if started is None:
        messages.warning(request, _("It could not be started again. It is still running or the database is busy."))
    return redirect(started or cut_off)


def _job(request, key):
    found = jobs.seen_by(request.user).with_key(key).first() if is_key(key) else None
    if found is None:
        raise Http404
    return found


def _page(request, template, title, **context):
    request.current_app = admin.site.name
    return TemplateResponse(request, template, {**admin.site.each_context(request), "title": title, **context})


urlpatterns = [
    path("", admin.site.admin_view(job_list), name="job_list"),
    path("<key>/", admin.site.admin_view(job), name="job"),
    path("<key>/again/", admin.site.admin_view(job_again), name="job_again"),
]
