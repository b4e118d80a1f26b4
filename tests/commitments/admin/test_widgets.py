"""The desk's lookups: what is chosen, what is typed, and what neither can be made to do."""

import pytest
from django import forms
from django.contrib import admin
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, Region
from commitments.models import Pledge
from tests import factories


@pytest.fixture
def form_class(db):
    """The form of an activity's office (one of many) and regions (any number), as an administrator gets it."""
    request = RequestFactory().get("/")
    request.user = factories.administrator()
    return admin.site._registry[Activity].get_form(request, fields=["office", "regions", "same_project"], change=True)


@pytest.fixture
def filled(form_class):
    """`filled("office-typed=Osh")`: the form with the fields `office`, `regions` alone, checked."""

    def fill(query):
        form = form_class(QueryDict(query))
        form.fields = {name: form.fields[name] for name in ("office", "regions")}
        form.full_clean()
        return form

    return fill


def test_a_typed_name_is_the_one_record_it_fits(filled):
    osh = factories.office(name="Osh office")
    factories.office(name="Bishkek office")
    assert filled("office-typed=osh").cleaned_data["office"] == osh
    assert filled(f"office={osh.pk}").cleaned_data["office"] == osh


def test_a_whole_name_comes_before_longer_ones_that_hold_it(filled):
    osh = factories.office(name="Osh", slug="osh")
    factories.office(name="Osh and Batken")
    assert filled("office-typed=OSH").cleaned_data["office"] == osh


def test_what_fits_several_or_none_is_said_and_kept(filled):
    factories.office(name="Osh office")
    factories.office(name="Bishkek office")
    several = filled("office-typed=office&regions-typed=%3Cb%3E")
    assert several.errors["office"] == [
        "“office” can mean several: Bishkek office; Osh office. Write more of the name, or choose it from the list."
    ]
    assert several.errors["regions"] == ["“<b>” was not found."]
    assert 'value="office"' in str(several["office"])
    assert 'value="&lt;b&gt;"' in str(several["regions"])


def test_many_that_fit_are_not_all_named(filled):
    for place in range(7):
        factories.office(name=f"Office {place}")
    [sentence] = filled("office-typed=office").errors["office"]
    assert "Office 4; …" in sentence
    assert "Office 5" not in sentence


def test_a_typed_number_is_a_code_and_no_key(filled):
    office = factories.office(name="Osh", slug="osh")
    assert "not found" in filled(f"office-typed={office.pk}").errors["office"][0]


def test_typed_names_are_added_to_the_chosen_once(filled):
    asia, road = factories.region(name="Central Asia"), factories.region(name="Silk Road")
    found = filled(f"regions={asia.pk}&regions-typed=silk road;+ ; central asia").cleaned_data["regions"]
    assert sorted(found, key=str) == [asia, road]


def test_typed_text_takes_the_place_of_the_one_chosen(filled):
    osh, batken = factories.office(name="Osh"), factories.office(name="Batken")
    assert filled(f"office={osh.pk}&office-typed=batken").cleaned_data["office"] == batken


@pytest.mark.parametrize("hostile", ["%00", "office=abc", "%FF", "9" * 40, "a" * 4000, "%", "(" * 50, "%C2%B2"])
def test_hostile_text_is_an_error_and_no_failure(filled, hostile):
    factories.office(name="Osh")
    form = filled(f"office-typed={hostile}&regions-typed={hostile}&office={hostile}&regions={hostile}")
    assert isinstance(str(form), str)
    assert "office" in form.errors or form.cleaned_data["office"] is None


def test_an_editor_finds_by_typing_only_what_the_field_offers(db):
    """Their own pledge's activities, where the field holds activities."""
    own, other = factories.pledge(), factories.pledge()
    editor = factories.user(is_staff=True)
    factories.membership(editor, own, role="editor")
    mine, theirs = (factories.activity(pledge=pledge, title=f"Of {pledge.slug}") for pledge in (own, other))
    request = RequestFactory().get("/")
    request.user = editor
    form_class = admin.site._registry[Activity].get_form(request, fields=["same_project"], change=True)
    assert form_class(QueryDict(f"same_project-typed={mine.title}")).fields["same_project"].queryset.get() == mine
    form = form_class(QueryDict(f"same_project-typed={theirs.title}"))
    assert form["same_project"].errors == [f"“{theirs.title}” was not found."]


def test_an_unchanged_form_is_unchanged(form_class):
    office, region = factories.office(), factories.region()
    activity = factories.activity(office=office, regions=[region])
    sent = QueryDict(f"office={office.pk}&regions={region.pk}&office-typed=&regions-typed=")
    assert not form_class(sent, instance=activity).has_changed()


def test_the_page_holds_the_chosen_alone_and_asks_once_for_each_field(form_class):
    offices = [factories.office() for _place in range(9)]
    form = form_class(instance=factories.activity(office=offices[3]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = str(form["office"])
    assert page.count("<option") == 2  # none, and the chosen
    assert offices[3].name in page
    assert len(asked) == 1  # the chosen office


def test_nothing_of_the_stock_lookup_or_calendar_is_loaded(client, db):
    client.force_login(factories.administrator())
    for model in (Activity, Region, Pledge):
        page = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")).content.decode()
        assert "select2" not in page
        assert "calendar.js" not in page
        assert page.count("js/lookup.js") == 1


def test_dates_are_iso_whatever_the_browser_shows(db):
    request = RequestFactory().get("/")
    request.user = factories.administrator()
    form = admin.site._registry[Region].get_form(request, fields=["as_of"])(QueryDict("as_of=2024-05-31"))
    assert 'type="date" name="as_of" value="2024-05-31"' in str(form["as_of"])
    assert form.fields["as_of"].clean("2024-05-31").isoformat() == "2024-05-31"


def test_a_list_of_boxes_is_a_named_group(db):
    request = RequestFactory().get("/")
    request.user = factories.administrator()
    activity = factories.activity()
    form = admin.site._registry[Activity].get_form(request, activity, fields=["commitments"])(instance=activity)
    assert isinstance(form.fields["commitments"].widget, forms.CheckboxSelectMultiple)
    assert '<div role="group" aria-label="Commitments">' in str(form["commitments"])
