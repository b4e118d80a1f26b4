"""What tying an activity to others does to those others: a tie is one statement that two records make.

Every path that writes `same_project` (form, import, restore, the list of look-alikes) reads `of(activity)` before, and
calls `changed` after, in the transaction of its write.
"""

from django.db.models import Case, F, PositiveIntegerField, Q, When
from django.utils.translation import gettext as _

from commitments import history
from commitments.models import Revision

from .models import Activity, Publication


def of(activity):
    """The primary keys of the activities that `activity` is tied to; none for one that is not saved, or deleted."""
    return set(activity.same_project.values_list("pk", flat=True)) if activity.pk else set()


def hold(keys):
    """Lock the activities of these keys, in the order in which every step locks several."""
    list(Activity.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def changed(activity, before, by=None):
    """Give every other activity that was tied to `activity`, or untied from it, a new version and a revision.

    `before` are the keys that `of(activity)` gave. A new tie is reviewed with the activity on whose form it was made,
    and becomes public when either of the two is published: so another one of which nothing waited waits for nothing
    now, and one that was submitted stays submitted. An untied one waits if its own public text still states the tie.
    Returns the primary keys, in order. Must run inside a transaction.
    """
    now = of(activity)
    _count(now - before, activity, by, _("Tied to %(activity)s."))
    _count(before - now, activity, by, _("No longer tied to %(activity)s."))
    return sorted(now ^ before)


def restorable(references, activity, editable):
    """Those of `references` that restoring a version of `activity` may tie it to.

    A tie changes both, so what it is not tied to now must be among `editable`, the activities that the person may
    change. What is gone stays named: that the version cannot be restored as it was is for the restoring to say.
    """
    there = dict(Activity.objects.of_references(references).values_list("reference", "pk"))
    allowed = of(activity) | set(editable.of_references(references).values_list("pk", flat=True))
    return [each for each in references if each not in there or there[each] in allowed]


def tie(one, other, by=None):
    """Tie two saved activities: a new version and a revision for both, unless they are tied already.

    One of the two waits for review with the tie: one that has unsubmitted changes anyway, else `one`. Returns that one,
    or None: its caller tells the workflow that it was edited. Must run inside a transaction, with both read under lock.
    """
    if not _is_open(one) and _is_open(other):
        one, other = other, one
    before = of(one)
    one.same_project.add(other)
    if not changed(one, before, by):
        return None
    one.save()
    sentence = _("Tied to %(activity)s.") % {"activity": other.reference}
    history.record(Activity.objects.with_history().get(pk=one.pk), Revision.Action.CHANGED, by, sentence)
    return one


def _count(keys, activity, by, sentence):
    if not keys:
        return
    stating = _stating(keys, activity.reference)
    Activity.objects.filter(pk__in=keys).update(
        version=F("version") + 1,
        published_version=_along("published_version", but=stating),
        submitted_version=_along("submitted_version", but=stating),
    )
    records = Activity.objects.filter(pk__in=keys).with_history()
    history.record_all(records, Revision.Action.CHANGED, by, sentence % {"activity": activity.reference})


def _stating(keys, reference):
    """Those of these activities whose public document ties them to `reference`, and that are not tied to it now."""
    latest = Publication.objects.latest_of("activity").filter(activity__in=keys)
    latest = latest.exclude(activity__same_project__reference=reference)
    return [each.activity_id for each in latest if reference in each.document["same_project"]]


def _along(field, but):
    """`field` moves on with the version where it was the version, but for the activities `but`."""
    along = When(~Q(pk__in=but), **{field: F("version")}, then=F("version") + 1)
    return Case(along, default=F(field), output_field=PositiveIntegerField())


def _is_open(activity):
    """Whether it is a draft, or has changes, that nobody has submitted yet."""
    return activity.version not in (activity.published_version, activity.submitted_version)
