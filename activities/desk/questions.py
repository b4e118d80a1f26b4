"""The questions of the desk: each is a count on the start page, and the filter of the list that the count leads to.

A question is put to a queryset that holds no more than the person may see, by that person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commitments import roles
from commitments.freshness import DUE, OVERDUE
from commitments.models import Pledge

from . import reading

FOR_YOU, WAITING, LATE, MISSING, TO_LOOK_AT = "you", "waiting", "late", "missing", "look"
SECTIONS = {
    FOR_YOU: _("For you"),
    WAITING: _("Waiting"),
    LATE: _("Late"),
    MISSING: _("Missing"),
    TO_LOOK_AT: _("To look at"),
}
# Where every count of a section is none.
NOTHING = {
    FOR_YOU: _("Nothing waits for you."),
    WAITING: _("Nothing waits for others."),
    LATE: _("Nothing is late."),
    MISSING: _("Nothing is missing."),
    TO_LOOK_AT: _("Nothing to look at."),
}


@dataclass(frozen=True)
class Question:
    """`ask(queryset, user)` gives the records; `section` is where the start page counts them, empty: in lists alone."""

    label: str
    ask: Callable
    section: str = ""
    purpose: str = ""


def waiting_for(queryset, user):
    """In review, and this person may publish it."""
    publishing = roles.pledges_of(user, roles.PUBLISHER)
    both = Pledge.objects.none()
    if settings.SUBMIT_AND_PUBLISH:
        both = roles.pledges_of(user, roles.EDITOR).filter(pk__in=publishing)
    return queryset.waiting_for(user, publishing, both)


def prose(queryset, user):
    """States a quantity for which it has no result."""
    return _of_keys(queryset, reading.prose_in(_all_readings(user)))


def read_alike(queryset, user):
    """Reads like another one of its pledge, and nobody has said whether they are the same."""
    return _of_pairs(queryset, reading.alike_in(_all_readings(user)))


def name_one_project(queryset, user):
    """Names the project that another one names, and is not tied to it."""
    return _of_pairs(queryset, reading.one_project_in(_all_readings(user)))


def _all_readings(user):
    found, _unread = reading.readings(roles.pledges_of(user))
    return found


def _of_pairs(queryset, pairs):
    return _of_keys(queryset, {key for pair in pairs for key in pair})


def _of_keys(queryset, keys):
    return queryset.filter(pk__in=keys)


# What needs the texts to be read: counted by `reading`, not by the database.
READ = {"prose", "alike", "project"}

OF_ACTIVITIES = {
    "drafts": Question(
        _("my drafts"),
        lambda records, user: records.drafts_of(user),
        FOR_YOU,
        _("You wrote or changed them last. Submit them when they are ready."),
    ),
    "changes": Question(
        _("my changes, not submitted"),
        lambda records, user: records.changes_of(user),
        FOR_YOU,
        _("Published, and changed by you since. The public reads the old text until you submit the change."),
    ),
    "returned": Question(
        _("returned to me"),
        lambda records, user: records.returned_to(user),
        FOR_YOU,
        _("A publisher asks for a change: the comment stands on each form."),
    ),
    "review": Question(
        _("waiting for my review"),
        waiting_for,
        FOR_YOU,
        _("Read what is proposed next to what is public; publish it or send it back."),
    ),
    "submitted": Question(
        _("submitted by me"),
        lambda records, user: records.submitted_by(user),
        WAITING,
        _("In review. Who may publish them is named below."),
    ),
    "in-review": Question(
        _("in review"),
        lambda records, user: records.in_review(),
        WAITING,
        _("Submitted by anybody, and waiting for a publisher."),
    ),
    "not-submitted": Question(
        _("changed, not submitted"),
        lambda records, user: records.changed_and_not_submitted(),
        WAITING,
        _("Published, and changed since: the public still reads the old text, and nobody was asked to review the new."),
    ),
    "publishing": Question(_("changed since publication"), lambda records, user: records.with_unpublished_changes()),
    "not-public": Question(_("not yet public"), lambda records, user: records.not_yet_public()),
    OVERDUE: Question(
        _("overdue"),
        lambda records, user: records.in_state(OVERDUE),
        LATE,
        _("Last reported or confirmed longer ago than the pledge's interval, and 30 days more."),
    ),
    DUE: Question(
        _("due"),
        lambda records, user: records.in_state(DUE),
        LATE,
        _("The pledge's interval has passed: ask the office for news, or whether the text is still correct."),
    ),
    "date": Question(
        _("undated"),
        lambda records, user: records.undated(),
        MISSING,
        _("Neither start nor end is stated. Visitors find them under “undated” alone."),
    ),
    "country": Question(
        _("without a country or area"),
        lambda records, user: records.without_country(),
        MISSING,
        _("Not even a planned one. On no country's page; right for what is global or regional."),
    ),
    "source": Question(
        _("without a source"),
        lambda records, user: records.without_source(),
        MISSING,
        _("Nobody can check them: add the page or report that says so."),
    ),
    "prose": Question(
        _("results in prose"),
        prose,
        MISSING,
        _("The text states a quantity, such as “over 900 policy makers”, that no result holds: nothing adds it up."),
    ),
    "ahead": Question(
        _("dated after today"),
        lambda records, user: records.dated_after_today(),
        TO_LOOK_AT,
        _("A report, an update, a source or a number has a date that is still to come: correct it."),
    ),
    "alike": Question(_("possible duplicates"), read_alike),
    "project": Question(_("possibly one project"), name_one_project),
}

OF_COMMITMENTS = {
    OVERDUE: Question(
        _("commitments overdue"),
        lambda records, user: records.in_state(OVERDUE),
        LATE,
        _("Nothing was reported towards them for longer than the interval, and 30 days more."),
    ),
    DUE: Question(
        _("commitments due"),
        lambda records, user: records.in_state(DUE),
        LATE,
        _("The interval has passed since anything was reported towards them."),
    ),
    "empty": Question(
        _("commitments without an activity"),
        lambda records, user: records.without_activity(),
        MISSING,
        _("Their pages say that no activity is reported in this register."),
    ),
    "measurability": Question(
        _("commitments hard to measure"),
        lambda records, user: records.not_measurable(),
        MISSING,
        _("Who leads, by when, where, how much, from what baseline, how verified: something is not stated."),
    ),
    **{
        aspect: Question(label, lambda records, user, aspect=aspect: records.lacking(aspect))
        for aspect, label in {
            "lead": _("does not state who leads"),
            "deadline": _("does not state by when"),
            "where": _("does not state where"),
            "target": _("does not state how much"),
            "baseline": _("does not state from what baseline"),
            "verification": _("does not state how it is verified"),
        }.items()
    },
}

OF_PLEDGES = {
    "review": Question(
        _("pledges waiting for my review"),
        waiting_for,
        FOR_YOU,
        _("The pledge's own text, its commitments and targets."),
    ),
    "changes": Question(
        _("my changes of pledges, not submitted"),
        lambda records, user: records.changes_of(user),
        FOR_YOU,
        _("You changed the pledge's text, its commitments or targets. Submit the pledge for review."),
    ),
    "returned": Question(
        _("pledges returned to me"),
        lambda records, user: records.returned_to(user),
        FOR_YOU,
        _("A publisher asks for a change of the pledge's own text, its commitments or targets."),
    ),
    "in-review": Question(_("in review"), lambda records, user: records.in_review()),
    "not-submitted": Question(
        _("pledges changed, not submitted"),
        lambda records, user: records.changed_and_not_submitted(),
        WAITING,
        _("Their public text, commitments and targets are the old ones."),
    ),
    "interval": Question(
        _("pledges without a reporting interval"),
        lambda records, user: records.without_interval(),
        MISSING,
        _("Nothing of them is ever due. Only the pledge's maker can set one."),
    ),
}

OF_CHANGES = {
    "others": Question(
        _("changes by others"),
        lambda records, user: records.by_others(user, roles.pledges_of(user)),
        TO_LOOK_AT,
        _("What other people changed in your pledges in the last 30 days."),
    ),
    "mine": Question(_("my changes"), lambda records, user: records.made_by(user)),
}
