"""The start page: what waits for this person, what is late, what is missing; then commitments and offices."""

from collections import defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments import roles
from commitments.freshness import OVERDUE
from commitments.models import Commitment, Membership, Pledge, Revision

from ..models import Activity
from . import reading, tables
from .questions import NOTHING, OF_ACTIVITIES, OF_CHANGES, OF_COMMITMENTS, OF_PLEDGES, READ, SECTIONS, TO_LOOK_AT

# The list filter that puts a question to a list, as a parameter of its address.
PARAMETER = "worklist"
LATEST = 8
PEOPLE_NAMED = 5


@dataclass(frozen=True)
class Card:
    """One count, and the list that it leads to. `count` is None where it would take too long now."""

    section: str
    label: str
    purpose: str
    count: int | None
    url: str
    late: bool = False


@dataclass(frozen=True)
class Pairs:
    """Two lists of pairs that the texts show; `kind` is the parameter of their page."""

    kind: str
    label: str
    purpose: str
    found_in: callable


PAIRS = [
    Pairs(
        "alike",
        gettext_lazy("possible duplicates"),
        gettext_lazy(
            "Pairs of activities of one pledge with similar texts. They may be one project, entered "
            "twice, or different."
        ),
        reading.alike_in,
    ),
    Pairs(
        "project",
        gettext_lazy("possibly one project"),
        gettext_lazy("Pairs that name the same project but are not tied."),
        reading.one_project_in,
    ),
]


def context(user):
    """What the template shows to `user`, in a number of queries that does not depend on how much there is."""
    if not roles.may_see(user):
        return {"desk": None, "whom_to_ask": whom_to_ask()}
    pledges = roles.pledges_of(user)
    cards = list(_cards(user, pledges))
    submitted = _seen(Activity.objects, user, pledges).submitted_by(user)
    desk = {
        "sections": [_section(name, [card for card in cards if card.section == name]) for name in SECTIONS],
        "waits": waits(submitted, user),
        "others": changes(Revision.objects.by_others(user, pledges)),
        "mine": changes(Revision.objects.made_by(user)),
        "mine_url": _list("commitments_revision", **{PARAMETER: "mine"}),
        "may_upload": roles.may_edit(user),
    }
    return {"desk": desk | _tables(user, pledges)}


def _cards(user, pledges):
    for questions, records, name in (
        (OF_ACTIVITIES, Activity.objects, "activities_activity"),
        (OF_PLEDGES, Pledge.objects, "commitments_pledge"),
        (OF_COMMITMENTS, Commitment.objects, "commitments_commitment"),
    ):
        yield from _counted(questions, _seen(records, user, pledges), user, name)
    yield from _read(pledges)
    yield from _counted(OF_CHANGES, Revision.objects, user, "commitments_revision")


def _tables(user, pledges):
    commitments, commitments_total = tables.of_commitments(_seen(Commitment.objects, user, pledges))
    offices, offices_total = tables.of_offices(_seen(Activity.objects, user, pledges))
    return {
        "commitments": [_commitment_links(row) for row in commitments],
        "commitments_total": commitments_total,
        "of_several_pledges": len({row.subject.pledge_id for row in commitments}) > 1,
        "commitments_url": _list("commitments_commitment"),
        "offices": [_office_links(row) for row in offices],
        "offices_total": offices_total,
        "offices_url": _list("activities_office"),
    }


def _section(name, cards):
    """What counts something is shown as a card; what counts nothing in one line."""
    some, none = ([card for card in cards if (card.count == 0) is empty] for empty in (False, True))
    return {"name": name, "title": SECTIONS[name], "nothing": NOTHING[name], "some": some, "none": none}


def whom_to_ask():
    """The names of administrators, for someone who has no role yet."""
    people = get_user_model().objects.filter(is_superuser=True, is_staff=True, is_active=True).order_by("pk")
    return [person.get_full_name() or person.get_username() for person in people[:PEOPLE_NAMED]]


def waits(submitted, user):
    """Who waits for whom: a sentence for each pledge of which `user` has submitted activities."""
    rows = submitted.order_by().values_list("pledge__title", "pledge").annotate(count=Count("pk"))
    publishers = defaultdict(list)
    memberships = Membership.objects.filter(
        pledge__in=[pledge for _title, pledge, _count in rows], role=Membership.Role.PUBLISHER,
        user__is_active=True, user__is_staff=True,
    )  # fmt: skip
    if not settings.SUBMIT_AND_PUBLISH:
        memberships = memberships.exclude(user=user)
    for membership in memberships.select_related("user").order_by("user__username"):
        publishers[membership.pledge_id].append(membership.user.get_full_name() or membership.user.get_username())
    return [_sentence(title, count, publishers[key][:PEOPLE_NAMED]) for title, key, count in sorted(rows)]


def _sentence(title, count, names):
    said = {"pledge": title, "count": count, "names": ", ".join(names)}
    if not names:
        return _("%(pledge)s: %(count)s, and the pledge has no other publisher. Ask an administrator.") % said
    return _("%(pledge)s: %(count)s. They wait for %(names)s.") % said


def changes(revisions):
    """The latest of these revisions, an upload as one, each with `url` and `line`: what it is about."""
    latest = list(revisions.one_of_each_upload().select_related("by").defer("document")[:LATEST])
    for revision in latest:
        is_upload = revision.action == Revision.Action.IMPORTED
        revision.line = of_upload(revision) if is_upload else revision.name
        revision.url = _list("commitments_revision", action__exact="imported") if is_upload else url_of(revision)
    return latest


def of_upload(revision):
    """'141 activities from list.csv', of a revision that stands for all of an upload."""
    if not revision.comment:
        text = ngettext(
            "%(count)s activity from a spreadsheet", "%(count)s activities from a spreadsheet", revision.count
        )
    else:
        text = ngettext("%(count)s activity from %(file)s", "%(count)s activities from %(file)s", revision.count)
    return text % {"count": revision.count, "file": revision.comment}


def url_of(revision):
    """The history of the record that a revision is of, or the way back to what was deleted; "" where there is none."""
    page, key = f"{revision.record_type.replace('.', '_')}_history", revision.record_key
    if revision.action == Revision.Action.DELETED:
        page, key = "commitments_revision_bring_back", revision.pk
    try:
        return reverse(f"admin:{page}", args=[key])
    except NoReverseMatch:
        return ""


# --- Counting ---------------------------------------------------------------------------------------------------------
def _seen(records, user, pledges):
    """All for an administrator: a list of every pledge would only slow the database."""
    if roles.is_administrator(user):
        return records.all()
    return records.filter(pk__in=pledges) if records.model is Pledge else records.filter(pledge__in=pledges)


def _counted(questions, records, user, name):
    for value, question in questions.items():
        if not question.section or value in READ:
            continue
        yield Card(
            section=question.section,
            label=capfirst(question.label),
            purpose=question.purpose,
            count=question.ask(records.all(), user).count(),
            url=_list(name, **{PARAMETER: value}),
            late=value == OVERDUE,
        )


def _read(pledges):
    """The counts for which texts are read: of what is small, or was read already."""
    found, unread = reading.readings(pledges, everything=False)
    prose = OF_ACTIVITIES["prose"]
    card = Card(
        prose.section, capfirst(prose.label), prose.purpose, None, _list("activities_activity", worklist="prose")
    )
    yield card if unread else replace(card, count=len(reading.prose_in(found)))
    for pairs in PAIRS:
        url = f"{reverse('admin:activities_activity_alike')}?{urlencode({'kind': pairs.kind})}"
        count = None if unread else len(pairs.found_in(found))
        yield Card(TO_LOOK_AT, capfirst(pairs.label), pairs.purpose, count, url)


# --- Addresses --------------------------------------------------------------------------------------------------------
def _list(name, **parameters):
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{reverse(f'admin:{name}_changelist')}{query}"


def _commitment_links(row):
    chosen = {"pledge__id__exact": row.subject.pledge_id, "commitment": row.subject.pk}
    row.url = reverse("admin:commitments_commitment_change", args=[row.subject.pk])
    return _with_lists(row, chosen)


def _office_links(row):
    chosen = {"office__id__exact": row.subject.pk} if row.subject else {"office__isnull": "True"}
    row.url = reverse("admin:activities_office_change", args=[row.subject.pk]) if row.subject else ""
    row.overdue_url = _list("activities_activity", **chosen, **{PARAMETER: OVERDUE})
    return _with_lists(row, chosen)


def _with_lists(row, chosen):
    row.published_url = _list("activities_activity", **chosen, state__exact="published")
    row.not_public_url = _list("activities_activity", **chosen, **{PARAMETER: "not-public"})
    return row
