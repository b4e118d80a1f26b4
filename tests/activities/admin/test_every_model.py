"""One loop over all that is registered, and the query strings that stock Django fails on."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from activities import publishing
from activities.models import FormerSlug, PublicActivity, PublicPledge, PublicTie
from commitments import history
from commitments.models import Membership, Revision
from tests import factories
from tests.forms import fields_of

HOSTILE = [
    "title__regex=(", "name__regex=(", "username__regex=(", "short_name__iregex=[", "description__search=a",
    "title__exact=%00", "q=%00", "state__exact=%00", "kind__exact=%00", "missing=%00", "commitment=%00",
    "commitment=99999999999999999999", "pledge__id__exact=99999999999999999999", "pledge__id__exact=abc",
    "pledge__id__exact=99999999999999999999&commitment=1", "pledge__id__exact=%C2%B2", "office__id__exact=1e9",
    "id__exact=99999999999999999999", "id__in=99999999999999999999", "version__gt=99999999999999999999",
    "at__year=9999", "at__year=99999999999999999999", "at__gte=0001-01-01", "value__exact=1E%2B999999", "value=NaN",
    "p=99999999999999999999", "p=-1", "p=%C2%B2", "all=", "all=1&p=9", "o=1.1.1.1", "o=-99999999999999999999", "o=x",
    "e=1", "nonsense=1", "_facets=True", "_to_field=title", "_popup=1&_to_field=id", "q=%FF", "q[]=1",
    "state__exact=a&state__exact=b",
    "password__startswith=p", "memberships__user__password__startswith=p", "objectives__framework__id__exact=x",
    "q=" + "a+" * 3000, "o=" + "1." * 3000, "&".join(["kind__exact=a"] * 500), "q=%22a%20b",
]  # fmt: skip


def models():
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """An activity, and with it at least one record of every registered model: made once, and gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        where = factories.country(note="A note.")
        region = factories.region([where])
        factories.office(country=where, region=region)
        aim = factories.target(commitment=factories.commitment(objectives=[factories.objective()]))
        factories.principle()
        activity = factories.activity(commitments=[aim.commitment], countries=[where], regions=[region])
        factories.participation(activity, factories.partner())
        factories.update(activity)
        factories.source(activity)
        factories.result(activity)
        someone = factories.user()
        factories.membership(someone, activity.pledge)
        history.record(activity, Revision.Action.CHANGED, someone)
        publishing.publish_pledge(activity.pledge)
        publishing.publish([activity])
        publishing.slug_changed("region", "former", region.slug)
        yield activity
        transaction.set_rollback(True)


@pytest.fixture
def one_of_each(register, editor):
    """The register's activity, for an editor who is signed in."""
    return register


def test_every_model_is_on_the_desk_but_the_record_itself():
    registered = set(models())
    apps = {model for model in registered if model._meta.app_label in {"activities", "commitments"}}
    assert len(apps) == 18
    assert not registered & {PublicActivity, PublicPledge, PublicTie, Membership}


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_list_search_add_and_change_page_open(model, client, one_of_each):
    desk = admin.site._registry[model]
    assert model.objects.exists(), "the fixture makes one of each"
    answers = [client.get(page(model, "changelist")), client.get(page(model, "changelist"), {"q": "a 1"})]
    if desk.has_add_permission(type("Request", (), {"user": one_of_each and _superuser()})):
        answers.append(client.get(page(model, "add")))
    answers.append(client.get(page(model, "change", model.objects.last().pk)))
    answers.append(client.get(page(model, "history", model.objects.last().pk)))
    for answer in answers:
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def _superuser():
    return factories.User(is_active=True, is_superuser=True, is_staff=True)


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_no_query_string_breaks_a_list(model, client, one_of_each):
    for query in HOSTILE:
        answer = client.get(f"{page(model, 'changelist')}?{query}")
        assert answer.status_code in {200, 302, 400}, query
        if answer.status_code == 302:
            assert "e=1" in answer["Location"], query


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_no_prefilled_value_or_address_breaks_a_form(model, client, one_of_each):
    names = [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]
    for value in ("abc", "99999999999999999999", "-1", "%00", "%C2%B2", "1,abc"):
        query = "&".join(f"{name}={value}" for name in names)
        assert client.get(f"{page(model, 'add')}?{query}").status_code in {200, 400, 403}, value
    for key in ("99999999999999999999", "abc", "-1"):
        assert client.get(page(model, "change", key)).status_code in {302, 404}, key


def test_no_lookup_breaks_an_autocomplete(client, one_of_each):
    address = reverse("admin:autocomplete")
    asked = {"app_label": "activities", "model_name": "activity", "field_name": "pledge"}
    assert client.get(address, asked | {"term": "pledge"}).status_code == 200
    for more in ({"term": "\0"}, {"term": "a " * 3000}, {"page": "99999999999999999999"}, {"field_name": "x"}):
        answer = client.get(address, asked | more)
        assert answer.status_code in {200, 400, 403, 404}, more


def test_what_cannot_be_a_key_is_an_error_of_the_form_not_of_the_server(client, one_of_each):
    for value in ("abc", "99999999999999999999", "\0", "²"):
        answer = client.post(page(type(one_of_each), "add"), {"pledge": value, "commitments": value, "title": value})
        assert answer.status_code == 200


def test_no_forged_choice_breaks_a_form_or_an_action(client, one_of_each):
    for value in ("abc", "99999999999999999999", "-1", "\0"):
        for action in ("publish_selected", "withdraw_selected", "delete_selected"):
            answer = client.post(page(type(one_of_each), "changelist"), {"action": action, "_selected_action": value})
            assert answer.status_code in {302, 400}, value
        address = page(type(one_of_each), "change", one_of_each.pk)
        sent = fields_of(client.get(address)) | {"commitments": value, "updates-0-id": value, "placements-0-id": value}
        assert client.post(address, sent).status_code == 200, value


def test_nothing_of_the_desk_is_kept_not_even_an_error(client, one_of_each):
    answers = [
        client.get("/admin/nothing-here/"),
        client.get(f"{page(type(one_of_each), 'changelist')}?title__regex=("),
        client.get(page(type(one_of_each), "change", 0)),
        client.get(reverse("admin:jsi18n")),
        client.post(reverse("admin:logout")),
        client.get(reverse("admin:login")),
        client.get(page(type(one_of_each), "changelist")),
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"], answer
        assert "private" in answer["Cache-Control"], answer


def test_former_slugs_and_editions_are_read_only(client, one_of_each):
    slug = FormerSlug.objects.get()
    for model, key in ((FormerSlug, slug.pk), *((type(each), each.pk) for each in one_of_each.publications.all())):
        assert client.get(page(model, "add")).status_code == 403
        assert client.post(page(model, "delete", key), {"post": "yes"}).status_code == 403
        assert client.post(page(model, "change", key), {"former": "x"}).status_code == 403
