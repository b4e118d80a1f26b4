"""What every list and form of the desk shares."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from pledgetracker.partial_dates import PartialDateField
from pledgetracker.text import LONGEST_TEXT, clean

from .history import History
from .locking import Locking
from .pages import Pages
from .rights import Audience, PartRights, Rights, choices_of
from .rows import KeptRows
from .typed import Typed
from .widgets import DateInput, DateTimeInput, is_key, lookup

# More are of no use to a person, and SQLite refuses an expression 1,000 deep.
MOST_SEARCH_WORDS = 20


class CleanCharField(forms.CharField):
    """Text as it is kept: line ends are \\n, spaces plain, nothing that cannot be printed.

    Browsers send \\r\\n: without this every form sent back unchanged would change its texts.
    """

    def to_python(self, value):
        return super().to_python(clean(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        """Without the browser's own bound on a long text: it would cut what is pasted without a word."""
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.Textarea):
            attrs.pop("maxlength", None)
        return attrs


def refused(deleted, counts, perms, protected):
    """The answer of `get_deleted_objects`. Where something is in the way, the page names that and not a permission."""
    return deleted, counts, set() if protected else perms, protected


class DeskForms:
    """For forms and inlines: every text that staff type or paste is cleaned, and lookups hold against any value."""

    formfield_overrides = {
        models.CharField: {"form_class": CleanCharField, "widget": AdminTextInputWidget},
        models.TextField: {
            "form_class": CleanCharField,
            "widget": AdminTextareaWidget,
            "max_length": LONGEST_TEXT,
        },
        models.DateField: {"widget": DateInput},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": DateTimeInput},
        PartialDateField: {"form_class": CleanCharField, "widget": forms.TextInput(attrs={"size": 10})},
        # Keeps its own form field, which the one for CharField would take the place of.
        models.SlugField: {"form_class": forms.SlugField, "widget": AdminTextInputWidget},
    }

    def get_field_queryset(self, db, db_field, request):
        return choices_of(db_field, request, self.admin_site)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Beside a choice stand the ways to change or view it and to add another; deleting it has its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related &= not field.widget.can_change_related
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs = lookup(db_field, request, self) | kwargs
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs = lookup(db_field, request, self, multiple=True) | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskForm(forms.ModelForm):
    """Offers what the person may name, and what the record names already, whoever named it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and name in self.initial:
                named = self.initial[name] if isinstance(self.initial[name], list) else [self.initial[name]]
                keys = [getattr(each, "pk", each) for each in named if each]
                field.queryset = field.queryset | field.queryset.model._default_manager.filter(pk__in=keys)


class DeskAdmin(Rights, DeskForms, Pages, admin.ModelAdmin):
    """A list that no query string can break, and a delete page that says what is in the way."""

    # A sentence at the top of the list: what it is for; and the part of the editors' guide that says more.
    purpose = ""
    guide = ""
    # What published documents carry, and nothing leads on from: fixed once the record is saved.
    fixed_fields = []

    list_per_page = 50
    list_max_show_all = 200
    # Counting a million rows a second time tells an editor nothing.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return [*given, *self.fixed_fields] if obj else given

    def get_prepopulated_fields(self, request, obj=None):
        """A name that changes later leaves the address alone."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def lookup_allowed(self, lookup, value, request):
        """Only what the list's own filters ask, and nothing a database cannot hold.

        Stock Django lets every field be asked everything, and fails on `title__regex=(`. Refused: 400.
        """
        storable = "\0" not in value and not (value.isdecimal() and not is_key(value))
        return storable and lookup in set(self.list_parameters(request))

    def list_parameters(self, request):
        """The names of the parameters that the filters of this list read."""
        for item in self.get_list_filter(request):
            if isinstance(item, type) and issubclass(item, SimpleListFilter):
                yield item.parameter_name
                continue
            name = item[0] if isinstance(item, tuple) else item
            yield f"{name}__exact"
            yield f"{name}__isnull"
            if related := get_fields_from_path(self.model, name)[-1].related_model:
                yield f"{name}__{related._meta.pk.name}__exact"

    def get_search_results(self, request, queryset, search_term):
        words = clean(search_term).split()[:MOST_SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def response_action(self, request, queryset):
        """Of all that was chosen, or of nothing: what is gone meanwhile, or not the person's to see, is said."""
        chosen = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
        if not all(is_key(key) for key in chosen):
            raise BadRequest("A selected record has no such key.")
        all_listed = forms.BooleanField(required=False).clean(request.POST.get("select_across"))
        there = queryset if all_listed else queryset.filter(pk__in=chosen)
        if (chosen or all_listed) and there.count() < (1 if all_listed else len(chosen)):
            self.message_user(
                request,
                _("Nothing was changed because this list does not contain everything you chose."),
                messages.WARNING,
            )
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)

    def get_deleted_objects(self, objs, request):
        """With what names them in a many-to-many among the protected: Django would cut such ties in silence."""
        deleted, counts, perms, protected = super().get_deleted_objects(objs, request)
        tied = (
            f"{other._meta.verbose_name}: {other}"
            for relation in self.opts.related_objects
            if relation.many_to_many and relation.through._meta.auto_created and relation.get_accessor_name()
            for obj in objs
            for other in getattr(obj, relation.get_accessor_name()).all()[:20]
        )
        return refused(deleted, counts, perms, [*protected, *dict.fromkeys(tied)])


class StaffAdmin(Typed, Locking, History, DeskAdmin):
    """For the records that staff change: no change is lost, none goes unrecorded, and nothing typed is lost."""

    form = DeskForm

    def save_model(self, request, obj, form, change):
        """A form sent back as it came makes no new version."""
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        rows_changed = any(formset.has_changed() for formset in formsets)  # asked before: a saved row is no new one
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and rows_changed:
            form.instance.save()  # a changed row is a new version of the whole
        self.closed(request, form.instance)


class ReadOnlyAdmin(DeskAdmin):
    """Written by the software alone."""

    audience = Audience.ADMINISTRATORS

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class StaffInline(PartRights, DeskForms, admin.TabularInline):
    """One short row each, and no empty ones until someone asks for one."""

    form = DeskForm
    formset = KeptRows
    extra = 0
