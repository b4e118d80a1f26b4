"""Help in place: every list says what it is for, and leads to the part of the guide that says more."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.functional import Promise

from commitments.models import Pledge
from tests import factories

pytestmark = pytest.mark.django_db


def guide(client):
    return client.get(reverse("admin:guide")).content.decode()


def test_every_list_says_what_it_is_for_and_where_the_guide_says_more(client, editor):
    anchors = set(re.findall(r'<h2 id="([a-z]+)"', guide(client)))
    factories.activity()
    for model, desk in admin.site._registry.items():
        assert isinstance(desk.purpose, Promise), f"{model} has no translated purpose"
        assert desk.guide in anchors, model
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        page = client.get(address).content.decode()
        assert f'{reverse("admin:guide")}#{desk.guide}"' in page, model


def test_the_guide_has_a_heading_for_each_line_of_its_contents(client, editor):
    page = guide(client)
    listed = re.findall(r'<li><a href="#([a-z]+)">([^<]+)</a>', page)
    assert listed == re.findall(r'<h2 id="([a-z]+)">([^<]+)</h2>', page)
    assert len(listed) > 8


def test_the_guide_is_for_those_who_sign_in(client):
    assert client.get(reverse("admin:guide")).status_code == 302
    client.force_login(factories.user(is_staff=True))
    assert client.get(reverse("admin:guide")).status_code == 200


def test_the_start_page_leads_to_the_guide(client, editor):
    assert Pledge.objects.count() == 0
    assert f'href="{reverse("admin:guide")}"' in client.get(reverse("admin:index")).content.decode()
