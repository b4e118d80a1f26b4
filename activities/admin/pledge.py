"""The pledge, with what publishing it does: `commitments.admin` declares the rest."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from commitments.admin.pledge import PledgeAdmin
from commitments.models import Pledge
from pledgetracker.models import EditorialState

from .. import publishing
from .editorial import EditorialAdmin


@admin.register(Pledge)
class PublicPledgeAdmin(EditorialAdmin, PledgeAdmin):
    @transaction.atomic
    def publish(self, records, by):
        for pledge in records:
            publishing.publish_pledge(pledge, by=by)

    @transaction.atomic
    def withdraw(self, records, by):
        for pledge in records:
            publishing.withdraw_pledge(pledge, by=by)

    def has_unpublished_changes(self, obj):
        """Whether publishing it now would say anything else: changed commitments and targets count."""
        if obj.state != EditorialState.PUBLISHED:
            return False
        pledge = Pledge.objects.with_document().get(pk=obj.pk)
        return publishing.snapshot_pledge(pledge) != obj.publications.first().document

    def view_on_site(self, obj):
        return reverse("pledge", args=[obj.slug]) if obj.state == EditorialState.PUBLISHED else None
