from django.db import models
from django.utils.translation import gettext_lazy as _


class Rebuild(models.Model):
    """How far the rebuild of the public record has come that is under way, or was cut off. There is one at most."""

    # Of the release and of every name: what was begun with others is not continued.
    key = models.CharField(_("release and names"), max_length=64)
    # The primary key of the last PublicActivity that is as it should be; they are gone through in this order.
    done = models.BigIntegerField(_("done"), default=0)

    class Meta:
        verbose_name = _("rebuild")
        verbose_name_plural = _("rebuilds")
        ordering = ["pk"]

    def __str__(self):
        return str(self.done)
