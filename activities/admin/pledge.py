"""The pledge and its commitments, with what publishing them does: `commitments.admin` declares the rest."""

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments import freshness, measurability
from commitments.admin.commitment import CommitmentAdmin
from commitments.admin.indicator import TargetAdmin
from commitments.admin.pledge import PledgeAdmin
from commitments.models import Commitment, Pledge, Target
from pledgetracker.comparison import compare
from pledgetracker.models import EditorialState
from pledgetracker.partial_dates import display

from .. import publishing, workflow
from ..readable import PLEDGE_KEYS, PLEDGE_LABELS, pledge_language_of, readable_pledge
from .editorial import EditorialAdmin, SaysNotPublic
from .filters import CommitmentWorklist, PledgeWorklist


@admin.register(Pledge)
class PublicPledgeAdmin(PledgeAdmin, EditorialAdmin):
    list_filter = [PledgeWorklist, *PledgeAdmin.list_filter]

    def proposed(self, obj, latest):
        obj = Pledge.objects.with_document().get(pk=obj.pk)
        public = readable_pledge(publishing.preview_pledge(latest.document).record) if latest else {}
        proposed = readable_pledge(publishing.preview_pledge(publishing.snapshot_pledge(obj)).record)
        return compare(public, proposed, PLEDGE_LABELS, keys=PLEDGE_KEYS, language=pledge_language_of)

    def view_on_site(self, obj):
        return reverse("pledge", args=[obj.slug]) if obj.state == EditorialState.PUBLISHED else None


@admin.register(Commitment)
class PublicCommitmentAdmin(SaysNotPublic, CommitmentAdmin):
    """It is published with its pledge: a change of it is a change of the pledge, and waits with it."""

    list_display = ["number", "short_title", "of_pledge", "last_reported", "next_report", "lacks"]
    list_filter = [CommitmentWorklist, *CommitmentAdmin.list_filter]

    def get_queryset(self, request):
        return super().get_queryset(request).with_last_heard()

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("targets")
        return changelist

    @admin.display(description=_("pledge"), ordering="pledge__slug")
    def of_pledge(self, obj):
        return obj.pledge.slug

    @admin.display(description=_("last reported"), ordering="last_heard")
    def last_reported(self, obj):
        return display(obj.last_heard)

    @admin.display(description=_("next report"))
    def next_report(self, obj):
        return freshness.word(obj.last_heard, obj.pledge.reporting_interval)

    @admin.display(description=_("measurability"))
    def lacks(self, obj):
        return measurability.sentence(measurability.of_commitment(obj))

    # --- The form -----------------------------------------------------------------------------------------------------
    def say_not_public(self, request, obj):
        if IS_POPUP_VAR in request.POST or workflow.is_public_as_it_stands(Pledge.objects.get(pk=obj.pledge_id)):
            return
        said = _now("A commitment becomes public with its pledge. To publish this, %(submit)s.")
        pledges = self.admin_site.get_model_admin(Pledge)
        pledges.say_way_to_submit(request, obj.pledge, said, _now("submit the pledge for review"))

    # --- What follows for the pledge ----------------------------------------------------------------------------------
    def keep(self, request, obj, action, comment=""):
        super().keep(request, obj, action, comment)
        self.pledge_changed(obj)

    def log_deletions(self, request, queryset):
        super().log_deletions(request, queryset)
        for obj in queryset:
            self.pledge_changed(obj)

    def pledge_changed(self, obj):
        obj.pledge.save(update_fields=["version"])
        workflow.edited(obj.pledge)


admin.site.register(Target, TargetAdmin)
