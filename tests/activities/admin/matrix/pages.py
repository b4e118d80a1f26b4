"""Every page of the desk: who is shown it. A page is asked for without sending anything, and changes nothing.

Records are drafts, and a page says so where its step cannot be taken with one. The words are those of `expectations`,
and `redirect`: it leads on to what has an expectation of its own; `method`: 405.
"""

from dataclasses import dataclass
from functools import cache

from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from activities.models import Intake
from commitments import history
from commitments.models import Job
from tests.activities.admin.matrix.world import ROLES

LIST_AND_FORM = """
page         | idle      editor    publisher both      administrator | of another's: editor publisher both
changelist   | forbidden page      page      page      page          | page      page      page
change       | forbidden page      page      page      page          | absent    absent    absent
add          | forbidden page      forbidden page      page          | page      forbidden page
delete       | forbidden page      forbidden page      page          | absent    forbidden absent
history      | absent    page      page      page      page          | absent    absent    absent
restore      | absent    page      page      page      page          | absent    absent    absent
             | redirect  redirect  redirect  redirect  redirect      | redirect  redirect  redirect
"""
STEPS = """
review       | absent    page      page      page      page          | absent    absent    absent
submit       | absent    page      forbidden page      page          | absent    absent    absent
return       | absent    forbidden refused   refused   refused       | absent    absent    absent
publish      | absent    forbidden refused   refused   refused       | absent    absent    absent
withdraw     | absent    forbidden page      page      page          | absent    absent    absent
"""
ACTIVITY = (
    LIST_AND_FORM
    + STEPS
    + """
confirm      | absent    refused   forbidden refused   refused       | absent    absent    absent
preview      | absent    page      page      page      page          | absent    absent    absent
alike        | forbidden page      page      page      page          | page      page      page
download     | forbidden page      page      page      page          | page      page      page
intake       | forbidden page      forbidden page      page          | page      forbidden page
intake_template | forbidden page   forbidden page      page          | page      forbidden page
intake_preview  | absent absent    absent    absent    page          | absent    absent    absent
"""
)
PLEDGE = LIST_AND_FORM.replace(
"add          | forbidden page      forbidden page      page          | page      forbidden page",
"add          | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden",
).replace(
"delete       | forbidden page      forbidden page      page          | absent    forbidden absent",
"delete       | forbidden forbidden forbidden forbidden refused       | forbidden forbidden forbidden",
) + STEPS  # fmt: skip
SHARED = """
changelist   | forbidden page      page      page      page          | page      page      page
change       | forbidden page      page      page      page          | page      page      page
add          | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
delete       | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
history      | forbidden page      page      page      page          | page      page      page
restore      | forbidden page      page      page      page          | page      page      page
             | redirect  redirect  redirect  redirect  redirect      | redirect  redirect  redirect
"""
ADMINISTRATORS = """
changelist   | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
change       | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
history      | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
             | redirect  redirect  redirect  redirect  redirect      | redirect  redirect  redirect
"""
PERSON = (
    ADMINISTRATORS
    + """
add          | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
delete       | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
restore      | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
password     | forbidden forbidden forbidden forbidden page          | forbidden forbidden forbidden
"""
)
RECORD = (
    ADMINISTRATORS
    + """
add          | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden
delete       | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden
"""
)
HISTORY = """
changelist   | forbidden page      page      page      page          | page      page      page
change       | forbidden page      page      page      page          | absent    absent    absent
add          | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden
delete       | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden
history      | absent    page      page      page      page          | absent    absent    absent
bring_back   | absent    forbidden forbidden forbidden page          | absent    absent    absent
             | redirect  redirect  redirect  redirect  redirect      | redirect  redirect  redirect
"""
TARGET = HISTORY.replace(
    "bring_back   | absent    forbidden forbidden forbidden page          | absent    absent    absent\n", ""
)
SHARED_LABELS = ["commitments.partner", "commitments.framework", "commitments.objective", "commitments.principle",
                 "commitments.indicator", "activities.country", "activities.region", "activities.office"]  # fmt: skip
RECORD_LABELS = ["activities.publication", "activities.edition", "activities.change", "activities.formerslug"]
OF_MODELS = {
    "activities.activity": ACTIVITY, "commitments.pledge": PLEDGE, "commitments.commitment": LIST_AND_FORM,
    "commitments.target": TARGET, "commitments.user": PERSON, "commitments.revision": HISTORY,
    **dict.fromkeys(SHARED_LABELS, SHARED), **dict.fromkeys(RECORD_LABELS, RECORD),
}  # fmt: skip

# By name, or by route where it has none. Own and other is a question of what the address names: see `asked`.
OF_THE_DESK = """
index                | page     page     page     page     page     | page     page     page
guide                | page     page     page     page     page     | page     page     page
app_list             | absent   page     page     page     page     | page     page     page
jsi18n               | page     page     page     page     page     | page     page     page
password_change      | page     page     page     page     page     | page     page     page
password_change_done | page     page     page     page     page     | page     page     page
autocomplete         | forbidden page    page     page     page     | page     page     page
login                | redirect redirect redirect redirect redirect | redirect redirect redirect
logout               | method   method   method   method   method   | method   method   method
left                 | method   method   method   method   method   | method   method   method
job_list             | page     page     page     page     page     | page     page     page
job                  | absent   absent   absent   absent   page     | absent   absent   absent
job_again            | method   method   method   method   method   | method   method   method
(?P<url>.*)$         | absent   absent   absent   absent   absent   | absent   absent   absent
"""
# Whoever signs in, or has signed out.
OPEN = {("anonymous", "login"): "page", ("visitor", "login"): "refused",
        ("anonymous", "logout"): "redirect", ("visitor", "logout"): "redirect"}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    own: dict
    other: dict

    def outcome(self, role, whose):
        return self.other[role] if whose == "other" and role in self.other else self.own[role]


def table(text):
    """{page: Shown}"""
    found = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("page "):
            continue
        name, own, other = (part.strip() for part in line.split("|"))
        own, other = (words.split() for words in (own, other))
        found[name] = Shown(dict(zip(ROLES[2:], own, strict=True)), dict(zip(ROLES[3:6], other, strict=True)))
    return found


def routes(patterns=None, before=""):
    """(route, name) of every address below /admin/."""
    for pattern in patterns or get_resolver().url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield route, pattern.name


def addresses():
    """{(label of a model or "", name of the page)} of every address there is."""
    labels = {model._meta.label_lower for model in admin.site._registry}
    found = set()
    for route, name in routes():
        parts = route.split("/")
        label = ".".join(parts[1:3]) if len(parts) > 3 else ""
        if label not in labels:
            found.add(("", name or route.removeprefix("admin/")))
        elif name == "auth_user_password_change":
            found.add((label, "password"))
        else:
            found.add((label, name.removeprefix(f"{label.replace('.', '_')}_") if name else ""))
    return found


@cache
def expectations():
    """{(label, page): Shown}"""
    of_models = {(label, page): shown for label, text in OF_MODELS.items() for page, shown in table(text).items()}
    return of_models | {("", name): shown for name, shown in table(OF_THE_DESK).items()}


def expected(label, page, role, whose):
    if role in ("anonymous", "visitor"):
        return OPEN.get((role, page), "sign-in")
    return expectations()[label, page].outcome(role, whose)


# --- Asked for --------------------------------------------------------------------------------------------------------
def asked(world, label, page, whose):
    """The address of a page, of a record of `whose` where it is of one."""
    if not label:
        return of_the_desk(world, page, whose)
    name = f"admin:{label.replace('.', '_')}_{page}"
    record = next(iter(world.records[label].get(whose, world.records[label]["own"]).values()))
    if page == "":
        return reverse(f"{name}change", args=[record.pk]).removesuffix("change/")
    if page == "password":
        return reverse("admin:auth_user_password_change", args=[record.pk])
    if page in {"changelist", "add", "alike", "intake"}:
        return reverse(name)
    if page in {"download", "intake_template"}:
        return reverse(name, args=["csv"])
    if page == "intake_preview":
        return reverse(name, args=[intake(world).pk])
    return reverse(name, args=[record.pk, history.of(record).last().pk] if page == "restore" else [record.pk])


def of_the_desk(world, page, whose):
    if page == "app_list":
        return reverse("admin:app_list", args=["activities"])
    if page == "autocomplete":
        asks = "app_label=activities&model_name=activity&field_name=same_project"
        return f"{reverse('admin:autocomplete')}?{asks}&term={'zyxomark' if whose == 'other' else 'plainmark'}"
    if page in {"job", "job_again"}:
        return reverse(page, args=[job(world).pk])
    if page == "(?P<url>.*)$":
        return f"{reverse('admin:index')}nothing/here/"
    return reverse(page if page == "job_list" else f"admin:{page}")


def intake(world):
    """A spreadsheet that the colleague uploaded."""
    return Intake.objects.filter(by=world.colleague).get()


def job(world):
    """A long operation that the colleague started."""
    return Job.objects.filter(by=world.colleague).get()
