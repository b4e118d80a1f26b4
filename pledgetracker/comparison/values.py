"""Values of a document: when two say the same, and how one reads."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ..naming import listed


def is_blank(value):
    """Whether a value says nothing: None, False, "", [] and {} do not; 0 does."""
    return value is None or value is False or (isinstance(value, str | list | tuple | Mapping) and not value)


def fields(value):
    """The names of a dict's fields, in order. A key that begins with an underscore is none."""
    return sorted(name for name in value if not name.startswith("_"))


def same(value):
    """Something hashable that is equal for two values exactly where they say the same; None for nothing."""
    if is_blank(value):
        return None
    if isinstance(value, Mapping):
        return tuple((name, what) for name in fields(value) if (what := same(value[name])) is not None) or None
    if isinstance(value, list | tuple):
        return ("list", *said) if (said := [what for each in value if (what := same(each)) is not None]) else None
    return ("yes",) if value is True else str(value)


def shown(value):
    """A value as text: yes or no; of a list or dict what it says, as `listed` writes it; "" for None."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return listed(shown(each) for each in value if not is_blank(each))
    if isinstance(value, Mapping):
        return shown([value[name] for name in fields(value)])
    return "" if value is None else str(value)
