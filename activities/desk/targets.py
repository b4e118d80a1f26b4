"""Targets and what published activities and drafts report towards them."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.models import Target
from pledgetracker.models import EditorialState
from pledgetracker.partial_dates import display

from ..models import Activity, Result
from ..sums import Reported, number, once, total


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
        published = [each for each in of_target if each.published]
        drafts = [each for each in of_target if not each.published]
        found[target.commitment_id].append(Progress(target, total(published), total(drafts)))
    return dict(found)


def _results(targets):
    """{(commitment, indicator): what was Reported of it}, each number once."""
    served = Activity.commitments.through.objects.filter(commitment__targets__in=targets)
    serving = defaultdict(set)
    for activity, commitment in served.values_list("activity", "commitment"):
        serving[activity].add(commitment)
    results = Result.objects.filter(activity__in=serving, indicator__targets__in=targets).distinct()
    results = results.exclude(activity__state=EditorialState.WITHDRAWN).select_related("activity").order_by("pk")
    found = defaultdict(list)
    for result in results.prefetch_related("activity__same_project"):
        for commitment in serving[result.activity_id]:
            found[commitment, result.indicator_id].append(_reported(result))
    return defaultdict(list, {key: once(each) for key, each in found.items()})


def _reported(result):
    return Reported(
        activity=result.activity_id,
        project=frozenset(each.pk for each in result.activity.same_project.all()),
        qualifier=result.qualifier,
        value=result.value,
        as_of=result.as_of,
        published=result.activity.state == EditorialState.PUBLISHED,
    )
