"""Named questions about pledges and commitments, on the staff's side."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from pledgetracker.models import EditorialState

from . import freshness

# What writes the text of a record, and what moves it between its author and the public: values of Revision.Action.
WRITING = ["added", "changed", "imported", "restored"]
MOVING = ["submitted", "returned", "published", "withdrawn"]


class EditorialQuerySet(models.QuerySet):
    """Where records stand between their author and the public, and who is next."""

    # From a record to its pledge.
    pledge_path = "pledge"

    def of_pledges(self, pledges):
        """Those of a queryset of pledges."""
        return self.filter(**{f"{self.pledge_path}__in": pledges})

    def published(self):
        """On the public record, whatever changes wait."""
        return self.filter(state=EditorialState.PUBLISHED)

    def with_unpublished_changes(self):
        """Published, and changed by staff since."""
        return self.published().exclude(version=F("published_version"))

    def not_withdrawn(self):
        """Drafts, what waits, and what is published."""
        return self.exclude(state=EditorialState.WITHDRAWN)

    def not_yet_public(self):
        """Drafts, and first versions in review."""
        return self.filter(state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW])

    def in_review(self):
        """Waiting for a publisher exactly as it now stands."""
        return self.filter(submitted_version=F("version"))

    def changed_and_not_submitted(self):
        """Published, changed since, and nobody has asked for a review of the change."""
        return self.with_unpublished_changes().exclude(submitted_version=F("version"))

    def drafts_of(self, user):
        """Drafts that this person wrote or changed last."""
        drafts = self.filter(state=EditorialState.DRAFT).exclude(submitted_version=F("version"))
        return drafts.annotate(written_by=self._latest_revision(WRITING, "by")).filter(written_by=user.pk)

    def changes_of(self, user):
        """Published, changed since by this person last, and not submitted."""
        changed = self.changed_and_not_submitted()
        return changed.annotate(written_by=self._latest_revision(WRITING, "by")).filter(written_by=user.pk)

    def returned_to(self, user):
        """Submitted by this person, returned with a comment, and not submitted again since."""
        unsettled = self.filter(Q(published_version=None) | ~Q(published_version=F("version")), submitted_version=None)
        return unsettled.annotate(
            moved=self._latest_revision(MOVING, "action"), asked_by=self._latest_revision(["submitted"], "by")
        ).filter(moved="returned", asked_by=user.pk)

    def submitted_by(self, user):
        """Submitted by this person, and waiting for a publisher."""
        return self.in_review().filter(submitted_by=user)

    def waiting_for(self, user, pledges, both):
        """In review, of `pledges`, on which this person publishes; what the person submitted only of `both`."""
        own = Q(submitted_by=user) & ~Q(**{f"{self.pledge_path}__in": both})
        return self.in_review().of_pledges(pledges).exclude(own)

    def _latest_revision(self, actions, value):
        """`value` of the latest revision of each record that came about by one of `actions`, as a subquery."""
        revisions = apps.get_model("commitments", "Revision").objects.filter(
            record_type=self.model._meta.label_lower,
            record_key=Cast(OuterRef("pk"), models.CharField()),
            action__in=actions,
        )
        return Subquery(revisions.order_by("-pk").values(value)[:1])


class RevisionQuerySet(models.QuerySet):
    def by_others(self, user, pledges):
        """What other people changed in records of these pledges in the last RECENT."""
        recent = self.filter(pledge__in=pledges, at__gte=timezone.now() - RECENT, by__isnull=False)
        return recent.exclude(by=user)

    def made_by(self, user):
        """What this person changed."""
        return self.filter(by=user)

    def one_of_each_upload(self):
        """Of the changes that one spreadsheet made in a pledge the last alone, and all others; each annotated with
        `count`, how many changes it stands for."""
        same = self.model.objects.filter(
            pledge=OuterRef("pledge"), at=OuterRef("at"), by=OuterRef("by"), action=self.model.Action.IMPORTED
        ).order_by()
        of_upload = same.values("at").annotate(count=models.Count("pk")).values("count")
        imported = Q(action=self.model.Action.IMPORTED)
        return self.exclude(imported & Exists(same.filter(pk__gt=OuterRef("pk")))).annotate(
            count=Case(When(imported, then=Subquery(of_upload)), default=1, output_field=models.IntegerField())
        )


class PledgeQuerySet(EditorialQuerySet):
    pledge_path = "pk"

    def changes_of(self, user):
        """The same, where a change of a commitment is one of its pledge."""
        revisions = apps.get_model("commitments", "Revision").objects.filter(
            pledge=OuterRef("pk"),
            record_type__in=["commitments.pledge", "commitments.commitment"],
            action__in=[*WRITING, "deleted"],
        )
        last = Subquery(revisions.order_by("-pk").values("by")[:1])
        return self.changed_and_not_submitted().annotate(written_by=last).filter(written_by=user.pk)

    def with_document(self):
        """With all that a published pledge says, in a fixed number of queries."""
        return self.select_related("framework", "matched_pledge").prefetch_related(
            "made_by",
            "commitments__objectives__framework",
            "commitments__principles__framework",
            "commitments__targets__indicator",
        )

    def with_history(self):
        """With all that a revision keeps of a pledge: its commitments have a history of their own."""
        return self.select_related("framework", "matched_pledge").prefetch_related("made_by")

    def without_interval(self):
        """Those whose maker set no reporting interval: nothing of them is ever due."""
        return self.filter(reporting_interval=None)


class ObjectiveQuerySet(models.QuerySet):
    def of_frameworks(self, slugs):
        """Those of these frameworks, each with its own, in the order of frameworks and numbers."""
        return self.filter(framework__slug__in=slugs).select_related("framework").order_by("framework__name", "number")


class JobQuerySet(models.QuerySet):
    def with_person(self):
        """With who started each."""
        return self.select_related("by")

    def started_by(self, user):
        return self.filter(by=user)

    def with_key(self, key):
        return self.filter(pk=key)

    def going_on(self, key):
        """The job of this key, unless it has ended."""
        return self.with_key(key).filter(ended=None)

    def waiting(self, key):
        """The job of this key, if it has not begun."""
        return self.going_on(key).filter(state=self.model.State.WAITING)

    def running(self, key):
        """The job of this key, while it is under way and nothing of it is committed."""
        return self.going_on(key).filter(state=self.model.State.RUNNING)

    def cut_off(self, key, silent_since):
        """The job of this key, if it is not done and gave no sign of life after `silent_since`."""
        return self.going_on(key).exclude(state=self.model.State.DONE).filter(seen__lt=silent_since)

    def seen_now(self, **values):
        """Sets `values` and the sign of life; returns how many jobs that were."""
        return self.update(seen=timezone.now(), **values)

    def end(self, **values):
        """Sets `values` and the end; returns how many jobs that were."""
        now = timezone.now()
        return self.update(seen=now, ended=now, **values)


class CommitmentQuerySet(models.QuerySet):
    def with_last_heard(self):
        """Annotated with `last_heard`: the newest date that its activities, drafts too, report or confirm; or ""."""
        return self.annotate(last_heard=newest(*(self._newest_of_activities(field) for field in HEARD)))

    def in_state(self, state):
        """Those whose next report is `state`: due, or overdue."""
        return in_state(self.with_last_heard(), state, "pledge__reporting_interval")

    def without_activity(self):
        """Those towards which nothing is reported in this register, not even in a draft."""
        return self.filter(~Exists(self._activities()))

    def lacking(self, aspect):
        """Those that do not state this aspect of `measurability.ASPECTS`."""
        return self.filter(self._lacks()[aspect])

    def not_measurable(self):
        """Those that lack any aspect by which a promise can be measured."""
        lacks = Q()
        for condition in self._lacks().values():
            lacks |= condition
        return self.filter(lacks)

    def _lacks(self):
        targets = self.model._meta.get_field("targets").related_model.objects.filter(commitment=OuterRef("pk"))
        return {
            "lead": Q(lead_unit=""),
            "deadline": Q(deadline="", pledge__deadline=""),
            "where": Q(where=""),
            "target": ~Exists(targets),
            "baseline": ~Exists(targets) | Exists(targets.filter(baseline=None)),
            "verification": Q(verification=""),
        }

    def _activities(self):
        activities = self.model._meta.get_field("activities").related_model.objects
        return activities.exclude(state=EditorialState.WITHDRAWN).filter(commitments=OuterRef("pk"))

    def _newest_of_activities(self, field):
        # Not the aggregate, which would group: one row, the largest of all.
        largest = Func(field, function="MAX", output_field=models.CharField())
        return Subquery(self._activities().order_by().annotate(largest=largest).values("largest"))


# Before every date, and after none.
FIRST = "1"
# What no date is.
NO_DATE = "-"
# How long a change by someone else is news.
RECENT = timedelta(days=30)
# Where the date of the last that was heard of an activity stands.
HEARD = ("reported", "confirmed", "updates__date")


def newest(*dates):
    """The newest of partial dates, which are texts; "" where all are empty or missing."""
    known = [Coalesce(date, Value("")) for date in dates]
    return Greatest(*known, output_field=models.CharField())


def in_state(queryset, state, interval):
    """Those of `queryset`, annotated with `last_heard`, whose next report is `state` (due or overdue) today.

    `interval` is the path to the months of the pledge's reporting interval; without one nothing is due.
    """
    pledges = queryset.model._meta.get_field("pledge").related_model.objects
    months = pledges.exclude(reporting_interval=None).order_by().values_list("reporting_interval", flat=True)
    bounds = {each: _bounds(state, each) for each in months.distinct()}
    if not bounds:
        return queryset.none()

    def bound(place):
        # Chosen by the row's interval, so that `last_heard` is worked out as often for many intervals as for one.
        cases = [When(**{interval: each}, then=Value(found[place])) for each, found in bounds.items()]
        return Case(*cases, default=Value(NO_DATE), output_field=models.CharField())

    late = Q(last_heard__range=(bound(0), bound(1))) & ~Q(last_heard__in=[bound(2), bound(3)])
    return queryset.filter(late | Q(last_heard__in=[bound(4), bound(5)]))


def _bounds(state, interval):
    """Texts: from, to; a year and a month between them that do not count; a year and a month before that do."""
    last, not_yet = freshness.latest_that_is(state, interval)
    if state == freshness.OVERDUE:
        return [FIRST, last, *_two(not_yet), *_two([])]
    overdue, not_overdue = freshness.latest_that_is(freshness.OVERDUE, interval)
    # A text that follows the last overdue date, and precedes the next day's.
    after = f"{overdue}0" if overdue else FIRST
    return [after, last, *_two(not_yet), *_two([part for part in not_overdue if part not in not_yet])]


def _two(parts):
    return [*parts, NO_DATE, NO_DATE][:2]
