"""What the models' own rules say of a document that is not saved yet, without a query.

Validators and choices come from the fields. What the database checks of rows by itself is said here a second time, by
the name of its constraint, with the constraint's own sentence; a test holds the two against each other.
"""

from django.core.exceptions import ValidationError

from ..models import Activity, Result, Source, Update

ROWS = {"updates": Update, "sources": Source, "results": Result}
# Of a document, or of a row of one of its parts.
RULES = {
    "activity_end_is_not_before_start": lambda it: (
        not it["start"] or not it["end"] or it["end"] >= it["start"][: len(it["end"])]
    ),
    "source_title_has_no_semicolon": lambda it: ";" not in it["title"],
}


def problems(document, keys):
    """[(key, sentence)] for what the rules do not allow in the values of `keys` of `document`."""
    found = []
    for key in keys:
        if key in ROWS:
            for row in document[key]:
                found += [(key, sentence) for sentence in _of(ROWS[key], row, row)]
        else:
            found += [(key, sentence) for sentence in _of(Activity, document, [key])]
    if {"start", "end"} & set(keys):
        found += [("end", sentence) for sentence in _rules(Activity, document)]
    return found


def _of(model, values, names):
    for name in names:
        field = model._meta.get_field(name)
        if not field.concrete or field.remote_field:
            continue
        try:
            field.clean(values[name], None)
        except ValidationError as error:
            yield from error.messages
    if model is not Activity:
        yield from _rules(model, values)
        yield from _together(model, values)


def _together(model, values):
    """What the model says of its fields together."""
    own = {name: value for name, value in values.items() if not model._meta.get_field(name).remote_field}
    try:
        model(**own).clean()
    except ValidationError as error:
        yield from error.messages


def _rules(model, values):
    for constraint in model._meta.constraints:
        rule = RULES.get(constraint.name)
        if rule and not rule(values):
            yield str(constraint.get_violation_error_message())
