from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, WebField, no_semicolon
from pledgetracker.partial_dates import validate_reported

from .country import Country


class Region(StaffModel):
    """A named set of countries and areas. Regions do not nest: naming one matches no other."""

    class Scheme(models.TextChoices):
        BUREAU = "undp-bureau", _("UNDP bureaux")
        GROUPING = "grouping", _("Groupings")
        M49 = "m49", _("UN M49 regions")

    scheme = models.CharField(
        _("scheme"),
        max_length=20,
        choices=Scheme,
        help_text=_("Who defines the region. Filters group regions by scheme."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("As its scheme writes it. Public."))
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("The end of its address. If it changes, the old address leads to the new one."),
    )
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Its code in the scheme: RBEC, 145."))
    other_names = models.TextField(_("other names"), blank=True, help_text=_("One on each line. Never shown."))
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="regions",
        verbose_name=_("countries and areas"),
        help_text=_("Its members. An activity in any of them is found under the region."),
    )
    source = models.CharField(
        _("source of the membership"), max_length=300, help_text=_("Who states the membership. Public.")
    )
    source_url = WebField(_("address of the source"), blank=True, help_text=_("The page that states it. Public."))
    as_of = models.DateField(
        _("membership as of"),
        null=True,
        blank=True,
        validators=[validate_reported],
        help_text=_("The date of the source. Not after today (UTC). Public."),
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "name", "pk"]
        constraints = [
            no_semicolon("region", "name"),
            models.UniqueConstraint(
                fields=["scheme", "name"],
                name="region_name_once_per_scheme",
                violation_error_message=_("The scheme already has a region of this name."),
            ),
        ]

    def __str__(self):
        return self.name
