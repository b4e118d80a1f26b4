"""Targets and what is reported towards them: sums of like results, with the qualifier that the sum can bear."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commitments.models import Target
from pledgetracker.models import EditorialState
from pledgetracker.partial_dates import display

from ..models import Activity, Result

EXACTLY, ABOUT = Result.Qualifier.EXACTLY, Result.Qualifier.ABOUT


@dataclass(frozen=True)
class Progress:
    """A target, and in sentences' parts ("over 920") what published activities and drafts report; "" for nothing."""

    target: Target
    published: str
    drafts: str

    @property
    def sentence(self):
        """'over 920 reported towards 2,000 policy makers trained; in drafts: 20', never a percentage."""
        said = {
            "reported": self.published or _("nothing"),
            "target": number(self.target.value),
            "name": self.target.indicator.name,
            "drafts": self.drafts,
        }
        if self.drafts:
            return _("%(reported)s reported towards %(target)s %(name)s; in drafts: %(drafts)s") % said
        return _("%(reported)s reported towards %(target)s %(name)s") % said

    @property
    def from_and_by(self):
        """'Baseline: 100. Due: 2030.', each also where it is not stated."""
        baseline, due = self.target.baseline, self.target.due
        return _("Baseline: %(baseline)s. Due: %(due)s.") % {
            "baseline": _("not stated") if baseline is None else number(baseline),
            "due": display(due) or _("not stated"),
        }


def progress(commitments):
    """{key of a commitment: [Progress of each of its targets]}, in a fixed number of queries."""
    targets = Target.objects.filter(commitment__in=commitments).select_related("indicator").order_by("due", "pk")
    results = _results(targets)
    found = defaultdict(list)
    for target in targets:
        of_target = results[target.commitment_id, target.indicator_id]
        published = [each for each in of_target if each.activity.state == EditorialState.PUBLISHED]
        drafts = [each for each in of_target if each.activity.state != EditorialState.PUBLISHED]
        found[target.commitment_id].append(Progress(target, total(published), total(drafts)))
    return dict(found)


def _results(targets):
    """{(commitment, indicator): its results}, each counted once: see `_once`."""
    served = Activity.commitments.through.objects.filter(commitment__targets__in=targets)
    serving = defaultdict(set)
    for activity, commitment in served.values_list("activity", "commitment"):
        serving[activity].add(commitment)
    results = Result.objects.filter(activity__in=serving, indicator__targets__in=targets).distinct()
    results = results.exclude(activity__state=EditorialState.WITHDRAWN).select_related("activity").order_by("pk")
    found = defaultdict(list)
    for result in results.prefetch_related("activity__same_project"):
        for commitment in serving[result.activity_id]:
            found[commitment, result.indicator_id].append(result)
    return defaultdict(list, {key: _once(each) for key, each in found.items()})


def _once(results):
    """Of one activity's results the newest as-of date; of one project's the same number once, though two report it."""
    newest = defaultdict(str)
    for result in results:
        newest[result.activity_id] = max(newest[result.activity_id], result.as_of)
    kept = []
    for result in results:
        if result.as_of != newest[result.activity_id]:
            continue
        project = {each.pk for each in result.activity.same_project.all()}
        told = ((each.activity_id, each.value, each.qualifier) for each in kept)
        if not any(key in project and (value, how) == (result.value, result.qualifier) for key, value, how in told):
            kept.append(result)
    return kept


def total(results):
    """'over 920': the sum with its qualifier; "" of nothing.

    Exact numbers and those of one other kind bear that kind; what is over and what is up to a number make it "about".
    """
    if not results:
        return ""
    kinds = {result.qualifier for result in results} - {EXACTLY}
    kind = EXACTLY if not kinds else kinds.pop() if len(kinds) == 1 else ABOUT
    summed = number(sum((result.value for result in results), Decimal()))
    if kind == EXACTLY:
        return summed
    return _("%(qualifier)s %(number)s") % {"qualifier": Result.Qualifier(kind).label, "number": summed}


def number(value):
    """A decimal as people read it: '2,000', '12.5'."""
    whole = value == value.to_integral_value()
    return number_format(value.quantize(Decimal(1)) if whole else value.normalize(), use_l10n=True, force_grouping=True)
