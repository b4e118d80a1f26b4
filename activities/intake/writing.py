"""The one transaction that writes what a spreadsheet changes: all of it, or nothing.

Each activity is read again under lock, becomes one new version, and gets one revision. Nothing here publishes: what was
in review is taken out of it, as by any other edit.
"""

import json
import time
from collections import defaultdict
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import history, roles
from commitments.models import Pledge, Revision

from .. import publishing, ties, workflow
from ..models import Activity, Participation, Placement, Result, Source, Update
from .errors import Refused
from .names import Names
from .outcomes import CHANGED, NEW

BATCH = 500
MOST_NAMED = 20
# On SQLite nobody else can write meanwhile, and waits 20 seconds at most. After the first moments it shows whether it
# will be longer.
LOCK_SECONDS, PROBE_SECONDS = 15, 1

OWN = ("title", "title_by_register", "description", "language", "kind", "status", "start", "end", "reported", "places",
       "source_page", "do_no_harm")  # fmt: skip
# Upserted as whole rows: every column but those that only the workflow writes.
WRITTEN = (*OWN, "office", "version")
COMMITMENTS, REGIONS = Activity.commitments.through, Activity.regions.through


def prepare(verdicts):
    """What `write` needs of the changed activities and can be read before its transaction: {reference: document}, each
    as JSON in bytes. The version that each was judged in tells under lock whether it is still true."""
    changed = [verdict.reference for verdict in verdicts if verdict.outcome == CHANGED]
    return {
        activity.reference: json.dumps(history.document(activity)).encode()
        for batch in batches(changed)
        for activity in Activity.objects.of_references(batch).with_history()
    }


def write(verdicts, by=None, advance=None, prepared=None, file_name=""):
    """Write the new and changed ones of `verdicts`. `by` is who confirmed it; None is who runs the site. `prepared` is
    what `prepare(verdicts)` gave, for who opens the transaction already. The history names the file.

    Returns the references written, new ones last. Raises Refused, and nothing is written: where an activity was changed
    since it was judged, is no longer `by`'s to change, or names what is not there any more.
    """
    changed = [verdict for verdict in verdicts if verdict.outcome == CHANGED]
    new = [verdict for verdict in verdicts if verdict.outcome == NEW]
    prepared = prepare(verdicts) if prepared is None else prepared
    try:
        with transaction.atomic():
            return Writer(by, advance, prepared, file_name).write(changed, new)
    except IntegrityError as error:
        raise Refused(_("The register changed while the file was being written. Check the preview again.")) from error


class Writer:
    def __init__(self, by, advance, prepared, file_name=""):
        self.by, self.advance, self.prepared = by, advance or (lambda done, total: None), prepared
        self.file_name, self.at = file_name, timezone.now()

    def write(self, changed, new):
        self.total, self.done, self.kept, self.began = len(changed) + len(new), 0, 0, time.monotonic()
        self.names = Names(self.by)
        rows = self._locked(changed)
        self._refuse_twins(new)
        former = {verdict.reference: ties.of(rows[verdict.reference])
                  for verdict in changed if "same_project" in verdict.values}  # fmt: skip
        for batch in batches(changed):
            self._change(batch, rows)
        made = [activity for batch in batches(new) for activity in self._add(batch)]
        written = [*((rows[verdict.reference], verdict) for verdict in changed), *zip(made, new, strict=True)]
        moved = self._tie(written, former)
        for batch in batches(written):
            self._keep(batch, moved)
        return [activity.reference for activity, _verdict in written]

    # --- Before anything is written -----------------------------------------------------------------------------------
    def _locked(self, changed):
        """{reference: Activity} as they now are. Raises Refused naming those that are not what was judged."""
        if any("same_project" in verdict.values for verdict in changed):
            publishing.queue()  # rows besides these are written too
        # All in the order of their keys, as everybody locks them, whatever the order of the file.
        keys = []
        for batch in batches(changed):
            named = Activity.objects.of_references(verdict.reference for verdict in batch)
            keys += named.values_list("pk", flat=True)
        activities = {}
        for batch in batches(sorted(keys)):
            rows = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("pledge")
            activities |= {activity.reference: activity for activity in rows.filter(pk__in=batch).order_by("pk")}
        pledges = {activity.pledge for activity in activities.values()}
        if not all(self._may_edit(pledge) for pledge in pledges):
            raise Refused(_("You may no longer change some of these activities."))
        stale = [
            verdict.reference
            for verdict in changed
            if verdict.reference not in activities or activities[verdict.reference].version != verdict.version
        ]
        if stale:
            text = _(
                "Nothing was written: someone else changed %(names)s after you looked at this preview. Upload the file "
                "again to see what it would change now."
            )
            more = "" if len(stale) <= MOST_NAMED else "…"
            raise Refused(text % {"names": ", ".join(stale[:MOST_NAMED]) + more})
        return activities

    def _may_edit(self, pledge):
        return self.by is None or roles.may_edit(self.by, pledge)

    def _refuse_twins(self, new):
        """The same preview, confirmed in two windows, would make everything twice."""
        for batch in batches(new):
            said = {tuple(verdict.values[key] for key in ("pledge", "title", "description")) for verdict in batch}
            rows = Activity.objects.of_titles({title for _pledge, title, _text in said}).select_related("pledge")
            there = [each.reference for each in rows if (each.pledge.slug, each.title, each.description) in said]
            if there:
                text = _("Nothing was written. %(names)s was added meanwhile and is the same as a new row.")
                raise Refused(text % {"names": ", ".join(there[:MOST_NAMED])})

    # --- Writing ------------------------------------------------------------------------------------------------------
    def _change(self, verdicts, activities):
        rows = [activities[verdict.reference] for verdict in verdicts]
        for activity, verdict in zip(rows, verdicts, strict=True):
            self._set(activity, verdict.values)
            activity.version += 1
        # Rows of these keys are there, so this updates them, in few statements.
        Activity.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
        pairs = list(zip(rows, verdicts, strict=True))
        for key, model in PARTS.items():
            model.objects.filter(activity__in=[row.pk for row, verdict in pairs if key in verdict.values]).delete()
        self._write_rows(pairs)
        self._advance(len(rows))

    def _add(self, verdicts):
        """Make the activities of these rows, numbered in the order of the file."""
        numbers = self._numbers(verdicts)
        rows = []
        for verdict in verdicts:
            slug = verdict.values["pledge"]
            pledge, left = numbers[slug]
            number = next(left)
            activity = Activity(pledge=pledge, reference=f"{slug}-{number:04d}", version=1)
            self._set(activity, verdict.values)
            rows.append(activity)
        rows = Activity.objects.bulk_create(rows)
        self._write_rows(list(zip(rows, verdicts, strict=True)))
        self._advance(len(rows))
        return rows

    def _numbers(self, verdicts):
        """{pledge's slug: (Pledge, iterator of the numbers taken for its new activities)}."""
        wanted = defaultdict(int)
        for verdict in verdicts:
            wanted[verdict.values["pledge"]] += 1
        numbers = {}
        for slug, count in sorted(wanted.items()):
            key = _key(self.names.pledges, slug)
            pledge = Pledge.objects.get(pk=key)
            if not self._may_edit(pledge):
                raise Refused(_("You may no longer add activities to some of these pledges."))
            Pledge.objects.filter(pk=key).update(activity_counter=F("activity_counter") + count)
            pledge.refresh_from_db(fields=["activity_counter"])
            last = pledge.activity_counter
            numbers[slug] = pledge, iter(range(last - count + 1, last + 1))
        return numbers

    def _set(self, activity, values):
        for key in OWN:
            if key in values:
                setattr(activity, key, values[key])
        if "office" in values:
            activity.office_id = _key(self.names.offices, values["office"]) if values["office"] else None

    def _write_rows(self, pairs):
        """The rows of the parts and ties of these (activity, verdict), in the order in which they are read."""
        names = self.names
        made = defaultdict(list)
        for activity, verdict in pairs:
            values = verdict.values
            for each in values.get("commitments", ()):
                key = names.commitments[each.rpartition("-")[0]].get(each) or _gone(each)
                made[COMMITMENTS].append(COMMITMENTS(activity=activity, commitment_id=key))
            for each in values.get("regions", ()):
                made[REGIONS].append(REGIONS(activity=activity, region_id=_key(names.regions, each)))
            for each in values.get("placements", ()):
                key = _key(names.countries, each["country"])
                made[Placement].append(Placement(activity=activity, country_id=key, planned=each["planned"]))
            for each in values.get("participations", ()):
                key = _key(names.partners, each["partner"])
                made[Participation].append(Participation(activity=activity, partner_id=key, role=each["role"]))
            for each in values.get("sources", ()):
                made[Source].append(Source(activity=activity, version=1, **each))
            for each in values.get("results", ()):
                key = _key(names.indicators, each["indicator"])
                said = {"qualifier": each["qualifier"], "value": Decimal(each["value"]), "as_of": each["as_of"]}
                made[Result].append(Result(activity=activity, version=1, indicator_id=key, **said))
            # Of one date the latest made is read first.
            for each in reversed(values.get("updates", ())):
                made[Update].append(Update(activity=activity, version=1, **each))
        for model, rows in made.items():
            model.objects.bulk_create(rows)

    def _tie(self, written, former):
        """Tie and untie both ways. Of those not in the file each gets a version and a revision of its own.

        Returns the primary keys of all whose ties moved.
        """
        wanted = {activity: verdict.values.get("same_project", ()) for activity, verdict in written}
        named = {reference for references in wanted.values() for reference in references}
        keys = dict(Activity.objects.of_references(named).values_list("reference", "pk"))
        if gone := named - set(keys):
            _gone(min(gone))
        own, moved = {activity.pk for activity in wanted}, set()
        for activity, verdict in written:
            before = former.get(activity.reference, set())
            after = {keys[reference] for reference in wanted[activity]}
            if "same_project" not in verdict.values or after == before:
                continue
            activity.same_project.add(*(after - before))
            activity.same_project.remove(*(before - after))
            # Those in the file have a version and a revision of this import.
            ties.changed(activity, (before - (own - after)) | (after & own), self.by)
            moved |= {activity.pk, *(after ^ before)}
        return moved

    # --- Keeping it ---------------------------------------------------------------------------------------------------
    def _keep(self, written, moved):
        """A revision of each activity; what it says is known, but where ties moved."""
        known = {
            activity.pk: self._document(activity, verdict) for activity, verdict in written if activity.pk not in moved
        }
        again = Activity.objects.filter(pk__in=[activity.pk for activity, _verdict in written if activity.pk in moved])
        records = [*(activity for activity, _verdict in written if activity.pk in known), *again.with_history()]
        workflow.edited(*records)
        history.record_all(records, Revision.Action.IMPORTED, self.by, self.file_name, known, self.at)
        self.kept += len(written)
        self._refuse_too_long()

    def _document(self, activity, verdict):
        if verdict.outcome == NEW:
            return {"reference": activity.reference, "confirmed": ""} | verdict.values
        return json.loads(self.prepared[activity.reference]) | verdict.values

    def _advance(self, count):
        self.done += count
        self.advance(self.done, self.total)
        self._refuse_too_long()

    def _refuse_too_long(self):
        """Where the whole will hold SQLite's lock for too long, at the pace so far: what is written is undone."""
        seconds = time.monotonic() - self.began
        if connection.vendor != "sqlite" or seconds < PROBE_SECONDS:
            return
        rows_a_second = (self.done + self.kept) / 2 / seconds
        if self.total / rows_a_second > LOCK_SECONDS:
            text = _(
                "Nothing was written: with SQLite, %(count)s rows would keep everybody else from saving for more than "
                "%(seconds)s seconds. Send some %(most)s at a time, or run the site on PostgreSQL."
            )
            most = max(int(rows_a_second * LOCK_SECONDS / 2) // 100 * 100, 100)
            raise Refused(text % {"count": f"{self.total:,}", "seconds": LOCK_SECONDS, "most": f"{most:,}"})


# Deleted and written anew where they differ: a row has no identity beyond what it says.
PARTS = {
    "placements": Placement,
    "participations": Participation,
    "sources": Source,
    "results": Result,
    "updates": Update,
    "commitments": COMMITMENTS,
    "regions": REGIONS,
}


def batches(items):
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _key(index, identity):
    return index.keys.get(identity) or _gone(identity)


def _gone(identity):
    raise Refused(_("Nothing was written. “%(name)s” no longer exists. Upload the file again.") % {"name": identity})
