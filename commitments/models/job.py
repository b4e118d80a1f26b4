from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..querysets import JobQuerySet


class Job(models.Model):
    """A long operation that someone started: how far it is, and what came of it. It goes on when its page is closed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("nothing was changed")

    title = models.CharField(_("what it does"), max_length=200)
    # A name in the register of tasks, and what it is given: plain JSON.
    task = models.CharField(_("task"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    # Sentences for the person who started it, and where to go on.
    sentences = models.JSONField(_("result"), default=list)
    leads_to = models.CharField(_("leads to"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", verbose_name=_("by"))
    started = models.DateTimeField(_("started"))
    # Moves while it runs: one that stands still was cut off with its process.
    seen = models.DateTimeField(_("last progress"))
    ended = models.DateTimeField(_("ended"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("long operation")
        verbose_name_plural = _("long operations")
        ordering = ["-started", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("job", args=[self.pk])
