"""One of everything at the desk, twice: of a pledge that the people tried work on, and of another one."""

from django.test import Client
from django.utils import timezone

from activities import publishing, workflow
from activities.intake import uploads
from activities.models import Activity, FormerSlug
from commitments import history
from commitments.models import Job, Pledge, Revision
from tests import factories

ROLES = ["anonymous", "visitor", "idle", "editor", "publisher", "both", "administrator"]
HELD = {"editor": ["editor"], "publisher": ["publisher"], "both": ["editor", "publisher"]}
STATES = ["draft", "in review", "published", "changed", "change in review", "withdrawn"]
# Of a pledge in these, commitments and targets are tried: never public, to be public, and public with what waits.
STATES_OF_PARTS = ["draft", "in review", "change in review"]
WHOSE = ["own", "other"]
# In every text of the other pledge, and in nothing else.
MARK = "Zyxomark"


class World:
    """Who there is (`people`, `clients` by role) and what: `records[model label][whose][state]`.

    The state of an activity is its own; that of a commitment or target is that of its pledge. What belongs to no pledge
    has no state: `records[label]["own"]["one"]`.
    """

    def __init__(self):
        self.records = {}
        self.colleague = factories.user(username="colleague", is_staff=True)
        self.people = {"visitor": factories.user(username="visitor"), "idle": factories.user(is_staff=True)}
        self.people |= {role: factories.user(username=role, is_staff=True) for role in HELD}
        self.people["administrator"] = factories.administrator(username="chief")
        self.vocabulary()
        for whose in WHOSE:
            self.of_a_pledge(whose)
        self.deleted_and_published()
        self.sessions = {}
        self.browser = Client()
        for role, person in self.people.items():
            browser = Client()
            browser.force_login(person)
            self.sessions[role] = browser.cookies["sessionid"].value

    def client(self, role):
        """A browser in which this person is signed in, without anything else of before."""
        self.browser.cookies.clear()
        if role in self.sessions:
            self.browser.cookies["sessionid"] = self.sessions[role]
        return self.browser

    def keep(self, record, whose="own", state="one"):
        self.records.setdefault(record._meta.label_lower, {}).setdefault(whose, {})[state] = record
        return record

    def get(self, label, whose="own", state="one"):
        """The record as it now is."""
        record = self.records[label][whose][state]
        return type(record)._base_manager.get(pk=record.pk)

    def vocabulary(self):
        """Records that all share; nothing names those that are kept, so that they can be deleted."""
        self.used = {name: getattr(factories, name)() for name in ("country", "partner", "office", "indicator")}
        self.used["objective"] = factories.objective()
        for name in ("country", "region", "partner", "office", "indicator", "framework", "objective", "principle"):
            self.keep(self.told(getattr(factories, name)()))
        self.keep(self.told(factories.user(username="newcomer", first_name="New", is_staff=True)))

    def told(self, record, field=None, before="As it was first"):
        """With a history that says something else, so that there is something to restore."""
        field = field or next(name for name in ("note", "website", "contact", "source", "unit", "short_title", "title",
                                                "first_name") if hasattr(record, name))  # fmt: skip
        now = getattr(record, field)
        setattr(record, field, "https://example.org/first" if field == "website" else before)
        history.record(record, Revision.Action.ADDED, self.colleague)
        setattr(record, field, now)
        return record

    def of_a_pledge(self, whose):
        mark = MARK if whose == "other" else "Plainmark"
        for state in STATES:
            pledge = factories.pledge(made_by=[self.used["partner"]], title=f"Pledge {mark} {state}")
            self.people_of(pledge, whose)
            aiming, bare = (
                factories.commitment(pledge=pledge, short_title=f"Promise {mark} {n} {state}") for n in "12"
            )
            target = factories.target(commitment=aiming, indicator=self.used["indicator"])
            if state in STATES_OF_PARTS:
                self.keep(self.told(bare, "short_title", f"{mark} first"), whose, state)
                self.keep(self.told(target, "due", "2029"), whose, state)
            self.bring(self.keep(self.told(pledge, "title", f"{mark} first"), whose, state), state, mark)
        for state in STATES:
            activity = self.activity(whose, f"Activity {mark} {state}")
            self.bring(self.keep(self.told(activity, "title", f"{mark} first"), whose, state), state, mark)

    def people_of(self, pledge, whose):
        for role in ("editor", "publisher"):
            factories.membership(self.colleague, pledge, role=role)
        self.colleague.__dict__.pop("roles", None)  # read once a request
        for person, held in HELD.items() if whose == "own" else ():
            for role in held:
                factories.membership(self.people[person], pledge, role=role)

    def activity(self, whose, title, **fields):
        pledge = self.records["commitments.pledge"][whose]["published"]
        made = factories.activity(pledge=pledge, title=title, countries=[self.used["country"]], **fields)
        factories.participation(made, self.used["partner"])
        factories.update(made)
        factories.source(made)
        factories.result(made, indicator=self.used["indicator"])
        return made

    def bring(self, record, state, mark):
        """To a state, by the steps that lead to it; what waits was submitted by the colleague."""
        if state in ("published", "changed", "change in review", "withdrawn"):
            self.publish(record)
        if state in ("changed", "change in review"):
            record.refresh_from_db()
            record.title = f"{record.title} {mark} again"
            record.save()
        if state in ("in review", "change in review"):
            record.refresh_from_db()
            workflow.submit([record], self.colleague, {str(record.pk): str(record.version)})
        if state == "withdrawn":
            record.refresh_from_db()
            workflow.withdraw([record], self.colleague, {str(record.pk): str(record.version)})

    def publish(self, record):
        if isinstance(record, Activity):
            publishing.publish([record], by=self.colleague)
        else:
            publishing.publish_pledge(record, by=self.colleague)

    def deleted_and_published(self):
        """What only the software writes."""
        for whose in WHOSE:
            gone = self.activity(whose, f"Deleted {MARK if whose == 'other' else ''}")
            self.keep(history.record(gone, Revision.Action.DELETED, self.colleague), whose)
            Activity.objects.get(pk=gone.pk).delete()
            activity = self.records["activities.activity"][whose]["published"]
            publication = activity.publications.first()
            self.keep(publication, whose)
            self.keep(publication.edition, whose)
            self.keep(publication.edition.changes.first(), whose)
        file = f"reference,title\n{self.records['activities.activity']['other']['draft'].reference},{MARK}\n"
        uploads.receive(file.encode(), f"{MARK}.csv", self.colleague)
        Job.objects.create(title=MARK, task="none", by=self.colleague, started=timezone.now(), seen=timezone.now())
        former = FormerSlug.objects.create(facet="partner", former="old", current=self.used["partner"].slug)
        self.keep(former)

    def pledges(self, whose):
        return Pledge.objects.filter(pk__in=[each.pk for each in self.records["commitments.pledge"][whose].values()])
