"""What is published as a whole: where it stands, what would change, and the steps from there, on its form."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import history
from commitments.models import Revision
from pledgetracker.models import EditorialState, StaleError

from .. import workflow
from .deciding import DecidingAdmin
from .decisions import DECISIONS

# What moves a record between its editors and its publishers.
MOVES = [Revision.Action.SUBMITTED, Revision.Action.RETURNED, Revision.Action.PUBLISHED]
# The buttons of a form that save and then take a step.
SAVE_AND = {"_submit": "submit", "_publish": "publish"}


class SaysNotPublic:
    """A mixin that calls `say_not_public(request, obj)` after each save."""

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        self.say_not_public(request, obj)
        return response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        self.say_not_public(request, obj)
        return response


class EditorialAdmin(SaysNotPublic, DecidingAdmin):
    """For a kind of record that is drafted, reviewed, published and withdrawn."""

    # --- Review -------------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/", view, name=self.name_of("review")), *super().get_urls()]

    def review_view(self, request, object_id):
        """What is public and what is proposed, side by side, with what was said about it and the steps from here."""
        obj = self.found(request, object_id)
        latest = obj.publications.first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review: %(record)s") % {"record": obj},
            "opts": self.opts,
            "object": obj,
            "standing": self.where_it_stands(obj),
            "latest": latest,
            "differences": self.proposed(obj, latest),
            "said": history.of(obj).filter(by__isnull=False).exclude(comment="").select_related("by")[:10],
            "steps": self.steps(request, obj),
            **self.more_of_review(obj),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/review.html", context)

    def proposed(self, obj, latest):
        """What publishing would change on the public page: a list of comparison.Difference."""
        raise NotImplementedError

    def more_of_review(self, obj):
        return {}

    def steps(self, request, obj):
        """[(decision, address)] that make sense for `obj` now and are open to the person."""
        public = obj.state == EditorialState.PUBLISHED
        waits = not public or obj.has_unpublished_changes
        in_one_step = waits and workflow.may_do_both(request.user, history.pledge_of(obj))
        sensible = {
            "submit": waits and not obj.is_in_review,
            "return": obj.is_in_review,
            "publish": waits and not workflow.in_the_way("publish", [obj], request.user),
            "withdraw": public,
            "confirm": not workflow.in_the_way("confirm", [obj], request.user),
        }
        names = [name for name in self.decisions if self.may_take(name, request, obj) and sensible[name]]
        names.sort(key=lambda name: in_one_step and name != "publish")  # the shortest way first
        return [(DECISIONS[name], self.address(obj, name)) for name in names]

    # --- The list -----------------------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, obj):
        stands = obj.get_state_display()
        if obj.state != EditorialState.PUBLISHED or not obj.has_unpublished_changes:
            return stands
        return _("published · change in review") if obj.is_in_review else _("published · changes wait")

    # --- The form -----------------------------------------------------------------------------------------------------
    def save_related(self, request, form, formsets, change):
        with self.consequences(request, form.instance):
            super().save_related(request, form, formsets, change)

    @contextmanager
    def consequences(self, request, obj):
        with super().consequences(request, obj):
            yield
        workflow.edited(obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A step follows the form's own transaction, in which a row is held: a bulk publish queues for the public
        record first and takes the rows next, and the two would wait for each other. What was typed is safe by then."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if step := getattr(request, "step_after_saving", None):
            self.take_and_say(request, *step)
        return response

    def say_not_public(self, request, obj):
        """After "Save" alone: that visitors do not read it yet, and the way to a review."""
        if set(SAVE_AND) & set(request.POST) or IS_POPUP_VAR in request.POST:
            return
        obj = self.model._base_manager.get(pk=obj.pk)
        if obj.is_in_review or workflow.is_public_as_it_stands(obj):
            return
        if obj.state == EditorialState.PUBLISHED:
            said = _("This change is not public yet. To publish it, %(submit)s.")
        else:
            said = _("Nothing of this is public yet. To publish it, %(submit)s.")
        self.say_way_to_submit(request, obj, said, _("submit it for review"))

    def say_way_to_submit(self, request, obj, said, link):
        way = format_html('<a href="{}">{}</a>', self.address(obj, "submit"), link)
        self.message_user(request, mark_safe(said % {"submit": way}), messages.INFO)  # noqa: S308 -- ours

    def response_post_save_add(self, request, obj):
        return self.then(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self.then(request, obj) or super().response_post_save_change(request, obj)

    def then(self, request, obj):
        """After "Save and …": remembers the step, and returns to the form; or leads to the page of the step."""
        name = next((SAVE_AND[button] for button in SAVE_AND if button in request.POST), None)
        if name is None:
            return None
        if not self.may_take(name, request, obj):
            raise PermissionDenied
        if self.to_read(request, DECISIONS[name], [obj]):
            return HttpResponseRedirect(self.address(obj, name))  # its page shows the text, and asks for the tick
        request.step_after_saving = DECISIONS[name], obj
        return HttpResponseRedirect(self.change_address(obj))

    def take_and_say(self, request, decision, obj):
        try:
            done = decision.take([obj], request.user, {str(obj.pk): str(obj.version)})
        except (ValidationError, StaleError) as error:
            self.message_user(request, _("Saved, but not submitted. Correct this first:"), messages.WARNING)
            for sentence in getattr(error, "messages", [str(error)]):
                # The page would make a capital of a reference's first letter.
                self.message_user(request, f"– {sentence}", messages.ERROR)
            return
        self.say_done(request, decision, done)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context |= {
                "standing": self.where_it_stands(obj),
                "standing_is_public": obj.state == EditorialState.PUBLISHED and not obj.has_unpublished_changes,
                "review_url": None if workflow.is_public_as_it_stands(obj) else self.address(obj, "review"),
                "steps": self.steps(request, obj),
                "said": self.returned_with(obj),
            }  # fmt: skip
        pledge = history.pledge_of(obj) if obj and obj.pk else None
        context["can_submit"] = self.may_take("submit", request, obj if pledge else None)
        context["can_publish"] = (
            self.may_take("publish", request, obj if pledge else None)
            and workflow.may_do_both(request.user, pledge)
            and (pledge is None or workflow.may_be_public(obj))
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def returned_with(self, obj):
        """The comment with which it was sent back, until it is submitted or published again."""
        moves = history.of(obj).filter(action__in=MOVES).select_related("by")
        last = moves.first()
        return last if last and last.action == Revision.Action.RETURNED else None

    def where_it_stands(self, obj):
        """One or two sentences: what the public sees of it, and who is next."""
        if obj.state == EditorialState.DRAFT:
            return _("A draft: not public.")
        if obj.state == EditorialState.IN_REVIEW:
            return _("In review: not public. It waits for a publisher.")
        if obj.state == EditorialState.WITHDRAWN:
            return _("Withdrawn: not public. Submit it for review to show it again.")
        version = obj.publications.first().number
        if obj.has_unpublished_changes and obj.is_in_review:
            return _("Published as version %(n)s. Later changes are in review: a publisher is next.") % {"n": version}
        if obj.has_unpublished_changes:
            return _("Published as version %(n)s. Later changes are saved, and not public yet.") % {"n": version}
        return _("Published as version %(n)s.") % {"n": version}
