"""The desk itself: Django's admin site with our start page and the editors' guide.

A site of our own, and not only a template for the stock one: the start page needs counts that no other page of the desk
should pay for, and the guide an address.
"""

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pledgetracker.text import clean


class DeskSite(admin.AdminSite):
    def index(self, request, extra_context=None):
        # Not at the top: the site is there before the models are.
        from .page import context

        return super().index(request, {**context(request.user), **(extra_context or {})})

    def get_urls(self):
        """The stock ones, but for the one that leads any staff to the address of any record, whosever it is."""
        stock = [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]
        own = [
            path("guide/", self.admin_view(self.guide), name="guide"),
            path("left/", self.admin_view(require_POST(self.left)), name="left"),
        ]
        return [*own, *stock]

    def login(self, request, extra_context=None):
        """The stock page, which says why someone who asked for another page is here."""
        leads_on = request.GET.get(REDIRECT_FIELD_NAME, "") not in ("", reverse(f"{self.name}:index"))
        return super().login(request, {"leads_on": leads_on, **(extra_context or {})})

    def left(self, request):
        """Told by a form when its page is left, so that nobody is said any more to have it open."""
        from commitments.models import Opening

        record_type, _colon, record_key = clean(request.POST.get("record", "")).partition(":")
        opened = Opening.objects.filter(record_type=record_type, record_key=record_key, user_id=request.user.pk)
        # A later page of the same person has a later moment, and stays open.
        for each in opened:
            if each.at.isoformat() == request.POST.get("at"):
                each.delete()
        return HttpResponse(status=204)

    def password_change(self, request, extra_context=None):
        """The stock page with a form of our own, for which it has no attribute."""
        from commitments.admin.user import OwnPassword

        context = {**self.each_context(request), **(extra_context or {})}
        done = reverse(f"{self.name}:password_change_done")
        request.current_app = self.name
        return PasswordChangeView.as_view(form_class=OwnPassword, success_url=done, extra_context=context)(request)

    def guide(self, request):
        request.current_app = self.name
        context = {**self.each_context(request), "title": _("The editors' guide")}
        return TemplateResponse(request, "admin/guide.html", context)
