"""The transactions that write the public record. Each is one edition, exact for every reader when it commits."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from commitments.models import Pledge
from pledgetracker.models import EditorialState

from ..models import Activity, Change, Edition, FormerSlug, PublicActivity, Publication, PublicPledge, PublicTie
from ..newest import newest_token
from ..querysets import highest
from . import stored_index
from .checks import check
from .projection import Stamp, project, project_pledge
from .snapshot import snapshot, snapshot_pledge
from .vocabulary import Vocabulary

# Rows that are projected together: bounds memory and the length of a statement's IN list.
BATCH = 500
WRITTEN = ["listed", "withdrawn", "version", "pledge", "title", "folded_title", "facets", "words", "last_reported"]
WRITTEN += ["confirmed", "record", "csv_line", "first_published", "updated"]
WRITTEN_OF_PLEDGE = ["listed", "version", "title", "record", "first_published", "updated"]


def queue():
    """Wait for every other writer of the public record, and hold the place until the transaction ends.

    Whoever locks activities or pledges in order to publish them takes this first, as every writer does.
    """
    Edition.objects.select_for_update().get_or_create(number=0, defaults={"at": timezone.now()})


@transaction.atomic
def publish(activities, by=None):
    """Publish each of these activities as it now stands: all in one edition, or none.

    Returns the Edition, or None where every one was already public in exactly this state. Raises ValidationError with a
    sentence for each thing that is missing. `by` is the user who publishes.
    """
    edition = _next_edition()
    activities = _locked(activities)
    check(*activities)
    documents = {activity.reference: snapshot(activity) for activity in activities}
    latest = Publication.objects.latest_of("activity").filter(activity__in=activities)
    latest = {publication.activity_id: publication for publication in latest}
    withdrawn = set(
        PublicActivity.objects.filter(withdrawn=True, reference__in=documents).values_list("reference", flat=True)
    )
    changed = [
        activity
        for activity in activities
        if activity.pk not in latest
        or activity.reference in withdrawn
        or latest[activity.pk].document != documents[activity.reference]
    ]
    Publication.objects.bulk_create(
        Publication(
            activity=activity,
            number=latest[activity.pk].number + 1 if activity.pk in latest else 1,
            document=documents[activity.reference],
            edition=edition,
            at=edition.at,
            by=by,
        )
        for activity in changed
    )
    published = [activity.reference for activity in changed]
    tied = _tie({reference: documents[reference] for reference in published})
    first = _make_rows(edition, changed) | (withdrawn & set(published))
    written = _project(edition, sorted({*published, *tied}))
    Activity.objects.filter(pk__in=[activity.pk for activity in activities]).update(
        state=EditorialState.PUBLISHED, published_version=F("version")
    )
    actions = dict.fromkeys(written, Change.Action.CHANGED)
    actions |= dict.fromkeys(first, Change.Action.PUBLISHED)
    return _close(edition, actions)


@transaction.atomic
def withdraw(activities, by=None):
    """Take these activities off the public record, in one edition; their references stay, and answer 410.

    Returns the Edition, or None where none of them was public. `by` is the user who withdraws.
    """
    edition = _next_edition()
    references = [activity.reference for activity in _locked(activities)]
    rows = PublicActivity.objects.filter(reference__in=references, withdrawn=False)
    withdrawn = list(rows.values_list("reference", flat=True))
    tied = _tied(withdrawn)
    rows.update(
        listed=False, withdrawn=True, title="", folded_title="", facets={}, words="", last_reported="",
        confirmed="", record={}, csv_line="", edition=edition,
    )  # fmt: skip
    Activity.objects.filter(reference__in=references).exclude(state=EditorialState.DRAFT).update(
        state=EditorialState.WITHDRAWN
    )
    actions = dict.fromkeys(_project(edition, tied), Change.Action.CHANGED)
    return _close(edition, actions | dict.fromkeys(withdrawn, Change.Action.WITHDRAWN))


@transaction.atomic
def publish_pledge(pledge, by=None):
    """Publish a pledge with its commitments as it now stands, or show a hidden one again; its public activities follow.

    Returns the Edition, or None where nothing changed. `by` is the user who publishes.
    """
    edition = _next_edition()
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
    _project_pledges(edition, [pledge.slug], showing={pledge.slug})
    actions = _project_pledge_rows(edition, pledge.slug)
    action = Change.Action.CHANGED if shown else Change.Action.PUBLISHED
    if PublicPledge.objects.filter(slug=pledge.slug, edition_id=edition.number).exists():
        actions[pledge.slug] = action
    return _close(edition, actions)


@transaction.atomic
def withdraw_pledge(pledge, by=None):
    """Hide a pledge and all its activities from the public; `publish_pledge` shows them again as they were.

    Returns the Edition, or None where the pledge was not public. `by` is the user who withdraws.
    """
    edition = _next_edition()
    Pledge.objects.filter(pk=pledge.pk).exclude(state=EditorialState.DRAFT).update(state=EditorialState.WITHDRAWN)
    if not PublicPledge.objects.filter(slug=pledge.slug, listed=True).update(listed=False, edition=edition):
        return None
    actions = _project_pledge_rows(edition, pledge.slug)
    return _close(edition, actions | {pledge.slug: Change.Action.WITHDRAWN})


@transaction.atomic
def vocabulary_changed():
    """Project again after a country, region, partner, objective, indicator or office was added, renamed or removed.

    Only rows of which a byte differs are written. It is one edition even where none does: the choices of the filters
    have changed. Returns the Edition.
    """
    edition = _next_edition()
    return _close(edition, _project_all(edition), always=True)


@transaction.atomic
def slug_changed(facet, former, current):
    """Let the former slug of a region or partner (`facet`) lead to its present one, in addresses and documents."""
    FormerSlug.objects.filter(facet=facet, current=former).update(current=current)
    FormerSlug.objects.filter(facet=facet, former=current).delete()
    FormerSlug.objects.update_or_create(facet=facet, former=former, defaults={"current": current})
    return vocabulary_changed()


@transaction.atomic
def rebuild_public_record():
    """Project every latest document again, after a change of code. Returns the Edition, or None: no byte differed."""
    edition = _next_edition()
    actions = _project_all(edition)
    return _close(edition, actions, always=stored_index.rebuild(edition))


def _next_edition():
    """Queue behind every other writer, then number the next edition; `_close` saves it if something changed."""
    queue()
    return Edition(number=highest(Edition.objects, "number") + 1, at=timezone.now())


def _close(edition, actions, always=False):
    if not actions and not always:
        return None
    edition.save(force_insert=True)
    transaction.on_commit(newest_token.forget)
    Change.objects.bulk_create(
        Change(edition=edition, reference=reference, action=action) for reference, action in sorted(actions.items())
    )
    stored_index.write(edition)
    return edition


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


def _make_rows(edition, activities):
    """Give each reference that has no row yet an empty one, with its ordinal; show withdrawn ones again.

    Returns the references that are new. Ordinals fall along the page, so that descending they are `newest`: the latest
    load first, and each load in page order.
    """
    references = [activity.reference for activity in activities]
    rows = PublicActivity.objects.filter(reference__in=references)
    rows.update(withdrawn=False)
    known = set(rows.values_list("reference", flat=True))
    new = [activity for activity in activities if activity.reference not in known]
    top = highest(PublicActivity.objects, "ordinal") + len(new)
    PublicActivity.objects.bulk_create(
        PublicActivity(
            reference=activity.reference,
            ordinal=top - place,
            listed=False,
            version=0,
            edition=edition,
            pledge=activity.pledge.slug,
            first_published=edition.at,
            updated=edition.at,
        )
        for place, activity in enumerate(new)
    )
    return {activity.reference for activity in new}


def _project_all(edition):
    references = sorted(PublicActivity.objects.filter(withdrawn=False).values_list("reference", flat=True))
    slugs = sorted(PublicPledge.objects.values_list("slug", flat=True))
    # Pledges first: activities take the names of their commitments from them.
    changed = [*_project_pledges(edition, slugs), *_project(edition, references)]
    return dict.fromkeys(changed, Change.Action.CHANGED)


def _project_pledge_rows(edition, slug):
    rows = PublicActivity.objects.filter(pledge=slug, withdrawn=False)
    references = set(rows.values_list("reference", flat=True))
    return dict.fromkeys(_project(edition, sorted(references | _tied(references))), Change.Action.CHANGED)


def _project(edition, references):
    """Project the latest documents of these references; writes, and returns, those of which a byte differs."""
    references = sorted(references)
    batches = (references[start : start + BATCH] for start in range(0, len(references), BATCH))
    return [reference for batch in batches for reference in _project_batch(edition, batch)]


def _project_batch(edition, references):
    rows = PublicActivity.objects.filter(withdrawn=False).in_bulk(references, field_name="reference")
    publications = list(Publication.objects.latest_of("activity").filter(activity__reference__in=rows))
    vocabulary = Vocabulary.load([publication.document for publication in publications])
    fresh = []
    for publication in publications:
        row = project(publication.document, vocabulary, _stamp(publication))
        row.listed = vocabulary.pledges[row.pledge].listed
        fresh.append((rows[row.reference], row))
    return _write(edition, fresh, WRITTEN, unique="reference", fixed=["ordinal"])


def _project_pledges(edition, slugs, showing=()):
    rows = PublicPledge.objects.in_bulk(slugs, field_name="slug")
    publications = list(Publication.objects.latest_of("pledge").filter(pledge__slug__in=slugs))
    vocabulary = Vocabulary.load([], [publication.document for publication in publications])
    fresh = []
    for publication in publications:
        row = project_pledge(publication.document, vocabulary, _stamp(publication))
        former = rows.get(row.slug)
        row.listed = row.slug in showing or former.listed
        fresh.append((former, row))
    return _write(edition, fresh, WRITTEN_OF_PLEDGE, unique="slug")


def _stamp(publication):
    return Stamp(version=publication.number, first_published=publication.first_at, updated=publication.at)


def _write(edition, pairs, fields, unique, fixed=()):
    """Of pairs of a row as it is (or None) and as it should be: write those that differ, and return their names."""
    different = []
    for former, row in pairs:
        if former and all(getattr(former, name) == getattr(row, name) for name in fields):
            continue
        for name in fixed:
            setattr(row, name, getattr(former, name))
        row.edition = edition
        different.append(row)
    if different:
        type(different[0]).objects.bulk_create(
            different, update_conflicts=True, unique_fields=[unique], update_fields=[*fields, "edition"]
        )
    return [getattr(row, unique) for row in different]
