from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel
from pledgetracker.partial_dates import PartialDateField, partial_date_constraint

from ..querysets import CommitmentQuerySet
from .framework import Objective, Principle
from .pledge import Pledge


class Commitment(StaffModel):
    """One numbered promise of a pledge."""

    pledge = models.ForeignKey(
        Pledge,
        models.PROTECT,
        related_name="commitments",
        verbose_name=_("pledge"),
        help_text=_("The pledge it is part of."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("The number that the pledge gives it. Part of its address.")
    )
    short_title = models.CharField(
        _("short title"), max_length=80, help_text=_("The register's own words, shown in filters and lists.")
    )
    text = models.TextField(_("full text"), help_text=_("Word for word, without the number. Public."))
    heading = models.TextField(
        _("as repeated"),
        blank=True,
        help_text=_("The second wording, if the page words the same commitment twice and differently. Public."),
    )
    objectives = models.ManyToManyField(
        Objective,
        blank=True,
        related_name="commitments",
        verbose_name=_("objectives"),
        help_text=_("Linked by the register's editors; the site says so. Activities are found under them."),
    )
    principles = models.ManyToManyField(
        Principle,
        blank=True,
        related_name="commitments",
        verbose_name=_("guiding principles"),
        help_text=_("Linked by the register's editors; the site says so."),
    )
    lead_unit = models.CharField(
        _("lead unit"),
        max_length=200,
        blank=True,
        help_text=_("The unit that is responsible for it. Never a person. Public."),
    )
    deadline = PartialDateField(
        _("deadline"), blank=True, help_text=_("2030, 2030-06 or 2030-06-30. If empty, the site says “not stated”.")
    )

    where = models.TextField(
        _("where"),
        blank=True,
        help_text=_(
            "The countries, areas or regions that the promise is about, as its maker states them. Only staff see this."
        ),
    )
    verification = models.TextField(
        _("how it is verified"),
        blank=True,
        help_text=_(
            "The evidence that its maker wants to be judged by, such as a survey, an evaluation or a "
            "count. Only staff see this."
        ),
    )

    identity_fields = ("pledge__slug", "number")
    parts = {"targets": ["indicator"]}

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["pledge", "number", "pk"]
        constraints = [
            partial_date_constraint("commitment", "deadline"),
            models.UniqueConstraint(
                fields=["pledge", "number"],
                name="commitment_number_once_per_pledge",
                violation_error_message=_("The pledge already has a commitment with this number."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.short_title}"

    @property
    def key(self):
        """Its value in filters and downloads, such as `undp-gcm-5`."""
        return f"{self.pledge.slug}-{self.number}"
