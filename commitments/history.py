"""The history of every record of the desk: documents of records, kept at each change, and written back from one.

A *document* is a staff record as plain JSON: its fields by name; what it names by identity (`KGZ`, `iom`, `undp-gcm-5`;
"" for nothing); many-to-many relations as sorted lists of identities; and under the name of each of its `parts` a list
of such documents, one a row, without the key that ties the row to its record.
"""

from decimal import Decimal
from itertools import chain

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from pledgetracker import comparison
from pledgetracker.models import StaffModel
from pledgetracker.partial_dates import PartialDateField, display

from .models import Pledge, Revision

BATCH = 1000


# --- A record as a document -------------------------------------------------------------------------------------------
def document(record):
    """The document of `record` as it stands in memory and in its related rows."""
    values = {field.name: _value(record, field) for field in _own_fields(type(record))}
    for field in _many_fields(type(record)):
        values[field.name] = sorted(each.identity for each in getattr(record, field.name).all())
    for part in getattr(record, "parts", ()):
        rows = record._meta.get_field(part)
        values[part] = [
            {field.name: _value(row, field) for field in _own_fields(rows.related_model, but=rows.field)}
            for row in getattr(record, part).all()
        ]
    return values


def labels(model):
    """{name: verbose name} for every key of a document of `model`, in its order."""
    own = {field.name: field.verbose_name for field in chain(_own_fields(model), _many_fields(model))}
    return own | {part: _row(model, part)._meta.verbose_name_plural for part in getattr(model, "parts", ())}


def _row(model, part):
    return model._meta.get_field(part).related_model


def _own_fields(model, but=None):
    """What its form shows and what `kept_too` adds, of the columns of its own table."""
    unkept, kept_too = getattr(model, "unkept", ()), getattr(model, "kept_too", ())
    for field in model._meta.concrete_fields:
        kept = (field.editable and field.name not in unkept) or field.name in kept_too
        if kept and not field.primary_key and field != but:
            yield field


def _many_fields(model):
    """Its many-to-many fields, but for those whose rows are parts."""
    unkept = getattr(model, "unkept", ())
    for field in model._meta.many_to_many:
        if field.remote_field.through._meta.auto_created and field.name not in unkept:
            yield field


def relations(model):
    """The fields of its documents that name other records."""
    return [field for field in chain(_own_fields(model), _many_fields(model)) if field.remote_field]


def _value(record, field):
    if field.remote_field:
        related = getattr(record, field.name)
        return related.identity if related else ""
    value = getattr(record, field.name)
    if isinstance(value, Decimal):
        return format(value.quantize(1) if value == value.to_integral_value() else value.normalize(), "f")
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat()


# --- A document written back ------------------------------------------------------------------------------------------
def apply(record, wanted):
    """Make `record` say what the document `wanted` says; keys that it leaves out stay as they are.

    The record is saved, once, as one new version, if anything differs; returns whether something did. Must run inside
    a transaction, with the record read under lock. Raises ValidationError with a sentence for each thing that the
    present rules or names do not allow; the caller rolls back.
    """
    wanted = {name: value for name, value in wanted.items() if name in labels(type(record))}
    before = {} if record._state.adding else document(record)
    changed = {name: value for name, value in wanted.items() if before.get(name, ...) != value}
    if not changed and not record._state.adding:
        return False
    problems = []
    for field in _own_fields(type(record)):
        if field.name in changed:
            _set(record, field, changed[field.name], problems)
    many = {
        field.name: _named(field.related_model, changed[field.name], problems)
        for field in _many_fields(type(record))
        if field.name in changed
    }
    rows = {part: _rows(record, part, changed[part], problems) for part in _parts_in(record, changed)}
    if problems:
        raise ValidationError(problems)
    record.full_clean(validate_unique=True)
    record.save()
    for name, related in many.items():
        getattr(record, name).set(related)
    for part, wanted_rows in rows.items():
        _write_rows(record, part, wanted_rows)
    record._prefetched_objects_cache = {}
    return True


def _parts_in(record, values):
    return [part for part in getattr(record, "parts", ()) if part in values]


def _set(record, field, value, problems):
    if field.remote_field:
        found = _named(field.related_model, [value] if value else [], problems)
        setattr(record, field.name, found[0] if found else None)
        return
    try:
        setattr(record, field.name, field.to_python(value))
    except ValidationError as error:
        problems.extend(f"{field.verbose_name}: {sentence}" for sentence in error.messages)


def _named(model, identities, problems):
    """The records of these identities; a sentence for each that there is none of."""
    found = []
    for identity in identities:
        try:
            found.append(model.objects.get(**model.by_identity(identity)))
        except (model.DoesNotExist, ValueError):
            sentence = _("The %(kind)s “%(name)s” no longer exists.")
            problems.append(sentence % {"kind": model._meta.verbose_name, "name": identity})
    return found


def _rows(record, part, wanted, problems):
    """The unsaved rows of a part, each checked but for the key that ties it to `record`."""
    relation = record._meta.get_field(part)
    rows = []
    for values in wanted:
        row = relation.related_model()
        for field in _own_fields(relation.related_model, but=relation.field):
            if field.name in values:
                _set(row, field, values[field.name], problems)
        rows.append(row)
    return rows


def _write_rows(record, part, wanted):
    """Replace the rows of a part by `wanted`. They have no identity beyond what they say, so none has to be kept."""
    relation = record._meta.get_field(part)
    getattr(record, part).all().delete()
    # Of one date the update made last is read first, and its status counts.
    latest_first = "-pk" in relation.related_model._meta.ordering
    for row in reversed(wanted) if latest_first else wanted:
        setattr(row, relation.field.name, record)
        row.full_clean()
        row.save()


# --- Two documents side by side ---------------------------------------------------------------------------------------
def differences(model, before, after, names=None):
    """What differs between two documents of `model`, as people read it: a list of comparison.Difference.

    Many comparisons on one page share their `names`, a Names().
    """
    names = Names() if names is None else names
    before, after = _unlike(before, after), _unlike(after, before)
    described = dict(labels(model))
    for part in getattr(model, "parts", ()):
        described |= {f"{part}.{name}": label for name, label in labels(_row(model, part)).items()}
    return comparison.compare(
        _readable(model, before, names), _readable(model, after, names), described,
        keys=getattr(model, "parts", {}), language=_language,
    )  # fmt: skip


def _unlike(document, other):
    """What it says and the other does not: for the rest no name has to be looked up. Texts go by their language."""
    return {name: value for name, value in document.items()
            if name == "language" or name not in other or other[name] != value}  # fmt: skip


class Names(dict):
    """{(model, identity): name}, each looked up once."""

    def __missing__(self, key):
        model, identity = key
        try:
            found = model.objects.filter(**model.by_identity(identity)).first()
        except ValueError:
            found = None
        self[key] = str(found) if found else identity
        return self[key]


def _readable(model, values, names):
    """The document with names for identities, and labels, dates and words for what is stored."""
    said, known = {}, labels(model)
    for name, value in values.items():
        if name in getattr(model, "written_elsewhere", ()):
            continue  # where it stands is told by the steps themselves
        if name not in known:
            said[name] = value  # a field of then, which the model has no longer
            continue
        if name in getattr(model, "parts", ()):
            said[name] = [_readable(_row(model, name), row, names) for row in value]
            continue
        field = model._meta.get_field(name)
        if field.related_model is model:
            said[name] = value  # its own kind may be another pledge's, whose drafts the reader does not see
        elif field.many_to_many:
            said[name] = [names[field.related_model, identity] for identity in value]
        elif field.remote_field:
            said[name] = names[field.related_model, value] if value else ""
        elif field.choices:
            said[name] = str(dict(field.flatchoices).get(value, value))
        elif isinstance(value, bool):
            said[name] = _("yes") if value else ""
        else:
            said[name] = display(value) if isinstance(field, PartialDateField) else value
    return said


def _language(name, holder):
    """Of a text that is kept in the language of its report."""
    return holder.get("language", "") if name.rpartition(".")[2] in {"description", "text", "lead_in"} else ""


# --- Keeping it -------------------------------------------------------------------------------------------------------
def record(subject, action, by=None, comment=""):
    """Keep what `subject` is now, after `action` of Revision.Action. Returns the Revision."""
    revision = _revision(subject, action, by, comment, timezone.now())
    revision.save(force_insert=True)
    return revision


def record_all(subjects, action, by=None, comment="", documents=None, at=None):
    """The same for many records, in few statements; load activities `with_history()` first.

    Who knows what the records are now gives `documents`, {primary key: document}, and needs to load nothing. What is
    one operation gives all of its parts one moment, `at`; else it is now.
    """
    at, documents = at or timezone.now(), documents or {}
    Revision.objects.bulk_create(
        (_revision(subject, action, by, comment, at, documents.get(subject.pk)) for subject in subjects),
        batch_size=BATCH,
    )


@transaction.atomic
def begin():
    """Keep how every record stands of which nothing was kept yet: what was entered before there was a history.

    Returns how many. Without it the first change of such a record has nothing to be compared with or taken back to.
    """
    kept = 0
    for model in _kept_models():
        known = Revision.objects.filter(record_type=model._meta.label_lower).values("record_key")
        records = model._base_manager.annotate(kept_as=Cast("pk", CharField())).exclude(kept_as__in=known)
        keys = list(records.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            rows = model.objects.filter(pk__in=keys[start : start + BATCH])
            rows = rows.with_history() if hasattr(rows, "with_history") else rows
            record_all(rows, Revision.Action.ADDED, comment=_("As it stood when the history began."))
        kept += len(keys)
    return kept


def _kept_models():
    """The models whose records have a history: those of staff that are not parts of another."""
    models = [model for model in apps.get_models() if issubclass(model, StaffModel)]
    parts = {_row(model, part) for model in models for part in model.parts}
    return [model for model in models if model not in parts]


def _revision(subject, action, by, comment, at, said=None):
    return Revision(
        record_type=subject._meta.label_lower,
        record_key=str(subject.pk),
        name=str(subject)[: Revision._meta.get_field("name").max_length],
        pledge=pledge_of(subject),
        action=action,
        comment=str(comment),
        version=getattr(subject, "version", None),
        document=said or document(subject),
        by=by,
        at=at,
    )


def pledge_of(subject):
    """The pledge whose people may see `subject`, or None: it is everybody's, or a person."""
    if isinstance(subject, Pledge):
        return subject
    return getattr(subject, "pledge", None) or getattr(getattr(subject, "commitment", None), "pledge", None)


def of(subject):
    """Its revisions, latest first."""
    return Revision.objects.filter(record_type=subject._meta.label_lower, record_key=str(subject.pk))
