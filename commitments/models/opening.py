from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Opening(models.Model):
    """That someone has a record's form open, so that the next person who opens it is told."""

    record_type = models.CharField(_("what it is"), max_length=60)
    record_key = models.CharField(_("key"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="openings", verbose_name=_("user"))
    at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_key", "user"], name="opening_once_per_user"),
        ]

    def __str__(self):
        return f"{self.record_type} {self.record_key} · {self.user}"
