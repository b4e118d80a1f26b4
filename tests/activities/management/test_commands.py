"""The commands: what a person at a terminal reads."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from activities import publishing
from activities.management import commands
from activities.models import Country, PublicActivity, Publication, PublicPledge, PublicTie, Region
from activities.public import copy
from activities.public.filters import ActivityFilterSet
from activities.publishing import search_index
from commitments import history
from commitments.models import Pledge, Revision
from tests import factories

pytestmark = pytest.mark.django_db


def said(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue().strip()


def test_load_reference_counts_what_it_did():
    assert said("load_reference") == (
        "countries and areas: 249 created, 0 changed, frameworks: 1 created, 0 changed, objectives: 23 created, "
        "0 changed, guiding principles: 10 created, 0 changed, regions: 37 created, 0 changed"
    )
    Country.objects.filter(alpha3="KGZ").update(name="Kirghizia")
    Region.objects.filter(slug="eac").update(name="EAC")
    assert "1 changed" not in said("load_reference")
    assert said("load_reference", "--update").count("0 created, 1 changed") == 2


def test_load_undp_pledge_works_once_and_then_says_that_it_is_there():
    said("load_reference")
    assert said("load_undp_pledge") == "The pledge undp-gcm: 45 activities published."
    assert said("load_undp_pledge") == "The pledge undp-gcm already exists. Nothing was changed."
    assert Pledge.objects.count() == 1


def test_load_undp_pledge_without_the_reference_data_says_what_to_do():
    with pytest.raises(CommandError, match="load_reference"):
        said("load_undp_pledge")
    assert not Pledge.objects.exists()


def test_rebuild_public_record_writes_only_what_differs():
    activity = factories.activity()
    publishing.publish_pledge(activity.pledge)
    edition = publishing.publish([activity])
    assert said("rebuild_public_record") == "The public record is correct. Nothing was changed."
    line = PublicActivity.objects.get().csv_line
    PublicActivity.objects.update(csv_line="written by an older release")
    assert said("rebuild_public_record") == f"Edition {edition.number + 1}: 1 row was rebuilt."
    assert PublicActivity.objects.get().csv_line == line


def test_rebuild_public_record_says_how_far_it_is(monkeypatch, capsys):
    monkeypatch.setattr(publishing.rebuild, "STEP", 2)
    activities = [factories.activity() for _ in range(3)]
    for activity in activities:
        publishing.publish_pledge(activity.pledge)
    publishing.publish(activities)
    PublicActivity.objects.update(csv_line="written by an older release")
    assert said("rebuild_public_record", "--workers", "1", "--from-start").endswith("3 rows were rebuilt.")
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("2 of 3 rows, ") and first.endswith(" minutes to go")
    assert last.startswith("3 of 3 rows, ") and last.endswith(" a second, 0.0 minutes to go")


@pytest.fixture
def published():
    """Three published activities of one pledge, the first tied to the second."""
    pledge = factories.commitment().pledge
    activities = [factories.activity(pledge=pledge) for _ in range(3)]
    activities[0].same_project.add(activities[1])
    publishing.publish_pledge(pledge)
    publishing.publish(activities)
    return activities


def test_rebuild_public_record_puts_back_what_is_missing_and_says_so(published):
    """It once published an empty record without a word."""
    references = sorted(activity.reference for activity in published)
    names = ", ".join([published[0].pledge.slug, *references])
    for model in (PublicActivity, PublicPledge, PublicTie):
        model.objects.all().delete()
    out = StringIO()
    with pytest.raises(CommandError, match="differs from what was published"):
        call_command("rebuild_public_record", "--check", stdout=out)
    assert out.getvalue().splitlines() == [
        f"Missing, would be restored (4): {names}",
        "Same-project ties that would be restored or removed: 2",
    ]
    assert not PublicActivity.objects.exists()
    lines = said("rebuild_public_record").splitlines()
    assert lines[:2] == [f"Missing, restored (4): {names}", "Same-project ties restored or removed: 2"]
    assert ActivityFilterSet({}).total == 3
    assert said("rebuild_public_record", "--check") == ("The public record is correct. Nothing was changed.")


def test_rebuild_public_record_names_what_differs_and_what_was_never_published(published):
    first, second, _third = sorted(activity.reference for activity in published)
    PublicActivity.objects.filter(reference=first).update(words="")
    PublicActivity.objects.filter(reference=second).update(reference="forged-0001")
    PublicTie.objects.all().delete()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("rebuild_public_record", "--check", stdout=out)
    assert out.getvalue().splitlines()[:3] == [
        f"Missing, would be restored (1): {second}",
        f"Different, would be rebuilt (1): {first}",
        "Never published, would be removed (1): forged-0001",
    ]
    lines = said("rebuild_public_record").splitlines()
    assert lines[:2] == [f"Missing, restored (1): {second}", "Never published, removed (1): forged-0001"]
    assert lines[-1].endswith(": 1 row was rebuilt.")


def test_rebuild_public_record_names_twenty_and_counts_the_others():
    pledge = factories.commitment().pledge
    publishing.publish_pledge(pledge)
    publishing.publish([factories.activity(pledge=pledge) for _ in range(23)])
    PublicActivity.objects.all().delete()
    said_first = said("rebuild_public_record").splitlines()[0]
    assert said_first.startswith("Missing, restored (23): ")
    assert said_first.endswith(f"{pledge.slug}-0020, and 3 more")


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_rebuild_public_record_fails_where_something_cannot_be_put_back(published, check, capsys):
    reference = published[0].reference
    Publication.objects.filter(activity=published[0]).update(ordinal=None)
    PublicActivity.objects.filter(reference=reference).delete()
    PublicTie.objects.all().delete()
    publishing.rebuild_public_record()
    with pytest.raises(CommandError, match="Some published records could not be restored"):
        call_command("rebuild_public_record", *check)
    assert f"or another row has it (1): {reference}" in capsys.readouterr().err


def test_rebuild_search_makes_a_false_index_anew():
    activity = factories.activity(description="word")
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    assert said("rebuild_search") == "The search index matches the public record. Nothing was changed."
    assert said("rebuild_search", "--check") == said("rebuild_search")
    search_index.drop(connection)
    with pytest.raises(CommandError, match="The search index differs from the public record"):
        said("rebuild_search", "--check")
    assert not search_index.holds(connection)
    assert said("rebuild_search") == "The search index was rebuilt from the public record."
    assert ActivityFilterSet({"q": ["word"]}).total == 1


def test_begin_history_keeps_what_was_entered_before_there_was_one():
    target = factories.target()
    activity = factories.activity(commitments=[target.commitment], title="Of before")
    factories.update(activity, text="Of before too.")
    later = factories.activity(pledge=activity.pledge)
    history.record(later, Revision.Action.ADDED)
    # The pledge with its framework, commitment and indicator, and the activity: parts have no history of their own.
    assert said("begin_history") == "5 records begin their history."
    [step] = history.of(activity)
    assert (step.action, step.by, step.document["title"]) == ("added", None, "Of before")
    assert step.document["updates"][0]["text"] == "Of before too."
    assert history.of(target.commitment).get().document["targets"]
    assert history.of(later).count() == 1
    assert said("begin_history") == "0 records begin their history."


def test_how_to_sign_in_names_the_desk_and_how_to_make_an_account():
    desk, account = said("how_to_sign_in").splitlines()
    assert desk == "The desk: http://testserver/admin/"
    make = ".venv/bin/python manage.py createsuperuser"
    assert account == f"Nobody has an account yet. To make one, run this in another terminal: {make}"
    factories.user()
    assert said("how_to_sign_in").splitlines()[1] == account, "that one may not sign in"
    factories.administrator()
    assert said("how_to_sign_in").splitlines()[1] == f"1 person has an account. To make another: {make}"


def test_make_says_how_to_sign_in_before_it_serves():
    """Each time, on the address that it serves."""
    recipes = (settings.BASE_DIR / "Makefile").read_text().split("\n\n")
    serving = [line for recipe in recipes for line in recipe.splitlines() if " exec $(" in line]
    assert len(serving) == 3
    for line in serving:
        before = line.split(" exec $(")[0]
        assert "how_to_sign_in &&" in before or "make_demo" in before
        assert "$(SITE_URL_FOR_PORT);" in before or "$(DEMO);" in before


COMMANDS = Path(commands.__file__).parent
SAYS = {"write", "CommandError", "CopyError"}


@pytest.mark.parametrize(
    "path", [*COMMANDS.glob("*.py"), *Path(copy.__file__).parent.glob("*.py")], ids=lambda p: p.stem
)
def test_what_a_command_says_goes_through_gettext(path):
    """No sentence is handed over as it was written."""
    for call in ast.walk(ast.parse(path.read_text())):
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in SAYS and call.args:
            said = call.args[0].left if isinstance(call.args[0], ast.BinOp) else call.args[0]
            assert not isinstance(said, ast.Constant | ast.JoinedStr), ast.unparse(call)
