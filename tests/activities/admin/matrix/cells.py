"""One request as one person, taken back afterwards: what was answered, what it changed, what it told."""

import re
from collections import namedtuple
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.urls import reverse

from commitments.models import Revision
from tests.reading import body

# Who sits where is no record: a session, and that a form is open.
NO_RECORDS = {"django_session", "commitments_opening"}
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What visitors read, and what says that it changed.
PUBLIC = {"activities.publicactivity", "activities.publicpledge", "activities.publictie", "activities.edition"}
WRITTEN_WITH_IT = {"activities.publication", "activities.change", "activities.formerslug", "activities.indexpart"}

Row = namedtuple("Row", "kind key")


@dataclass
class Came:
    """What came of a request. `changed` are the Rows of all records but revisions; `kept` the new Revisions."""

    outcome: str
    response: object
    changed: set = field(default_factory=set)
    kept: list = field(default_factory=list)
    text: str = ""
    seen: object = None  # what `look` found before it was taken back

    @property
    def public_changed(self):
        return {row for row in self.changed if row.kind in PUBLIC}


def tables(written=None):
    """{kind: values of every row by key}: all of the two apps but who has what open, and the history.

    `written`: the names of tables; only these are read.
    """
    found = {}
    for app in ("commitments", "activities"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            table = model._meta.db_table
            if model is Revision or table in NO_RECORDS or (written is not None and table not in written):
                continue
            names = [each.attname for each in model._meta.concrete_fields if each.name != "last_login"]
            rows = model._base_manager.values_list("pk", *names)
            found[model._meta.label_lower] = {row[0]: repr(row) for row in rows}
    return found


def differences(before, after):
    """The Rows that differ, of the kinds that `after` has."""
    return {Row(kind, key) for kind in after for key in before[kind].keys() | after[kind].keys()
            if before[kind].get(key) != after[kind].get(key)}  # fmt: skip


class Trials:
    """Takes steps in a World whose tables, as they are before each of them, are read once."""

    def __init__(self, world):
        self.world = world
        self.before = tables()
        self.newest = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()

    def take(self, role, method, address, data=None, look=lambda: None):
        """A Came. Every table is read again that any statement wrote to, whatever became of that."""
        written = set()

        def watch(execute, sql, params, many, context):
            if (found := WRITING.match(sql)) and found[1] not in NO_RECORDS:
                written.add(found[1])
            return execute(sql, params, many, context)

        with transaction.atomic():
            with connection.execute_wrapper(watch):
                response = getattr(self.world.client(role), method)(address, data)
                text = said(response)
            changed = differences(self.before, tables(written))
            kept = list(Revision.objects.filter(pk__gt=self.newest).order_by("pk")) if written else []
            came = Came(outcome(response, text, changed), response, changed, kept, text, look())
            transaction.set_rollback(True)
        return came


def said(response):
    """All that the answer tells: its text, where it leads, and the messages that the next page shows."""
    messages = " ".join(str(each) for each in get_messages(response.wsgi_request))
    return f"{body(response).decode(errors='replace')} {response.get('Location', '')} {messages}"


def outcome(response, text, changed):
    """One word for an answer; `expectations` says what each means."""
    location, status = response.get("Location", ""), response.status_code
    if location.startswith(reverse("admin:login")):
        return "sign-in"
    if status == 404 or (location == reverse("admin:index") and "doesn’t exist" in text):
        return "absent"
    if status in (403, 405):
        return {403: "forbidden", 405: "method"}[status]
    if changed:
        return "done"
    if status in (400, 409) or 'class="errornote"' in text or problem_told(response):
        return "refused"
    return "redirect" if location else "page" if status == 200 else str(status)


def problem_told(response):
    """Whether a message or the page says that nothing was done, and why."""
    told = {each.level_tag for each in get_messages(response.wsgi_request)}
    return told & {"warning", "error", "info"} or (getattr(response, "context_data", None) or {}).get("protected")
