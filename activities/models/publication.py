from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.models import Pledge

from ..querysets import PublicationQuerySet
from .activity import Activity
from .edition import Edition


class Publication(models.Model):
    """One published version of an activity or of a pledge: the document, as it was approved. Append-only."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, related_name="publications", verbose_name=_("activity")
    )
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, related_name="publications", verbose_name=_("pledge"))
    number = models.PositiveIntegerField(_("version"))
    # The ordinal that its activity has in the public record, the same in each version: a lost row gets it back.
    ordinal = models.PositiveIntegerField(_("ordinal"), null=True, db_index=True)
    document = models.JSONField(_("document"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications", verbose_name=_("edition"))
    at = models.DateTimeField(_("published at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None, pledge__isnull=False) | Q(activity__isnull=False, pledge=None),
                name="publication_of_an_activity_or_a_pledge",
            ),
            models.UniqueConstraint(fields=["activity", "number"], name="publication_number_once_per_activity"),
            models.UniqueConstraint(fields=["pledge", "number"], name="publication_number_once_per_pledge"),
        ]

    def __str__(self):
        return f"{self.activity or self.pledge} · {self.number}"
