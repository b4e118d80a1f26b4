"""The digest: one mail to each person of the desk on what waits for them and what others did; none is empty."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from commitments import roles
from commitments.freshness import DUE, OVERDUE
from commitments.models import Commitment, Pledge, Revision, User
from commitments.querysets import RECENT
from pledgetracker import mail

from .desk.page import of_upload
from .desk.questions import OF_ACTIVITIES, OF_CHANGES, OF_COMMITMENTS, OF_PLEDGES
from .models import Activity
from .notices import list_address, name_of

QUESTIONS = {Activity: OF_ACTIVITIES, Pledge: OF_PLEDGES, Commitment: OF_COMMITMENTS}
# Which of the desk's questions a digest answers, in this order.
ASKED = [
    (Activity, ["review", "returned"]),
    (Pledge, ["review", "returned"]),
    (Activity, ["drafts", "changes"]),
    (Pledge, ["changes"]),
    (Commitment, [OVERDUE, DUE]),
]
DEFAULT_DAYS = 7
MOST_DAYS = RECENT.days
# Names in one section; the list at the desk has them all.
MOST_LISTED = 20
# Of more changes than that the names of the latest are told, and the number of all.
MOST_READ = 1000


@dataclass(frozen=True)
class Section:
    title: str
    count: int
    names: list
    address: str

    @property
    def rest(self):
        return self.count - len(self.names)


class Changes(Section):
    """Counts changes and names the records that were changed."""

    rest = 0


@dataclass
class Sent:
    """What came of a run. `digests` is [(user, [Section])] of those who have something to read."""

    digests: list
    without_address: list
    unsent: list


def send(days=DEFAULT_DAYS, dry_run=False):
    """Send each person a digest with the changes of the last `days` (1 to MOST_DAYS); `dry_run` only says which."""
    since = timezone.now() - timedelta(days=days)
    with translation.override(settings.LANGUAGE_CODE):
        digests = [(user, found) for user in _people() if (found := sections(user, since))]
    reached = [(user, found) for user, found in digests if mail.has_address(user)]
    sent = Sent(digests, [user for user, _found in digests if not mail.has_address(user)], [])
    if not dry_run:
        mails = {}
        for user, found in reached:
            about = {"sections": found, "days": days, "desk": settings.SITE_URL + reverse("admin:index")}
            mails[user] = mail.compose(user, "digest", **about)
        unsent = mail.deliver(list(mails.values()))
        sent.unsent = [user for user, each in mails.items() if each in unsent]
    return sent


def sections(user, since):
    """The sections of the digest of `user`, in the order in which they ask for something; none is empty."""
    pledges = roles.pledges_of(user)
    found = [_section(model, value, user, pledges) for model, values in ASKED for value in values]
    return [section for section in (*found, _changes(user, pledges, since)) if section.count]


def _people():
    """Who has business at the desk."""
    working = User.objects.filter(is_active=True, is_staff=True).filter(Q(is_superuser=True) | ~Q(memberships=None))
    return working.distinct().order_by("pk")


def _section(model, value, user, pledges):
    question = QUESTIONS[model][value]
    records = question.ask(_of_pledges(model, pledges), user)
    names = [_name(record) for record in records[:MOST_LISTED]]
    return Section(capfirst(question.label), records.count(), names, list_address(model, value))


def _of_pledges(model, pledges):
    if model is Pledge:
        return model.objects.filter(pk__in=pledges)
    return model.objects.filter(pledge__in=pledges).select_related("pledge")


def _name(record):
    """A commitment is named with its pledge: every pledge has a first one."""
    return mail.one_line(f"{record.pledge} · {record}" if isinstance(record, Commitment) else record)


def _changes(user, pledges, since):
    changes = Revision.objects.by_others(user, pledges).filter(at__gte=since)
    names = {}
    for change in changes.one_of_each_upload().defer("document").select_related("by").order_by("-pk")[:MOST_READ]:
        if change.action == Revision.Action.IMPORTED:
            names[change.pk] = mail.one_line(f"{name_of(change.by)}: {of_upload(change)}")
        else:
            names.setdefault((change.record_type, change.record_key), mail.one_line(change.name))
    title = capfirst(OF_CHANGES["others"].label)
    return Changes(title, changes.count(), list(names.values())[:MOST_LISTED], list_address(Revision, "others"))


def summary(user, found):
    """One line for the console: whom the digest is for, and what is in it."""
    return f"{name_of(user)}: " + "; ".join(f"{section.title} {section.count}" for section in found)
