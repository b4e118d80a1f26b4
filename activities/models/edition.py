import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import ChangeQuerySet, EditionQuerySet


def new_token():
    return secrets.token_hex(8)


class Edition(models.Model):
    """One state of the public record. Edition 0 is the empty record, and the lock that writers queue at.

    `number` grows with each commit and serves people; `token` is random and is the identity that caches use: a restored
    backup may give a number again, but never a token.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    token = models.CharField(_("token"), max_length=16, unique=True, default=new_token)
    at = models.DateTimeField(_("at"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]

    def __str__(self):
        return str(self.number)


class Change(models.Model):
    """What an edition changed in the public record, by the reference of an activity or the slug of a pledge."""

    class Action(models.TextChoices):
        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="changes", verbose_name=_("edition"))
    reference = models.CharField(_("reference"), max_length=60, db_index=True)
    action = models.CharField(_("action"), max_length=10, choices=Action)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-edition", "pk"]

    def __str__(self):
        return f"{self.reference} {self.action}"
