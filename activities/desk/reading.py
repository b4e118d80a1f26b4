"""What the desk finds out by reading the texts of activities: look-alikes, projects, quantities in prose.

Reading 10,000 activities takes some seconds, so what was found is kept in the process for each pledge, with a stamp:
the number of its activities, their highest key and the sum of their versions, which every change of a text changes.
A page that only counts reads at once what is small (MOST_AT_ONCE activities in all that changed since), and says of
the rest that it has not been counted; the list that the count leads to reads everything.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Sum

from ..models import Activity, NotSame
from . import alike, projects, quantities

MOST_AT_ONCE = 1000
# Of all pledges together: the longest unread go first.
MOST_KEPT = 100_000


@dataclass(frozen=True)
class Reading:
    """Of one pledge's activities, withdrawn ones left out; keys are their primary keys."""

    stamp: tuple
    alike: frozenset  # pairs of keys
    names: dict  # key: keys of the project names in it
    prose: dict  # key: quantities without a result, as the text says them


_kept = OrderedDict()
_lock = Lock()


def forget():
    """Read everything anew; for tests, whose databases give keys again."""
    with _lock:
        _kept.clear()


def readings(pledges, everything=True):
    """({key of a pledge: Reading}, the keys of those not read) of a queryset of pledges.

    With `everything=False` no more than MOST_AT_ONCE activities are read.
    """
    stamps = _stamps(pledges)
    with _lock:
        found = {key: _kept[key] for key, stamp in stamps.items() if key in _kept and _kept[key].stamp == stamp}
        for key in found:
            _kept.move_to_end(key)
    left, unread = MOST_AT_ONCE, []
    for key, stamp in sorted(stamps.items(), key=lambda item: item[1]):
        if key in found:
            continue
        if not everything and stamp[0] > left:
            unread.append(key)
            continue
        left -= stamp[0]
        found[key] = _keep(key, _read(key, stamp))
    return found, unread


def _stamps(pledges):
    rows = Activity.objects.not_withdrawn().of_pledges(pledges).order_by().values("pledge")
    rows = rows.annotate(count=Count("pk"), highest=Max("pk"), versions=Sum("version"))
    return {row["pledge"]: (row["count"], row["highest"], row["versions"]) for row in rows}


def _keep(key, reading):
    with _lock:
        _kept[key] = reading
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(each.stamp[0] for each in _kept.values()) > MOST_KEPT:
            _kept.popitem(last=False)
    return reading


def _read(pledge, stamp):
    activities = Activity.objects.filter(pledge=pledge).not_withdrawn().order_by("pk")
    texts, names, prose = {}, {}, {}
    for activity in activities.prefetch_related("updates", "results"):
        texts[activity.pk] = alike.read(activity.title, activity.description)
        names[activity.pk] = projects.names(activity.title, activity.description)
        said = [activity.description, *(update.text for update in activity.updates.all())]
        if found := quantities.unrecorded(said, [result.value for result in activity.results.all()]):
            prose[activity.pk] = found
    return Reading(stamp, frozenset(alike.pairs(texts)), {key: found for key, found in names.items() if found}, prose)


# --- What is made of it -----------------------------------------------------------------------------------------------
def alike_in(found):
    """The pairs of keys that read alike within a pledge, and that nobody has tied or found to be different."""
    return unsettled({pair for reading in found.values() for pair in reading.alike})


def one_project_in(found):
    """The pairs that name one project, within a pledge or across these pledges, and that nobody has settled.

    Pairs that read alike are left out: they are in the other list.
    """
    named = {key: names for reading in found.values() for key, names in reading.names.items()}
    known = {pair for reading in found.values() for pair in reading.alike}
    return unsettled(projects.pairs(named) - known)


def unsettled(pairs):
    """Those of these pairs that are not tied as one project, and were not found to be different; in order."""
    keys = {key for pair in pairs for key in pair}
    ties = Activity.same_project.through.objects.filter(from_activity__in=keys, to_activity__in=keys)
    settled = set(ties.values_list("from_activity", "to_activity"))
    settled.update(NotSame.objects.filter(one__in=keys, other__in=keys).values_list("one", "other"))
    return sorted(pair for pair in pairs if pair not in settled)


def prose_in(found):
    """{key of an activity: the quantities that it states and has no result for}."""
    return {key: said for reading in found.values() for key, said in reading.prose.items()}
