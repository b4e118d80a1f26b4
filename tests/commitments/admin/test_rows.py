"""Whatever someone else did to the rows of a form meanwhile: nothing typed is lost, and nothing appears twice."""

import pytest
from django.forms import inlineformset_factory
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity, Placement, Update
from commitments.admin.base import DeskForm
from commitments.admin.rows import KeptRows
from tests import factories

pytestmark = pytest.mark.django_db


def sent(prefix, rows, initial):
    """What a browser sends of these rows, {field: text} each; the first `initial` were on the page as it was drawn."""
    data = QueryDict(mutable=True)
    data.update({f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)})
    for number, row in enumerate(rows):
        data.update({f"{prefix}-{number}-{name}": str(value) for name, value in row.items()})
    return data


def formset(model, activity, rows, initial, fields):
    made = inlineformset_factory(Activity, model, form=DeskForm, formset=KeptRows, fields=fields, extra=0)
    prefix = Activity._meta.get_field({Update: "updates", Placement: "placements"}[model]).name
    return made(sent(prefix, rows, initial), instance=activity, prefix=prefix)


@st.composite
def meetings(draw):
    """(rows when the form was drawn, what each became meanwhile, what is typed into each, rows typed anew)."""
    count = draw(st.integers(0, 5))
    fates = draw(st.lists(st.sampled_from(["stays", "goes", "is written anew"]), min_size=count, max_size=count))
    typed = draw(st.lists(st.sampled_from(["as it was", "changed", "deleted"]), min_size=count, max_size=count))
    return fates, typed, draw(st.integers(0, 3)), draw(st.integers(0, 2))


@given(meetings())
def test_every_typed_text_is_there_once_and_every_row_that_nobody_removed(met):
    fates, typed, added, added_by_them = met
    activity = factories.activity()
    drawn = [factories.update(activity, date=f"{2000 + number}", text=f"Text {number}") for number in range(len(fates))]
    rows = [
        {"id": row.pk, "activity": activity.pk, "date": row.date, "language": "en", "status": "",
         "text": f"Typed {number}" if what == "changed" else row.text}
        | ({"DELETE": "on"} if what == "deleted" else {})
        for number, (row, what) in enumerate(zip(drawn, typed, strict=True))
    ]  # fmt: skip
    rows += [
        {"id": "", "activity": activity.pk, "date": f"{1950 + number}", "text": f"New {number}", "language": "en",
         "status": ""} for number in range(added)
    ]  # fmt: skip
    for row, fate in zip(drawn, fates, strict=True):
        if fate != "stays":
            Update.objects.filter(pk=row.pk).delete()
        if fate == "is written anew":
            factories.update(activity, date=row.date, text=row.text)
    for number in range(added_by_them):
        factories.update(activity, date=f"{1960 + number}", text=f"Theirs {number}")
    bound = formset(Update, activity, rows, len(fates), ["date", "text", "status", "language"])
    assert bound.is_valid(), bound.errors
    # What the page would show again is what was typed.
    assert sorted(form["text"].value() for form in bound.forms) == sorted(row["text"] for row in rows)
    bound.save()
    kept = [row["text"] for row in rows if "DELETE" not in row]
    assert sorted(activity.updates.values_list("text", flat=True)) == sorted(
        kept + [f"Theirs {number}" for number in range(added_by_them)]
    )


@given(
    st.lists(st.integers(0, 5), unique=True),
    st.lists(st.integers(0, 5), unique=True),
    st.sets(st.integers(0, 5)),
)
def test_a_country_is_there_once_whoever_named_it_and_no_save_fails(drawn, theirs, mine):
    activity = factories.activity()
    places = [factories.country() for _ in range(6)]
    rows = [
        {"id": factories.placement(activity, places[each]).pk, "activity": activity.pk, "country": places[each].pk}
        for each in drawn
    ]
    rows += [{"id": "", "activity": activity.pk, "country": places[each].pk} for each in sorted(mine - set(drawn))]
    # They wrote all of it anew, and named others.
    activity.placements.all().delete()
    for each in theirs:
        factories.placement(activity, places[each])
    bound = formset(Placement, activity, rows, len(drawn), ["country", "planned"])
    assert bound.is_valid(), bound.errors
    bound.save()
    named = list(activity.placements.values_list("country", flat=True))
    assert sorted(named) == sorted({places[each].pk for each in {*drawn, *theirs, *mine}})


@pytest.mark.parametrize("counts", [("x", "1"), ("1", "x"), ("-1", "1"), ("1", "99999"), ("", "")])
def test_a_form_that_does_not_say_how_many_rows_it_has_is_refused(counts):
    data = sent("updates", [{"id": "1"}], 1)
    data["updates-INITIAL_FORMS"], data["updates-TOTAL_FORMS"] = counts
    made = inlineformset_factory(Activity, Update, form=DeskForm, formset=KeptRows, fields=["text"], extra=0)
    assert not made(data, instance=factories.activity(), prefix="updates").is_valid()


def test_the_same_country_twice_is_an_error_of_the_form_also_where_only_one_is_on_it():
    """A second row for a country that is there, in a form that holds the first: stock Django fails when it saves."""
    activity, country = factories.activity(), factories.country()
    kept, other = factories.placement(activity, country), factories.placement(activity, factories.country())
    row = {"activity": activity.pk, "planned": ""}
    rows = [row | {"id": other.pk, "country": country.pk}, row | {"id": kept.pk, "country": other.country.pk}]
    bound = formset(Placement, activity, rows, 2, ["country", "planned"])
    assert not bound.is_valid()
    assert "The activity already names this country or area." in str(bound.errors)
    removed = [row | {"id": kept.pk, "country": country.pk, "DELETE": "on"}, row | {"id": "", "country": country.pk}]
    bound = formset(Placement, activity, removed, 1, ["country", "planned"])
    assert bound.is_valid(), bound.errors
    bound.save()
    assert activity.placements.count() == 2
