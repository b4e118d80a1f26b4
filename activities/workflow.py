"""The steps between a draft and the public: submit, send back, publish, withdraw, confirm. Each all or nothing.

Every step takes a list of records of one kind (activities, or pledges), who takes it, and `seen`: {primary key:
version} of what that person looked at, keys and versions as texts. It raises PermissionDenied where the role is
missing, StaleError where a record is no longer what was seen, and ValidationError with a sentence for each thing in the
way. It returns the records that were changed. There is no other way from the desk to the public record.
"""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import history, roles
from commitments.models import Pledge, Revision
from pledgetracker.models import EditorialState, StaleError, refuse_stale
from pledgetracker.partial_dates import display, is_after, validate_reported

from . import notices, publishing
from .models import Activity

Action = Revision.Action
NOT_SUBMITTED = {"submitted_version": None, "submitted_by": None, "submitted_at": None}


def may_do_both(user, pledge):
    """Whether `user` may publish what the same person submitted: both roles, on a site that allows it."""
    return settings.SUBMIT_AND_PUBLISH and roles.may_edit(user, pledge) and roles.may_publish(user, pledge)


def is_public_as_it_stands(record):
    """Whether the public reads exactly what the record now says, so that nothing waits."""
    return record.state == EditorialState.PUBLISHED and record.version == record.published_version


def may_be_public(record):
    """Whether publishing `record` is possible as far as its pledge goes: an activity follows its pledge."""
    return isinstance(record, Pledge) or record.pledge.published_version is not None


def in_the_way(step, records, by):
    """[sentence] on why `by` could not take this step ("submit", "publish", ...) with all of these records as they now
    stand. The tick is no hindrance: the page of the step asks for it."""
    against = {"submit": _against_submit, "return": _against_return, "publish": _against_publish,
               "confirm": _against_confirm}  # fmt: skip
    return list(against[step](records, by)) if step in against else []


def submit(records, by, seen, harmless=frozenset()):
    """Ask for review of each record exactly as it now stands.

    `harmless`: primary keys, as texts, of the activities in whose text `by` found nobody at risk who can be identified.
    """
    with _locked(records, by, seen, roles.may_edit) as locked:
        _raise_all(_against_submit(locked, by))
        waiting = [record for record in locked if not record.is_in_review]
        _tick(waiting, harmless)
        publishing.check_ready(*_activities(waiting))
        publishing.check_pledges(*_pledges(waiting))
        _submit(waiting, by)
        return waiting


def send_back(records, by, seen, comment):
    """Return what waits for review to its editors, with what has to change."""
    if not comment.strip():
        raise ValidationError(_("Say what has to change. The editor gets your comment."))
    with _locked(records, by, seen, roles.may_publish) as locked:
        _raise_all(_against_return(locked, by))
        _lapse(locked)
        _keep(locked, Action.RETURNED, by, comment)
        notices.returned(locked, by, comment)
        return locked


def publish(records, by, seen, harmless=frozenset()):
    """Put each record on the public record as it now stands: what someone else submitted, or, where the site allows it,
    what the same person has written and submits by publishing. `harmless`: as in `submit`."""
    with _locked(records, by, seen, roles.may_publish, public=True) as locked:
        waiting = [record for record in locked if not is_public_as_it_stands(record)]
        _raise_all(filter(None, (_refusal(record, by) for record in waiting)))
        _tick([record for record in waiting if may_do_both(by, history.pledge_of(record))], harmless)
        _publish(waiting, by)
        return waiting


def withdraw(records, by, seen):
    """Take each record off the public record at once: for this nobody waits."""
    with _locked(records, by, seen, roles.may_publish, public=True) as locked:
        public = [record for record in locked if record.state == EditorialState.PUBLISHED]
        for pledge in [record for record in public if isinstance(record, Pledge)]:
            publishing.withdraw_pledge(pledge, by=by)
        if public and isinstance(public[0], Activity):
            publishing.withdraw(public, by=by)
        _set(public, **NOT_SUBMITTED)
        _keep(public, Action.WITHDRAWN, by)
        notices.withdrawn(public, by)
        return public


def confirm(activities, by, seen, as_of):
    """Say that each published activity is still correct as of a date, without news to report.

    It is a change like any other: submitted for review at once, or published at once where one person may do both.
    """
    validate_reported(as_of)
    with _locked(activities, by, seen, roles.may_edit, public=True) as locked:
        _raise_all(_against_confirm(locked, by))
        heard = Activity.objects.filter(pk__in=[activity.pk for activity in locked]).with_last_heard()
        heard = dict(heard.values_list("pk", "last_heard"))
        _raise_all(_("%(record)s: last reported or confirmed on %(date)s. A confirmation cannot be earlier.")
                   % {"record": activity, "date": display(heard[activity.pk])}
                   for activity in locked if is_after(heard[activity.pk], as_of))  # fmt: skip
        locked = [activity for activity in locked if activity.confirmed != as_of.isoformat()]
        _set(locked, confirmed=as_of.isoformat(), version=F("version") + 1)
        _keep(locked, Action.CONFIRMED, by, as_of.isoformat())
        at_once = [activity for activity in locked if may_do_both(by, history.pledge_of(activity))]
        _publish(at_once, by)
        _submit([activity for activity in locked if activity not in at_once], by)
        return locked


def text_changed(activity):
    """After a change of what somebody could be recognised by: the tick was given for another text."""
    if activity.do_no_harm:
        _set([activity], do_no_harm=False)
        activity.do_no_harm = False


def edited(*records):
    """After any change of records outside these steps: what was submitted is no longer what stands there."""
    keys = [record.pk for record in records]
    _lapse(type(records[0]).objects.filter(pk__in=keys).exclude(submitted_version=F("version")))


@contextmanager
def _locked(records, by, seen, right, public=False):
    """The records as they now are, under lock; those who write the public record queue for it before they lock rows."""
    model = type(records[0])
    with transaction.atomic():
        if public:
            publishing.queue()
        rows = model.objects.select_for_update(of=("self",)).filter(pk__in=[record.pk for record in records])
        locked = list(rows.order_by("pk"))
        if gone := {record.pk for record in records} - {record.pk for record in locked}:
            raise StaleError([str(record) for record in records if record.pk in gone])
        if not all(right(by, history.pledge_of(record)) for record in locked):
            raise PermissionDenied
        refuse_stale(locked, seen)
        yield locked


def _against_submit(records, by):
    public = [record for record in records if is_public_as_it_stands(record)]
    for record in public:
        yield _("%(record)s: there is nothing to review. The public text is the same.") % {"record": record}
    changed = [record for record in records if record not in public]
    yield from publishing.hindrances(*_activities(changed), ready=True)
    yield from publishing.hindrances_of_pledges(*_pledges(changed))


def _against_return(records, by):
    for record in records:
        if not record.is_in_review:
            yield _("%(record)s: not in review.") % {"record": record}


def _against_publish(records, by):
    waiting = [record for record in records if not is_public_as_it_stands(record)]
    yield from filter(None, (_refusal(record, by) for record in waiting))
    yield from publishing.hindrances(*_activities(waiting))
    yield from publishing.hindrances_of_pledges(*_pledges(waiting))


def _against_confirm(activities, by):
    for activity in activities:
        if activity.state != EditorialState.PUBLISHED:
            yield _("%(record)s: not published, so there is nothing to confirm.") % {"record": activity}
        elif activity.has_unpublished_changes:
            yield _("%(record)s: other changes wait. Submit them first, or confirm after.") % {"record": activity}


def _activities(records):
    return [record for record in records if isinstance(record, Activity)]


def _pledges(records):
    return [record for record in records if isinstance(record, Pledge)]


def _tick(records, harmless):
    """Note that nobody at risk can be identified in these of the records: a change, and so a new version."""
    given = [each for each in _activities(records) if not each.do_no_harm and str(each.pk) in harmless]
    _set(given, do_no_harm=True, version=F("version") + 1)
    for activity in given:
        activity.do_no_harm, activity.version = True, activity.version + 1


def _refusal(record, by):
    """A sentence on why `by` may not publish what waits, or None."""
    if may_do_both(by, history.pledge_of(record)):
        return None
    if not record.is_in_review:
        return _("%(record)s: not submitted for review as it now stands.") % {"record": record}
    if record.submitted_by_id == by.pk:
        return _("%(record)s: you submitted it, so someone else has to publish it.") % {"record": record}
    return None


def _submit(records, by):
    _set(records, submitted_version=F("version"), submitted_by=by, submitted_at=timezone.now())
    _set([record for record in records if record.state != EditorialState.PUBLISHED], state=EditorialState.IN_REVIEW)
    _keep(records, Action.SUBMITTED, by)
    notices.submitted(records, by)


def _publish(records, by):
    """Publish, and keep in the history where one person did both steps."""
    publishing.check_pledges(*_pledges(records))
    in_one_step = [record for record in records if not record.is_in_review or record.submitted_by_id == by.pk]
    for pledge in [record for record in records if isinstance(record, Pledge)]:
        publishing.publish_pledge(pledge, by=by)
    if records and isinstance(records[0], Activity):
        publishing.publish(records, by=by)
    _set(records, **NOT_SUBMITTED)
    _keep([record for record in records if record not in in_one_step], Action.PUBLISHED, by)
    _keep(in_one_step, Action.PUBLISHED, by, _("Submitted and published by one person."))
    notices.published(records, by)


def _lapse(records):
    """No longer in review; what was never public is a draft again, and what was withdrawn is that again."""
    keys = [record.pk for record in records]
    if not keys:
        return
    rows = type(records[0]).objects.filter(pk__in=keys)
    before = Case(
        When(published_version=None, then=Value(EditorialState.DRAFT)), default=Value(EditorialState.WITHDRAWN)
    )
    rows.filter(state=EditorialState.IN_REVIEW).update(state=before)
    rows.update(**NOT_SUBMITTED)


def _set(records, **values):
    if records:
        type(records[0]).objects.filter(pk__in=[record.pk for record in records]).update(**values)


def _keep(records, action, by, comment=""):
    if records:
        rows = type(records[0]).objects.filter(pk__in=[record.pk for record in records])
        history.record_all(rows.with_history().order_by("pk"), action, by, comment)


def _raise_all(sentences):
    if found := list(sentences):
        raise ValidationError(found)
