from django.db import models
from django.db.models import Case, Value, When
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..querysets import PublicActivityQuerySet, PublicPledgeQuerySet
from .edition import Edition


class PublicActivity(models.Model):
    """The public record: one row for each reference ever published, written by `activities.publishing` alone.

    Every public page, count and download reads this row and joins nothing. A withdrawn row keeps its reference alone.
    """

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    # Given at first publication and never again: descending, it is the order `newest`.
    ordinal = models.PositiveIntegerField(_("ordinal"), unique=True)
    listed = models.BooleanField(_("listed"))
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    version = models.PositiveIntegerField(_("version"))
    # The edition that last wrote the row: a request that holds an older index starts over.
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    pledge = models.CharField(_("pledge"), max_length=50, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    folded_title = models.CharField(_("title to sort by"), max_length=600)
    # {facet: [codes]}: what the index is built from.
    facets = models.JSONField(_("facet codes"), default=dict)
    # Its first year of activity, or empty: what the order `year` sorts by. A withdrawn row has none.
    first_year = models.GeneratedField(
        expression=Case(
            When(facets__year__0="undated", then=Value("")),
            default=KT("facets__year__0"),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name=_("first year"),
    )
    # Folded, each word with a space before it: what the search reads.
    words = models.TextField(_("search words"))
    last_reported = models.CharField(_("last reported"), max_length=10)
    # The day as of which it was last confirmed, or empty.
    confirmed = models.CharField(_("confirmed as of"), max_length=10, blank=True, default="")
    # All that pages show: codes, texts and names; no HTML, no translation.
    record = models.JSONField(_("record"), default=dict)
    # The row's line of the CSV, with ORIGIN where the site's address belongs.
    csv_line = models.TextField(_("CSV line"))
    first_published = models.DateTimeField(_("first published"))
    updated = models.DateTimeField(_("updated"))

    objects = PublicActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("public activity")
        verbose_name_plural = _("public record")
        ordering = ["-ordinal"]
        # On SQLite a download in one of these orders reads its rows by its index. On PostgreSQL sorting is faster.
        indexes = [
            models.Index(fields=["-updated", "-ordinal"], name="public_activity_by_change"),
            models.Index(fields=["-last_reported", "-ordinal"], name="public_activity_by_report"),
            models.Index(fields=["-first_year", "-ordinal"], name="public_activity_by_year"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("activity", args=[self.reference])


class PublicTie(models.Model):
    """That the published document of `reference` names `other` as the same project, published or not."""

    reference = models.CharField(_("reference"), max_length=60, db_index=True)
    other = models.CharField(_("same project as"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("same-project tie")
        verbose_name_plural = _("same-project ties")
        ordering = ["reference", "other"]
        constraints = [models.UniqueConstraint(fields=["reference", "other"], name="public_tie_once")]

    def __str__(self):
        return f"{self.reference} = {self.other}"


class PublicPledge(models.Model):
    """The public record of a pledge with its commitments and targets. Not listed, it hides all its activities."""

    slug = models.SlugField(_("slug"), max_length=50, unique=True)
    listed = models.BooleanField(_("listed"))
    version = models.PositiveIntegerField(_("version"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    title = models.CharField(_("title"), max_length=300)
    record = models.JSONField(_("record"))
    first_published = models.DateTimeField(_("first published"))
    updated = models.DateTimeField(_("updated"))

    objects = PublicPledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public pledge")
        verbose_name_plural = _("public pledges")
        ordering = ["title", "slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pledge", args=[self.slug])
