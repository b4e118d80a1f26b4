"""Every way to write: what a browser sends on it. `WAYS[name](world, label, whose, state)` gives (address, data)."""

from datetime import date

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from commitments import history
from commitments.admin.base import StaffAdmin
from tests.forms import fields_of

# The field that a form changes, and to what.
TYPED = {
    "activities.activity": ("title", "Typed"), "commitments.pledge": ("title", "Typed"),
    "commitments.commitment": ("short_title", "Typed"), "commitments.target": ("value", "7"),
    "commitments.user": ("first_name", "Typed"), "commitments.partner": ("name", "Typed"),
    "commitments.framework": ("name", "Typed"), "commitments.objective": ("short_title", "Typed"),
    "commitments.principle": ("title", "Typed"), "commitments.indicator": ("unit", "typed"),
    "activities.country": ("name", "Typed"), "activities.region": ("name", "Typed"),
    "activities.office": ("name", "Typed"), "commitments.revision": ("comment", "Typed"),
    "activities.publication": ("number", "7"), "activities.edition": ("number", "7"),
    "activities.change": ("reference", "typed"), "activities.formerslug": ("former", "typed"),
}  # fmt: skip


def page(label, name, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{name}", args=args)


def model_of(label):
    return next(model for model in admin.site._registry if model._meta.label_lower == label)


def editable(label):
    """Whether the desk writes it: a target is written on the form of its commitment, and others by the software."""
    return isinstance(admin.site._registry[model_of(label)], StaffAdmin)


# --- Forms ------------------------------------------------------------------------------------------------------------
def fields(world, label, whose, state):
    """What the record's form sends unchanged, as an administrator sees it; read once."""
    record = world.records[label][whose][state]
    forms = world.__dict__.setdefault("forms", {})
    if record not in forms:
        with transaction.atomic():
            forms[record] = fields_of(world.client("administrator").get(page(label, "change", record.pk)))
            transaction.set_rollback(True)
    return dict(forms[record])


def form(world, label, whose, state, **more):
    record = world.records[label][whose][state]
    name, value = TYPED[label]
    sent = fields(world, label, whose, state) if editable(label) else {}
    return page(label, "change", record.pk), {**sent, name: value, **more}


# What the form changes when it goes on to a step: no text, so that the tick that it was read stays.
NO_TEXT = {"activities.activity": {"kind": "event"}}


def form_with(button):
    def sent(world, label, whose, state):
        address, typed = form(world, label, whose, state, **{button: "x"})
        if label in NO_TEXT:
            name, _value = TYPED[label]
            typed |= {name: fields(world, label, whose, state)[name], **NO_TEXT[label]}
        return address, typed

    return sent


def new(world, label):
    """What the first form needs, by kind."""
    used = world.used
    return {
        "activities.activity": {"description": "Text", "kind": "event", "reported": "2024", "language": "en",
                                "status": "not-stated"},
        "commitments.pledge": {"slug": "brand-new", "framework": used["objective"].framework_id, "kind": "individual",
                               "made_by": used["partner"].pk, "language": "en"},
        "commitments.commitment": {"number": 9, "text": "Text"},
        "commitments.target": {"indicator": used["indicator"].pk},
        "commitments.user": {"username": "typed", "password1": "correct horse battery",
                             "password2": "correct horse battery", "usable_password": "true"},
        "commitments.partner": {"slug": "typed", "kind": "academia"},
        "commitments.framework": {"slug": "typed", "short_name": "Typed"},
        "commitments.objective": {"framework": used["objective"].framework_id, "number": 9, "title": "Typed"},
        "commitments.principle": {"framework": used["objective"].framework_id, "letter": "q"},
        "commitments.indicator": {"key": "typed", "name": "things typed", "level": "output"},
        "activities.country": {"alpha3": "ZZZ", "alpha2": "ZZ"},
        "activities.region": {"scheme": "grouping", "slug": "typed", "source": "A list"},
        "activities.office": {"slug": "typed"},
    }.get(label, {})  # fmt: skip


def add(world, label, whose, state):
    """A new record, of the pledge that is published."""
    name, value = TYPED[label]
    sent = {name: value, **new(world, label)}
    pledge = world.records["commitments.pledge"][whose if whose in ("own", "other") else "own"]["published"]
    if label == "activities.activity":
        sent |= {"pledge": pledge.pk, "commitments": pledge.commitments.first().pk}
    elif label == "commitments.commitment":
        sent |= {"pledge": pledge.pk}
    elif label == "commitments.target":
        sent |= {"commitment": pledge.commitments.first().pk}
    for inline in admin.site._registry[model_of(label)].inlines:
        prefix = inline.model._meta.get_field(inline.fk_name or _key_to(inline.model, label)).remote_field
        sent |= {f"{prefix.get_accessor_name()}-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return page(label, "add"), sent


def _key_to(model, label):
    return next(each.name for each in model._meta.fields
                if each.remote_field and each.related_model._meta.label_lower == label)  # fmt: skip


def rows(world, label, whose, state):
    """The form with nothing of its own changed, but a row of each of its kinds of rows."""
    record, used = world.records[label][whose][state], world.used
    sent = fields(world, label, whose, state)
    new_rows = {
        "updates": {"date": "2025", "text": "News.", "language": "en"}, "placements": {"country": None},
        "participations": {"partner": used["partner"].pk, "role": "funding"},
        "sources": {"title": "A", "url": "https://example.org/a", "kind": "page", "language": "en",
                    "verification": "self-reported"},
        "results": {"qualifier": "exactly", "value": "3", "indicator": used["indicator"].pk},
        "commitments": {"number": "9", "short_title": "Row", "text": "Row"},
        "targets": {"indicator": used["indicator"].pk, "value": "3"},
        "memberships": {"pledge": world.records["commitments.pledge"]["own"]["draft"].pk, "role": "editor"},
        "objectives": {"number": "8", "title": "Row", "short_title": "Row"},
        "principles": {"letter": "z", "title": "Row"},
    }  # fmt: skip
    for name in [name for name in sent if name.endswith("-TOTAL_FORMS")]:
        prefix = name.removesuffix("-TOTAL_FORMS")
        values = {key: value for key, value in new_rows[prefix].items() if value is not None}
        if prefix == "placements":
            values = {"country": world.records["activities.country"]["own"]["one"].pk}
        # The form of updates holds an empty row already.
        at = int(sent[f"{prefix}-INITIAL_FORMS"][0])
        sent |= {name: str(at + 1)} | {f"{prefix}-{at}-{key}": value for key, value in values.items()}
        sent |= {f"{prefix}-{at}-id": "", f"{prefix}-{at}-{_key_of(label, prefix)}": record.pk}
    return page(label, "change", record.pk), sent


def _key_of(label, prefix):
    return model_of(label)._meta.get_field(prefix).field.name


# --- Deleting, restoring, bringing back -------------------------------------------------------------------------------
def version(world, label, whose, state):
    return getattr(world.get(label, whose, state), "version", 0)


def delete(world, label, whose, state):
    record = world.records[label][whose][state]
    return page(label, "delete", record.pk), {"post": "yes", "_seen": version(world, label, whose, state)}


def restore(world, label, whose, state):
    record = world.records[label][whose][state]
    first = history.of(record).last()
    return page(label, "restore", record.pk, first.pk), seen(world, label, whose, state)


def bring_back(world, label, whose, state):
    return page(label, "bring_back", world.records[label][whose][state].pk), {}


def password(world, label, whose, state):
    sent = dict.fromkeys(("password1", "password2"), "a new long password") | {"usable_password": "true"}
    return reverse("admin:auth_user_password_change", args=[world.records[label][whose][state].pk]), sent


# --- Steps ------------------------------------------------------------------------------------------------------------
def seen(world, label, whose, state):
    return {"_seen": f"{world.records[label][whose][state].pk}:{version(world, label, whose, state)}"}


DECIDED = {"decided": "yes", "comment": "Say where.", "as_of": date(2024, 6, 1).isoformat()}


def step(name):
    return lambda world, label, whose, state: (
        page(label, name, world.records[label][whose][state].pk), DECIDED | seen(world, label, whose, state)
    )  # fmt: skip


def action(name):
    def sent(world, label, whose, state):
        chosen = {"action": name, "_selected_action": world.records[label][whose][state].pk, "post": "yes"}
        return page(label, "changelist"), chosen | DECIDED | seen(world, label, whose, state)

    return sent


# --- Pages of their own -----------------------------------------------------------------------------------------------
def alike(button):
    def sent(world, label, whose, state):
        pair = [world.records[label][whose][each].pk for each in ("draft", "published")]
        return page(label, "alike"), {"one": pair[0], "other": pair[1], button: "yes"}

    return sent


def upload(world, label, whose, state):
    """A file with one new title for an activity."""
    record = world.records[label][whose]["published"]
    text = f"reference,title\n{record.reference},Typed in a file\n"
    return page(label, "intake"), {"file": SimpleUploadedFile("a.csv", text.encode(), "text/csv")}


STEPS = ("submit", "return", "publish", "withdraw", "confirm")
WAYS = {
    "form": form, "rows": rows, "add": add, "delete": delete, "restore": restore, "bring back": bring_back,
    "password": password, "save and submit": form_with("_submit"), "save and publish": form_with("_publish"),
    "action delete_selected": action("delete_selected"),
    "same project": alike("same"), "not the same": alike("different"), "upload": upload,
    **{name: step(name) for name in STEPS},
    **{f"action {name}": action(name) for name in STEPS},
}  # fmt: skip
