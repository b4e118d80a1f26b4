from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, no_semicolon
from pledgetracker.partial_dates import PartialDateField, partial_date_constraint

from .commitment import Commitment


class Indicator(StaffModel):
    """What is counted."""

    class Level(models.TextChoices):
        INPUT = "input", _("input")
        OUTPUT = "output", _("output")
        OUTCOME = "outcome", _("outcome")

    key = models.SlugField(_("key"), max_length=60, unique=True, help_text=_("Its short name in the data."))
    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("Continues the sentence after the number: “900” and “policy makers trained”. Public."),
    )
    unit = models.CharField(
        _("unit"), max_length=40, help_text=_("The unit of the number, such as people, workshops or US dollars.")
    )
    level = models.CharField(
        _("level"), max_length=10, choices=Level, help_text=_("Money spent is an input, never an output or an outcome.")
    )

    identity_fields = ("key",)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name", "pk"]
        constraints = [no_semicolon("indicator", "name")]

    def __str__(self):
        return self.name


class Target(StaffModel):
    """What a commitment aims at: so much of an indicator, by a date, from a baseline."""

    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        related_name="targets",
        verbose_name=_("commitment"),
        help_text=_("The commitment that aims at it."),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="targets",
        verbose_name=_("indicator"),
        help_text=_("What is counted towards it."),
    )
    baseline = models.DecimalField(
        _("baseline"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The value at the start, if known."),
    )
    value = models.DecimalField(
        _("target"), max_digits=15, decimal_places=2, help_text=_("The number aimed at. Public.")
    )
    due = PartialDateField(_("due"), blank=True, help_text=_("2030, 2030-06 or 2030-06-30; empty where not stated."))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["commitment", "due", "pk"]
        constraints = [partial_date_constraint("target", "due")]

    def __str__(self):
        return f"{self.value} {self.indicator}"
