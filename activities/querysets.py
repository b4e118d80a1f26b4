"""Named questions: the staff's about activities, and the few that public pages put to the public record."""

import re
from datetime import timedelta

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Collate

from commitments.querysets import EditorialQuerySet, in_state, newest
from pledgetracker.clock import today
from pledgetracker.partial_dates import reported_fields

from .expressions import Among


class ActivityQuerySet(EditorialQuerySet):
    """The staff's side."""

    def with_last_heard(self):
        """Annotated with `last_heard`: the newest date that it, or an update of it, reports or confirms."""
        return self.with_last_update().annotate(last_heard=newest("reported", "confirmed", "last_update"))

    def in_state(self, state):
        """Those whose own last report or confirmation is older than the pledge's interval: due, or overdue."""
        return in_state(self.not_withdrawn().with_last_heard(), state, "pledge__reporting_interval")

    def of_pledges(self, pledges):
        """Of these pledges."""
        return self.filter(pledge__in=pledges)

    def of_references(self, references):
        """Those of these references, as far as there are any."""
        return self.filter(reference__in=set(references))

    def of_titles(self, titles):
        """Those with exactly one of these titles."""
        return self.filter(title__in=titles)

    def undated(self):
        """Neither start nor end is stated."""
        return self.filter(start="", end="")

    def without_country(self):
        """In no country or area, planned ones included."""
        return self.filter(placements=None)

    def without_source(self):
        """With no evidence entered."""
        return self.filter(sources=None)

    def dated_after_today(self):
        """With a date of a report that is after today: of its own, or of an update, source or result."""
        found = Q()
        parts = [self.model._meta.get_field(part).related_model for part in self.model.parts]
        for model, key in ((self.model, "pk"), *((part, "activity") for part in parts)):
            for field in reported_fields(model):
                # As texts, a month or year that today lies in is before today: exact at each precision.
                after = model._base_manager.filter(**{f"{field.name}__gt": today().isoformat()})
                found |= Q(pk__in=after.values(key))
        return self.filter(found)

    def with_last_update(self):
        """Annotated with `last_update`, the date of the newest update, or None."""
        newest = self.model._meta.get_field("updates").related_model.objects.filter(activity=OuterRef("pk"))
        return self.annotate(last_update=Subquery(newest.order_by("-date", "-pk").values("date")[:1]))

    def with_document(self):
        """With all that a published activity says, in a fixed number of queries."""
        return self.select_related("pledge", "office").prefetch_related(
            "commitments",
            "placements__country",
            "regions",
            "participations__partner",
            "updates",
            "sources",
            "results__indicator",
            "same_project",
        )

    def with_history(self):
        """With all that a revision keeps of an activity."""
        return self.with_document().prefetch_related("commitments__pledge")


class IntakeQuerySet(models.QuerySet):
    def seen_by(self, user, everything):
        """Those that `user` uploaded; with `everything` those of all."""
        return self if everything else self.filter(by=user)

    def outdated(self, before):
        """Uploaded before that moment, and not read in."""
        return self.filter(at__lt=before).exclude(state="applied")

    def in_short(self):
        """Without what is long: for lists."""
        return self.defer("content", "rows").select_related("by")


class PublicationQuerySet(models.QuerySet):
    def latest_of(self, subject):
        """The latest version of each "activity" or "pledge", with `first_at`: when the first was published."""
        versions = self.model.objects.filter(**{subject: OuterRef(subject)})
        return self.filter(
            **{f"{subject}__isnull": False}, number=Subquery(versions.order_by("-number").values("number")[:1])
        ).annotate(first_at=Subquery(versions.order_by("number").values("at")[:1]))

    def without_row(self):
        """Those of activities that have no row in the public record."""
        rows = apps.get_model("activities", "PublicActivity").objects.filter(reference=OuterRef("activity__reference"))
        return self.filter(~Exists(rows), activity__isnull=False)

    def versions_of(self, reference):
        """Every published version of an activity, latest first."""
        return self.filter(activity__reference=reference).order_by("-number")

    def numbered(self, numbers):
        """Those of these version numbers."""
        return self.filter(number__in=numbers)

    def naming(self, codes):
        """Those whose document holds one of `codes`, slugs or keys, as a text of its own. Reads every document."""
        return _holding(self, "document", codes)


class ChangeQuerySet(models.QuerySet):
    """What editions did: the order of these is the order in which it happened."""

    def last_steps(self, names):
        """{reference or slug: whether it was published or withdrawn last}, of those that ever were."""
        steps = self.filter(reference__in=names, action__in=(self.model.Action.PUBLISHED, self.model.Action.WITHDRAWN))
        return dict(steps.order_by("edition_id", "pk").values_list("reference", "action"))

    def last_editions(self, names):
        """{reference or slug: number of the last edition that wrote it}."""
        changes = self.filter(reference__in=names).order_by().values("reference")
        return dict(changes.annotate(last=Max("edition")).values_list("reference", "last"))

    def comings_and_goings(self, *names):
        """When an activity or a pledge of these references and slugs was shown or withdrawn, latest first."""
        actions = self.model.Action.PUBLISHED, self.model.Action.WITHDRAWN
        return (
            self.filter(reference__in=names, action__in=actions)
            .select_related("edition")
            .order_by("-edition_id", "-pk")
        )

    def last_up_to(self, edition):
        """The key of the last change of this edition or of one before it, or 0."""
        keys = self.filter(edition__lte=edition).order_by("-edition_id", "-pk").values_list("pk", flat=True)
        return keys.first() or 0

    def written_after(self, key, edition):
        """Those written after the change of this key, up to and with an edition, in the order they were written.

        Writers queue, so that keys grow with editions: any part of a long history costs the same.
        """
        return self.filter(pk__gt=key, edition__lte=edition).select_related("edition").order_by("pk")


class PublicActivityQuerySet(models.QuerySet):
    """The public record, read by ordinals that the index gives."""

    def listed(self):
        return self.filter(listed=True)

    def at(self, ordinals):
        """The rows of these ordinals, in the order given, with what a page shows."""
        rows = (
            self.filter(ordinal__in=ordinals).defer("words", "csv_line", "folded_title").in_bulk(field_name="ordinal")
        )
        return [rows[ordinal] for ordinal in ordinals if ordinal in rows]

    def among(self, ordinals):
        """Those of these ordinals, however many."""
        return self.filter(Among(F("ordinal"), ordinals))

    def of_edition(self, edition):
        """The rows that this edition wrote, and none since."""
        return self.filter(edition=edition.number)

    def since(self, edition):
        """The rows that editions after this one wrote."""
        return self.filter(edition__gt=edition.number)

    def titles_at(self, ordinals):
        """(folded title, ordinal) of the rows of these ordinals."""
        return self.filter(ordinal__in=list(ordinals)).values_list("folded_title", "ordinal")

    def of_references(self, references):
        """The listed rows of these references, in the order of the references."""
        return self.listed().filter(reference__in=references).defer("words", "csv_line").order_by("reference")

    def ordinals_of(self, references):
        """The ordinals of the rows of these references, listed or not."""
        return self.filter(reference__in=references).order_by().values_list("ordinal", flat=True)

    def naming(self, codes):
        """Those that have one of `codes` as a value of a filter, listed or not. Reads the values of every row."""
        return _holding(self, "facets", codes)

    def unpublished(self):
        """Those that no publication gave this reference and this ordinal. Versions that state no ordinal fit any."""
        given = Q(ordinal=OuterRef("ordinal")) | Q(ordinal=None)
        publications = apps.get_model("activities", "Publication").objects.filter(given)
        return self.filter(~Exists(publications.filter(activity__reference=OuterRef("reference"))))

    def at_odds(self):
        """Those that are withdrawn where the changes say that they were published last, or the other way round."""
        changes = apps.get_model("activities", "Change")
        steps = changes.objects.filter(
            reference=OuterRef("reference"), action__in=(changes.Action.PUBLISHED, changes.Action.WITHDRAWN)
        )
        last = Subquery(steps.order_by("-edition_id", "-pk").values("action")[:1])
        return self.annotate(last=last).filter(
            Q(withdrawn=True, last=changes.Action.PUBLISHED) | Q(withdrawn=False, last=changes.Action.WITHDRAWN)
        )

    def known(self, references):
        """{reference: row} of those ever published, withdrawn and hidden ones too, with what a page shows."""
        rows = self.filter(reference__in=set(references)).defer("words", "csv_line", "folded_title")
        return rows.in_bulk(field_name="reference")

    def of_downloads(self, references):
        """The rows of these references, withdrawn ones too, with what a download of them says."""
        return self.filter(reference__in=set(references)).only(
            "reference", "withdrawn", "csv_line", "first_published", "updated"
        )

    def in_order(self, sort):
        """In the order of this value of the list's `sort`."""
        if sort in {"newest", "oldest"}:
            return self.order_by("ordinal" if sort == "oldest" else "-ordinal")
        return {"title": self.by_title, "reported": self.by_report, "year": self.by_first_year}[sort]()

    def by_title(self):
        """By folded title, in the order of code points on both databases; then latest first."""
        return self.order_by(_by_code_points("folded_title"), "-ordinal")

    def by_report(self):
        """Newest report first, those of which none is dated last; of one date latest first."""
        return self.order_by(_by_code_points("last_reported").desc(), "-ordinal")

    def by_first_year(self):
        """Latest first year of activity first, undated ones last; of one year latest first."""
        return self.order_by(_by_code_points("first_year").desc(), "-ordinal")

    def by_change(self):
        """Those whose last published change is newest first; of one moment, latest first published first."""
        return self.order_by("-updated", "-ordinal")

    def with_current_edition(self):
        """Annotated with `current_edition`: the number of the newest edition in the statement's own snapshot."""
        editions = self.model._meta.get_field("edition").related_model.objects
        return self.annotate(current_edition=Subquery(editions.order_by("-number").values("number")[:1]))


class EditionQuerySet(models.QuerySet):
    def of_second(self, moment):
        """Those made in the second of this moment."""
        start = moment.replace(microsecond=0)
        return self.filter(at__gte=start, at__lt=start + timedelta(seconds=1))

    def before(self, edition):
        """The newest but this one, or None."""
        return self.exclude(number=edition.number).first()

    def has(self, edition):
        """Whether this very edition is there still: not rolled back, and not of before a backup was restored."""
        return self.filter(number=edition.number, token=edition.token).exists()


class IndexPartQuerySet(models.QuerySet):
    def without(self, *keys):
        """All but the parts under these keys."""
        return self.exclude(facet__in=[facet for facet, _code in keys])

    def value(self, key):
        """What is stored under `key`, or None."""
        facet, code = key
        part = self.filter(facet=facet, code=code).first()
        return part and part.value

    def since(self, edition):
        """The parts that editions after this one wrote."""
        return self.filter(edition__gt=edition.number)


class PublicPledgeQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(listed=True)


def _holding(queryset, field, codes):
    """Those whose JSON in `field` holds one of `codes` as a text of its own."""
    if not codes:
        return queryset.none()
    pattern = f'"({"|".join(map(re.escape, sorted(codes)))})"'
    return queryset.annotate(text=Cast(field, models.TextField())).filter(text__regex=pattern)


def highest(queryset, field):
    """The largest `field` of `queryset`, or 0."""
    return queryset.order_by().aggregate(highest=Max(field))["highest"] or 0


def _by_code_points(text):
    """To order by a text alike on both databases, whatever their language."""
    return Collate(text, "C" if connection.vendor == "postgresql" else "BINARY")
