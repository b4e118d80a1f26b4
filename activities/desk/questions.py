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
        _("You changed these drafts last. Submit them when they are ready."),
    ),
    "changes": Question(
        _("my changes, not submitted"),
        lambda records, user: records.changes_of(user),
        FOR_YOU,
        _(
            "You changed these after they were published. The public sees the old text until your change is "
            "submitted and published."
        ),
    ),
    "returned": Question(
        _("sent back to me"),
        lambda records, user: records.returned_to(user),
        FOR_YOU,
        _("A publisher asks for a change. Each form shows the comment."),
    ),
    "review": Question(
        _("waiting for my review"),
        waiting_for,
        FOR_YOU,
        _("Compare each proposal with the public text, then publish it or send it back."),
    ),
    "submitted": Question(
        _("submitted by me"),
        lambda records, user: records.submitted_by(user),
        WAITING,
        _("In review. The people who can publish them are named below."),
    ),
    "in-review": Question(
        _("in review"),
        lambda records, user: records.in_review(),
        WAITING,
        _("Submitted by anyone and waiting for a publisher."),
    ),
    "not-submitted": Question(
        _("changed, not submitted"),
        lambda records, user: records.changed_and_not_submitted(),
        WAITING,
        _(
            "Published and changed since. The public still sees the old text, and nobody was asked to review the "
            "new one."
        ),
    ),
    "publishing": Question(_("changed since publication"), lambda records, user: records.with_unpublished_changes()),
    "not-public": Question(_("not public yet"), lambda records, user: records.not_yet_public()),
    OVERDUE: Question(
        _("overdue"),
        lambda records, user: records.in_state(OVERDUE),
        LATE,
        _("Last reported or confirmed longer ago than the pledge's interval plus 30 days."),
    ),
    DUE: Question(
        _("due"),
        lambda records, user: records.in_state(DUE),
        LATE,
        _("The pledge's interval has passed. Ask the office for news, or whether the text is still correct."),
    ),
    "date": Question(
        _("undated"),
        lambda records, user: records.undated(),
        MISSING,
        _("They state neither start nor end. In the year filter, visitors find them only under “undated”."),
    ),
    "country": Question(
        _("without a country or area"),
        lambda records, user: records.without_country(),
        MISSING,
        _(
            "They name no country or area, not even a planned one, so no country's page shows them. This is "
            "right for global and regional activities."
        ),
    ),
    "source": Question(
        _("without a source"),
        lambda records, user: records.without_source(),
        MISSING,
        _("Nobody can check them. Add the page or report that supports them."),
    ),
    "prose": Question(
        _("results in prose"),
        prose,
        MISSING,
        _(
            "The text states a number, such as “over 900 policy makers”, that is not entered as a result, so "
            "totals leave it out."
        ),
    ),
    "ahead": Question(
        _("dated after today"),
        lambda records, user: records.dated_after_today(),
        TO_LOOK_AT,
        _("A report, an update, a source or a number has a date in the future. Correct it."),
    ),
    "alike": Question(_("possible duplicates"), read_alike),
    "project": Question(_("possibly one project"), name_one_project),
}

OF_COMMITMENTS = {
    OVERDUE: Question(
        _("commitments overdue"),
        lambda records, user: records.in_state(OVERDUE),
        LATE,
        _("Nothing was reported towards them for longer than the interval plus 30 days."),
    ),
    DUE: Question(
        _("commitments due"),
        lambda records, user: records.in_state(DUE),
        LATE,
        _("Nothing was reported towards them within the interval."),
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
        _(
            "They do not state one or more of these: who leads, by when, where, how much, from what baseline, "
            "how it is verified."
        ),
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
        _("pledges sent back to me"),
        lambda records, user: records.returned_to(user),
        FOR_YOU,
        _("A publisher asks for a change of the pledge's own text, its commitments or targets."),
    ),
    "in-review": Question(_("in review"), lambda records, user: records.in_review()),
    "not-submitted": Question(
        _("pledges changed, not submitted"),
        lambda records, user: records.changed_and_not_submitted(),
        WAITING,
        _("The public still sees their old text, commitments and targets."),
    ),
    "interval": Question(
        _("pledges without a reporting interval"),
        lambda records, user: records.without_interval(),
        MISSING,
        _("Their reports are never due. Only the maker of the pledge can set an interval."),
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
