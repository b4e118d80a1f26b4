"""Named questions about pledges and commitments, on the staff's side."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Greatest, Length
from django.db.models.lookups import Exact
from django.utils import timezone

from pledgetracker.models import EditorialState

from . import freshness


class PledgeQuerySet(models.QuerySet):
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
        """Annotated with `last_heard`: the newest date that its activities report or confirm, drafts included, or ""."""
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
        return Subquery(self._activities().order_by(F(field).desc(nulls_last=True)).values(field)[:1])


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
    late = Q(pk__in=[])
    for each in set(months.distinct()):
        dates = Q(last_day_heard__lte=freshness.latest_that_is(state, each))
        if state == freshness.DUE:
            dates &= Q(last_day_heard__gt=freshness.latest_that_is(freshness.OVERDUE, each))
        late |= Q(**{interval: each}) & dates
    return queryset.annotate(last_day_heard=_padded("last_heard")).filter(late).exclude(last_heard="")


def _padded(field):
    """A partial date as the text of the last day it can mean, 31 in every month: comparable with `latest_that_is`."""
    return Case(
        When(Exact(Length(field), 4), then=Concat(field, Value("-12-31"))),
        When(Exact(Length(field), 7), then=Concat(field, Value("-31"))),
        default=F(field),
        output_field=models.CharField(),
    )
