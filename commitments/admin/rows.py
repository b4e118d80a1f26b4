"""The rows of a form that somebody else may have changed, removed or written anew while it was open."""

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.forms import BaseInlineFormSet


class KeptRows(BaseInlineFormSet):
    """Nothing typed is lost, and nothing is there twice.

    A row that someone else removed meanwhile comes back as a new one: stock Django has no way on. One that is there
    again, or was added by both, is that row and no second one.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._with_rows_as_they_are_now(self.data)

    def clean(self):
        """Stock Django asks the constraints of a row without the key of its record, and fails when it saves."""
        super().clean()
        if self.instance.pk is None:
            return
        going = {form.instance.pk for form in self.initial_forms if self._should_delete_form(form)}
        for form in self.forms:
            if form.has_changed() and not form.errors and not self._should_delete_form(form):
                # Rows are deleted before new ones are added, but not before the others are changed.
                own = {form.instance.pk} if form.instance.pk else going
                self._refuse_second(form, others=self.model._base_manager.exclude(pk__in=own))

    def _refuse_second(self, form, others):
        for constraint in self._unique():
            said = {name: getattr(form.instance, name) for name in constraint.fields}
            if others.filter(**said).exists():
                form.add_error(None, ValidationError(constraint.get_violation_error_message(), code="unique_together"))

    def _unique(self):
        """The constraints by which a row is there only once in its record."""
        unique = [each for each in self.model._meta.constraints if isinstance(each, UniqueConstraint)]
        return [each for each in unique if self.fk.name in each.fields and not each.condition]

    # --- What the browser sent, against what is there -----------------------------------------------------------------
    def _with_rows_as_they_are_now(self, data):
        counts = [data.get(f"{self.prefix}-{name}_FORMS", "") for name in ("INITIAL", "TOTAL")]
        if not all(count.isdecimal() and len(count) < 5 for count in counts):
            return data  # the management form says what is wrong
        initial, total = map(int, counts)
        there = {str(row.pk): row for row in self.get_queryset()}
        sent = [data.get(self._name(row, self._key), "") if row < initial else "" for row in range(total)]
        keys = [key if key in there else "" for key in sent]
        free = {key: row for key, row in there.items() if key not in keys}
        for row in [row for row in range(total) if free and not keys[row]]:
            keys[row] = self._taken_up(data, row, free, lost=row < initial)
            free.pop(keys[row], None)
        if keys == sent:
            return data
        order = [*(row for row in range(total) if keys[row]), *(row for row in range(total) if not keys[row])]
        return self._renumbered(data, order, keys)

    @property
    def _key(self):
        return self.model._meta.pk.name

    def _name(self, row, field):
        return f"{self.prefix}-{row}-{field}"

    def _taken_up(self, data, row, free, lost):
        """The key of the row of `free` that the one sent is, or "": it is a new one.

        It says the same; or it may be there only once; or, where it was on the page, what tells it from others is the
        same. Rows that this form may not change are left alone.
        """
        once = [set(each.fields) - {self.fk.name} for each in self._unique()]
        once += [set(part) for part in [self._telling()] if part and lost]
        for key, there in free.items():
            form = self.form(data, prefix=f"{self.prefix}-{row}", instance=there)
            differs = set(form.changed_data)
            if not differs or (form.has_changed() and any(not fields & differs for fields in once)):
                return key
        return ""

    def _telling(self):
        """The fields that tell one row of this kind from another; none where the rows are records of their own."""
        return getattr(self.instance, "parts", {}).get(self.fk.remote_field.get_accessor_name(), ())

    def _renumbered(self, data, order, keys):
        renumbered = data.copy()
        for new, old in enumerate(order):
            marks = f"{self.prefix}-{old}-", f"{self.prefix}-{new}-"
            for name in [name for name in renumbered if name.startswith(marks[1])]:
                del renumbered[name]
            for name in [name for name in data if name.startswith(marks[0])]:
                renumbered.setlist(marks[1] + name.removeprefix(marks[0]), data.getlist(name))
            renumbered[f"{marks[1]}{self._key}"] = keys[old]
        renumbered[f"{self.prefix}-INITIAL_FORMS"] = str(sum(1 for key in keys if key))
        return renumbered
