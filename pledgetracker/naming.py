"""How names stand in a row: with commas between them, or with semicolons where one of them holds a comma itself."""

from django.utils.translation import gettext as _


def separator(names):
    """What stands between these names: ", ", or "; " where one of them holds a comma."""
    return "; " if any("," in str(name) for name in names) else ", "


def listed(names):
    """'A, B, C'; 'A, B; C' where the first name is “A, B”."""
    names = [str(name) for name in names]
    return separator(names).join(names)


def in_words(names):
    """'A, B and C'; 'A, B; C; and D' where the first name is “A, B”. Nothing of no names."""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    said = {"names": listed(names[:-1]), "last": names[-1]}
    if separator(names) == ", ":
        return _("%(names)s and %(last)s") % said
    return _("%(names)s; and %(last)s") % {**said, "names": "; ".join(names[:-1])}
