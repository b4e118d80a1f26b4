from django.db import models
from django.utils.translation import gettext_lazy as _

from .activity import Activity


class NotSame(models.Model):
    """That staff looked at two activities which read alike, and found them to be different ones."""

    one = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name=_("one"))
    other = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name=_("the other"))

    class Meta:
        verbose_name = _("pair found to be different")
        verbose_name_plural = _("pairs found to be different")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="not_same_in_order"),
        ]

    def __str__(self):
        return f"{self.one} ≠ {self.other}"
