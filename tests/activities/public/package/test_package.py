"""The data package as those who keep data take it: whole, valid by its own description, with nothing that is hidden."""

import csv
import io
import json
import zipfile

import pytest
from frictionless import Package as Frictionless

from activities import publishing
from activities.columns import COLUMNS
from activities.public.package.tables import REGISTERS, TABLES
from tests import factories
from tests.reading import body, rows

pytestmark = pytest.mark.django_db
ADDRESS = "/data/pledge-tracker.zip"


def files_of(client):
    with zipfile.ZipFile(io.BytesIO(body(client.get(ADDRESS)))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def table(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))


def validated(files, folder):
    """The complaints of Frictionless about these files, and how many tables it looked at."""
    for name, text in files.items():
        (folder / name).write_text(text, newline="")
    report = Frictionless(str(folder / "datapackage.json")).validate()
    return report.flatten(["name", "rowNumber", "fieldName", "message"]), report.stats["tasks"]


@pytest.fixture
def published():
    """A pledge with an activity that has one of everything, and texts that a table may stumble over."""
    made_by = factories.partner(name="Maker of pledges")
    pledge = factories.pledge(slug="of-us", made_by=[made_by])
    commitment = factories.commitment(pledge=pledge, objectives=[factories.objective()])
    factories.target(commitment=commitment)
    publishing.publish_pledge(pledge)
    activity = factories.activity(
        pledge=pledge,
        commitments=[commitment],
        countries=[factories.country(name="Côte d’Ivoire")],
        regions=[factories.region(name="Region of the text")],
        description='A text, "quoted"\r\nthat goes on; مرحبا',
        title="=1+1",
    )
    factories.participation(activity, factories.partner(name="Partner in work"))
    factories.update(activity, text="+ an update")
    factories.source(activity)
    factories.result(activity)
    publishing.publish([activity])
    return activity


def test_it_is_valid_by_its_own_description(client, published, tmp_path):
    assert validated(files_of(client), tmp_path) == ([], len(TABLES) + len(REGISTERS))


def test_no_table_is_empty_where_there_is_something_of_everything(client, published):
    files = files_of(client)
    for each in [*TABLES, *REGISTERS]:
        assert table(files, each.name), each.name


def test_its_activities_are_those_of_the_csv(client, published):
    activities = table(files_of(client), "activities")
    assert activities == rows(client.get("/activities.csv"))
    assert list(activities[0]) == [column.name for column in COLUMNS]
    assert activities[0]["title"] == "'=1+1"
    assert table(files_of(client), "updates")[0]["text"] == "'+ an update"


def test_a_key_leads_from_each_table_to_another(client, published):
    files = files_of(client)
    keys = {
        (each.name, name): {row[name] for row in table(files, each.name)}
        for each in [*TABLES, *REGISTERS]
        for name in each.key
    }
    for each in [*TABLES, *REGISTERS]:
        for own, (other, key) in each.references.items():
            assert {row[own] for row in table(files, each.name)} <= keys[other, key], (each.name, own)


def test_every_column_is_in_the_data_dictionary(client, published):
    files = files_of(client)
    said = {(row["table"], row["column"]) for row in table(files, "data-dictionary") if row["meaning"]}
    assert said == {(each.name, column.name) for each in [*TABLES, *REGISTERS] for column in each.columns}


def test_it_names_nothing_that_is_hidden(client, published):
    draft_only = factories.partner(name="Partner of a draft")
    draft = factories.activity(
        pledge=published.pledge, title="A draft", countries=[factories.country(name="Nowhereland")]
    )
    factories.participation(draft, draft_only)
    withdrawn = factories.activity(pledge=published.pledge, title="Withdrawn again")
    publishing.publish([withdrawn])
    publishing.withdraw([withdrawn])
    hidden = factories.pledge(slug="hidden", title="A hidden pledge")
    factories.commitment(pledge=hidden)
    publishing.publish_pledge(hidden)
    publishing.publish([factories.activity(pledge=hidden, title="Of a hidden pledge")])
    publishing.withdraw_pledge(hidden)
    published.title = "An edit that waits"
    published.save()
    everything = "".join(files_of(client).values())
    for text in ("Partner of a draft", "A draft", "Nowhereland", "Withdrawn again", "idden pledge", "edit that waits"):
        assert text not in everything, text


def test_the_same_edition_gives_the_same_bytes_and_says_which_it_is(client, published):
    first, again = (client.get(ADDRESS) for _ in range(2))
    assert body(first) == body(again)
    assert first["ETag"] == again["ETag"]
    files = files_of(client)
    described = json.loads(files["datapackage.json"])
    assert described == client.get("/data/datapackage.json").json()
    assert f"edition-{described['version'].split('.')[0]}-" in first["Content-Disposition"]


def test_head_answers_as_get_does_without_a_body_and_reads_no_row(client, published, django_assert_max_num_queries):
    client.get("/data/")
    # The newest edition alone.
    with django_assert_max_num_queries(1):
        head = client.head(ADDRESS)
    assert (head.status_code, body(head)) == (200, b"")
    assert head["Content-Type"] == "application/zip"


def test_an_empty_register_has_a_package_too(client):
    assert table(files_of(client), "activities") == []
