"""Mails on who waits for whom: one to each person for all that was done at once, after it is committed.

Each function takes the records of one step of the workflow (activities or pledges), with `submitted_by` as it was
before the step, and who took it. Nothing here stands in the way of the step: what cannot be sent is logged, and
`unsent(by)` then gives the sentences that `by` should read on the page.
"""

import logging
from collections import defaultdict
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments import history, roles
from commitments.models import Revision, User
from pledgetracker import mail

from .desk.page import PARAMETER

logger = logging.getLogger(__name__)

# More titles than that nobody reads in a mail; the list at the desk has them all.
MOST_LISTED = 50
WRITING = [Revision.Action.ADDED, Revision.Action.CHANGED, Revision.Action.IMPORTED, Revision.Action.RESTORED]


def submitted(records, by):
    """To each publisher of the records' pledges but `by`: what waits for review, and where."""
    _after_commit(_tell_publishers, records, by)


def returned(records, by, comment):
    """To each who had submitted some of them: what has to change."""
    _after_commit(_tell_authors, records, by, "returned", page="change", comment=comment)


def published(records, by):
    """To each who submitted some of them, or else wrote them last, but `by`: what is public now."""
    _after_commit(_tell_authors, records, by, "published", page="change")


def withdrawn(records, by):
    """To each who submitted some of them, or else wrote them last, but `by`: what is no longer public."""
    _after_commit(_tell_authors, records, by, "withdrawn", page="change")


def unsent(by):
    """The sentences on whom no mail reached after what `by` did, once: to be asked after the transaction."""
    sentences = getattr(by, "_unsent", [])
    by._unsent = []
    return sentences


def name_of(user):
    return user.get_full_name() or user.get_username()


def list_address(model, question):
    """The address of the list of all records that answer a question of the desk."""
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{settings.SITE_URL}{page}?{urlencode({PARAMETER: question})}"


def record_address(record, page):
    """The address of a page of the desk about `record`, such as "change" or "review"."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return f"{settings.SITE_URL}{reverse(name, args=[record.pk])}"


# --- Whom it concerns -------------------------------------------------------------------------------------------------
def _after_commit(tell, records, by, *arguments, **context):
    records = list(records)

    def try_to():
        try:
            tell(records, by, *arguments, **context)
        except Exception:
            logger.exception("The people concerned could not be told by mail")
            _say(by, _("Done. The people concerned could not be told by mail."))

    if records:
        transaction.on_commit(try_to)


def _tell_publishers(records, by):
    told = defaultdict(list)
    for pledge, theirs in _by_pledge(records):
        publishers = [person for person in roles.people_of(pledge, roles.PUBLISHER) if person != by]
        if not publishers:
            _say(by, _("Nobody else publishes for “%(pledge)s”, so no mail was sent.") % {"pledge": pledge})
        for person in publishers:
            told[person] += theirs
    _send(told, by, "submitted", page="review", list_address=list_address(type(records[0]), "review"))


def _tell_authors(records, by, template, **context):
    authors = _authors(records)
    people = User.objects.in_bulk(set(authors.values()))
    told = defaultdict(list)
    for record in records:
        person = people.get(authors.get(record.pk))
        if person and person != by:
            told[person].append(record)
    _send(told, by, template, list_address=list_address(type(records[0]), "returned"), **context)


def _authors(records):
    """{primary key: key of who submitted the record, or else wrote it last}."""
    authors = {record.pk: record.submitted_by_id for record in records}
    unknown = [str(key) for key, author in authors.items() if author is None]
    written = Revision.objects.filter(
        record_type=records[0]._meta.label_lower, record_key__in=unknown, action__in=WRITING, by__isnull=False
    )
    # Later ones take the place of earlier ones.
    return authors | {int(key): by for key, by in written.order_by("pk").values_list("record_key", "by")}


def _by_pledge(records):
    """[(pledge, its records)]"""
    pledges = {pledge.pk: pledge for pledge in map(history.pledge_of, records)}
    ordered = sorted(records, key=lambda record: history.pledge_of(record).pk)
    return [(pledges[key], list(group)) for key, group in groupby(ordered, lambda each: history.pledge_of(each).pk)]


# --- Sending ----------------------------------------------------------------------------------------------------------
def _send(told, by, template, page, **context):
    """One mail to each person about the records that the person may see; `by` gets to know who was not reached."""
    mails, missed = [], []
    for person, records in told.items():
        seen = [record for record in records if roles.may_see(person, history.pledge_of(record))]
        if not seen or not mail.has_address(person):
            missed.append(person)
            continue
        shown = [(mail.one_line(record), record_address(record, page)) for record in seen[:MOST_LISTED]]
        about = {"by": mail.one_line(name_of(by)), "count": len(seen), "records": shown, "rest": len(seen) - len(shown)}
        mails.append((mail.compose(person, template, **about, **context), person))
    if missed:
        sentence = _("No mail went to %(people)s. They have no address or no longer work on the pledge.")
        _say(by, sentence % {"people": _names(missed)})
    unsent_mails = mail.deliver([each for each, _person in mails])
    if unsent_mails:
        people = [person for each, person in mails if each in unsent_mails]
        sentence = _("Done. The mail to %(people)s could not be sent, so tell them yourself.")
        _say(by, sentence % {"people": _names(people)})


def _names(people):
    return ", ".join(sorted(name_of(person) for person in people))


def _say(by, sentence):
    # `by` is the person of one request, and lives no longer.
    by._unsent = [*getattr(by, "_unsent", []), sentence]
