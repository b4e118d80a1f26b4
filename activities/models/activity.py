from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Partner, Pledge
from pledgetracker.models import EditorialModel, WebField, validate_language
from pledgetracker.partial_dates import PartialDateField, in_order_constraint, partial_date_constraint

from ..querysets import ActivityQuerySet
from .country import Country
from .office import Office
from .region import Region


class ActivityKind(models.TextChoices):
    PROGRAMME = "programme", _("programme")
    PUBLICATION = "publication", _("publication")
    TRAINING = "training", _("training")
    EVENT = "event", _("event")
    STRATEGY = "strategy", _("strategy")
    ADVOCACY = "advocacy", _("advocacy")
    PARTNERSHIP = "partnership", _("partnership")


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in-progress", _("in progress")
    COMPLETED = "completed", _("completed")
    ON_HOLD = "on-hold", _("on hold")
    CANCELLED = "cancelled", _("cancelled")
    NOT_STATED = "not-stated", _("not stated")


class Activity(EditorialModel):
    """Something done towards one or more commitments of one pledge, as staff work on it.

    Visitors never see this record: publishing writes a picture of it into the public record.
    """

    pledge = models.ForeignKey(
        Pledge,
        models.PROTECT,
        related_name="activities",
        verbose_name=_("pledge"),
        help_text=_("Fixed once saved: the activity's permanent reference begins with it."),
    )
    reference = models.CharField(_("reference"), max_length=60, unique=True, editable=False)
    commitments = models.ManyToManyField(
        Commitment,
        related_name="activities",
        verbose_name=_("commitments"),
        help_text=_("Every commitment of the pledge that it serves. It is counted once, however many."),
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("Short, specific, in the register's own words. Public.")
    )
    title_by_register = models.BooleanField(
        _("title by the register"),
        default=True,
        help_text=_("The page then says “title by the register, text as published”."),
    )
    description = models.TextField(
        _("description"),
        help_text=_("As published, word for word, slips included. Blank lines part paragraphs. Public."),
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text=_("Of the description, such as en, es or pt-BR."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind, help_text=_("What sort of thing it is."))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ActivityStatus,
        default=ActivityStatus.NOT_STATED,
        help_text=_("Only what the report states. A newer update that states one takes its place."),
    )
    start = PartialDateField(
        _("start"), blank=True, help_text=_("The activity's own: 2023, 2023-11 or 2023-11-24. Empty where not stated.")
    )
    end = PartialDateField(
        _("end"), blank=True, help_text=_("The activity's own: 2023, 2023-11 or 2023-11-24. Empty where not stated.")
    )
    reported = PartialDateField(
        _("reported"), help_text=_("The date of the report the text comes from: shown as “as last reported”.")
    )
    confirmed = PartialDateField(
        _("confirmed as of"),
        blank=True,
        editable=False,
        help_text=_("The date as of which someone said that the text is still correct, without news to report."),
    )
    countries = models.ManyToManyField(
        Country, through="Placement", related_name="activities", verbose_name=_("countries and areas")
    )
    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="activities",
        verbose_name=_("regions"),
        help_text=_("Only those the text itself names as the place. Regions of its countries follow by themselves."),
    )
    places = models.TextField(
        _("places"), blank=True, help_text=_("Towns, provinces, valleys named as the place, one a line. Public.")
    )
    partners = models.ManyToManyField(
        Partner, through="Participation", related_name="activities", verbose_name=_("partners")
    )
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("office"),
        help_text=_("Who reports it. Its name is public, its contact is not."),
    )
    same_project = models.ManyToManyField(
        "self",
        blank=True,
        verbose_name=_("same project as"),
        help_text=_("Other activities of the same project: the pages link them to each other."),
    )
    source_page = WebField(
        _("source page"), blank=True, help_text=_("Where the text was published. Empty: the pledge's original page.")
    )
    do_no_harm = models.BooleanField(
        _("nobody at risk can be identified"),
        default=False,
        help_text=_(
            "Tick when no migrant, shelter or small group can be recognised from this text. Needed to publish."
        ),
    )
    identity_fields = ("reference",)
    parts = {
        "placements": ["country"],
        "participations": ["partner", "role"],
        "updates": ["date"],
        "sources": ["url"],
        "results": ["indicator"],
    }
    kept_too = ("reference", "confirmed")
    # Of its document: what somebody could be recognised by. A change of one takes the tick back, however it is made.
    # The other fields only classify or date the activity, or tie it to others.
    ticked_for = frozenset(
        {
            "title", "description", "places", "regions", "placements", "participations", "office", "updates", "results",
            "sources", "source_page",
        }
    )  # fmt: skip

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["reference", "pk"]
        constraints = [
            partial_date_constraint("activity", "start"),
            partial_date_constraint("activity", "end"),
            partial_date_constraint("activity", "reported"),
            partial_date_constraint("activity", "confirmed"),
            in_order_constraint("activity", "start", "end"),
        ]

    def __str__(self):
        return f"{self.reference} · {self.title}"

    def save(self, *args, **kwargs):
        if self.reference:
            return super().save(*args, **kwargs)
        try:
            with transaction.atomic():
                self.reference = f"{self.pledge.slug}-{self.pledge.next_number():04d}"
                return super().save(*args, **kwargs)
        except Exception:
            # The number went back to the counter, and another activity may get it.
            self.reference = ""
            raise

    def get_absolute_url(self):
        return reverse("activity", args=[self.reference])


class Placement(models.Model):
    """That an activity is, or is planned to be, in a country or area."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="placements", verbose_name=_("activity"))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="placements",
        verbose_name=_("country or area"),
        help_text=_("Where it is done; never where people come from, or who pays."),
    )
    planned = models.BooleanField(
        _("planned"), default=False, help_text=_("The text says that it is only planned there.")
    )

    class Meta:
        verbose_name = _("country or area")
        verbose_name_plural = _("countries and areas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "country"],
                name="placement_once_per_country",
                violation_error_message=_("The activity already names this country or area."),
            ),
        ]

    def __str__(self):
        return str(self.country)


class Participation(models.Model):
    """That a partner takes part in an activity, and as what."""

    class Role(models.TextChoices):
        IMPLEMENTING = "implementing", _("implementing")
        FUNDING = "funding", _("funding")
        CO_LEAD = "co-lead", _("co-lead")
        PARTICIPATING = "participating", _("participating")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", verbose_name=_("activity"))
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="participations",
        verbose_name=_("partner"),
        help_text=_("An organisation that the text names as taking part."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role,
        default=Role.PARTICIPATING,
        help_text=_("What it does in the activity; participating where the text does not say more."),
    )

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("partners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "partner", "role"],
                name="participation_once_per_role",
                violation_error_message=_("The partner already has this role in the activity."),
            ),
        ]

    def __str__(self):
        return f"{self.partner} ({self.get_role_display()})"
