from contextlib import contextmanager

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments import history
from commitments.admin.base import DeskForm
from commitments.admin.rights import Audience
from commitments.admin.widgets import KeyCheckboxes, is_key
from pledgetracker.comparison import compare
from pledgetracker.models import EditorialState
from pledgetracker.partial_dates import display

from .. import publishing, ties, workflow
from ..models import Activity
from ..readable import KEYS, LABELS, language_of, readable
from .alike import AlikePage
from .editorial import EditorialAdmin
from .filters import ActivityWorklist, CommitmentFilter
from .inlines import ParticipationInline, PlacementInline, ResultInline, SourceInline, UpdateInline
from .intake import SpreadsheetPages


class ActivityForm(DeskForm):
    """The first form asks for the pledge; once that is saved, its commitments are there to be ticked."""

    class Meta:
        widgets = {"title": AdminTextInputWidget(attrs={"class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "commitments" in self.fields:
            field = self.fields["commitments"]
            field.widget = KeyCheckboxes(field.label)
            field.queryset = self.instance.pledge.commitments.all()


@admin.register(Activity)
class ActivityAdmin(AlikePage, SpreadsheetPages, EditorialAdmin):
    purpose = _(
        "What was done towards the commitments. Open one to add an update. Tick several to submit or confirm them."
    )
    guide = "month"
    empty_value_display = _("not stated")
    form = ActivityForm
    audience = Audience.PLEDGE
    decisions = ["submit", "publish", "return", "confirm", "withdraw"]
    fixed_fields = ["pledge"]
    readonly_fields = ["harmless"]
    list_display = ["reference", "title", "standing", "numbers", "status", "last_reported"]
    list_display_links = ["reference", "title"]
    list_select_related = ["pledge"]
    list_filter = [
        "state", ActivityWorklist, ("pledge", admin.RelatedOnlyFieldListFilter), CommitmentFilter, "kind", "status",
        ("office", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    search_fields = ["reference", "title", "description"]
    autocomplete_fields = ["pledge", "commitments", "regions", "office", "same_project"]
    inlines = [UpdateInline, PlacementInline, ParticipationInline, ResultInline, SourceInline]
    fieldsets = [
        (
            _("What was done"),
            {
                "fields": [
                    "pledge", "commitments", "title", "title_by_register", "description", "language", "kind", "status",
                ],
                "description": _("The text as it was published, word for word; only the title is the register's own."),
            },
        ),
        (
            _("When"),
            {
                "fields": [("start", "end"), "reported"],
                "description": _("Enter only dates that the text gives for the activity itself. If there are "
                                 "none, the activity is undated."),
            },
        ),
        (
            _("Where"),
            {
                "fields": ["regions", "places"],
                "description": _("Enter countries and areas in their own rows below. Where people come from "
                                 "and who pays are not places."),
            },
        ),
        (
            _("Who reports, and where it was published"),
            {
                "fields": ["office", "source_page"],
                "description": _("Enter partners, results and sources in their own rows below."),
            },
        ),
        (
            _("Same project"),
            {"fields": ["same_project"], "description": _("One project is often reported under several commitments.")},
        ),
        (
            _("Before publishing"),
            {
                "fields": ["harmless"],
                "description": _("You tick this on the page that submits the activity, beside its text."),
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).with_last_update()

    # --- The first form, and the ticks of the second ------------------------------------------------------------------
    def get_fieldsets(self, request, obj=None):
        """Which commitments there are depends on the pledge, and the tick on the text: neither is there at first."""
        if obj:
            return super().get_fieldsets(request, obj)
        later = {"commitments", "harmless"}
        first = [
            (title, options | {"fields": [name for name in options["fields"] if name not in later]})
            for title, options in super().get_fieldsets(request, obj)
        ]
        return [(title, options) for title, options in first if options["fields"]]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["preview_url"] = self.address(obj, "preview")
        answer = super().render_change_form(request, context, add, change, form_url, obj)
        if add:
            answer.context_data |= {"can_submit": False, "can_publish": False}  # without a commitment none is ready
        return answer

    def response_post_save_add(self, request, obj):
        """On to the commitments, which a publication needs."""
        if after := self.then(request, obj):
            return after
        self.message_user(request, _now("Choose the commitments that it serves, then submit it."), messages.INFO)
        return HttpResponseRedirect(self.change_address(obj))

    def say_not_public(self, request, obj):
        if obj.commitments.exists():
            super().say_not_public(request, obj)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("commitments")
        return changelist

    @admin.display(description=_("commitments"))
    def numbers(self, obj):
        return ", ".join(str(commitment.number) for commitment in obj.commitments.all())

    @admin.display(description=_("last reported"), ordering="last_update")
    def last_reported(self, obj):
        return display(max(obj.reported, obj.last_update or ""))

    # --- Ties to the same project, which change the other activity too ------------------------------------------------
    def lock(self, request, object_id):
        """What may tie or untie writes rows of others too: it waits its turn, and holds all of them from the start.

        Of two who each hold a row and want the other's, PostgreSQL would end one with an error of the server.
        """
        sent = request.POST
        tied = ties.of(Activity(pk=int(object_id))) if is_key(object_id) else set()
        wanted = {int(key) for key in sent.getlist("same_project") if is_key(key)}
        if "title" not in sent or sent.get("same_project-typed") or wanted != tied:
            publishing.queue()
            ties.hold({*tied, *wanted, *([int(object_id)] if is_key(object_id) else [])})
        super().lock(request, object_id)

    @contextmanager
    def consequences(self, request, obj):
        before = ties.of(obj)
        with super().consequences(request, obj):
            yield
        ties.changed(obj, before, request.user)

    def delete_model(self, request, obj):
        before = ties.of(obj)
        super().delete_model(request, obj)
        ties.changed(obj, before, request.user)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        publishing.queue()
        before = [(obj, ties.of(obj)) for obj in queryset]
        super().delete_queryset(request, queryset)
        for obj, keys in before:
            obj.pk = None
            ties.changed(obj, keys, request.user)

    # --- That nobody at risk can be identified ------------------------------------------------------------------------
    @admin.display(description=_("nobody at risk can be identified"))
    def harmless(self, obj):
        if obj.do_no_harm:
            return _now("Ticked for the text as it stands. A change of the text takes the tick back.")
        return _now("Not ticked yet.")

    def save_related(self, request, form, formsets, change):
        rows = {each.fk.remote_field.get_accessor_name() for each in formsets if each.has_changed()}
        super().save_related(request, form, formsets, change)
        if Activity.ticked_for & {*form.changed_data, *rows}:
            workflow.text_changed(form.instance)

    def to_read(self, request, decision, records):
        unread = [record for record in records if decision.asks_harmless and not record.do_no_harm]
        if decision.name == "publish":
            unread = [each for each in unread if workflow.may_do_both(request.user, each.pledge)]
        return unread

    def texts(self, request, decision, records, form):
        shown, later = super().texts(request, decision, records, form)
        whole = Activity.objects.with_document().in_bulk([record.pk for record, _ticked in shown])
        return [(whole[record.pk], ticked) for record, ticked in shown if record.pk in whole], later

    # --- Where it stands ----------------------------------------------------------------------------------------------
    def proposed(self, obj, latest):
        obj = Activity.objects.with_document().get(pk=obj.pk)
        public = readable(publishing.preview(obj, latest.document).record) if latest else {}
        proposed = readable(publishing.preview(obj).record)
        return compare(public, proposed, LABELS, keys=KEYS, language=language_of)

    def more_of_review(self, obj):
        return {"preview_url": self.address(obj, "preview")}

    def restorable(self, request, obj, step):
        """A tie needs the right to change both; the tick was given for another text, and has to be given again."""
        wanted = super().restorable(request, obj, step)
        if "same_project" in wanted:
            wanted["same_project"] = ties.restorable(wanted["same_project"], obj, self.choices_for(request))
        now = history.document(obj)
        same = all(now[name] == wanted[name] for name in Activity.ticked_for & wanted.keys())
        return wanted | {"do_no_harm": same and now["do_no_harm"]}

    def where_it_stands(self, obj):
        stands = super().where_it_stands(obj)
        if obj.state == EditorialState.PUBLISHED and obj.pledge.state != EditorialState.PUBLISHED:
            return f"{stands} {_now('Its pledge is not public, so visitors see neither.')}"
        return stands

    def view_on_site(self, obj):
        shown = obj.state == obj.pledge.state == EditorialState.PUBLISHED
        return obj.get_absolute_url() if shown else None

    # --- Preview ------------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/", view, name=self.name_of("preview")), *super().get_urls()]

    def preview_view(self, request, object_id):
        """The public page as publishing would make it now, for staff alone."""
        activity = self.found(request, object_id)
        row = publishing.preview(activity)
        context = {
            "activity": row, "notes": row.record["notes"], "preview": True, "version": None,
            "versions": [], "ties": [], "related": [],
        }  # fmt: skip
        return TemplateResponse(request, "activities/activity.html", context)
