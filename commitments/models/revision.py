from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import RevisionQuerySet
from .pledge import Pledge


class Revision(models.Model):
    """What became of a record in one step, by whom and when, and the whole record as it then stood. Append-only.

    It names the record without a foreign key: what is deleted keeps its history, and can be brought back from it.
    """

    class Action(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        IMPORTED = "imported", _("imported")
        RESTORED = "restored", _("restored")
        DELETED = "deleted", _("deleted")
        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("sent back with a comment")
        CONFIRMED = "confirmed", _("confirmed")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # "activities.activity" and the primary key, as text.
    record_type = models.CharField(_("what it is"), max_length=60)
    record_key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    # Who may read it: the people of the pledge, also after the pledge is gone. Empty: what all share.
    pledge = models.ForeignKey(
        Pledge, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("pledge")
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    comment = models.TextField(_("comment"), blank=True)
    version = models.PositiveIntegerField(_("version"), null=True)
    document = models.JSONField(_("the record as it then stood"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["record_type", "record_key", "-id"], name="revision_of_a_record"),
            models.Index(fields=["pledge", "-at"], name="revision_of_a_pledge"),
        ]

    def __str__(self):
        return f"{self.name} · {self.get_action_display()}"
