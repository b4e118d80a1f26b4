from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel

from .country import Country
from .region import Region


class Office(StaffModel):
    """Who reports: a country office, bureau or hub."""

    name = models.CharField(
        _("name"), max_length=150, unique=True, help_text=_("The name that the office uses. Public.")
    )
    slug = models.SlugField(_("slug"), max_length=60, unique=True, help_text=_("Its short name in the data."))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("country or area"),
        help_text=_("Of a country office. Not where its activities are."),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"), help_text=_("Of a bureau or hub.")
    )
    contact = models.TextField(_("contact"), blank=True, help_text=_("Whom to ask, for staff only. Never public."))

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
