"""The transactions that write the public record. Each is one edition, exact for every reader when it commits."""

from django.db import transaction
from django.db.models import F, Q

from commitments.models import Pledge
from pledgetracker.models import EditorialState

from ..models import Activity, Change, PublicActivity, Publication, PublicPledge, PublicTie
from ..querysets import highest
from .checks import check
from .editions import close, next_edition
from .projection import WITHDRAWN
from .rows import empty_row, project_activities, project_pledges
from .snapshot import snapshot, snapshot_pledge


@transaction.atomic
def publish(activities, by=None):
    """Publish each of these activities as it now stands: all in one edition, or none.

    Returns the Edition, or None where every one was already public in exactly this state. Raises ValidationError with a
    sentence for each thing that is missing. `by` is the user who publishes.
    """
    edition = next_edition()
    activities = _locked(activities)
    check(*activities)
    documents = {activity.reference: snapshot(activity) for activity in activities}
    steps = Change.objects.last_steps(documents)
    withdrawn = {reference for reference, step in steps.items() if step == Change.Action.WITHDRAWN}
    publications = _keep(edition, activities, documents, withdrawn, by)
    published = [publication.activity.reference for publication in publications]
    tied = _tie({reference: documents[reference] for reference in published})
    _make_rows(edition, publications)
    first = {publication.activity.reference for publication in publications if publication.number == 1}
    first |= withdrawn & set(published)
    written = project_activities(edition, sorted({*published, *tied}))
    Activity.objects.filter(pk__in=[activity.pk for activity in activities]).update(
        state=EditorialState.PUBLISHED, published_version=F("version")
    )
    actions = dict.fromkeys(written, Change.Action.CHANGED)
    actions |= dict.fromkeys(first, Change.Action.PUBLISHED)
    return close(edition, actions)


@transaction.atomic
def withdraw(activities, by=None):
    """Take these activities off the public record, in one edition; their references stay, and answer 410.

    Returns the Edition, or None where none of them was public. `by` is the user who withdraws.
    """
    edition = next_edition()
    references = [activity.reference for activity in _locked(activities)]
    rows = PublicActivity.objects.filter(reference__in=references, withdrawn=False)
    # A row that was lost is not there to be withdrawn, and must not come back as public.
    withdrawn = {*rows.values_list("reference", flat=True), *_public(references)}
    tied = _tied(withdrawn)
    rows.update(**WITHDRAWN, edition=edition)
    Activity.objects.filter(reference__in=references).exclude(state=EditorialState.DRAFT).update(
        state=EditorialState.WITHDRAWN
    )
    actions = dict.fromkeys(project_activities(edition, tied), Change.Action.CHANGED)
    return close(edition, actions | dict.fromkeys(withdrawn, Change.Action.WITHDRAWN))


@transaction.atomic
def publish_pledge(pledge, by=None):
    """Publish a pledge with its commitments as it now stands, or show a hidden one again; its public activities follow.

    Returns the Edition, or None where nothing changed. `by` is the user who publishes.
    """
    edition = next_edition()
    pledge = Pledge.objects.with_document().get(pk=pledge.pk)
    document = snapshot_pledge(pledge)
    latest = Publication.objects.latest_of("pledge").filter(pledge=pledge).first()
    if latest is None or latest.document != document:
        number = latest.number + 1 if latest else 1
        Publication.objects.create(
            pledge=pledge, number=number, document=document, edition=edition, at=edition.at, by=by
        )
    Pledge.objects.filter(pk=pledge.pk).update(state=EditorialState.PUBLISHED, published_version=F("version"))
    shown = PublicPledge.objects.filter(slug=pledge.slug, listed=True).exists()
    project_pledges(edition, [pledge.slug], showing={pledge.slug})
    actions = _project_pledge_rows(edition, pledge.slug)
    action = Change.Action.CHANGED if shown else Change.Action.PUBLISHED
    if PublicPledge.objects.filter(slug=pledge.slug, edition_id=edition.number).exists():
        actions[pledge.slug] = action
    return close(edition, actions)


@transaction.atomic
def withdraw_pledge(pledge, by=None):
    """Hide a pledge and all its activities from the public; `publish_pledge` shows them again as they were.

    Returns the Edition, or None where the pledge was not public. `by` is the user who withdraws.
    """
    edition = next_edition()
    Pledge.objects.filter(pk=pledge.pk).exclude(state=EditorialState.DRAFT).update(state=EditorialState.WITHDRAWN)
    hidden = PublicPledge.objects.filter(slug=pledge.slug, listed=True).update(listed=False, edition=edition)
    # A row that was lost must not come back as public.
    if not hidden and not _public([pledge.slug]):
        return None
    actions = _project_pledge_rows(edition, pledge.slug)
    return close(edition, actions | {pledge.slug: Change.Action.WITHDRAWN})


def _public(names):
    """Those of these references, or slugs of pledges, that were published last, and not withdrawn."""
    steps = Change.objects.last_steps(names)
    return {name for name, step in steps.items() if step == Change.Action.PUBLISHED}


def _keep(edition, activities, documents, withdrawn, by):
    """Keep the documents that differ from the latest, and those of withdrawn activities; returns their Publications."""
    latest = Publication.objects.latest_of("activity").filter(activity__in=activities)
    latest = {publication.activity_id: publication for publication in latest}
    changed = [
        activity
        for activity in activities
        if activity.pk not in latest
        or activity.reference in withdrawn
        or latest[activity.pk].document != documents[activity.reference]
    ]
    ordinals = _ordinals(changed, latest)
    return Publication.objects.bulk_create(
        Publication(
            activity=activity,
            number=latest[activity.pk].number + 1 if activity.pk in latest else 1,
            ordinal=ordinals[activity.reference],
            document=documents[activity.reference],
            edition=edition,
            at=edition.at,
            by=by,
        )
        for activity in changed
    )


def _ordinals(activities, latest):
    """{reference: ordinal}: of each the one that it was given once, in its row or `latest` publication, else a new one.

    New ordinals fall along the page, so that descending they are `newest`: the latest load first, and each load in page
    order.
    """
    ordinals = {activity.reference: latest[activity.pk].ordinal for activity in activities if activity.pk in latest}
    rows = PublicActivity.objects.filter(reference__in=[activity.reference for activity in activities])
    ordinals |= dict(rows.values_list("reference", "ordinal"))
    new = [activity.reference for activity in activities if not ordinals.get(activity.reference)]
    # Also above those of rows that were lost.
    top = max(highest(PublicActivity.objects, "ordinal"), highest(Publication.objects, "ordinal")) + len(new)
    return ordinals | {reference: top - place for place, reference in enumerate(new)}


def _locked(activities):
    """These activities in page order, read under lock: an editor's save waits, and is published whole or not at all."""
    keys = [activity.pk for activity in activities]
    rows = Activity.objects.filter(pk__in=keys).select_for_update(of=("self",))
    return list(rows.with_document().order_by("reference"))


def _tie(documents):
    """Keep the ties of these newly published documents; returns every other reference that one of them ties or tied."""
    before = _tied(documents)
    PublicTie.objects.filter(reference__in=documents).delete()
    PublicTie.objects.bulk_create(
        PublicTie(reference=reference, other=other)
        for reference, document in documents.items()
        for other in document["same_project"]
    )
    return {*before, *_tied(documents)}


def _tied(references):
    """The references that a public document ties to one of these, either way round."""
    pairs = PublicTie.objects.filter(Q(reference__in=references) | Q(other__in=references))
    return {reference for pair in pairs.values_list("reference", "other") for reference in pair} - set(references)


def _make_rows(edition, publications):
    """Give each reference that has no row yet an empty one, with its ordinal; show withdrawn ones again."""
    rows = PublicActivity.objects.filter(reference__in=[each.activity.reference for each in publications])
    rows.update(withdrawn=False)
    known = set(rows.values_list("reference", flat=True))
    PublicActivity.objects.bulk_create(
        empty_row(each, edition.number, first_published=edition.at)
        for each in publications
        if each.activity.reference not in known
    )


def _project_pledge_rows(edition, slug):
    rows = PublicActivity.objects.filter(pledge=slug, withdrawn=False)
    references = set(rows.values_list("reference", flat=True))
    return dict.fromkeys(project_activities(edition, sorted(references | _tied(references))), Change.Action.CHANGED)
