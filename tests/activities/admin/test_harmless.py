"""The tick that nobody at risk can be identified: given beside the text, and taken back with any change of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities import publishing
from activities.admin import deciding
from activities.models import Activity
from commitments import history
from commitments.models import Membership
from tests import factories
from tests.activities.admin.test_editorial import LIST, address, said, selected, send
from tests.forms import fields_of


@pytest.fixture
def pledge(db):
    pledge = factories.pledge(made_by=[factories.partner()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


@pytest.fixture
def writer(client, pledge):
    user = factories.user(is_staff=True)
    factories.membership(user, pledge, role=Membership.Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def unticked(pledge):
    """`unticked(n)`: so many drafts whose text nobody has ticked."""
    return lambda count: [factories.activity(pledge=pledge, do_no_harm=False) for _ in range(count)]


def fresh(activity):
    return Activity.objects.get(pk=activity.pk)


def asked(client, records, step="submit"):
    """The page of a step, from the list."""
    return client.post(reverse(LIST), selected(records, step))


def sent(client, page, *ticked, **more):
    values = fields_of(page) | {"harmless": [each.pk for each in ticked]} | more
    return client.post(reverse(LIST), values)


# --- Taken back -------------------------------------------------------------------------------------------------------
def typed_in(activity, **rows):
    """What a form sends for one new row of a kind."""
    ((kind, values),) = rows.items()
    return {
        f"{kind}-TOTAL_FORMS": "1", f"{kind}-0-id": "", f"{kind}-0-activity": activity.pk,
        **{f"{kind}-0-{name}": value for name, value in values.items()},
    }  # fmt: skip


CHANGES = {
    "title": lambda activity: {"title": "Other"},
    "description": lambda activity: {"description": "Other"},
    "places": lambda activity: {"places": "Osh"},
    "regions": lambda activity: {"regions": [factories.region().pk]},
    "office": lambda activity: {"office": factories.office().pk},
    "source_page": lambda activity: {"source_page": "https://example.org/page"},
    "updates": lambda activity: typed_in(activity, updates={"date": "2024", "text": "News", "language": "en"}),
    "placements": lambda activity: typed_in(activity, placements={"country": factories.country().pk}),
    "participations": lambda activity: typed_in(
        activity, participations={"partner": factories.partner(name="Shelter").pk, "role": "implementing"}
    ),
    "results": lambda activity: typed_in(
        activity, results={"indicator": factories.indicator().pk, "value": "3", "qualifier": "exactly"}
    ),
    "sources": lambda activity: typed_in(
        activity,
        sources={"title": "A", "url": "https://example.org/a", "kind": "page", "language": "en",
                 "verification": "self-reported"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_a_form_that_changes_the_text_takes_the_tick_back(client, writer, pledge, field):
    activity = factories.activity(pledge=pledge)
    before = history.document(activity)[field]
    send(client, activity, do_no_harm="on", **CHANGES[field](activity))
    assert history.document(fresh(activity))[field] != before
    assert not fresh(activity).do_no_harm
    assert history.of(activity).first().document["do_no_harm"] is False


def test_every_field_of_the_text_is_tried():
    assert set(CHANGES) == Activity.ticked_for


@pytest.mark.parametrize("typed", [{"kind": "event"}, {"status": "completed"}, {"start": "2020"}, {}])
def test_what_only_classifies_or_dates_it_leaves_the_tick(client, writer, pledge, typed):
    activity = factories.activity(pledge=pledge)
    send(client, activity, **typed)
    assert fresh(activity).do_no_harm


def test_no_form_gives_the_tick(client, writer, unticked):
    (activity,) = unticked(1)
    send(client, activity, do_no_harm="on", kind="event")
    assert (fresh(activity).kind, fresh(activity).do_no_harm) == ("event", False)


# --- Given ------------------------------------------------------------------------------------------------------------
def test_saved_and_submitted_the_text_is_shown_and_the_tick_asked_for(client, writer, pledge):
    activity = factories.activity(pledge=pledge)
    page = send(client, activity, "_submit", description="A shelter in Osh.")
    assert page.request["PATH_INFO"] == address(activity, "submit")
    assert "A shelter in Osh." in page.content.decode()
    refused = client.post(address(activity, "submit"), fields_of(page))
    assert refused.status_code == 400
    assert "Tick that nobody at risk can be identified from the text." in refused.content.decode()
    assert not fresh(activity).is_in_review
    client.post(address(activity, "submit"), fields_of(page) | {"harmless": activity.pk})
    assert fresh(activity).is_in_review
    assert fresh(activity).do_no_harm
    assert fresh(activity).version == fresh(activity).submitted_version
    step = history.of(activity).first()
    assert (step.action, step.by, step.document["do_no_harm"]) == ("submitted", writer, True)


def test_what_is_ticked_already_is_submitted_at_once(client, writer, pledge):
    activity = factories.activity(pledge=pledge)
    page = send(client, activity, "_submit", kind="event")
    assert page.request["PATH_INFO"] == address(activity)
    assert fresh(activity).is_in_review


def test_many_drafts_need_one_page_and_what_is_not_ticked_stays_on_it(client, writer, unticked):
    drafts = unticked(141)
    page = asked(client, drafts)
    text = page.content.decode()
    assert text.count('name="harmless"') == 141
    assert all(draft.description in text for draft in drafts)
    page = sent(client, page, *drafts[:120])
    assert page.status_code == 200
    assert "120 records wait for review." in said(page)
    assert "21 records were left out because they are not ticked. They are still selected." in said(page)
    assert Activity.objects.filter(state="in-review", do_no_harm=True).count() == 120
    assert set(fields_of(page)["_selected_action"]) == {str(draft.pk) for draft in drafts[120:]}
    page = sent(client, page, *drafts[120:])
    assert page["Location"] == reverse(LIST)
    assert Activity.objects.filter(state="in-review").count() == 141


def test_nothing_ticked_is_nothing_submitted(client, writer, unticked):
    page = sent(client, asked(client, drafts := unticked(3)))
    assert page.status_code == 400
    assert "No text is ticked, so nothing was done." in page.content.decode()
    assert {fresh(draft).state for draft in drafts} == {"draft"}


def test_what_needs_no_tick_goes_along(client, writer, pledge, unticked):
    ready, bare = factories.activity(pledge=pledge), unticked(1)[0]
    page = asked(client, [ready, bare])
    assert page.content.decode().count('name="harmless"') == 1
    sent(client, page)
    assert (fresh(ready).state, fresh(bare).state) == ("in-review", "draft")


def test_of_very_many_texts_a_part_comes_after_the_others(client, writer, unticked, monkeypatch):
    monkeypatch.setattr(deciding, "MOST_TEXTS", 2)
    drafts = unticked(5)
    page = asked(client, drafts)
    assert "3 more texts follow after these." in page.content.decode()
    page = sent(client, page, *[record for record, _ticked in page.context["texts"]])
    assert [len(page.context["texts"]), page.context["later"]] == [2, 1]
    monkeypatch.setattr(deciding, "MOST_CHARACTERS", 1)
    assert len(asked(client, drafts[2:]).context["texts"]) == 1


def test_one_who_both_writes_and_publishes_is_asked_when_publishing(client, editor, unticked):
    drafts = unticked(2)
    page = asked(client, drafts, "publish")
    assert page.content.decode().count('name="harmless"') == 2
    page = sent(client, page, drafts[0])
    assert [fresh(draft).state for draft in drafts] == ["published", "draft"]


# --- Forged, or too late ----------------------------------------------------------------------------------------------
def test_a_tick_of_another_record_ticks_nothing(client, writer, unticked):
    chosen, other = unticked(2)
    sent(client, asked(client, [chosen]), other)
    assert [fresh(each).do_no_harm for each in (chosen, other)] == [False, False]
    assert fresh(chosen).state == "draft"


@pytest.mark.parametrize("key", ["x", "", "-1", "\0", "9" * 30])
def test_a_tick_that_is_no_key_is_no_server_error(client, writer, unticked, key):
    page = asked(client, unticked(1))
    assert client.post(reverse(LIST), fields_of(page) | {"harmless": key}).status_code in (200, 400)


def test_a_tick_for_a_text_that_was_changed_meanwhile_is_refused_and_not_kept(client, writer, unticked):
    (draft,) = unticked(1)
    page = asked(client, [draft])
    other = fresh(draft)
    other.description = "Names a shelter."
    other.save()
    page = sent(client, page, draft)
    assert page.status_code == 400
    assert "Names a shelter." in page.content.decode()
    assert [ticked for _record, ticked in page.context["texts"]] == [False]
    assert not fresh(draft).do_no_harm


def test_who_only_publishes_gives_no_tick(client, pledge, unticked):
    user = factories.user(is_staff=True)
    factories.membership(user, pledge, role=Membership.Role.PUBLISHER)
    client.force_login(user)
    (draft,) = unticked(1)
    page = client.get(address(draft, "publish"))
    client.post(address(draft, "publish"), fields_of(page) | {"decided": "yes", "harmless": draft.pk})
    assert (fresh(draft).do_no_harm, fresh(draft).state) == (False, "draft")


# --- Work -------------------------------------------------------------------------------------------------------------
def test_the_page_takes_the_same_queries_for_two_texts_and_for_twenty(client, writer, unticked):
    counts = []
    for count in (2, 20):
        drafts = unticked(count)
        with CaptureQueriesContext(connection) as queries:
            asked(client, drafts)
        counts.append(len(queries))
    assert counts[0] == counts[1]
