from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, validate_language
from pledgetracker.partial_dates import PartialDateField, partial_date_constraint, validate_reported

from .activity import Activity, ActivityStatus


class Update(StaffModel):
    """A dated report on an activity, by staff. Public once the activity is published again, without its author."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="updates", verbose_name=_("activity"))
    date = PartialDateField(
        _("date"),
        validators=[validate_reported],
        help_text=_("When it was reported: 2026-11-24, or less precisely 2026-11 or 2026. Not after today (UTC)."),
    )
    text = models.TextField(
        _("text"), help_text=_("What is new, in a few sentences. A blank line starts a new paragraph. Public.")
    )
    status = models.CharField(
        _("status it reports"),
        max_length=20,
        choices=ActivityStatus,
        blank=True,
        help_text=_("If empty, the status stays as it was. If several updates state a status, the newest counts."),
    )
    language = models.CharField(
        _("language"), max_length=35, default="en", validators=[validate_language], help_text=_("Of the text.")
    )

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-date", "-pk"]
        constraints = [partial_date_constraint("update", "date")]

    def __str__(self):
        return self.date
