"""Named questions: the staff's about activities, and the few that public pages put to the public record."""

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Collate

from commitments import roles
from commitments.models import Revision
from commitments.querysets import in_state, newest
from pledgetracker.models import EditorialState

Action = Revision.Action
# What writes the text of a record, and what moves it between its author and the public.
WRITING = [Action.ADDED, Action.CHANGED, Action.IMPORTED, Action.RESTORED]
MOVING = [Action.SUBMITTED, Action.RETURNED, Action.PUBLISHED, Action.WITHDRAWN]


class ActivityQuerySet(models.QuerySet):
    """The staff's side."""

    def published(self):
        """On the public record, whatever changes wait."""
        return self.filter(state=EditorialState.PUBLISHED)

    def with_unpublished_changes(self):
        """Published, and changed by staff since."""
        return self.published().exclude(version=F("published_version"))

    def in_review(self):
        """Waiting for a publisher exactly as it now stands."""
        return self.filter(submitted_version=F("version"))

    def changed_and_not_submitted(self):
        """Published, changed since, and nobody has asked for a review of the change."""
        return self.with_unpublished_changes().exclude(submitted_version=F("version"))

    def drafts_of(self, user):
        """Drafts that this person wrote or changed last."""
        drafts = self.filter(state=EditorialState.DRAFT).exclude(submitted_version=F("version"))
        return drafts.annotate(written_by=_latest_revision(WRITING, "by")).filter(written_by=user.pk)

    def returned_to(self, user):
        """Submitted by this person, returned with a comment, and not submitted again since."""
        unsettled = self.filter(Q(published_version=None) | ~Q(published_version=F("version")), submitted_version=None)
        return unsettled.annotate(
            moved=_latest_revision(MOVING, "action"), asked_by=_latest_revision([Action.SUBMITTED], "by")
        ).filter(moved=Action.RETURNED, asked_by=user.pk)

    def submitted_by(self, user):
        """Submitted by this person, and waiting for someone else."""
        return self.in_review().filter(submitted_by=user)

    def waiting_for(self, user):
        """In review, and this person may publish it."""
        waiting = self.in_review().filter(pledge__in=roles.pledges_of(user, roles.PUBLISHER))
        if settings.SUBMIT_AND_PUBLISH:
            own = Q(submitted_by=user) & ~Q(pledge__in=roles.pledges_of(user, roles.EDITOR))
        else:
            own = Q(submitted_by=user)
        return waiting.exclude(own)

    def not_withdrawn(self):
        """Drafts, what waits, and what is published."""
        return self.exclude(state=EditorialState.WITHDRAWN)

    def with_last_heard(self):
        """Annotated with `last_heard`: the newest date that it, or an update of it, reports or confirms."""
        return self.with_last_update().annotate(last_heard=newest("reported", "confirmed", "last_update"))

    def in_state(self, state):
        """Those whose own last report or confirmation is older than the pledge's interval: due, or overdue."""
        return in_state(self.not_withdrawn().with_last_heard(), state, "pledge__reporting_interval")

    def undated(self):
        """Neither start nor end is stated."""
        return self.filter(start="", end="")

    def without_country(self):
        """In no country or area, planned ones included."""
        return self.filter(placements=None)

    def without_source(self):
        """With no evidence entered."""
        return self.filter(sources=None)

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


def _latest_revision(actions, value):
    """`value` of the latest revision of each activity that came about by one of `actions`, as a subquery."""
    revisions = Revision.objects.filter(
        record_type="activities.activity",
        record_key=Cast(OuterRef("pk"), models.CharField()),
        action__in=actions,
    )
    return Subquery(revisions.order_by("-pk").values(value)[:1])


class PublicationQuerySet(models.QuerySet):
    def latest_of(self, subject):
        """The latest version of each "activity" or "pledge", with `first_at`: when the first was published."""
        versions = self.model.objects.filter(**{subject: OuterRef(subject)})
        return self.filter(
            **{f"{subject}__isnull": False}, number=Subquery(versions.order_by("-number").values("number")[:1])
        ).annotate(first_at=Subquery(versions.order_by("number").values("at")[:1]))

    def versions_of(self, reference):
        """Every published version of an activity, latest first."""
        return self.filter(activity__reference=reference).order_by("-number")

    def naming(self, code):
        """Those whose document holds `code`, a slug or key, as a text of its own. Reads every document."""
        return self.annotate(text=Cast("document", models.TextField())).filter(text__contains=f'"{code}"')


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

    def of_references(self, references):
        """The listed rows of these references, in the order of the references."""
        return self.listed().filter(reference__in=references).defer("words", "csv_line").order_by("reference")

    def by_title(self):
        """By folded title, in the order of code points on both databases; then latest first."""
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return self.order_by(Collate("folded_title", collation), "-ordinal")

    def with_current_edition(self):
        """Annotated with `current_edition`: the number of the newest edition in the statement's own snapshot."""
        editions = self.model._meta.get_field("edition").related_model.objects
        return self.annotate(current_edition=Subquery(editions.order_by("-number").values("number")[:1]))

    def with_words(self, words):
        """The listed rows in which each of the folded `words` begins a word."""
        return self.listed().filter(*(Q(words__contains=f" {word}") for word in words))


class PublicPledgeQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(listed=True)


def highest(queryset, field):
    """The largest `field` of `queryset`, or 0."""
    return queryset.order_by().aggregate(highest=Max(field))["highest"] or 0
