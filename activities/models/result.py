from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Indicator
from pledgetracker.models import StaffModel
from pledgetracker.partial_dates import PartialDateField, partial_date_constraint, validate_reported

from .activity import Activity


class Result(StaffModel):
    """A number that an activity reports. Only results of one indicator are ever added up."""

    class Qualifier(models.TextChoices):
        EXACTLY = "exactly", _("exactly")
        OVER = "over", _("over")
        ABOUT = "about", _("about")
        UP_TO = "up-to", _("up to")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="results", verbose_name=_("activity"))
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        default=Qualifier.EXACTLY,
        help_text=_("As the text has it: “over 900” is over. A rounded number is about."),
    )
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2, help_text=_("The number alone. Public."))
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="results",
        verbose_name=_("indicator"),
        help_text=_("What is counted: “policy makers trained”."),
    )
    as_of = PartialDateField(
        _("as of"),
        blank=True,
        validators=[validate_reported],
        help_text=_("Only if the text states the date of the number. Not after today (UTC)."),
    )

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]
        constraints = [partial_date_constraint("result", "as_of")]

    def __str__(self):
        return f"{self.get_qualifier_display()} {self.value} {self.indicator}"
