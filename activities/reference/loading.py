"""From the reference files to the vocabulary: countries and areas, regions, frameworks and their parts."""

import csv
import tomllib
from collections import defaultdict
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from commitments import history
from commitments.models import Framework, Objective, Principle, Revision

from .. import publishing
from ..models import Country, Region

Action = Revision.Action
FOLDER = Path(__file__).parent


def read_toml(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_reference(update=False):
    """Create what is missing; with `update` also set what is there as the files say. {name: (created, changed)}."""
    notes = _notes()
    loaded = {
        _("countries and areas"): _load(Country, ("alpha3",), _countries(), update),
        _("frameworks"): _load(Framework, ("slug",), _frameworks(), update),
        _("objectives"): _load(Objective, ("framework", "number"), _parts("objective"), update),
        _("guiding principles"): _load(Principle, ("framework", "letter"), _parts("principle"), update),
        _("regions"): _load(Region, ("slug",), _regions(), update, members="countries"),
    }
    records = [record for created, changed in loaded.values() for record in created + changed]
    if records:
        # Any text may call for a note.
        publishing.vocabulary_changed(**(_codes(records) if notes == _notes() else {}))
    return {name: (len(created), len(changed)) for name, (created, changed) in loaded.items()}


def _notes():
    return set(Country.objects.exclude(note="").values_list("alpha3", "note", "note_words"))


def _codes(records):
    """{kind: codes} by which published documents name these records; guiding principles they call by title."""
    codes = defaultdict(set)
    for record in records:
        codes[record._meta.model_name].add(record.identity)
    return codes


def _load(model, keys, entries, update, members=None):
    created, changed = [], []
    for values in entries:
        related = values.pop(members) if members else []
        key = {name: values.pop(name) for name in keys}
        record, is_new = model.objects.get_or_create(**key, defaults=values)
        if is_new:
            created.append(record)
        elif update and _differs(record, values, members, related):
            for name, value in values.items():
                setattr(record, name, value)
            record.save()
            changed.append(record)
        else:
            continue
        if members:
            getattr(record, members).set(related)
    history.record_all(created, Action.ADDED, comment=_("From the reference data."))
    history.record_all(changed, Action.CHANGED, comment=_("From the reference data."))
    return created, changed


def _differs(record, values, members, related):
    if any(getattr(record, name) != value for name, value in values.items()):
        return True
    return bool(members) and set(getattr(record, members).all()) != set(related)


def _countries():
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lists = {name: "\n".join(row[name].split("; ")) for name in ("other_names", "note_words")}
            yield row | lists


def _regions():
    countries = Country.objects.in_bulk(field_name="alpha3")
    for region in read_toml("regions.toml")["region"]:
        members = [countries[code] for code in region["countries"]]
        yield region | {"other_names": "\n".join(region["other_names"]), "countries": members}


def _frameworks():
    for framework in read_toml("frameworks.toml")["framework"]:
        yield {name: framework[name] for name in ("slug", "name", "short_name", "source")}


def _parts(kind):
    for framework in read_toml("frameworks.toml")["framework"]:
        for part in framework[kind]:
            yield part | {"framework": Framework.objects.get(slug=framework["slug"])}
