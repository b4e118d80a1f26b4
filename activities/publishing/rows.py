"""The rows of the public record: projected from the latest documents, and written where a byte differs."""

from ..models import PublicActivity, Publication, PublicPledge
from .projection import Stamp, contents, project_pledge, withdrawn_contents
from .vocabulary import Vocabulary, listed_ties

# Rows that are projected together: bounds memory and the length of a statement's IN list.
BATCH = 1000
ACTIVITY = ["listed", "withdrawn", "version", "pledge", "title", "folded_title", "facets", "words", "last_reported"]
ACTIVITY += ["confirmed", "record", "csv_line", "first_published", "updated"]
WITHDRAWN_AT, VERSION_AT = ACTIVITY.index("withdrawn"), ACTIVITY.index("version")
PLEDGE = ["listed", "version", "title", "record", "first_published", "updated"]
# What of a row may change once it is there, and what it is known by.
WRITTEN = {PublicActivity: (ACTIVITY, "reference"), PublicPledge: (PLEDGE, "slug")}


def project_activities(edition, references):
    """Project the latest documents of these references; writes, and returns, those of which a byte differs."""
    batches = in_batches(sorted(references))
    vocabulary = Vocabulary.load_all() if len(batches) > 1 else None
    return [reference for batch in batches for reference in write(edition, differing(batch, vocabulary))]


def project_pledges(edition, slugs, showing=()):
    """The same for pledges; those that are `showing` are listed from now on."""
    listed = PublicPledge.objects.listed().filter(slug__in=slugs).values_list("slug", flat=True)
    return write(edition, differing_pledges(slugs, {*showing, *listed}))


def differing_pledges(slugs, listed):
    """The unsaved rows of these pledges that are not what is stored. `listed` are the slugs that visitors may read."""
    rows = PublicPledge.objects.in_bulk(slugs, field_name="slug")
    publications = list(Publication.objects.latest_of("pledge").filter(pledge__slug__in=slugs))
    vocabulary = Vocabulary.load([], [publication.document for publication in publications])
    different = []
    for publication in publications:
        stamp = Stamp(publication.number, publication.first_at, publication.at)
        row = project_pledge(publication.document, vocabulary, stamp)
        former, row.listed = rows.get(row.slug), row.slug in listed
        if not former or any(getattr(former, name) != getattr(row, name) for name in PLEDGE):
            different.append(row)
    return different


def differing(references, vocabulary=None):
    """The unsaved rows of these references that are not, byte for byte, what is stored.

    The projection of an empty row, which has version 0, bears the edition of that row, and the others none.
    `vocabulary` is one of every name, for whoever asks for many batches. Activities of a pledge that has no row are
    left out.
    """
    stored = PublicActivity.objects.filter(reference__in=references)
    stored = {row[0]: row[1:] for row in stored.values_list("reference", "ordinal", "edition_id", *ACTIVITY)}
    latest = Publication.objects.latest_of("activity").filter(activity__reference__in=stored)
    latest = list(latest.values_list("document", "number", "first_at", "at"))
    documents = [document for document, *_stamp in latest]
    if vocabulary:
        vocabulary.ties = listed_ties(documents)
    else:
        vocabulary = Vocabulary.load(documents)
    different = []
    for document, *stamp in latest:
        ordinal, edition, *before = stored[document["reference"]]
        if document["pledge"] not in vocabulary.pledges:
            continue
        if before[WITHDRAWN_AT]:
            values = withdrawn_contents(document, Stamp(*stamp))
        else:
            values = contents(document, vocabulary, Stamp(*stamp))
            values |= {"withdrawn": False, "listed": vocabulary.pledges[values["pledge"]].listed}
        if before != [values[name] for name in ACTIVITY]:
            row = PublicActivity(ordinal=ordinal, **values)
            row.edition_id = None if before[VERSION_AT] else edition
            different.append(row)
    return different


def empty_row(publication, edition, first_published, withdrawn=False):
    """The unsaved row of the activity of `publication`, without what a projection fills in. Nobody sees it.

    `edition` is the number of the one that it bears.
    """
    return PublicActivity(
        reference=publication.activity.reference,
        ordinal=publication.ordinal,
        listed=False,
        withdrawn=withdrawn,
        version=0,
        edition_id=edition,
        pledge=publication.document["pledge"],
        first_published=first_published,
        updated=publication.at,
    )


def write(edition, rows):
    """Write these rows over those that are there: as of `edition`, or without one as of those that they bear already.

    Returns what they are known by.
    """
    if not rows:
        return []
    fields, key = WRITTEN[type(rows[0])]
    for row in rows if edition else ():
        row.edition = edition
    type(rows[0]).objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=[*fields, "edition"]
    )
    return [getattr(row, key) for row in rows]


def in_batches(several):
    """A list, as a list of lists of BATCH."""
    return [several[start : start + BATCH] for start in range(0, len(several), BATCH)]
