"""The history of everything at one place, and the way back for what was deleted."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments import history, roles

from ..models import Revision
from .base import ReadOnlyAdmin
from .rights import Audience


class RevisionAdmin(ReadOnlyAdmin):
    purpose = _(
        "Every change of every record that you can see, newest first. You can also bring back deleted records here."
    )
    guide = "history"
    audience = Audience.PLEDGE
    list_display = ["at", "by", "action", "about", "comment"]
    list_display_links = None
    list_filter = ["action", ("pledge", admin.RelatedOnlyFieldListFilter), ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["by"]
    search_fields = ["name", "comment"]
    fields = ["at", "by", "action", "name", "comment"]

    @admin.display(description=_("record"), ordering="name")
    def about(self, obj):
        """Where it is, or where it can be brought back."""
        page = "commitments_revision_bring_back" if obj.action == Revision.Action.DELETED else "history"
        if page == "history":
            page = f"{obj.record_type.replace('.', '_')}_history"
        try:
            key = obj.pk if obj.action == Revision.Action.DELETED else obj.record_key
            return format_html('<a href="{}">{}</a>', reverse(f"{self.admin_site.name}:{page}", args=[key]), obj.name)
        except NoReverseMatch:
            return obj.name

    def get_urls(self):
        view = self.admin_site.admin_view(self.bring_back_view)
        return [path("<int:revision>/bring-back/", view, name="commitments_revision_bring_back"), *super().get_urls()]

    def bring_back_view(self, request, revision):
        """What was deleted, and its way back, for administrators."""
        step = self.get_queryset(request).filter(pk=revision, action=Revision.Action.DELETED).first()
        if step is None:
            raise Http404
        if not roles.is_administrator(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self.bring_back_page(request, step)
        try:
            back = self.bring_back(request, step)
        except ValidationError as error:
            return self.bring_back_page(request, step, error.messages)
        said = _now("Back as it was when it was deleted: %(record)s.") % {"record": back}
        self.message_user(request, said, messages.SUCCESS)
        page = f"{self.admin_site.name}:{step.record_type.replace('.', '_')}_change"
        return HttpResponseRedirect(reverse(page, args=[back.pk]))

    def bring_back_page(self, request, step, problems=()):
        model = self.kept_here(step)
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Deleted: %(record)s") % {"record": step.name},
            "opts": self.opts,
            "step": step,
            "differences": history.differences(model, {}, step.document),
            "is_there": model._base_manager.filter(pk=step.record_key).exists(),
            "problems": problems,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/bring_back.html", context, status=409 if problems else 200)

    def kept_here(self, step):
        """The model of what was deleted; 404 where an upgrade has taken that kind of record, or its forms, away."""
        try:
            model = apps.get_model(step.record_type)
        except LookupError as error:
            raise Http404 from error
        if not hasattr(self.admin_site._registry.get(model), "consequences"):
            raise Http404
        return model

    def bring_back(self, request, step):
        """The record again, under the key it had; raises ValidationError where something stands in the way."""
        model = self.kept_here(step)
        admin_of = self.admin_site._registry[model]
        try:
            with transaction.atomic():
                if model._base_manager.filter(pk=step.record_key).exists():
                    raise ValidationError(_now("It is there again already."))
                back = model(pk=int(step.record_key))
                with admin_of.consequences(request, back):
                    history.apply(back, step.document)
                    # Counted on, so that no form of before its end can take it for what it was.
                    model._base_manager.filter(pk=back.pk).update(version=(step.version or 0) + 1)
                    admin_of.keep(request, back, Revision.Action.RESTORED, _now("Brought back after it was deleted."))
        except IntegrityError as error:
            raise ValidationError(_now("Another record has taken its place meanwhile.")) from error
        return back
