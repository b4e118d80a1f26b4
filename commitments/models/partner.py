from django.db import models
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, WebField, no_semicolon
from pledgetracker.text import lines


class Partner(StaffModel):
    """An organisation: it makes pledges, funds, implements or co-leads."""

    class Kind(models.TextChoices):
        UN_ENTITY = "un-entity", _("UN entity")
        GOVERNMENT = "government", _("government")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organisation")
        FINANCIAL = "financial-institution", _("financial institution")
        ACADEMIA = "academia", _("academia")
        CIVIL_SOCIETY = "civil-society", _("civil society")
        PRIVATE_SECTOR = "private-sector", _("private sector")
        DIASPORA = "diaspora", _("diaspora")

    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("The full name, as the organisation writes it. Public.")
    )
    acronym = models.CharField(
        _("acronym"), max_length=30, blank=True, help_text=_("Shown beside the name, and found by the search.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("The end of the partner's address. If it changes, the old address leads to the new one."),
    )
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("One a line. The search finds the partner under them; never shown.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, help_text=_("The kind of organisation."))
    website = WebField(_("website"), blank=True, help_text=_("The organisation's own site. Public."))

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name", "pk"]
        constraints = [no_semicolon("partner", "name")]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def names(self):
        """Every name the partner is found under."""
        return [self.name, self.acronym, *lines(self.other_names)]
