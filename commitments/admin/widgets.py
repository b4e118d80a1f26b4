"""The desk's own form controls: reached by keyboard, named for screen readers, and of use without JavaScript."""

from functools import partial

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from pledgetracker.text import clean, fold

# So many records a sentence names, where a text fits several.
MOST_NAMED = 5


def is_key(value):
    """Whether `value`, a text from a form or query, can be the key of a record."""
    return value.isascii() and value.isdecimal() and len(value) < 19


class Typed(str):
    """What was typed beside a lookup and not chosen from its list: a name or code, never a key."""

    __slots__ = ()


class KeysOnly:
    """A choice that passes over what cannot be a key, where the stock autocomplete fails on `add/?pledge=abc`."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if is_key(str(each))], attr)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, list):
            return [each for each in value if is_key(each)]
        return value if value and is_key(value) else None


class Lookup(KeysOnly, AutocompleteMixin):
    """A select that holds the chosen records alone, and a text to find others by.

    `static/js/lookup.js` makes a combobox of the two, with a list from the stock autocomplete view. Without it both
    are posted as they stand: the text, a name or code, is looked up when the form is saved (`LookupField`).
    """

    template_name = "admin/widgets/lookup.html"

    def build_attrs(self, base_attrs, extra_attrs=None):
        # Past the mixin's own, which are select2's.
        return super(AutocompleteMixin, self).build_attrs(base_attrs, extra_attrs)

    def get_context(self, name, value, attrs):
        values = value if isinstance(value, (list, tuple)) else [value]
        chosen = [each for each in values if not isinstance(each, Typed)]
        context = super().get_context(name, chosen if self.allow_multiple_selected else next(iter(chosen), None), attrs)
        typed = [each for each in values if isinstance(each, Typed)]
        context["text"] = {"attrs": self.text_attrs(context["widget"], typed)}
        return context

    def text_attrs(self, select, typed):
        shared = {"disabled", "aria-describedby", "aria-invalid"} & set(select["attrs"])
        of = self.field.model._meta
        question = {"app_label": of.app_label, "model_name": of.model_name, "field_name": self.field.name}
        hint = _("Names or codes, separated by semicolons") if self.allow_multiple_selected else _("Name or code")
        return {
            "class": "lookup-text",
            "id": f"{select['attrs'].get('id', select['name'])}-typed",
            "name": f"{select['name']}-typed",
            "value": "; ".join(typed),
            "data-url": f"{self.get_url()}?{urlencode(question)}",
            "aria-label": hint,
            "placeholder": hint,
            "autocomplete": "off",
            "spellcheck": "false",
        } | {name: select["attrs"][name] for name in shared}

    def typed(self, data, name):
        """The names and codes in the text field, in order."""
        text = clean(data.get(f"{name}-typed") or "")
        parts = text.split(";") if self.allow_multiple_selected else [text]
        return [Typed(part.strip()) for part in parts if part.strip()]

    @property
    def media(self):
        says = {
            "chosen": _("Chosen"),
            "remove": _("Remove %(name)s"),
            "added": _("%(name)s is chosen."),
            "removed": _("%(name)s is removed."),
            "found": _("Found: %(count)s. The up and down arrow keys move through the list."),
            "more": _("Show more"),
            "none": _("Nothing matches."),
            "failed": _("The list could not be loaded. Type a name or code. The site looks it up when you save."),
        }
        return forms.Media(
            js=[forms.Script("js/lookup.js", defer=True, **{f"data-{key}": str(text) for key, text in says.items()})]
        )


class KeySelect(Lookup, AutocompleteSelect):
    def value_from_datadict(self, data, files, name):
        """What was typed comes before what was chosen: without JavaScript the old choice stands beside it."""
        typed = self.typed(data, name)
        return typed[0] if typed else super().value_from_datadict(data, files, name)


class KeySelectMultiple(Lookup, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        return [*super().value_from_datadict(data, files, name), *self.typed(data, name)]


class KeyCheckboxes(KeysOnly, forms.CheckboxSelectMultiple):
    """A list of boxes that is one group, named by `label`."""

    template_name = "admin/widgets/checkboxes.html"

    def __init__(self, label, **kwargs):
        super().__init__(**kwargs)
        self.label = label

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"label": self.label}


class FindsTyped:
    """For the fields of lookups: finds the record that a typed name or code means.

    `search(queryset, text)` is the search of their list; it answers (records, whether they may repeat). `sees(record)`
    says whether the person may read it: what is chosen already may be another pledge's draft, and is named by its code.
    """

    def __init__(self, *args, search, sees, **kwargs):
        super().__init__(*args, **kwargs)
        self.search, self.sees = search, sees

    def label_from_instance(self, obj):
        return str(obj) if self.sees(obj) else obj.identity

    def named(self, text):
        """The one record of the field's that `text` means; raises ValidationError with the nearest names."""
        found, repeats = self.search(self.queryset, text)
        found = list((found.distinct() if repeats else found)[: MOST_NAMED + 1])
        exact = [each for each in found if fold(str(each)) == fold(text)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("“%(text)s” was not found."), code="unknown", params={"text": text})
        names = "; ".join(map(self.label_from_instance, found[:MOST_NAMED])) + (
            "; …" if len(found) > MOST_NAMED else ""
        )
        raise forms.ValidationError(
            _("“%(text)s” can mean several: %(names)s. Write more of the name, or choose it from the list."),
            code="several",
            params={"text": text, "names": names},
        )


class LookupField(FindsTyped, forms.ModelChoiceField):
    def to_python(self, value):
        return self.named(value) if isinstance(value, Typed) else super().to_python(value)


class LookupMultipleField(FindsTyped, forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Typed names become keys first, so that one chosen and typed counts once."""
        if isinstance(value, (list, tuple)):
            value = [str(self.named(each).pk) if isinstance(each, Typed) else each for each in value]
        return super().clean(value)


class DateInput(forms.DateInput):
    """The browser's own: it speaks the visitor's language, and needs no script."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__({"step": 1, **(attrs or {})}, format="%Y-%m-%dT%H:%M:%S")


def lookup(db_field, request, model_admin, multiple=False):
    """The keyword arguments that make a lookup of `db_field`'s form field, searched as the list of its records is."""
    remote = model_admin.admin_site.get_model_admin(db_field.remote_field.model)
    asks = {"search": partial(remote.get_search_results, request), "sees": partial(remote.has_view_permission, request)}
    return {
        "widget": (KeySelectMultiple if multiple else KeySelect)(db_field, model_admin.admin_site),
        "form_class": partial(LookupMultipleField if multiple else LookupField, **asks),
    }
