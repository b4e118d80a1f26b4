from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, WebField, no_semicolon, validate_language
from pledgetracker.partial_dates import (
    PartialDateField,
    is_after,
    is_partial_date,
    partial_date_constraint,
    validate_reported,
)

from .activity import Activity


class Source(StaffModel):
    """Evidence for an activity: a page, report, article or video."""

    class Kind(models.TextChoices):
        PAGE = "page", _("web page")
        REPORT = "report", _("report")
        ARTICLE = "article", _("article")
        VIDEO = "video", _("video")

    class Verification(models.TextChoices):
        SELF_REPORTED = "self-reported", _("self-reported")
        DOCUMENTED = "documented", _("documented")
        CHECKED = "independently-checked", _("independently checked")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sources", verbose_name=_("activity"))
    title = models.CharField(_("title"), max_length=300, help_text=_("As the source itself is called. Public."))
    url = WebField(_("address"), help_text=_("Where it can be read. Public."))
    archived_url = WebField(
        _("archived copy"), blank=True, help_text=_("A copy in a web archive, in case the page disappears. Public.")
    )
    accessed = models.DateField(
        _("accessed"),
        null=True,
        blank=True,
        validators=[validate_reported],
        help_text=_("When you read it. Not after today (UTC)."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, help_text=_("Who published it. Public."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PAGE, help_text=_("What it is."))
    language = models.CharField(
        _("language"), max_length=35, default="en", validators=[validate_language], help_text=_("Of the source.")
    )
    published_on = PartialDateField(
        _("published on"),
        blank=True,
        validators=[validate_reported],
        help_text=_("2023, 2023-11 or 2023-11-24, if stated. Not after today (UTC)."),
    )
    verification = models.CharField(
        _("verification"),
        max_length=30,
        choices=Verification,
        default=Verification.SELF_REPORTED,
        help_text=_("How well it supports the text: said by the maker, documented, or checked by others. Public."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [partial_date_constraint("source", "published_on"), no_semicolon("source", "title")]

    def __str__(self):
        return self.title

    def clean(self):
        """Not in the database, since the two dates are of two types and the sentence belongs to one field."""
        super().clean()
        if self.accessed and is_partial_date(self.published_on) and is_after(self.published_on, self.accessed):
            raise ValidationError(
                {"accessed": _("The source was read before it was published. Correct one of the two dates.")}
            )
