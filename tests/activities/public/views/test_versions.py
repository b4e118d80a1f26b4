"""An activity's versions and corrections: what each changed, when it was not to be seen, and nobody's name."""

import datetime
import re

import pytest
from django.utils import timezone

from activities import publishing
from activities.models import Activity, Country, Publication
from activities.public.views.activities import ActivityDetail
from activities.public.views.versions import ActivityVersions
from commitments.models import Partner, Pledge
from tests import factories
from tests.reading import links, page_of, text, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def activity(bullet="5.13"):
    return Activity.objects.get(reference=undp(bullet)[0])


def publish(activity, by=None, **fields):
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.save()
    publishing.publish([activity], by=by)


def versions(client, activity, query=""):
    """What the page shows, newest first."""
    page = client.get(f"/activities/{activity.reference}/versions/{query}")
    assert page.status_code == 200
    return page.context["versions"]


def changes(client, activity):
    """{field: difference} of the newest version against the one before."""
    return {difference.name: difference for difference in versions(client, activity)[0]["differences"]}


def said(parts):
    return "".join(part.text for part in parts)


def test_each_version_says_when_it_came_and_what_it_changed(client):
    one = activity()
    publish(one, title="The second title")
    publish(one, description="The third text.", kind="strategy")
    shown = versions(client, one)
    assert [entry["number"] for entry in shown] == [3, 2, 1]
    assert [[each.name for each in entry["differences"]] for entry in shown] == [["description", "kind"], ["title"], []]
    assert [entry["current"] for entry in shown] == [True, False, False]
    page = client.get(f"/activities/{one.reference}/versions/")
    at = Publication.objects.versions_of(one.reference)[0].at
    assert f"Published {at:%-d %B %Y}, {at:%H:%M} UTC" in text(page)
    assert "First published." in text(page)
    addresses = {f"/activities/{one.reference}/{rest}" for rest in ("", "v/1/", "v/2/")}
    assert addresses <= set(links(page))


def test_an_activity_of_one_version_has_its_page_too(client):
    [entry] = versions(client, activity())
    assert (entry["number"], entry["before"], entry["differences"]) == (1, None, [])


def test_values_are_names_and_words_and_never_codes(client):
    one = activity()
    one.placements.all().delete()
    one.participations.all().delete()
    for code, planned in (("XKX", False), ("TUR", True)):
        factories.placement(one, Country.objects.get(alpha3=code), planned=planned)
    factories.participation(one, Partner.objects.get(slug="iom"), role="co-lead")
    factories.result(one, qualifier="over", indicator=factories.indicator(name="people trained"), as_of="2024-05")
    factories.source(one, title="A report", url="https://example.org/r", language="fr", verification="documented")
    publish(one, status="on-hold", start="2023-11", kind="training", language="es", title_by_register=False)
    found = changes(client, one)
    assert [re.sub(r"<[^>]*>", "", each) for each in found["countries"].added] == ["Kosovo*", "Türkiye (planned)"]
    assert found["partners"].added == ("International Organization for Migration (co-lead)",)
    assert found["results"].added == ("over 900 people trained, as of May 2024",)
    words = {name: said(found[name].after_parts) for name in ("status", "start", "kind", "language")}
    assert words == {"status": "on hold", "start": "November 2023", "kind": "training", "language": "Spanish (es)"}
    assert said(found["title_by_register"].before_parts) == "yes"
    [source] = found["sources"].rows
    assert ("verification", "documented") in [(cell.label, cell.text) for cell in source.cells]
    page = client.get(f"/activities/{one.reference}/versions/")
    assert "#note-XKX" in links(page)
    assert {"/countries/XKX/", "/countries/TUR/"} <= set(links(page))


def test_an_update_that_was_corrected_is_shown_as_the_same_update(client):
    one = activity()
    update = factories.update(one, date="2024-05", text="Three workshops were held in Osh.")
    publishing.publish([one])
    update.text = "Four workshops were held in Osh."
    update.save()
    factories.update(one, date="2025", text="Two more.", status="completed")
    publish(one)
    found = changes(client, one)
    assert [(row.kind, row.name) for row in found["updates"].rows] == [("added", "2025"), ("changed", "May 2024")]
    [text_of_it] = found["updates"].rows[1].differences
    assert said(part for part in text_of_it.before_parts if part.kind == "removed") == "Three "
    assert said(found["status"].after_parts) == "completed"


def test_a_confirmation_is_a_change_in_words(client):
    one = activity()
    publish(one)
    latest = Publication.objects.versions_of(one.reference)[0]
    Publication.objects.create(
        activity=one,
        number=2,
        document=latest.document | {"confirmed": "2026-05-04"},
        edition=latest.edition,
        at=latest.at,
    )
    publishing.rebuild_public_record()
    [difference] = changes(client, one).values()
    assert (difference.label, said(difference.after_parts)) == ("confirmed still correct as of", "4 May 2026")
    assert "Confirmed still correct as of" in text(client.get(f"/activities/{one.reference}/versions/"))


def test_texts_are_marked_with_the_language_of_their_own_version(client):
    one = activity()
    publish(one, description="Ahora en español.", language="es", title="Un título", title_by_register=False)
    found = changes(client, one)
    languages = {name: (found[name].before_language, found[name].after_language) for name in ("description", "title")}
    assert languages == {"description": ("en", "es"), "title": ("", "es")}
    page = client.get(f"/activities/{one.reference}/versions/").content.decode()
    assert re.search(r'dir="auto" lang="es"><ins>.*?Ahora en español\.', page)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_note_stands_where_any_shown_version_names_kosovo(client, moment):
    one = activity("6.3")
    address = f"/activities/{one.reference}/versions/"
    assert "note-XKX" not in page_of(client.get(address)).ids
    plain = one.description
    publish(one, description=f"{plain} It went on in Kosovo.")
    if moment == "after":
        publish(one, description=plain)
        assert "note-XKX" not in page_of(client.get(f"/activities/{one.reference}/")).ids
    assert "note-XKX" in page_of(client.get(address)).ids


def test_a_withdrawal_and_the_publication_after_it_are_told(client):
    one = activity()
    publishing.withdraw([one])
    publishing.publish([one])
    second, first = versions(client, one)
    assert [event["what"] for event in first["events"]] == ["withdrawn"]
    assert (second["again"], first["again"], second["differences"]) == (True, False, [])
    said = text(client.get(f"/activities/{one.reference}/versions/"))
    assert said.index("Published again after withdrawal.") < said.index("The activity was withdrawn.")
    assert "The text is the same as in version 1." in said


def test_that_its_pledge_was_hidden_and_shown_again_is_told(client):
    one, pledge = activity(), Pledge.objects.get()
    publishing.withdraw_pledge(pledge)
    publishing.publish_pledge(pledge)
    publish(one, title="Later")
    second, first = versions(client, one)
    assert [event["what"] for event in first["events"]] == ["shown", "hidden"]
    assert (second["events"], second["again"]) == ([], False)
    assert "Its pledge was published again, and the activity with it." in text(
        client.get(f"/activities/{one.reference}/versions/")
    )


def test_another_activity_of_the_project_is_named_only_while_it_is_public(client):
    one, other = activity(), activity("5.14")
    draft = factories.activity(pledge=Pledge.objects.get())
    one.same_project.add(other, draft)
    publish(one)
    [added] = changes(client, one)["same_project"].added
    assert f"/activities/{other.reference}/" in added
    assert draft.reference not in client.get(f"/activities/{one.reference}/versions/").content.decode()
    publishing.withdraw([other])
    assert other.reference not in client.get(f"/activities/{one.reference}/versions/").content.decode()


def test_nobody_who_published_or_wrote_is_named(client):
    someone = factories.user(username="zyxomark", first_name="Zyxo", last_name="Mark", email="zyxomark@example.org")
    one = activity()
    publish(one, by=someone, title="Another")
    publishing.withdraw([one], by=someone)
    publishing.publish([one], by=someone)
    assert "zyxo" not in client.get(f"/activities/{one.reference}/versions/").content.decode().lower()


def test_a_change_that_waits_for_review_is_not_told(client):
    one = activity()
    address = f"/activities/{one.reference}/versions/"
    before = client.get(address)
    one.title = "Unreviewed"
    one.save()
    after = client.get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


@pytest.mark.parametrize("path", ["undp-gcm-0046/versions", "undp-gcm-1/versions", "undp-gcm-0001/versions/1"])
def test_what_was_never_published_is_404(client, path):
    assert client.get(f"/activities/{path}/").status_code == 404


@pytest.mark.parametrize("query", ["page=2", "page=0", "page=-1", "page=%C2%B2", "page=%00", "page=99999999999999"])
def test_a_page_that_is_not_there_is_404(client, query):
    assert client.get(f"/activities/undp-gcm-0017/versions/?{query}").status_code == 404


def test_it_is_404_while_its_pledge_is_hidden_and_410_once_withdrawn(client):
    one, pledge = activity(), Pledge.objects.get()
    publish(one, title="The second title")
    address = f"/activities/{one.reference}/versions/"
    etag = client.get(address)["ETag"]
    publishing.withdraw_pledge(pledge)
    assert client.get(address).status_code == 404
    publishing.publish_pledge(pledge)
    publishing.withdraw([one])
    gone = client.get(address, headers={"If-None-Match": etag})
    assert gone.status_code == 410
    assert "second title" not in text(gone)
    assert "ETag" not in gone


def test_it_is_304_until_something_is_published(client):
    one = activity()
    address = f"/activities/{one.reference}/versions/"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    publish(one, title="New")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("view", [ActivityVersions, ActivityDetail])
def test_what_is_published_while_it_is_drawn_makes_it_start_over(rf, view):
    one = activity()
    waiting = [lambda: publish(one, title="Published meanwhile")]

    class Interrupted(view):
        def etag(self, request):
            etag = super().etag(request)
            if waiting:
                waiting.pop()()
            return etag

    address = f"/activities/{one.reference}/versions/"
    first = Interrupted.as_view()(rf.get(address), reference=one.reference)
    again = view.as_view()(rf.get(address), reference=one.reference)
    assert "Published meanwhile" in first.content.decode()
    assert (first["ETag"], first.content) == (again["ETag"], again.content)


def test_the_activity_and_each_of_its_versions_lead_to_what_changed(client):
    one = activity()
    publish(one, title="The second title")
    publish(one, title="The third title")
    address = f"/activities/{one.reference}/versions/"
    for path in ("", "v/1/", "v/2/", "v/3/"):
        found = set(links(client.get(f"/activities/{one.reference}/{path}")))
        assert {address, f"{address}#version-2", f"{address}#version-3"} <= found
        assert f"{address}#version-1" not in found
    assert "What changed in version 2" in text(client.get(f"/activities/{one.reference}/v/2/"))
    assert {"version-1", "version-2", "version-3"} <= set(page_of(client.get(address)).ids)


def test_many_versions_stand_on_several_pages_each_with_its_own_events(client):
    one = activity()
    latest = Publication.objects.versions_of(one.reference)[0]
    for number in range(2, 27):
        publish(one, title=f"Title {number}")
    publishing.withdraw([one])
    publish(one, title="Title 27")
    first, second = versions(client, one), versions(client, one, "?page=2")
    assert [entry["number"] for entry in first] == list(range(27, 2, -1))
    assert [entry["number"] for entry in second] == [2, 1]
    assert [entry["number"] for entry in (*first, *second) if entry["events"]] == [26]
    assert [entry["number"] for entry in (*first, *second) if entry["again"]] == [27]
    [difference] = second[0]["differences"]
    assert said(difference.after_parts) == "Title 2"
    assert difference.before == latest.document["title"]
    address = f"/activities/{one.reference}/versions/"
    found = links(client.get(f"/activities/{one.reference}/"))
    assert {f"{address}#version-3", f"{address}?page=2#version-2"} <= set(found)


def test_the_times_are_utc(client):
    one = activity()
    publish(one, title="New")
    at = datetime.datetime(2026, 5, 4, 23, 5, 6, tzinfo=datetime.UTC)
    Publication.objects.filter(activity=one, number=2).update(at=at)
    with timezone.override("Pacific/Auckland"):
        page = client.get(f"/activities/{one.reference}/versions/")
    assert "Published 4 May 2026, 23:05 UTC" in text(page)
    assert 'datetime="2026-05-04T23:05:06Z"' in page.content.decode()
