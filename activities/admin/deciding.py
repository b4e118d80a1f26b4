"""Who may take which step with a record, and the page that asks before one is taken: of one record, or of many."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.admin import typed
from commitments.admin.base import StaffAdmin
from commitments.admin.locking import seen_versions
from pledgetracker.models import StaleError

from .. import notices, workflow
from . import at_length
from .decisions import DECISIONS

# Records that one decision may take at once: the page lists every one of them.
MOST = 2000
# Texts that one page asks to be read, and their characters: the rest come after these.
MOST_TEXTS, MOST_CHARACTERS = 200, 500_000


def _action(name):
    """The action of a list that leads to the page of a decision."""

    def act(self, request, queryset):
        return self.decide(request, DECISIONS[name], list(queryset[: MOST + 1]))

    act.__name__ = name
    return admin.action(act, description=DECISIONS[name].button, permissions=[name])


class DecidingAdmin(StaffAdmin):
    """For a kind of record with which steps are taken."""

    # The steps that this kind of record knows.
    decisions = ["submit", "publish", "return", "withdraw"]
    actions = [_action(name) for name in DECISIONS]

    # --- Rights -------------------------------------------------------------------------------------------------------
    def may_take(self, name, request, obj=None):
        return name in self.decisions and self.holds(DECISIONS[name].right, request, obj)

    def has_submit_permission(self, request, obj=None):
        return self.may_take("submit", request, obj)

    def has_return_permission(self, request, obj=None):
        return self.may_take("return", request, obj)

    def has_publish_permission(self, request, obj=None):
        return self.may_take("publish", request, obj)

    def has_withdraw_permission(self, request, obj=None):
        return self.may_take("withdraw", request, obj)

    def has_confirm_permission(self, request, obj=None):
        return self.may_take("confirm", request, obj)

    def has_delete_permission(self, request, obj=None):
        """Only of what was never public: the rest keeps its address for ever."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.publications.exists())

    def get_deleted_objects(self, objs, request):
        sentence = _("%(record)s was published, so it cannot be deleted. Withdraw it instead.")
        kept = [sentence % {"record": obj} for obj in objs if obj.publications.exists()]
        return ([], {}, set(), kept) if kept else super().get_deleted_objects(objs, request)

    # --- Deciding -----------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view
        steps = [
            path(f"<path:object_id>/{name}/", view(self.step_view), {"name": name}, name=self.name_of(name))
            for name in self.decisions
        ]
        return [*steps, *super().get_urls()]

    def step_view(self, request, object_id, name):
        return self.decide(request, DECISIONS[name], [self.found(request, object_id)])

    def decide(self, request, decision, records):
        """The page that asks, or, sent from it, the step itself."""
        if not all(self.may_take(decision.name, request, record) for record in records):
            raise PermissionDenied
        if len(records) > MOST:
            sentence = _("Choose at most %(most)s records at a time.")
            self.message_user(request, sentence % {"most": MOST}, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        taken, returned = "decided" in request.POST, typed.RETURNED in request.POST
        form, problems = decision.form(request.POST if taken or returned else None), []
        if taken and not returned and form.is_valid():
            left = self.not_ticked(request, decision, records, form)
            try:
                return typed.forget(
                    self.take(request, decision, records, form, left), self.kept_key(request, decision, records)
                )
            except (ValidationError, StaleError) as error:
                problems = getattr(error, "messages", [str(error)])
        return self.decision_page(request, decision, records, form, problems)

    def take(self, request, decision, records, form, left=()):
        """The step: of many records by a job. Raises ValidationError or StaleError with what is in the way.

        `left` are not ticked: they are left out, and stay on the page.
        """
        ready = [record for record in records if record not in left]
        if not ready:
            raise ValidationError(_("No text is ticked, so nothing was done."))
        seen, after = seen_versions(request), self.after(request, records)
        if len(ready) > at_length.AT_ONCE:
            job = at_length.take(decision, ready, request.user, seen, form, after)
            self.say_left(request, left)
            return HttpResponseRedirect(job.get_absolute_url())
        self.say_done(request, decision, decision.take(ready, request.user, seen, **form.values()))
        if not left:
            return HttpResponseRedirect(after)
        self.say_left(request, left)
        return self.decision_page(request, decision, left, decision.form(), [])

    def say_left(self, request, left):
        if left:
            sentence = ngettext(
                "%(count)s record was left out because it is not ticked. It is still selected.",
                "%(count)s records were left out because they are not ticked. They are still selected.",
                len(left),
            )
            self.message_user(request, sentence % {"count": len(left)}, messages.WARNING)

    # --- Texts that have to be read and ticked first ------------------------------------------------------------------
    def to_read(self, request, decision, records):
        """Those of `records` in whose text the person has to tick that nobody can be identified, before this step."""
        return []

    def not_ticked(self, request, decision, records, form):
        """Those of many records that were not ticked. One alone is refused by the step, which says so."""
        if request.resolver_match.kwargs:
            return []
        ticked = form.values().get("harmless", ())
        return [each for each in self.to_read(request, decision, records) if str(each.pk) not in ticked]

    def texts(self, request, decision, records, form):
        """([(record, whether it is ticked)] to be read on this page, how many come on the next pages)."""
        unread = self.to_read(request, decision, records)
        ticked, seen = form["harmless"].data if form.is_bound and unread else (), seen_versions(request)
        shown, length = [], 0
        for record in unread[:MOST_TEXTS]:
            if shown and length + len(record.description) > MOST_CHARACTERS:
                break
            length += len(record.description)
            # Given for the version that was on the page, and for no later one.
            shown.append((record, str(record.pk) in ticked and seen.get(str(record.pk)) == str(record.version)))
        return shown, len(unread) - len(shown)

    def kept_key(self, request, decision, records):
        """Under which the browser keeps what is typed on the page of a step; of a list it is offered there."""
        of_one = request.resolver_match.kwargs
        return typed.key_of(request.user, self.model, f"{records[0].pk}:{decision.name}" if of_one else "list")

    def changelist_view(self, request, extra_context=None):
        kept = {"kept_key": typed.key_of(request.user, self.model, "list")}
        return super().changelist_view(request, kept | (extra_context or {}))

    def after(self, request, records):
        """Where the person came from: the record, or the list as it was filtered."""
        return self.change_address(records[0]) if request.resolver_match.kwargs else request.get_full_path()

    def decision_page(self, request, decision, records, form, problems):
        texts, later = self.texts(request, decision, records, form)
        unread = {record.pk for record in self.to_read(request, decision, records)}
        in_the_way = [] if problems else workflow.in_the_way(decision.name, records, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": decision.question,
            "opts": self.opts,
            "decision": decision,
            "records": records,
            "review_page": f"{self.admin_site.name}:{self.name_of('review')}",
            "form": form,
            "problems": problems or in_the_way,
            "refused": bool(problems),
            "can_take": not in_the_way,
            "texts": texts,
            "later": later,
            "others": [record for record in records if record.pk not in unread],
            "kept_key": self.kept_key(request, decision, records),
            "kept_id": request.POST.get(typed.KEPT_ID, ""),
            "kept_here": form.is_bound,
            "is_returned": typed.RETURNED in request.POST,
            "from_list": not request.resolver_match.kwargs,
        }
        request.current_app = self.admin_site.name
        status = 400 if problems or form.errors else 200
        return TemplateResponse(request, "admin/decision.html", context, status=status)

    def say_done(self, request, decision, done):
        """That the step is taken, and whom no mail about it reached."""
        if done:
            said = {"count": len(done), "record": done[0]}
            self.message_user(request, decision.done % said, messages.SUCCESS)
        else:
            self.message_user(request, _("Nothing had to change."), messages.INFO)
        for sentence in notices.unsent(request.user):
            self.message_user(request, sentence, messages.WARNING)

    # --- Addresses ----------------------------------------------------------------------------------------------------
    def name_of(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, obj, page):
        return reverse(f"{self.admin_site.name}:{self.name_of(page)}", args=[obj.pk])
