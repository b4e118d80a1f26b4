"""Values of a document: when two say the same, and how one reads."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def is_blank(value):
    """Whether a value says nothing: None, False, "", [] and {} do not; 0 does."""
    return value is None or value is False or (isinstance(value, str | list | tuple | Mapping) and not value)


def same(value):
    """Something hashable that is equal for two values exactly where they say the same; None for nothing."""
    if is_blank(value):
        return None
    if isinstance(value, Mapping):
        said = ((name, same(value[name])) for name in sorted(value))
        return tuple((name, what) for name, what in said if what is not None) or None
    if isinstance(value, list | tuple):
        return ("list", *map(same, value))
    return ("yes",) if value is True else str(value)


def shown(value):
    """A value as text: yes or no, the items of a list with commas between them; "" for None."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, Mapping):
        return ", ".join(shown(each) for each in value.values() if not is_blank(each))
    return "" if value is None else str(value)
