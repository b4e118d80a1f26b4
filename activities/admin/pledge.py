"""The pledge and its commitments, with what publishing them does: `commitments.admin` declares the rest."""

from django.contrib import admin
from django.urls import reverse

from commitments.admin.commitment import CommitmentAdmin
from commitments.admin.indicator import TargetAdmin
from commitments.admin.pledge import PledgeAdmin
from commitments.history import pledge_of
from commitments.models import Commitment, Pledge, Target
from pledgetracker.models import EditorialState

from .. import publishing, workflow
from .editorial import EditorialAdmin


@admin.register(Pledge)
class PublicPledgeAdmin(PledgeAdmin, EditorialAdmin):
    def proposed(self, obj, latest):
        obj = Pledge.objects.with_document().get(pk=obj.pk)
        return compare_published_pledge(latest.document if latest else {}, publishing.snapshot_pledge(obj))

    def view_on_site(self, obj):
        return reverse("pledge", args=[obj.slug]) if obj.state == EditorialState.PUBLISHED else None


class OfPledge:
    """For what is published with its pledge: a change of it is a change of the pledge, and waits with it."""

    def keep(self, request, obj, action, comment=""):
        super().keep(request, obj, action, comment)
        self.pledge_changed(obj)

    def log_deletions(self, request, queryset):
        super().log_deletions(request, queryset)
        for obj in queryset:
            self.pledge_changed(obj)

    def pledge_changed(self, obj):
        pledge = pledge_of(obj)
        pledge.save(update_fields=["version"])
        workflow.edited(pledge)


@admin.register(Commitment)
class PublicCommitmentAdmin(OfPledge, CommitmentAdmin):
    pass


@admin.register(Target)
class PublicTargetAdmin(OfPledge, TargetAdmin):
    pass
