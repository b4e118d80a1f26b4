"""Rows that say what another row says, or what an activity says that is there already: the file was read in before."""

from collections import defaultdict

from django.utils.translation import gettext as _

from commitments import history

from ..models import Activity
from .outcomes import REJECTED, UNCHANGED

# Rows that a sentence about one row names.
MOST_NAMED = 5


def reference_of(line):
    return line.cells.get("reference", "").lower()


def said_twice(sheet):
    """{row number: sentence} for rows that name one activity twice, or make the same new one twice."""
    rows = defaultdict(list)
    for line in sheet.lines:
        if not line.cells:
            continue
        reference = reference_of(line)
        said = reference or tuple(line.cells.get(name, "") for name in ("pledge", "title", "description"))
        rows[said].append(line.number)
    sentences = {}
    for said, numbers in rows.items():
        if len(numbers) > 1 and any(said):
            for number in numbers:
                others = ", ".join(str(other) for other in numbers[:MOST_NAMED] if other != number)
                sentence = (
                    _("The same reference is in row %(others)s. Keep only one of the rows.")
                    if isinstance(said, str)
                    else _("The same new activity is in row %(others)s.")
                )
                sentences[number] = sentence % {"others": others}
    return sentences


def find_twins(pledges, verdicts):
    """Turn the verdicts on new rows that an activity of the pledge says already into what they then are."""
    titles = {verdict.values["title"] for verdict in verdicts}
    if not titles:
        return
    found = defaultdict(list)
    for activity in Activity.objects.of_pledges(pledges).of_titles(titles).with_history():
        found[activity.pledge.slug, activity.title, activity.description].append(activity)
    for verdict in verdicts:
        said = tuple(verdict.values[key] for key in ("pledge", "title", "description"))
        if said in found:
            _is_there_already(verdict, found[said])


def _is_there_already(verdict, twins):
    for activity in twins:
        document = history.document(activity)
        if all(document[key] == value for key, value in verdict.values.items() if key != "do_no_harm"):
            verdict.outcome, verdict.values, verdict.changes = UNCHANGED, {}, []
            verdict.reference, verdict.version = activity.reference, activity.version
            verdict.notes.append(_("The register already has it as %(reference)s.") % {"reference": activity.reference})
            return
    names = ", ".join(activity.reference for activity in twins)
    sentence = _("%(references)s has this title and text already: write the reference into the row to change it.")
    verdict.problems.append(("reference", sentence % {"references": names}))
    verdict.outcome, verdict.values, verdict.changes = REJECTED, {}, []
