from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import IntakeQuerySet


class Intake(models.Model):
    """A spreadsheet that someone uploaded: what was read in it, what it would change, and what became of that."""

    class State(models.TextChoices):
        READING = "reading", _("being checked")
        PREVIEWED = "previewed", _("waits for you to confirm it")
        APPLIED = "applied", _("written")
        REFUSED = "refused", _("refused, nothing was written")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="intakes", verbose_name=_("uploaded by")
    )
    at = models.DateTimeField(_("uploaded"))
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State)
    # The file, until a long one is read; empty afterwards.
    content = models.BinaryField(_("content"), default=b"")
    # Sentences about the file as a whole, {outcome: rows}, and a Verdict of activities.intake for each row.
    notes = models.JSONField(_("notes"), default=list)
    counts = models.JSONField(_("rows by outcome"), default=dict)
    rows = models.JSONField(_("rows"), default=list)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded spreadsheet")
        verbose_name_plural = _("uploaded spreadsheets")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.file_name
