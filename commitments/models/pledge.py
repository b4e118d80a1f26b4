from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import EditorialModel, WebField, validate_language
from pledgetracker.partial_dates import PartialDateField, partial_date_constraint, validate_reported

from ..querysets import PledgeQuerySet
from .framework import Framework
from .partner import Partner


class Pledge(EditorialModel):
    """What one or several partners promised, under one framework."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("individual")
        COMMON = "common", _("common (joint)")
        IN_PARTNERSHIP = "in-partnership", _("in partnership (joint)")
        MATCHING = "matching", _("matching")

    title = models.CharField(_("title"), max_length=300, help_text=_("As published by the pledge's maker. Public."))
    slug = models.SlugField(
        _("slug"),
        max_length=50,
        unique=True,
        help_text=_("Begins every reference of its activities, and therefore never changes. Not ending in -digits."),
    )
    framework = models.ForeignKey(
        Framework, models.PROTECT, verbose_name=_("framework"), help_text=_("The agreement it is made under.")
    )
    made_by = models.ManyToManyField(
        Partner,
        related_name="pledges",
        verbose_name=_("made by"),
        help_text=_("Every organisation that makes the pledge. Public."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        default=Kind.INDIVIDUAL,
        help_text=_("As the form of the UN Network on Migration names it."),
    )
    matched_pledge = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matched_by",
        verbose_name=_("matched pledge"),
        help_text=_("For a matching pledge: the pledge it matches."),
    )
    lead_in = models.TextField(
        _("lead-in statement"), blank=True, help_text=_("The text before the commitments, word for word. Public.")
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text=_("Of the lead-in and the commitments, such as en, es or pt-BR."),
    )
    original_page = WebField(_("original page"), blank=True, help_text=_("Where its maker published it. Public."))
    retrieved = models.DateField(
        _("date retrieved"),
        null=True,
        blank=True,
        validators=[validate_reported],
        help_text=_("When the text was taken from that page. Not after today (UTC). Public."),
    )
    deadline = PartialDateField(
        _("deadline"),
        blank=True,
        help_text=_("2030, 2030-06 or 2030-06-30. If empty, the site says “not stated”."),
    )
    reporting_interval = models.PositiveSmallIntegerField(
        _("reporting interval, in months"),
        null=True,
        blank=True,
        help_text=_("Only if the maker of the pledge set one. The site then says what is due or overdue."),
    )
    terms = models.TextField(
        _("terms of use of its text"),
        blank=True,
        help_text=_("What its maker allows, and where that is stated. Public."),
    )
    # References are never given twice, not even after a draft is deleted.
    activity_counter = models.PositiveIntegerField(_("activity counter"), default=0, editable=False)

    written_elsewhere = (*EditorialModel.written_elsewhere, "activity_counter")

    kept_too = ("activity_counter",)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["title", "pk"]
        constraints = [
            partial_date_constraint("pledge", "deadline"),
            models.CheckConstraint(
                condition=~Q(slug__regex=r"-[0-9]+$"),
                name="pledge_slug_does_not_end_in_a_number",
                violation_error_message=_(
                    "The slug cannot end in a hyphen and digits, because the keys of commitments do."
                ),
            ),
            models.CheckConstraint(
                condition=Q(matched_pledge=None) | Q(kind="matching"),
                name="only_a_matching_pledge_matches_another",
                violation_error_message=_("Only a matching pledge names the pledge it matches."),
            ),
            models.CheckConstraint(
                condition=Q(reporting_interval=None) | Q(reporting_interval__gt=0),
                name="pledge_reporting_interval_is_positive",
                violation_error_message=_("The interval is at least one month; leave it empty where none is set."),
            ),
        ]

    def __str__(self):
        return self.title

    def next_number(self):
        """The number of the pledge's next activity. Must run in the transaction that saves the activity."""
        Pledge.objects.filter(pk=self.pk).update(activity_counter=F("activity_counter") + 1)
        self.refresh_from_db(fields=["activity_counter"])
        return self.activity_counter
