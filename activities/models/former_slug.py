from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """A slug that a region or partner once had: addresses, filters and documents with it lead to the present one."""

    class Facet(models.TextChoices):
        REGION = "region", _("region")
        PARTNER = "partner", _("partner")

    facet = models.CharField(_("what it names"), max_length=10, choices=Facet)
    former = models.SlugField(_("former slug"), max_length=60)
    current = models.SlugField(_("present slug"), max_length=60)

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ["facet", "former"]
        constraints = [models.UniqueConstraint(fields=["facet", "former"], name="former_slug_leads_one_way")]

    def __str__(self):
        return f"{self.former} → {self.current}"
