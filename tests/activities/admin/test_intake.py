"""The pages of the round trip: download the list shown, upload, look, confirm; and whatever is sent, no 5xx."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from activities.intake import export, uploads
from activities.intake.columns import NAMES
from activities.intake.reading import read_upload
from activities.models import Activity, Intake
from commitments.models import Job, Membership
from tests import factories
from tests.reading import body

UPLOAD = reverse("admin:activities_activity_intake")
LIST = reverse("admin:activities_activity_changelist")


def upload(client, data, name="list.csv", **kwargs):
    data = data.encode() if isinstance(data, str) else data
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}, **kwargs)


def download(client, extension="csv", query=""):
    return client.get(reverse("admin:activities_activity_download", args=[extension]) + query)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"), newline="")))


def signed_in(client, *pledges, role=Membership.Role.EDITOR):
    user = factories.user(is_staff=True)
    for pledge in pledges:
        factories.membership(user, pledge, role=role)
    client.force_login(user)
    return user


@pytest.fixture
def activity(db):
    return factories.activity(title="First title")


def change(activity, title="Second title"):
    return f"reference,title\n{activity.reference},{title}"


# --- Out --------------------------------------------------------------------------------------------------------------
def test_the_download_is_the_list_shown_in_its_order_all_pages_of_it(editor, client, activity):
    for number in range(60):
        factories.activity(pledge=activity.pledge, kind="event", title=f"Event {number}")
    rows = rows_of(download(client, query="?kind__exact=event&o=-1"))
    assert len(rows) == 60
    assert [row["reference"] for row in rows] == sorted((row["reference"] for row in rows), reverse=True)
    assert [row["title"] for row in rows_of(download(client, query="?q=first"))] == ["First title"]
    assert len(read_upload(body(download(client, "xlsx", "?q=first"))).lines) == 1


def test_the_list_links_to_its_own_download(editor, client, activity):
    page = client.get(f"{LIST}?kind__exact=event&p=0&q=x").content.decode()
    assert "download.csv?kind__exact=event&amp;q=x" in page
    assert "download.xlsx?kind__exact=event&amp;q=x" in page


@pytest.mark.parametrize(
    "query", ["?title__regex=(", "?kind__exact=%00", "?pledge__id__exact=99999999999999999999", "?e=1"]
)
def test_a_download_of_a_list_that_cannot_be_is_no_server_error(editor, client, query):
    assert download(client, query=query).status_code in (200, 302, 400)


def test_a_download_holds_only_what_the_person_may_see(client, activity):
    own = factories.activity(title="Own")
    signed_in(client, own.pledge, role=Membership.Role.PUBLISHER)
    assert [row["title"] for row in rows_of(download(client))] == ["Own"]
    assert client.get(UPLOAD).status_code == 403


def test_a_cell_that_a_spreadsheet_would_run_does_not(editor, client, activity):
    activity.title, activity.description = "=1+1", "==1"
    activity.save()
    (row,) = rows_of(download(client))
    assert (row["title"], row["description"]) == ("'=1+1", "'==1")
    (line,) = read_upload(body(download(client, "xlsx"))).lines
    assert (line.problems, line.cells["title"]) == ([], "=1+1")


def test_templates_hold_every_column(editor, client):
    for extension in ("csv", "xlsx"):
        response = client.get(reverse("admin:activities_activity_intake_template", args=[extension]))
        assert response.status_code == 200
    assert b",".join(name.encode() for name in NAMES) in b"".join(export.csv_of([]))
    assert client.get(reverse("admin:activities_activity_intake_template", args=["exe"])).status_code == 404
    assert download(client, "exe").status_code == 404


# --- In ---------------------------------------------------------------------------------------------------------------
def test_upload_look_confirm(client, activity):
    user = signed_in(client, activity.pledge)
    response = upload(client, change(activity), follow=True)
    page = response.content.decode()
    assert "First title" in page and "Second title" in page and "Write 1 row" in page
    assert Activity.objects.get().title == "First title"
    page = client.post(response.request["PATH_INFO"], follow=True).content.decode()
    assert "1 activity was written" in page and "Write 1 row" not in page
    assert Activity.objects.get().title == "Second title"
    assert Intake.objects.get().by == user


def test_rejected_rows_stand_first_with_row_and_column(editor, client, activity):
    data = f"reference,title,kind\n{activity.reference},Other,event\nno-0001,x,event"
    page = upload(client, data, follow=True).content.decode()
    assert page.index('id="row-3"') < page.index('id="row-2"')
    assert "<code>reference</code>: There is no activity" in page


def test_a_preview_that_is_no_longer_true_is_refused_and_nothing_written(editor, client, activity):
    address = upload(client, change(activity)).url
    activity.title = "Theirs"
    activity.save()
    response = client.post(address)
    assert response.status_code == 409
    assert activity.reference in response.content.decode()
    assert Activity.objects.get().title == "Theirs"
    assert client.post(address).status_code == 409


def test_a_preview_is_confirmed_once(editor, client, activity):
    address = upload(client, change(activity)).url
    assert [client.post(address).status_code for _time in range(2)] == [302, 409]


def test_a_preview_is_its_owners_and_administrators_alone(client, activity):
    signed_in(client, activity.pledge)
    address = upload(client, change(activity)).url
    signed_in(client, activity.pledge)
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    client.force_login(factories.administrator())
    assert client.get(address).status_code == 200
    for key in (0, 2**70):
        assert client.get(reverse("admin:activities_activity_intake_preview", args=[key])).status_code == 404


def test_a_role_lost_before_confirming_writes_nothing(client, activity):
    user = signed_in(client, activity.pledge, factories.pledge())
    address = upload(client, change(activity)).url
    user.memberships.filter(pledge=activity.pledge).delete()
    assert client.post(address).status_code == 409
    assert Activity.objects.get().title == "First title"


@pytest.mark.parametrize("name", ["intake", "download", "intake_template"])
def test_nobody_gets_in_without_signing_in(client, db, name):
    address = reverse(f"admin:activities_activity_{name}", args=[] if name == "intake" else ["csv"])
    assert client.get(address).status_code == 302
    signed_in(client)
    assert client.get(address).status_code == 403


def test_a_long_file_is_previewed_and_read_in_as_jobs(editor, client, activity):
    rows = "\n".join(f",{activity.pledge.slug},1,New {n},Text,training,2024" for n in range(uploads.AT_ONCE + 1))
    response = upload(client, f"reference,pledge,commitments,title,description,kind,reported\n{rows}")
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    intake = Intake.objects.get()
    assert (intake.state, bytes(intake.content), intake.counts["new"]) == ("previewed", b"", uploads.AT_ONCE + 1)
    page = client.get(job.leads_to).content.decode()
    assert "More rows" in page and "?outcome=&amp;page=2" in page
    client.post(job.leads_to)
    assert Activity.objects.count() == uploads.AT_ONCE + 2
    assert Job.objects.first().state == Job.State.DONE
    intake.refresh_from_db()
    assert (intake.state, intake.rows[0]["reference"]) == ("applied", f"{activity.pledge.slug}-0002")


def test_a_long_file_that_is_refused_says_so_as_a_job(editor, client, activity):
    made = [factories.activity(pledge=activity.pledge) for _n in range(uploads.AT_ONCE + 1)]
    rows = "\n".join(f"{each.reference},Changed" for each in made)
    upload(client, f"reference,title\n{rows}")
    made[0].save()
    client.post(Job.objects.get().leads_to)
    job = Job.objects.first()
    assert (job.state, made[0].reference in job.sentences[0]) == (Job.State.REFUSED, True)
    assert not Activity.objects.filter(title="Changed").exists()


def test_previews_of_last_week_are_gone_with_the_next_upload(editor, client, activity):
    upload(client, change(activity))
    Intake.objects.update(at=Intake.objects.get().at - uploads.KEPT_FOR)
    upload(client, change(activity))
    assert Intake.objects.count() == 1


# --- Bad uploads ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x00" * 50, "zero bytes"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"title\nx", "no row of headings"),
        ("title,kind\nx,event", "“reference” is missing"),
        ("reference,title,title\nx,y,z", "“title” appears twice"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("reference,title\n" + "a-1,x\n" * 2001, "import_activities"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_a_bad_file_is_answered_400_with_the_form_and_a_sentence(editor, client, data, said):
    response = upload(client, data)
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page and 'type="file"' in page


def test_a_form_without_a_file_is_answered_400(editor, client):
    assert client.post(UPLOAD).status_code == 400
    assert client.post(UPLOAD, {"file": "text"}).status_code == 400


@given(st.binary(max_size=300), st.sampled_from([b"", b"reference,title,start,countries,results\n", b"PK\x03\x04"]))
def test_no_upload_is_a_server_error(editor, client, data, start):
    assert upload(client, start + data).status_code in (302, 400)


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=4),
)
def test_no_cells_are_a_server_error(editor, client, rows):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([["reference", "start", "countries", "results", "updates", "same_project"], *rows])
    assert upload(client, buffer.getvalue().encode("utf-8", "surrogatepass")).status_code in (302, 400)


def test_a_file_name_that_no_database_holds_is_cut_and_cleaned(editor, client, activity):
    upload(client, change(activity), name="a\x07" + "b" * 300 + ".csv")
    name = Intake.objects.get().file_name
    assert len(name) <= 200 and name.endswith("b.csv")
