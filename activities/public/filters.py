"""The one door from a query string to rows, total and counts: every page, download and feed goes through it."""

import copy
from functools import cached_property, reduce
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pyroaring import BitMap

from pledgetracker.text import words

from ..models import PublicActivity
from . import list_views
from .facets import Chip, Facet
from .index import FACETS, current_index
from .kept import path
from .left_out import left_out
from .rows import Rows
from .search import search

SORTS = [
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("title", gettext_lazy("By title")),
    ("reported", gettext_lazy("Latest report first")),
    ("year", gettext_lazy("By year, newest first")),
]


class FacetField(forms.MultipleChoiceField):
    """Values of one filter. Blank ones are passed over; one that is not in the vocabulary is named in the error."""

    def __init__(self, *, facet, index, **kwargs):
        self.facet, self.index = facet, index
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        codes = (str(code).strip() for code in value or [])
        return list(dict.fromkeys(self.index.present(self.facet, code) for code in codes if code))

    def validate(self, value):
        unknown = [code for code in value if not self.index.knows(self.facet, code)]
        if unknown:
            message = _("“%(value)s” is not a value of this filter (%(filter)s).")
            shown = ((code[:100].replace("\0", "\ufffd")) for code in unknown)
            raise ValidationError([message % {"value": code, "filter": self.label} for code in shown])


class Lean:
    """A filter of which a filter set takes a shallow copy: it sets the parent alone, and a deep copy is slow."""

    def __deepcopy__(self, memo):
        return copy.copy(self)


class FacetFilter(Lean, django_filters.Filter):
    """A filter whose values come from the index of its filter set."""

    @property
    def field(self):
        if not hasattr(self, "_field"):
            self._field = FacetField(facet=self.field_name, index=self.parent.index, label=self.label)
        return self._field


class WordsField(forms.CharField):
    """Words to look for. Gives the text as typed; it must hold a letter or a digit."""

    def clean(self, value):
        value = super().clean(value)
        if value and not words(value):
            raise ValidationError(_("Write at least one letter or digit to search for."))
        return value


class WordsFilter(Lean, django_filters.Filter):
    field_class = WordsField


class SortField(django_filters.fields.ChoiceField):
    """The order of the rows. A value that it does not know is named in the error, without what no page can hold."""

    def to_python(self, value):
        return super().to_python(value).replace("\0", "\ufffd")


class SortFilter(Lean, django_filters.ChoiceFilter):
    field_class = SortField


class ActivityFilterSet(django_filters.FilterSet):
    """`qs` is the rows, `total` their number, `facets` the choices with counts. With an error there are no rows."""

    pledge = FacetFilter(label=gettext_lazy("Pledge"))
    commitment = FacetFilter(label=gettext_lazy("Commitment"))
    objective = FacetFilter(label=gettext_lazy("Objective"))
    country = FacetFilter(label=gettext_lazy("Country or area"))
    region = FacetFilter(label=gettext_lazy("Region"))
    partner = FacetFilter(label=gettext_lazy("Partner"))
    kind = FacetFilter(label=gettext_lazy("Kind"))
    status = FacetFilter(label=gettext_lazy("Status, as last reported"))
    year = FacetFilter(label=gettext_lazy("Active in"))
    q = WordsFilter(label=gettext_lazy("Search"), max_length=200)
    sort = SortFilter(label=gettext_lazy("Sort by"), choices=SORTS, null_label=None)

    class Meta:
        model = PublicActivity
        fields = []

    def __init__(self, data, index=None):
        self.index = index or current_index()
        self._facets = {}
        super().__init__(data if isinstance(data, QueryDict) else _query(data), queryset=PublicActivity.objects.none())

    @cached_property
    def form(self):
        """A form of the fields that are asked for: none has to be filled in, and each costs time."""
        form = forms.Form(self.data)
        form.fields = {name: each.field for name, each in self.filters.items() if name in self.data}
        return form

    @property
    def qs(self):
        """The rows that pass, as a sequence that reads only what is asked of it; empty with an error."""
        return Rows(self.index, self.bitmap, self.order)

    @cached_property
    def bitmap(self):
        """The listed activities that pass every filter."""
        return self._all_of(FACETS, self._found) if self.is_valid() else BitMap()

    @property
    def total(self):
        return len(self.bitmap)

    @property
    def all_total(self):
        return len(self.index.listed)

    @cached_property
    def facets(self):
        """Every filter with its choices, each counted within the *other* filters."""
        return [self.facet(name) for name in FACETS if name != "pledge" or len(self.index.pledges) > 1]

    def facet(self, name):
        if name not in self._facets:
            self._facets[name] = Facet(self, name)
        return self._facets[name]

    @cached_property
    def selected(self):
        """{filter: [codes]}, the values asked for and known, of filters with an error too: nothing typed is lost."""
        return {name: self._known(name) for name in FACETS}

    def _known(self, name):
        if name not in self.data:
            return []
        asked = self.form.fields[name].to_python(self.data.getlist(name))
        return [code for code in asked if self.index.knows(name, code)]

    @property
    def typed(self):
        """The words as typed, valid or not."""
        return self.data.get("q", "").replace("\0", "\ufffd")

    @property
    def q_errors(self):
        return self.errors.get("q", [])

    @property
    def order(self):
        return (self.form.cleaned_data.get("sort") if self.is_valid() else "") or "newest"

    @property
    def sort_choices(self):
        return tuple((value, label, value == self.order) for value, label in SORTS)

    @property
    def sort_urls(self):
        """For the heads of a table, {column: the list sorted by it}; where it is already, sorted the other way."""
        published = "oldest" if self.order == "newest" else "newest"
        columns = {"published": published, "title": "title", "reported": "reported", "year": "year"}
        return {column: self._sorted_by(order) for column, order in columns.items()}

    def _sorted_by(self, order):
        query = self.query(sort=False).split("&") if self.query(sort=False) else []
        query += [f"sort={order}"] if order != "newest" else []
        return "?" + "&".join([*query, f"view={self.view}"])

    @property
    def errors_list(self):
        return [sentence for sentences in self.errors.values() for sentence in sentences]

    @property
    def is_filtered(self):
        return bool(self.errors or self.words or any(self.selected.values()))

    def others(self, name):
        """The listed activities that pass every filter but this one."""
        if not (self.selected[name] or self.errors):
            return self.bitmap
        return self._all_of((other for other in FACETS if other != name), self._found)

    @cached_property
    def view(self):
        """How the list is looked at: the name of one of its views. It narrows nothing."""
        return list_views.chosen(self.data)[0].name

    def query(self, *, without=(), beside=(), sort=True):
        """The filter as a canonical query string; `without` leaves out one (filter, code), ("country", "KGZ"), and
        `beside` adds one."""
        query = [(name, code) for name, codes in self.selected.items() for code in codes if (name, code) != without]
        query += [beside] if beside else []
        if self.words and without != ("q", ""):
            query.append(("q", self.typed.strip()))
        if sort and self.order != "newest":
            query.append(("sort", self.order))
        return urlencode(query)

    def address(self, path, *, without=(), beside=(), view=list_views.DEFAULT):
        """`path` with the filter, and with the view of the list where it is another than the usual one."""
        query = self.query(without=without, beside=beside) if without or beside else self._whole_query
        if view != list_views.DEFAULT:
            query = f"{query}&view={view}" if query else f"view={view}"
        return f"{path}?{query}" if query else path

    @cached_property
    def _whole_query(self):
        return self.query()

    @cached_property
    def chips(self):
        """What is asked for, each with the address of the list without it."""
        chips = [
            Chip(self, name, code, self.filters[name].label, self.label(name, code))
            for name, codes in self.selected.items()
            for code in codes
        ]
        return [*chips, Chip(self, "q", "", self.filters["q"].label, self.typed.strip())] if self.words else chips

    def label(self, name, code):
        """What people read for a value, with the asterisk that a note asks for."""
        term = self.index.term(name, code)
        return f"{term.label}*" if term.note else str(term.label)

    @property
    def sentence(self):
        """'6 of 45 activities · Kyrgyzstan'."""
        return " · ".join([self.counted, *(chip.label for chip in self.chips)])

    @property
    def counted(self):
        """'6 of 45 activities'."""
        if self.is_filtered:
            count = ngettext("%(total)s of %(all)s activity", "%(total)s of %(all)s activities", self.all_total)
        else:
            count = ngettext("%(total)s activity", "%(total)s activities", self.all_total)
        return count % {"total": localize(self.total), "all": localize(self.all_total)}

    @cached_property
    def loosen(self):
        """For an empty result: the chips whose removal leaves something, and how much."""
        return [] if self.total or self.errors else [chip for chip in self.chips if chip.count]

    @cached_property
    def left_out(self):
        """What the filter leaves out because nothing is stated: a LeftOut for each filter that does."""
        return left_out(self, path(self.index, "activity_list"))

    def notes(self, choices):
        """The notes that go with the names of these choices of countries and areas."""
        shown = {choice.value for choice in choices}
        return [{"code": code, "text": text} for code, text in self.index.notes.items() if code in shown]

    def kept(self, name):
        """[(parameter, value)] that keep the rest of the filter in a form that asks for `name` alone."""
        kept = [(other, code) for other, codes in self.selected.items() if other != name for code in codes]
        kept += [("q", self.typed)] if self.words else []
        kept += [("sort", self.order)] if self.order != "newest" else []
        return kept + ([("view", self.view)] if self.view != list_views.DEFAULT else [])

    def passing_without(self, name, code):
        """How many activities there would be without one value."""
        if name == "q":
            return len(self._all_of(FACETS, BitMap(self.index.listed)))
        rest = [each for each in self.selected[name] if each != code]
        return len(self.others(name) & self._any_of(name, rest)) if rest else len(self.others(name))

    @cached_property
    def words(self):
        """The folded words that are searched for."""
        return [] if self.q_errors else words(self.typed)

    @property
    def finds_words(self):
        """Whether any activity has the words, whatever the other filters let through."""
        return bool(self.words) and bool(self._found)

    @cached_property
    def _found(self):
        return search(self.index, self.words) if self.words else self.index.listed

    def _all_of(self, names, bitmap):
        asked = (self._any_of(name, self.selected[name]) for name in names if self.selected[name])
        return reduce(BitMap.__and__, asked, bitmap)

    def _any_of(self, name, codes):
        if len(codes) == 1:
            return self.index.having(name, *codes)
        return BitMap.union(*(self.index.having(name, code) for code in codes))


def _query(values):
    query = QueryDict(mutable=True)
    for name, codes in values.items():
        query.setlist(name, codes)
    return query
