"""The start page: every count leads to exactly the list that it counts, for whoever looks, however much there is."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from activities import publishing, workflow
from activities.models import Activity
from commitments import history
from commitments.models import Membership, Revision
from tests import factories

pytestmark = pytest.mark.django_db
LONG = (
    "In some provinces the programme trained teachers, built up registers of schools and helped families to enrol "
    "their children after they came back, with the help of the ministry and of many volunteers."
)


class Cards(HTMLParser):
    """[(count as shown, address)] of the cards, and of the numbers in the tables."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in {"section", "a", "td"}:
            self.inside.append((tag, given))
            self.text = ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag not in {"section", "a", "td"}:
            return
        _tag, given = self.inside.pop()
        if tag == "a" and given["href"].startswith("/admin/") and ("?" in given["href"]):
            self.found.append((self.text.split()[0].replace(",", "") if self.text.split() else "", given["href"]))


def counts(answer):
    """[(number, address)] of every count on the start page."""
    parser = Cards()
    parser.feed(answer.content.decode())
    return [
        (0 if shown == "none" else int(shown), address)
        for shown, address in parser.found
        if shown == "none" or shown.isdigit()
    ]


def total(client, address):
    """How many records the list at `address` says that it has."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    context = answer.context
    return context["cl"].result_count if "cl" in context else context["page"].paginator.count


def member(pledge, *roles, **fields):
    person = factories.user(is_staff=True, **fields)
    for role in roles:
        factories.membership(person, pledge, role=role)
    return person


def seen(*records):
    return {str(record.pk): str(record.version) for record in records}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def pledge_with_everything(editor, publisher, other):
    """A published pledge of which every question of the start page has at least one answer, for its people."""
    pledge = factories.pledge(made_by=[factories.partner()], reporting_interval=1)
    commitment = factories.commitment(pledge=pledge)
    factories.commitment(pledge=pledge)  # without an activity
    for person in editor, other:
        factories.membership(person, pledge, role="editor")
    factories.membership(publisher, pledge, role="publisher")
    factories.target(commitment=commitment)
    publishing.publish_pledge(pledge)
    office = factories.office()

    def draft(by, **fields):
        made = factories.activity(commitments=[commitment], office=office, **fields)
        history.record(fresh(made), Revision.Action.ADDED, by)
        return fresh(made)

    draft(editor, title="A draft of the editor")
    draft(publisher, title="A draft of the publisher")
    returned = draft(editor, title="To be changed")
    workflow.submit([returned], editor, seen(returned))
    workflow.send_back([fresh(returned)], publisher, seen(fresh(returned)), comment="Say where.")
    for person in editor, other:
        waiting = draft(person, title=f"Waits, by {person.pk}")
        workflow.submit([waiting], person, seen(waiting))
    published = [draft(other, title=name, reported=day) for name, day in (("Late", "2023"), ("Due", "2024-05"))]
    publishing.publish(published)
    fresh(published[0]).save()  # changed, and not submitted
    draft(other, title="Schools", description=LONG)
    draft(other, title="Teachers", description=LONG + " It goes on.")
    name = "“Open doors for every returning family”"
    draft(other, title="Fairs", description=f"Fairs were held under the project {name}, with employers of the region.")
    draft(other, title="Talks", description=f"A series of talks on the radio; they belong to {name} as well.")
    draft(other, title="Numbers", description="It trained over 900 policy makers.")
    return pledge


@pytest.fixture
def people(db, settings):
    settings.TODAY = date(2024, 7, 10)
    editor, publisher, other = (factories.user(is_staff=True) for _ in range(3))
    pledge = pledge_with_everything(editor, publisher, other)
    factories.pledge()  # somebody else's, without an interval
    strangers = factories.pledge(reporting_interval=1)
    factories.activity(pledge=strangers, reported="2020", description="It trained 70 teachers.")
    return {"editor": editor, "publisher": publisher, "administrator": factories.administrator(), "pledge": pledge}


@pytest.mark.parametrize("role", ["administrator", "editor", "publisher"])
def test_every_count_is_the_total_of_the_list_that_it_leads_to(role, people, client):
    client.force_login(people[role])
    found = counts(client.get(reverse("admin:index")))
    assert len(found) > 25
    for number, address in found:
        assert total(client, address) == number, address


EXPECTED = {
    "editor": {
        "activity?worklist=drafts": 2, "activity?worklist=returned": 1, "activity?worklist=review": 0,
        "activity?worklist=submitted": 1, "activity?worklist=in-review": 2, "activity?worklist=not-submitted": 1,
        "activity?worklist=overdue": 11, "activity?worklist=due": 1, "activity?worklist=prose": 1,
        "activity/alike?kind=alike": 1, "activity/alike?kind=project": 1, "commitment?worklist=empty": 1,
        "commitment?worklist=due": 1, "commitment?worklist=measurability": 2, "pledge?worklist=interval": 0,
    },
    "publisher": {
        "activity?worklist=drafts": 1, "activity?worklist=returned": 0, "activity?worklist=review": 2,
        "activity?worklist=submitted": 0,
    },
    "administrator": {
        "activity?worklist=review": 2, "activity?worklist=overdue": 12, "activity?worklist=prose": 2,
        "pledge?worklist=interval": 1,
    },
}  # fmt: skip


@pytest.mark.parametrize("role", EXPECTED)
def test_the_counts_are_those_of_the_persons_own_pledges(role, people, client):
    client.force_login(people[role])
    found = {}
    for number, address in counts(client.get(reverse("admin:index"))):
        path, _mark, query = address.partition("?")
        found[f"{'/'.join(path.strip('/').split('/')[2:])}?{query}"] = number
    assert {name: found[name] for name in EXPECTED[role]} == EXPECTED[role]


def test_who_waits_for_whom_is_named(people, client):
    client.force_login(people["editor"])
    page = client.get(reverse("admin:index")).content.decode()
    assert f"{people['pledge'].title}: 1. They wait for {people['publisher'].username}." in page


def test_a_pledge_without_another_publisher_says_whom_to_ask(client):
    alone = factories.user(is_staff=True)
    activity = factories.activity()
    for role in ("editor", "publisher"):
        factories.membership(alone, activity.pledge, role=role)
    workflow.submit([activity], alone, seen(activity))
    client.force_login(alone)
    assert "has no other publisher. Ask an administrator." in client.get(reverse("admin:index")).content.decode()


def test_someone_without_a_role_is_told_whom_to_ask(client):
    factories.administrator(username="ada", first_name="Ada", last_name="Lovelace")
    factories.activity(title="A draft of others")
    client.force_login(factories.user(is_staff=True))
    page = client.get(reverse("admin:index")).content.decode()
    assert "Ask an administrator to make you an editor or publisher of your pledge: Ada Lovelace." in page
    assert "A draft of others" not in page
    assert "desk-card" not in page


def test_what_others_changed_is_shown_and_what_is_of_other_pledges_is_not(people, client):
    other = factories.activity(title="Of a pledge that is not theirs")
    history.record(other, Revision.Action.ADDED, people["administrator"])
    client.force_login(people["publisher"])
    page = client.get(reverse("admin:index")).content.decode()
    assert "Waits, by" in page.partition('id="changes-others"')[2].partition("</section>")[0]
    assert "Of a pledge that is not theirs" not in page


def test_a_worklist_that_does_not_exist_is_refused(client, people):
    client.force_login(people["administrator"])
    for name in ("activities_activity", "commitments_pledge", "commitments_commitment", "commitments_revision"):
        address = reverse(f"admin:{name}_changelist")
        assert client.get(f"{address}?worklist=nothing").status_code == 302
        assert client.get(f"{address}?worklist=%00").status_code == 400
        assert client.get(f"{address}?written_by=1").status_code == 400


@pytest.mark.usefixtures("people")
def test_no_unpublished_word_of_a_stranger_is_in_a_list(client):
    stranger = member(factories.pledge(reporting_interval=12), Membership.Role.EDITOR)
    client.force_login(stranger)
    for number, address in counts(client.get(reverse("admin:index"))):
        assert number == total(client, address) == 0, address
    assert Activity.objects.count() > 0
