"""What is confirmed is written as previewed, all of it or nothing, by who may, and reviewed like any other change."""

import pytest
from django.db import connection

from activities import publishing, workflow
from activities.intake import export, judging, outcomes, reading, writing
from activities.intake.errors import Refused
from activities.models import Activity
from commitments import history
from commitments.models import Membership, Revision
from tests import factories

pytestmark = pytest.mark.django_db

KEYS = ["reference", "pledge", "commitments", "title", "description", "kind", "reported"]


def sheet(*rows, keys=None):
    """A Sheet of dictionaries."""
    keys = keys or list(rows[0])
    text = b"".join(export.csv_of([]))[:3].decode() + "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
        for cells in [keys, *([row[key] for key in keys] for row in rows)]
    )
    return reading.read_upload(text.encode())


def judged(*rows, user=None):
    return list(judging.judge(sheet(*rows), user))


def written(*rows, user=None):
    verdicts = judged(*rows, user=user)
    assert [verdict.problems for verdict in verdicts] == [[] for _verdict in verdicts]
    return writing.write(verdicts, user)


def fresh(activity):
    return Activity.objects.with_history().get(pk=activity.pk)


def editor_of(pledge):
    user = factories.user(is_staff=True)
    factories.membership(user, pledge, role=Membership.Role.EDITOR)
    return user


@pytest.fixture
def activity(db):
    pledge = factories.pledge(made_by=[factories.partner()])
    made = factories.activity(pledge=pledge, start="2020", end="2022")
    factories.source(made, title="Old", url="https://example.org/old", publisher="Kept")
    return made


def of_new(pledge, **cells):
    return {
        "reference": "", "pledge": pledge.slug, "commitments": "1", "title": "New", "description": "Text.",
        "kind": "training", "reported": "2024",
    } | cells  # fmt: skip


# --- One change -------------------------------------------------------------------------------------------------------
def test_a_change_is_one_new_version_with_one_revision_by_who_made_it(activity):
    user = editor_of(activity.pledge)
    assert written({"reference": activity.reference, "title": "Better"}, user=user) == [activity.reference]
    after = fresh(activity)
    assert (after.title, after.version, after.description) == ("Better", activity.version + 1, activity.description)
    (revision,) = Revision.objects.filter(record_key=str(activity.pk))
    assert (revision.action, revision.by, revision.version) == ("imported", user, after.version)
    assert revision.document == history.document(after)


def test_only_columns_of_the_file_change_and_an_empty_cell_clears(activity):
    before = history.document(fresh(activity))
    written({"reference": activity.reference, "end": "", "sources": "", "places": "Osh"})
    after = history.document(fresh(activity))
    assert {key for key in after if after[key] != before[key]} == {"end", "sources", "places", "do_no_harm"}
    assert (after["end"], after["sources"]) == ("", [])


def test_the_preview_shows_cells_before_and_after(activity):
    (verdict,) = judged({"reference": activity.reference, "end": "", "sources": "New <https://example.org/new>"})
    assert ["end", "2022", ""] in verdict.changes
    assert ["sources", "Old <https://example.org/old>", "New <https://example.org/new>"] in verdict.changes


def test_a_source_keeps_what_the_column_sources_does_not_say(activity):
    cell = "Renamed <https://example.org/old>; Second <https://example.org/2>"
    written({"reference": activity.reference, "sources": cell})
    one, two = fresh(activity).sources.all()
    assert (one.title, one.publisher, two.title, two.publisher) == ("Renamed", "Kept", "Second", "")


def test_codes_alone_say_where_an_activity_is_and_keep_what_is_planned(activity):
    here, there = factories.country(), factories.country()
    factories.placement(activity, here, planned=True)
    written({"reference": activity.reference, "country_codes": f"{there.alpha3.lower()}; {here.alpha3}"})
    assert [(each.country, each.planned) for each in fresh(activity).placements.all()] == [(there, False), (here, True)]


def test_names_and_codes_that_disagree_are_refused(activity):
    here, there = factories.country(), factories.country()
    row = {"reference": activity.reference, "countries": here.name, "country_codes": there.alpha3}
    (verdict,) = judged(row)
    assert [column for column, _sentence in verdict.problems] == ["country_codes"]
    assert judged(row | {"country_codes": here.alpha3})[0].problems == []


def test_updates_of_one_date_stay_in_their_order(activity):
    written({"reference": activity.reference, "updates": "2024-05: First.\n2024-05: Second.\n2025: Third."})
    assert [update.text for update in fresh(activity).updates.all()] == ["Third.", "First.", "Second."]
    assert judged({"reference": activity.reference, "updates": "2025: Third.\n2024-05: First.\n2024-05: Second."})[
        0
    ].outcome == (outcomes.UNCHANGED)


def test_a_pledge_is_fixed_and_what_the_site_keeps_is_ignored_or_refused(activity):
    other = factories.pledge()
    row = {"reference": activity.reference, "pledge": activity.pledge.slug.upper(), "state": "", "version": "",
           "confirmed": "", "first_published": "2020-01-01T00:00:00Z", "url": ""}  # fmt: skip
    (verdict,) = judged(row)
    assert (verdict.outcome, len(verdict.notes)) == (outcomes.UNCHANGED, 1)
    wrong = {
        "pledge": other.slug,
        "state": "published",
        "version": "x",
        "confirmed": "2024",
        "url": "https://example.org/",
    }
    (verdict,) = judged(row | wrong)
    assert [column for column, _sentence in verdict.problems] == ["pledge", "url", "state", "version", "confirmed"]
    assert all("A file does not change this" in sentence for _column, sentence in verdict.problems)


# --- Publishing and the tick ------------------------------------------------------------------------------------------
@pytest.fixture
def public(activity):
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    activity.refresh_from_db()
    return activity


def test_a_file_publishes_nothing(public, client):
    written({"reference": public.reference, "title": "Waits"})
    after = fresh(public)
    assert after.has_unpublished_changes and after.state == "published"
    assert "Waits" not in client.get(public.get_absolute_url()).content.decode()


def test_what_was_in_review_is_taken_out_of_it(activity):
    user = editor_of(activity.pledge)
    workflow.submit([activity], user, {str(activity.pk): str(activity.version)})
    assert fresh(activity).is_in_review
    written({"reference": activity.reference, "kind": "event"})
    after = fresh(activity)
    assert (after.state, after.is_in_review, after.submitted_by) == ("draft", False, None)


@pytest.mark.parametrize(
    ("column", "cell", "ticked"),
    [
        ("title", "Other", False),
        ("description", "Other", False),
        ("updates", "2024: Other", False),
        ("places", "Other", False),
        ("sources", "Other <https://example.org/>", False),
        ("countries", "Country", False),
        ("country_codes", "CCC", False),
        ("regions", "Region", False),
        ("partners", "Shelter (implementing)", False),
        ("results", "3 survivors", False),
        ("source_details", "https://example.org/old\nkind: report", False),
        ("office", "Office", False),
        ("source_page", "https://example.org/page", False),
        ("kind", "event", True),
        ("start", "2019", True),
        ("status", "completed", True),
    ],
)
def test_the_tick_is_taken_back_where_the_text_changes(activity, column, cell, ticked):
    """A shelter may be recognised by a partner's name, a small group by a number and a place."""
    factories.country(name="Country", alpha3="CCC", alpha2="CC")
    factories.region(name="Region")
    factories.partner(name="Shelter")
    factories.indicator(name="survivors")
    factories.office(name="Office")
    written({"reference": activity.reference, column: cell, "do_no_harm": "yes"})
    assert fresh(activity).do_no_harm is ticked


def test_a_file_takes_the_tick_back_and_never_gives_it(activity):
    written({"reference": activity.reference, "do_no_harm": "no"})
    assert fresh(activity).do_no_harm is False
    (verdict,) = judged({"reference": activity.reference, "do_no_harm": "yes"})
    assert verdict.outcome == outcomes.UNCHANGED and "You give it when you submit" in verdict.notes[0]


# --- New ones ---------------------------------------------------------------------------------------------------------
def test_new_rows_are_drafts_numbered_in_the_order_of_the_file(activity):
    pledge = activity.pledge
    rows = [of_new(pledge, title="B"), of_new(pledge, title="A")]
    references = written(*rows)
    assert references == [f"{pledge.slug}-0002", f"{pledge.slug}-0003"]
    made = list(Activity.objects.filter(reference__in=references))
    assert [(each.title, each.state, each.version, each.do_no_harm) for each in made] == [
        ("B", "draft", 1, False), ("A", "draft", 1, False),
    ]  # fmt: skip
    # The counter and the sequences went on: the next one by a form gets the next number and key.
    assert factories.activity(pledge=pledge).reference == f"{pledge.slug}-0004"
    assert Revision.objects.filter(action="imported").count() == 2


def test_a_new_row_that_is_there_already_is_recognised_and_one_that_differs_is_refused(activity):
    (reference,) = written(of_new(activity.pledge))
    same, other = judged(of_new(activity.pledge))[0], judged(of_new(activity.pledge, kind="event"))[0]
    assert (same.outcome, same.reference) == (outcomes.UNCHANGED, reference)
    assert (other.outcome, reference in other.problems[0][1]) == (outcomes.REJECTED, True)


# --- All or nothing ---------------------------------------------------------------------------------------------------
def test_a_version_that_moved_on_refuses_the_whole_file_by_name(activity):
    other = factories.activity(pledge=activity.pledge)
    verdicts = judged(
        {"reference": activity.reference, "title": "Mine"}, {"reference": other.reference, "title": "Too"}
    )
    activity.title = "Theirs"
    activity.save()
    with pytest.raises(Refused, match=activity.reference) as refused:
        writing.write(verdicts)
    assert other.reference not in str(refused.value)
    assert [fresh(each).title for each in (activity, other)] == ["Theirs", other.title]
    assert not Revision.objects.filter(action="imported").exists()


def test_an_activity_that_is_gone_refuses_the_whole_file(activity):
    other = factories.activity(pledge=activity.pledge)
    verdicts = judged(
        {"reference": activity.reference, "title": "Mine"}, {"reference": other.reference, "title": "Too"}
    )
    other.delete()
    with pytest.raises(Refused, match=other.reference):
        writing.write(verdicts)
    assert fresh(activity).title == activity.title


def test_a_name_that_is_gone_refuses_the_whole_file(activity):
    office = factories.office()
    verdicts = judged({"reference": activity.reference, "title": "Mine", "office": office.name})
    office.delete()
    with pytest.raises(Refused, match=office.slug):
        writing.write(verdicts)
    assert fresh(activity).title == activity.title


def test_the_same_new_rows_confirmed_twice_are_made_once(activity):
    verdicts = judged(of_new(activity.pledge))
    writing.write(verdicts)
    with pytest.raises(Refused, match="added meanwhile"):
        writing.write(verdicts)
    assert Activity.objects.filter(title="New").count() == 1


def test_an_old_download_does_not_overwrite_what_someone_changed_since(activity):
    old = {"reference": activity.reference, "version": str(activity.version), "title": "From the file"}
    activity.title = "Theirs"
    activity.save()
    (verdict,) = judged(old)
    assert [column for column, _sentence in verdict.problems] == ["version"]
    assert judged(old | {"title": "Theirs"})[0].outcome == outcomes.UNCHANGED


# --- Rights -----------------------------------------------------------------------------------------------------------
def test_rows_of_another_pledge_are_refused_like_rows_that_are_not_there(activity):
    user = editor_of(factories.pledge())
    there, nowhere = judged(
        {"reference": activity.reference, "title": "x"}, {"reference": "no-0001", "title": "x"}, user=user
    )
    sentences = [verdict.problems[0][1].replace(verdict.reference, "…") for verdict in (there, nowhere)]
    assert there.outcome == nowhere.outcome == outcomes.REJECTED
    assert sentences[0] == sentences[1]
    assert (there.title, there.version, there.changes) == ("", 0, [])


def test_a_publisher_may_not_write_and_an_editor_not_in_another_pledge(activity):
    publisher = factories.user(is_staff=True)
    factories.membership(publisher, activity.pledge, role=Membership.Role.PUBLISHER)
    for user in (publisher, editor_of(factories.pledge())):
        (verdict,) = judged(of_new(activity.pledge), user=user)
        assert [column for column, _sentence in verdict.problems] == ["pledge"]
        assert activity.pledge.title not in verdict.problems[0][1]


@pytest.mark.parametrize("new", [False, True])
def test_a_role_that_was_lost_since_the_preview_refuses_the_file(activity, new):
    user = editor_of(activity.pledge)
    row = of_new(activity.pledge) if new else {"reference": activity.reference, "title": "x"}
    verdicts = judged(row, user=user)
    user.memberships.all().delete()
    del user.roles
    with pytest.raises(Refused, match=r"may no longer|no longer exists"):
        writing.write(verdicts, user)
    assert Activity.objects.count() == 1


# --- Ties -------------------------------------------------------------------------------------------------------------
def tied(activity):
    return [other.reference for other in fresh(activity).same_project.all()]


def test_a_tie_is_made_and_cut_both_ways_with_a_version_and_a_revision_for_both(activity):
    other = factories.activity(pledge=activity.pledge)
    written({"reference": activity.reference, "same_project": other.reference})
    assert (tied(activity), tied(other)) == ([other.reference], [activity.reference])
    assert [fresh(each).version for each in (activity, other)] == [activity.version + 1, other.version + 1]
    written({"reference": other.reference, "same_project": ""})
    assert (tied(activity), tied(other)) == ([], [])
    for each in (activity, other):
        revisions = history.of(each)
        assert revisions.count() == 2
        assert revisions[0].version == fresh(each).version
        assert revisions[0].document["same_project"] == []


def test_two_rows_that_tie_each_other_are_one_version_each(activity):
    other = factories.activity(pledge=activity.pledge)
    written({"reference": activity.reference, "same_project": other.reference},
            {"reference": other.reference, "same_project": activity.reference})  # fmt: skip
    assert (tied(activity), tied(other)) == ([other.reference], [activity.reference])
    assert [fresh(each).version for each in (activity, other)] == [activity.version + 1, other.version + 1]


def test_a_tie_to_another_pledge_is_not_made_and_one_that_is_there_stays(activity):
    user = editor_of(activity.pledge)
    other, third = factories.activity(), factories.activity(pledge=activity.pledge)
    (verdict,) = judged({"reference": activity.reference, "same_project": other.reference}, user=user)
    assert [column for column, _sentence in verdict.problems] == ["same_project"]
    activity.same_project.add(other)
    written({"reference": activity.reference, "same_project": third.reference}, user=user)
    assert tied(activity) == sorted([other.reference, third.reference])
    assert fresh(other).version == other.version


def test_what_would_hold_the_lock_of_sqlite_for_too_long_is_undone(activity, monkeypatch):
    monkeypatch.setattr(writing, "PROBE_SECONDS", 0)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0)
    verdicts = judged(of_new(activity.pledge), of_new(activity.pledge, title="Two"))
    if connection.vendor == "sqlite":
        with pytest.raises(Refused, match="PostgreSQL"):
            writing.write(verdicts)
        assert list(Activity.objects.all()) == [activity]
        assert not Revision.objects.filter(action="imported").exists()
    else:
        assert len(writing.write(verdicts)) == 2
