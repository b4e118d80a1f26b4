from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel, no_semicolon
from pledgetracker.text import lines


class Country(StaffModel):
    """A country or area of the UN's M49 list, or Kosovo*, under its UN short name."""

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("The UN short name, without an asterisk. Public.")
    )
    alpha3 = models.CharField(
        _("ISO alpha-3 code"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters."))],
        help_text=_("Its address and its value in filters: KGZ. XKX is user-assigned, not ISO's."),
    )
    alpha2 = models.CharField(
        _("ISO alpha-2 code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters."))],
        help_text=_("Two capital letters."),
    )
    m49 = models.CharField(
        _("M49 code"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{3}\Z", _("Three digits, with leading zeros."))],
        help_text=_("Three digits, with leading zeros. Kosovo has none."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "Everyday and former names, one on each line. The search finds the country or area by "
            "them. The site never shows them."
        ),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_(
            "A sentence that must accompany the name on pages, in print and in downloads. The name then has an "
            "asterisk."
        ),
    )
    note_words = models.TextField(
        _("words that call for the note"),
        blank=True,
        help_text=_("One on each line. An activity whose text contains one of them shows the note too."),
    )

    identity_fields = ("alpha3",)

    class Meta:
        verbose_name = _("country or area")
        verbose_name_plural = _("countries and areas")
        ordering = ["name", "pk"]
        constraints = [
            no_semicolon("country", "name"),
            models.UniqueConstraint(
                fields=["m49"],
                condition=~Q(m49=""),
                name="country_m49_once",
                violation_error_message=_("Another country or area has this M49 code."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The name as it is written everywhere: with an asterisk where a note belongs to it."""
        return f"{self.name}*" if self.note else self.name

    @property
    def names(self):
        """Every name it is found under."""
        return [self.name, *lines(self.other_names)]
