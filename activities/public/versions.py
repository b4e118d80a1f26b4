"""An activity's published versions, newest first: what each changed, and when the activity was not to be seen."""

from django.urls import reverse

from pledgetracker.comparison import compare

from ..models import Change
from ..publishing.projection import Stamp, project
from ..publishing.vocabulary import Vocabulary
from ..readable import KEYS, LABELS, language_of, readable
from .pages import PAGE_SIZE


def changes_url(row, number):
    """The address of what version `number` of a row's activity changed; "" for the first, which changed nothing."""
    if number < 2:
        return ""
    page = (row.version - number) // PAGE_SIZE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('activity_versions', args=[row.reference])}{query}#version-{number}"


def version_url(row, number):
    """The address of version `number` of a row's activity, which for the present one is the activity's own."""
    if number == row.version:
        return row.get_absolute_url()
    return reverse("activity_version", args=[row.reference, number])


def as_of(row, publication):
    """The row of a listed activity as one of its publications wrote it, unsaved, with the names of today."""
    stamp = Stamp(publication.number, row.first_published, publication.at)
    return project(publication.document, Vocabulary.load([publication.document]), stamp)


def timeline(row, publications, numbers):
    """What the versions of these numbers, newest first, changed, and the notes that their texts and names call for.

    `publications` are theirs, with the ones before and after them where there are any. Returns
    ([{number, at, url, current, before (the number compared with, None for the first), again (whether it ended a
    withdrawal), differences (of `comparison`), events (what befell the activity after it, newest first)}], [[note]]).
    """
    by_number = {publication.number: publication for publication in publications}
    records = _records([each for each in publications if each.number <= numbers[0]])
    events = _events(row, {number: publication.edition_id for number, publication in by_number.items()})
    entries = [
        {
            "number": number,
            "at": by_number[number].at,
            "url": version_url(row, number),
            "current": number == row.version,
            "before": number - 1 or None,
            "again": any(event["what"] == "withdrawn" for event in events.get(number - 1, [])),
            "differences": _differences(records, number),
            "events": events[number],
        }
        for number in numbers
    ]
    return entries, [record["notes"] for record in records.values()]


def _records(publications):
    """{number: record} of these publications of one activity, with the names of today."""
    documents = [publication.document for publication in publications]
    vocabulary = Vocabulary.load(documents)
    records = {}
    for publication in publications:
        record = project(
            publication.document, vocabulary, Stamp(publication.number, publication.at, publication.at)
        ).record
        # Those that it named, as far as the public may know of them now.
        listed = set(record["same_project"])
        ties = [reference for reference in publication.document["same_project"] if reference in listed]
        records[publication.number] = record | {"same_project": ties}
    return records


def _differences(records, number):
    if number == 1:
        return []
    before, after = (readable(records[each]) for each in (number - 1, number))
    return compare(before, after, LABELS, keys=KEYS, language=language_of)


def _events(row, editions):
    """{number: [{at, what}]}: what befell the activity between each of these versions and the next, newest first.

    `what` is "withdrawn" of the activity itself, "hidden" and "shown" where its pledge was withdrawn or shown again.
    That it was published itself is no event: it made a version.
    """
    events = {number: [] for number in editions}
    for change in Change.objects.comings_and_goings(row.reference, row.pledge):
        own, gone = change.reference == row.reference, change.action == Change.Action.WITHDRAWN
        earlier = [number for number, edition in editions.items() if edition < change.edition_id]
        if earlier and (gone or not own):
            what = "withdrawn" if own else "hidden" if gone else "shown"
            events[max(earlier)].append({"at": change.edition.at, "what": what})
    return events
