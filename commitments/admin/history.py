"""Every change of every record: kept by each of the desk's ways to write, shown, compared, restored."""

from contextlib import nullcontext
from itertools import pairwise

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from commitments import history
from pledgetracker.models import StaleError, refuse_stale

from ..models import Revision
from .locking import seen_versions, taken_up_again
from .rights import choices_of

Action = Revision.Action
CHANGES_A_PAGE = 20


class History:
    """For a ModelAdmin. The stock log says that something happened; a revision says what, and can be gone back to."""

    # --- Kept ---------------------------------------------------------------------------------------------------------
    def log_addition(self, request, obj, message):
        self.keep(request, obj, Action.ADDED)

    def log_change(self, request, obj, message):
        if message:  # a form that was sent back as it came has changed nothing
            self.keep(request, obj, Action.CHANGED)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            history.record(obj, Action.DELETED, request.user)

    def save_formset(self, request, form, formset, change):
        """Rows that are records of their own, and not parts of this one, have their own history."""
        super().save_formset(request, form, formset, change)
        if formset.model in {self.model._meta.get_field(part).related_model for part in self.model.parts}:
            return
        for obj in formset.new_objects:
            history.record(obj, Action.ADDED, request.user)
        for obj, _fields in formset.changed_objects:
            history.record(obj, Action.CHANGED, request.user)

    def keep(self, request, obj, action, comment=""):
        history.record(self.model._base_manager.get(pk=obj.pk), action, request.user, comment)

    # --- Shown --------------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        place = "<path:object_id>/history/<int:revision>/"
        return [path(place, view, name=f"{self.opts.app_label}_{self.opts.model_name}_restore"), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """Every change of one record, each with what it changed, latest first."""
        obj = self.found(request, object_id)
        page = Paginator(history.of(obj).select_related("by"), CHANGES_A_PAGE).get_page(request.GET.get("p", ""))
        # With the one before the last of the page, which it is compared to.
        shown = list(
            history.of(obj).select_related("by")[page.start_index() - 1 : page.end_index() + 1]
            if page.paginator.count
            else []
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": obj},
            "opts": self.opts,
            "object": obj,
            "page": page,
            "steps": list(zip(shown[:CHANGES_A_PAGE], self.what_changed(shown), strict=False)),
            "can_change": self.has_change_permission(request, obj),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/history.html", context)

    def what_changed(self, revisions):
        """What each of these changed in the one after it, latest first; None for the last, before which is nothing."""
        names = history.Names()
        for step, before in pairwise(revisions):
            yield history.differences(self.model, before.document, step.document, names)
        yield None

    # --- Restored -----------------------------------------------------------------------------------------------------
    def restore_view(self, request, object_id, revision):
        """What the record said then, against what it says now; and the way back to it, as a change like any other."""
        obj = self.found(request, object_id)
        step = history.of(obj).select_related("by").filter(pk=revision).first()
        if step is None:
            raise Http404
        if request.method == "POST":
            return self.restore(request, obj, step)
        return self.restore_page(request, obj, step)

    def restore_page(self, request, obj, step, problems=(), status=200):
        # Side by side stands what would be restored: no fixed field, and none that only an earlier release had.
        now, wanted = history.document(obj), self.restorable(request, obj, step)
        shared = now.keys() & wanted.keys()
        now, wanted = ({name: each[name] for name in each if name in shared} for each in (now, wanted))
        context = {
            **self.admin_site.each_context(request),
            "title": _("As it was: %(record)s") % {"record": step.name},
            "opts": self.opts,
            "object": obj,
            "step": step,
            "seen": obj.version,
            "differences": history.differences(self.model, now, wanted),
            "can_restore": self.has_change_permission(request, obj),
            "problems": problems,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/restore.html", context, status=status)

    def change_address(self, obj):
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[obj.pk])

    def restorable(self, request, obj, step):
        """The document to go back to, without what no form could change either."""
        fixed = {*self.get_readonly_fields(request, obj), *getattr(self.model, "written_elsewhere", ())}
        return {name: value for name, value in step.document.items() if name not in fixed}

    @taken_up_again
    def restore(self, request, obj, step):
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        try:
            with transaction.atomic():
                self.lock(request, str(obj.pk))
                now = self.model._base_manager.get(pk=obj.pk)
                refuse_stale([now], seen_versions(request))
                wanted = self.restorable(request, now, step)
                self.refuse_what_no_form_offers(request, now, wanted)
                with self.consequences(request, now):
                    if history.apply(now, wanted):
                        self.keep(request, now, Action.RESTORED)
        except (StaleError, ValidationError) as error:
            problems = [str(error)] if isinstance(error, StaleError) else error.messages
            return self.restore_page(request, self.found(request, str(obj.pk)), step, problems, status=409)
        self.message_user(request, _("Restored."), messages.SUCCESS)
        return HttpResponseRedirect(self.change_address(obj))

    def refuse_what_no_form_offers(self, request, obj, wanted):
        """Raises ValidationError where `wanted` names what the record does not name now and the person may not name."""
        now, problems = history.document(obj), []
        for field in history.relations(self.model):
            said, wants = now[field.name], wanted.get(field.name, now[field.name])
            named = set(wants) - set(said) if field.many_to_many else {wants} - {said, ""}
            choices = choices_of(field, request, self.admin_site)
            for identity in sorted(named) if choices is not None else ():
                lookups = field.related_model.by_identity(identity)
                if not choices.filter(**lookups).exists() and field.related_model.objects.filter(**lookups).exists():
                    problems.append(
                        _("It named “%(name)s” then. You have no right to name that record.") % {"name": identity}
                    )
        if problems:
            raise ValidationError(problems)

    def consequences(self, request, obj):
        """Around a change of `obj`, in its transaction: what follows from one of this kind of record."""
        return nullcontext()

    def found(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj
