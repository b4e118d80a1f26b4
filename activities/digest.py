"""The digest: one mail to each person of the desk on what waits for them and what others did. Nobody gets an empty one."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commitments import roles
from commitments.freshness import DUE, OVERDUE
from commitments.models import Commitment, Membership, Pledge, Revision, User
from commitments.querysets import RECENT
from pledgetracker import mail

from .models import Activity
from .notices import list_address, name_of

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
    pledges = _pledges(user)
    found = [*_of_records(user, pledges), *_late(pledges), _changes(user, pledges, since)]
    return [section for section in found if section.count]


def _people():
    """Who has business at the desk."""
    working = User.objects.filter(is_active=True, is_staff=True).filter(Q(is_superuser=True) | ~Q(memberships=None))
    return working.distinct().order_by("pk")


def _pledges(user, *wanted):
    """The pledges on which `user` works, with one of the roles `wanted`.

    An administrator may do everything everywhere; who has work on some pledges is told of those alone.
    """
    if not user.roles:
        return roles.pledges_of(user)
    held = set(wanted or Membership.Role.values)
    return Pledge.objects.filter(pk__in=[pledge for pledge, has in user.roles.items() if has & held])


def _of_records(user, pledges):
    publishing, both = _pledges(user, roles.PUBLISHER), Pledge.objects.none()
    if settings.SUBMIT_AND_PUBLISH:
        both = _pledges(user, roles.EDITOR).filter(pk__in=publishing)
    for question, title, ask in (
        ("review", _("Waiting for your review"), lambda records: records.waiting_for(user, publishing, both)),
        ("returned", _("Returned to you"), lambda records: records.returned_to(user)),
        ("drafts", _("Your drafts"), lambda records: records.drafts_of(user)),
    ):
        for model in (Activity, Pledge):
            yield _section(title, ask(model.objects.of_pledges(pledges)), question)


def _late(pledges):
    for state, title in ((OVERDUE, _("Commitments overdue for a report")), (DUE, _("Commitments due for a report"))):
        promised = Commitment.objects.filter(pledge__in=pledges).select_related("pledge")
        yield _section(title, promised.in_state(state), state)


def _section(title, records, question):
    names = [mail.one_line(record) for record in records[:MOST_LISTED]]
    return Section(title, records.count(), names, list_address(records.model, question))


def _changes(user, pledges, since):
    changes = Revision.objects.by_others(user, pledges).filter(at__gte=since)
    latest = changes.order_by("-pk").values_list("record_type", "record_key", "name")[:MOST_READ]
    names = {(kind, key): mail.one_line(name) for kind, key, name in reversed(latest)}
    shown = list(names.values())[::-1][:MOST_LISTED]
    return ChangesSection(_("Changed by others"), changes.count(), shown, settings.SITE_URL + reverse("admin:index"))


class ChangesSection(Section):
    """Counts changes and names records, so that how many more there are says nothing."""

    rest = 0


def summary(user, found):
    """One line for the console: whom the digest is for, and what is in it."""
    return f"{name_of(user)}: " + "; ".join(f"{section.title} {section.count}" for section in found)
