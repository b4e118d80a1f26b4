"""The pictures that other sites show beside a link to a page: what stands on each, and the PNG of it.

A name, one or two figures, the site's name and mark; no flag, and no one else's mark.
"""

import logging
import textwrap
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pledgetracker import partial_dates

from .. import typeset
from ..exports import limits
from ..exports.kept_files import Kept

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630
LONGEST_TITLE, LONGEST_LABEL = 200, 75  # characters that the picture has room for


@dataclass(frozen=True)
class Picture:
    """What stands on it; `path` is its address without the site's, `figures` (number or day, what it is)."""

    path: str
    label: str
    title: str
    figures: tuple = ()
    note: str = ""

    @property
    def alt(self):
        """The picture in words."""
        parts = [f"{self.label}: {self.title}" if self.label else self.title]
        parts += [f"{value} {label}".strip() for value, label in self.figures]
        return ". ".join([*parts, f"* {self.note}" if self.note else ""]).strip()

    def png(self):
        """Its bytes. Raises typeset.Failed."""
        data = {
            "label": cut(self.label, LONGEST_LABEL),
            "title": cut(self.title, LONGEST_TITLE),
            "figures": [{"value": value, "label": label} for value, label in self.figures],
            "note": self.note,
            "site": settings.SITE_NAME,
            "address": urlsplit(settings.SITE_URL).netloc,
            "mark": Path(finders.find("img/mark.svg")).read_text(),
            "language": typeset.language(get_language() or "en"),
        }
        return typeset.png(Path(__file__).with_name("preview.typ"), data, width=WIDTH)


def figures(total, last_reported):
    """Those of a picture: how many activities, and when the last of them was reported; of none a sentence."""
    if not total:
        return (("", _("No activity reported in this register")),)
    several = [(localize(total), ngettext("activity", "activities", total))]
    if last_reported:
        several.append((partial_dates.display(last_reported), _("last reported")))
    return tuple(several)


def cut(text, most):
    """The text as one line of at most so many characters, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= most or " " in line[:most]:
        return textwrap.shorten(line, most, placeholder=" …")
    return f"{line[: most - 1]}…"


def kept_png(index, picture):
    """The bytes of a picture that was made for this edition and language, or None."""
    if file := index.token and _kept(index, picture).open():
        with file:
            return file.read()
    return None


def png_of(index, picture):
    """The bytes of a picture, made now and kept; None where this worker cannot make it now."""
    try:
        with limits.core():
            made = picture.png()
    except (limits.Busy, typeset.Failed):
        return None
    if index.token:
        _keep(_kept(index, picture), made)
    return made


def _kept(index, picture):
    return Kept(index, "preview", picture.path, get_language() or "")


def _keep(kept, made):
    try:
        with kept.making() as file:
            if file:
                file.write(made)
    except OSError as error:
        logger.warning("A preview could not be kept, and is made for each who asks: %s", error)
