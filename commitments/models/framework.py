from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel

from ..querysets import ObjectiveQuerySet


class Framework(StaffModel):
    """An agreement under which pledges are made, such as the Global Compact for Migration."""

    slug = models.SlugField(
        _("slug"), max_length=20, unique=True, help_text=_("Begins the keys of its objectives: gcm gives gcm-20.")
    )
    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("The full title. Public."))
    short_name = models.CharField(_("short name"), max_length=100, help_text=_("The name that people use. Public."))
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The document it is set out in, such as A/RES/73/195.")
    )

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.short_name


class Objective(StaffModel):
    """A numbered objective of a framework."""

    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="objectives",
        verbose_name=_("framework"),
        help_text=_("The framework that sets it."),
    )
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("The number in the framework."))
    title = models.CharField(_("title"), max_length=300, help_text=_("The full title, word for word. Public."))
    short_title = models.CharField(_("short title"), max_length=100, help_text=_("Shown in filters. Public."))

    identity_fields = ("framework__slug", "number")

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["framework", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="objective_number_once_per_framework",
                violation_error_message=_("The framework already has an objective with this number."),
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def key(self):
        """Its value in filters and downloads, such as `gcm-20`."""
        return f"{self.framework.slug}-{self.number}"


class Principle(StaffModel):
    """A guiding principle of a framework, lettered as the framework letters it."""

    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="principles",
        verbose_name=_("framework"),
        help_text=_("The framework that sets it."),
    )
    letter = models.CharField(_("letter"), max_length=2, help_text=_("The letter in the framework: a, b, c."))
    title = models.CharField(_("title"), max_length=200, help_text=_("The full title, word for word. Public."))

    identity_fields = ("framework__slug", "letter")

    class Meta:
        verbose_name = _("guiding principle")
        verbose_name_plural = _("guiding principles")
        ordering = ["framework", "letter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "letter"],
                name="principle_letter_once_per_framework",
                violation_error_message=_("The framework already has a principle with this letter."),
            )
        ]

    def __str__(self):
        return f"({self.letter}) {self.title}"
