"""What each row of a spreadsheet would do: make an activity, change one, change nothing; or why it cannot be taken.

A cell that says what a download of the site says in its place is unchanged, whatever else it might mean: so a file of
the site's own changes nothing. Any other cell is read, and changes its field if it means something else.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commitments import history
from pledgetracker.models import EditorialState
from pledgetracker.text import LONGEST_TEXT

from ..models import Activity
from . import checks
from .cells import brief
from .columns import DESK_COLUMNS, STAFF_ONLY, xlsx_cell
from .computed import Computed
from .errors import Unreadable
from .names import Names, editable
from .outcomes import CHANGED, NEW, REJECTED, Verdict
from .repeats import find_twins, reference_of, said_twice
from .sheet import as_read

# Rows that are judged together: bounds memory, and makes the number of queries one of batches.
BATCH = 500
# Beside what a new activity always gets from its row.
BLANK = {"title_by_register": True, "language": "en", "status": "not-stated", "do_no_harm": False}
LISTS = ("commitments", "regions", "same_project", "placements", "participations", "updates", "sources", "results")


@dataclass
class Reading:
    """What the readers of one row's cells know: the document as it is, as it is to be, and which columns changed it."""

    names: Names
    current: dict
    wanted: dict
    others: set
    changed: set = field(default_factory=set)
    notes: list = field(default_factory=list)

    def note(self, sentence):
        self.notes.append(sentence)


def judge(sheet, user, advance=None):
    """The Verdict on each row of `sheet`, in order, as `user` may change things; None is who runs the site."""
    judged = Judge(sheet, user)
    for start in range(0, len(sheet.lines), BATCH):
        yield from judged.batch(sheet.lines[start : start + BATCH])
        if advance:
            advance(min(start + BATCH, len(sheet.lines)), len(sheet.lines))


class Judge:
    def __init__(self, sheet, user):
        self.names = Names(user)
        self.pledges = editable(user)
        self.columns = [column for column in DESK_COLUMNS if column.name in sheet.columns]
        self.is_public_file = {"first_published", "url"} <= set(sheet.columns) and not set(STAFF_ONLY) & set(
            sheet.columns
        )
        self.twice = said_twice(sheet)

    def batch(self, lines):
        named = [reference_of(line) for line in lines]
        activities = Activity.objects.of_pledges(self.pledges).of_references(named).with_history()
        activities = {activity.reference: activity for activity in activities}
        self.computed = Computed(activities.values())
        self.others = self._others(lines)
        verdicts = [self._row(line, activities) for line in lines]
        find_twins(self.pledges, [verdict for verdict in verdicts if verdict.outcome == NEW])
        return verdicts

    def _others(self, lines):
        """The references of all that these rows name as the same project, as far as there are such."""
        named = {
            part.strip().lower()
            for line in lines
            for part in line.cells.get("same_project", "").replace(",", ";").replace("\n", ";").split(";")
        }
        found = Activity.objects.of_pledges(self.pledges).of_references(named - {""})
        return set(found.values_list("reference", flat=True))

    # --- One row ------------------------------------------------------------------------------------------------------
    def _row(self, line, activities):
        verdict = Verdict(line.number, reference=reference_of(line), problems=list(line.problems))
        if line.number in self.twice:
            verdict.problems.append(("reference" if verdict.reference else "", self.twice[line.number]))
        activity = activities.get(verdict.reference)
        if verdict.reference and not activity and line.cells:
            sentence = _(
                "There is no activity “%(reference)s” that you may change. Leave the cell empty for a new one."
            )
            verdict.problems.append(("reference", sentence % {"reference": brief(line.cells["reference"])}))
        elif activity:
            self._of(activity, line, verdict)
        elif line.cells:
            self._new(line, verdict)
        if verdict.problems:
            verdict.outcome, verdict.values, verdict.changes = REJECTED, {}, []
        return verdict

    def _of(self, activity, line, verdict):
        verdict.version, verdict.title = activity.version, activity.title
        document = history.document(activity)
        reading = Reading(self.names, document, dict(document), self.others, notes=verdict.notes)
        public = self.computed.public(activity)
        bad = {column for column, _sentence in line.problems}
        stale = False
        for column in self.columns:
            text = line.cells[column.name]
            if column.name in bad or self._is_unchanged(column, text, activity, document, public):
                continue
            if column.name == "version":
                stale = text.isdecimal() and int(text[:9]) < activity.version
                if stale:
                    continue
            if column.read is None or column.only_new:
                self._cannot(column, text, reading, verdict)
            else:
                _read(column, text, reading, verdict)
        self._settle(document, reading, verdict)
        if verdict.values:
            verdict.outcome = CHANGED
            if stale:
                verdict.problems.append(("version", _stale(line.cells["version"], activity.version)))

    def _is_unchanged(self, column, text, activity, document, public):
        """Whether the cell says what a download says there; an empty one of what the site keeps says nothing."""
        name = column.name
        if column.names_row or (not text and column.read is None):
            return True
        if (column.read is None or self.is_public_file) and name in public and text == as_read(public[name]):
            return True
        if column.write:
            own = column.write(document, self.names)
        elif name in ("state", "version"):
            own = str(getattr(activity, name))
        else:
            own = self.computed.cells(activity)[name]
        return text == own or text == as_read(own) or text == as_read(xlsx_cell(own))

    def _cannot(self, column, text, reading, verdict):
        if column.moves:
            reading.note(
                _("%(column)s changed since the file was downloaded. It stays as it is now.") % {"column": column.name}
            )
            return
        if column.only_new:
            try:
                if column.read(text, reading) == reading.current[column.key]:
                    return
            except Unreadable as error:
                verdict.problems.append((column.name, str(error)))
                return
        sentence = _("A file does not change this. %(instead)s")
        verdict.problems.append((column.name, sentence % {"instead": column.instead}))

    def _new(self, line, verdict):
        document = _blank()
        reading = Reading(self.names, document, dict(document), self.others, notes=verdict.notes)
        bad, kept = {column for column, _sentence in line.problems}, []
        for column in DESK_COLUMNS:
            text = line.cells.get(column.name, "")
            if column.name in bad:
                continue
            if not text:
                if column.needed:
                    verdict.problems.append((column.name, _("A new activity needs it.")))
            elif column.read is None:
                kept.append(column.name)
            elif column.name not in ("commitments",) or reading.wanted["pledge"]:
                _read(column, text, reading, verdict)
        if kept:
            reading.note(_("Ignored because the site sets these itself: %(columns)s.") % {"columns": ", ".join(kept)})
        if line.cells.get("state", "").casefold() not in ("", EditorialState.DRAFT):
            reading.note(_("A new activity is a draft, whatever the column state says."))
        self._settle(document, reading, verdict)
        verdict.outcome, verdict.title = NEW, reading.wanted["title"]
        verdict.values = {key: value for key, value in reading.wanted.items() if key != "reference"}

    def _settle(self, document, reading, verdict):
        """What the row changes, checked by the models' rules."""
        wanted = reading.wanted
        if wanted["do_no_harm"] and not document["do_no_harm"]:
            wanted["do_no_harm"] = False
            reading.note(_("A file cannot give the tick that nobody can be identified. You give it when you submit."))
        keys = [key for key, value in wanted.items() if document[key] != value]
        if document["do_no_harm"] and wanted["do_no_harm"] and Activity.ticked_for & set(keys):
            wanted["do_no_harm"] = False
            keys.append("do_no_harm")
            reading.note(
                _(
                    "The text changes, so the tick that nobody can be identified is removed. You tick it again "
                    "when you submit."
                )
            )
        bad = {column for column, _sentence in verdict.problems}
        for key, sentence in checks.problems(wanted, keys):
            name = next(column.name for column in DESK_COLUMNS if column.key == key)
            if name not in bad:
                verdict.problems.append((name, sentence))
        verdict.values = {key: wanted[key] for key in keys}
        verdict.changes = list(self._shown(document, wanted, keys))

    def _shown(self, document, wanted, keys):
        for key in keys:
            columns = [column for column in DESK_COLUMNS if column.key == key]
            cells = [
                [column.name, column.write(document, self.names) if document.get("reference") else "",
                 column.write(wanted, self.names)]
                for column in columns
            ]  # fmt: skip
            different = [each for each in cells if each[1] != each[2]] or cells[:1]
            # The codes of countries say nothing that their names did not.
            yield from different[:1] if key == "placements" else different


def _read(column, text, reading, verdict):
    if column.needed and not text:
        verdict.problems.append((column.name, _("It cannot be empty.")))
        return
    if len(text) > LONGEST_TEXT:
        sentence = _("It has more than %(most)s characters.") % {"most": f"{LONGEST_TEXT:,}"}
        verdict.problems.append((column.name, sentence))
        return
    try:
        value = column.read(text, reading)
    except Unreadable as error:
        verdict.problems.append((column.name, str(error)))
        return
    if value != reading.wanted[column.key]:
        reading.wanted[column.key] = value
        reading.changed.add(column.name)


def _blank():
    document = {column.key: "" for column in DESK_COLUMNS if column.key} | BLANK
    return document | {key: [] for key in LISTS} | {"reference": ""}


def _stale(seen, version):
    sentence = _(
        "Someone changed the activity after you downloaded it (version %(seen)s, now %(version)s): download it again, "
        "so that nothing of theirs is lost."
    )
    return sentence % {"seen": seen, "version": version}
