"""The public record is deleted and rebuilt from what was published: every public output is what it was.

What differs by right, and nothing else: the edition (its number, token and moment, wherever an answer states them, and
with them ETag, Last-Modified and file names), and that `/api/v1/editions/` has it as one more.
"""

import copy
import io
import re

import pytest
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from activities import publishing
from activities.models import Activity, IndexPart, PublicActivity, PublicPledge, PublicTie
from activities.public.api.urls import OPERATIONS
from activities.public.urls import urlpatterns
from tests import factories
from tests.activities.public.api.test_surface import ApiWorld
from tests.reading import body, readable
from tests.test_public_surface import (
    EDITION,
    MARK,
    World,
    an_edit_of_a_published_activity,
    an_edit_of_a_published_pledge,
    an_edit_of_what_belongs_to_a_published_activity,
)

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/?since=0&page_size=100"
PREVIEWS = ("site", "pledge/{pledge}", "commitment/{pledge}-1", "country/{country}", "region/{region}")
PREVIEWS += ("partner/{partner}", "objective/{objective}")


class Register(ApiWorld):
    """A record with all that a row can be: withdrawn, published again, of a hidden pledge, under a former slug."""

    def __init__(self):
        super().__init__()
        self.gone, self.back, self.later = [self.activity(title=title) for title in ("Gone", "Back", "Later")]
        publishing.publish([self.gone, self.back])
        publishing.withdraw([self.gone, self.back])
        publishing.publish([self.back])
        self.later.same_project.add(self.first, self.gone)
        publishing.publish([self.later])
        self.hidden = factories.pledge(framework=self.pledge.framework, made_by=[self.maker])
        factories.commitment(pledge=self.hidden)
        self.unseen = self.activity(pledge=self.hidden)
        publishing.publish_pledge(self.hidden)
        publishing.publish([self.unseen])
        publishing.withdraw_pledge(self.hidden)
        for thing, facet in ((self.partner, "partner"), (self.region, "region")):
            former, thing.slug = thing.slug, f"{thing.slug}-new"
            thing.save()
            publishing.slug_changed(facet, former, thing.slug)

    def addresses(self):
        yield from World.addresses(self)
        yield from super().addresses()
        yield CHANGES
        for each in (self.gone, self.back, self.later, self.unseen):
            page = f"/activities/{each.reference}/"
            yield from (page, f"{page}v/1/", f"{page}versions/", f"/activities/{each.reference}.bib", f"/api/v1{page}")
        yield f"/activities/{self.first.reference}/v/1.bib"
        yield from (f"/pledges/{self.hidden.slug}/", f"/pledges/{self.hidden.slug}/1/", "/api/")
        yield f"/pledges/{self.pledge.slug}/report.pdf"
        names = {"pledge": self.pledge.slug, "country": self.country.alpha3, "region": self.region.slug}
        names |= {"partner": self.partner.slug, "objective": self.objective.key}
        yield from (f"/preview/{each.format(**names)}.png" for each in PREVIEWS)

    def everything(self):
        """{address: (status, content type, what the answer says)}, without the edition."""
        client = Client()
        return {address: said(client.get(address)) for address in self.addresses()}


def said(answer):
    """(status, content type, text, or the bytes of a picture). Of a PDF its text, since its bytes are compressed."""
    kind = answer.get("Content-Type")
    if kind == "image/png":
        return answer.status_code, kind, body(answer)
    if kind == "application/pdf":
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body(answer))).pages)
        text = " ".join(text.split())
    else:
        text = readable(answer)
    return answer.status_code, kind, re.sub(EDITION, "N", text)


def rows():
    """Every row of the record, whole, but for its primary key: the number of the edition that wrote it too."""
    return {
        str(row): {name: value for name, value in vars(row).items() if name not in ("_state", "id")}
        for model in (PublicActivity, PublicPledge, PublicTie)
        for row in model.objects.all()
    }


@pytest.fixture(scope="module")
def as_it_was(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        register = Register()
        register.before, register.rows_before = register.everything(), rows()
        yield register
        transaction.set_rollback(True)


@pytest.fixture
def register(as_it_was, db):
    return copy.deepcopy(as_it_was)


def test_every_public_address_is_looked_at(register):
    asked = {Client().get(address).resolver_match.view_name for address in register.addresses()}
    public = {pattern.name for pattern in urlpatterns} | {f"api:{pattern.name}" for pattern in OPERATIONS}
    unasked = {name for name in public - asked if not name.endswith(("_bib", "_ris"))}
    # The list of editions has one more by right; IATI's file there is none without an organisation.
    assert unasked <= {"api:editions", "activity_iati"}, unasked
    status = {address: answer[0] for address, answer in register.before.items()}
    assert {status[f"/activities/{register.gone.reference}/{page}"] for page in ("", "v/1/", "versions/")} == {410}
    assert status[f"/activities/{register.unseen.reference}/"] == status[f"/pledges/{register.hidden.slug}/"] == 404
    assert set(status.values()) == {200, 404, 410}


def edit_everything(register):
    an_edit_of_a_published_activity(register)
    an_edit_of_what_belongs_to_a_published_activity(register)
    an_edit_of_a_published_pledge(register)
    for activity in Activity.objects.exclude(pk=register.first.pk):
        activity.title = activity.description = activity.places = MARK
        activity.save()
        activity.placements.all().delete()
        activity.same_project.clear()


def lose_all():
    for model in (PublicActivity, PublicPledge, PublicTie):
        model.objects.all().delete()


def lose_some():
    listed = PublicActivity.objects.listed()
    listed.filter(pk__in=[listed.first().pk, listed.last().pk]).delete()
    PublicActivity.objects.filter(withdrawn=True).delete()
    PublicTie.objects.all()[0].delete()


def lose_pledges():
    PublicPledge.objects.all().delete()


def lose_rows_and_index():
    lose_all()
    IndexPart.objects.all().delete()


@pytest.mark.parametrize("lose", [lose_all, lose_some, lose_pledges, lose_rows_and_index])
def test_rows_that_are_lost_come_back_byte_for_byte(register, lose):
    """With an unreviewed edit waiting on everything, of which nothing shows."""
    edit_everything(register)
    assert rows() == register.rows_before
    lose()
    assert rows() != register.rows_before
    assert publishing.check_public_record().missing
    edition = publishing.rebuild_public_record()
    assert rows() == register.rows_before
    assert not edition.changes.exists(), "that a row is back is no change of what was published"
    after = register.everything()
    assert [address for address in after if after[address] != register.before[address]] == []
    assert not publishing.check_public_record().changes
    assert publishing.rebuild_public_record() is None


def test_rows_that_somebody_changed_say_again_what_was_published(register):
    row = PublicActivity.objects.listed().first()
    PublicActivity.objects.filter(pk=row.pk).update(title="Forged", record=row.record | {"title": "Forged"})
    PublicActivity.objects.filter(withdrawn=True).update(withdrawn=False, listed=True, title="Forged")
    PublicPledge.objects.filter(slug=register.hidden.slug).update(listed=True)
    report = publishing.check_public_record()
    assert report.different.first and not report.missing
    publishing.rebuild_public_record()
    after = register.everything()
    assert [address for address in after if after[address] != register.before[address]] == [CHANGES]
