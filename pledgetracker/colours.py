"""The tokens of the public style sheet, read from the sheet itself, and how well its colours stand apart."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

SHEET = settings.BASE_DIR / "static" / "css" / "site.css"
BLOCK = re.compile(r"^\s*:root \{(.*?)^\s*\}", re.MULTILINE | re.DOTALL)
TOKEN = re.compile(r"^\s*--([\w-]+): (.+?);", re.MULTILINE)

TEXT, SHAPE = 4.5, 3.0  # what WCAG 2.2 AA demands: 1.4.3 of text, 1.4.11 of what must be seen to use a page


class Pair(NamedTuple):
    """Two tokens that meet on a page, and the least contrast that they need there."""

    front: str
    ground: str
    least: float


PAIRS = [
    *(Pair(front, ground, TEXT) for ground in ("paper", "wash") for front in ("ink", "muted", "link", "link-hover")),
    *(Pair("error", ground, TEXT) for ground in ("paper", "wash", "notice")),
    *(Pair(front, "notice", TEXT) for front in ("ink", "muted", "link", "link-hover")),
    Pair("on-accent", "accent", TEXT),
    Pair("paper", "link-hover", TEXT),
    Pair("on-brand", "brand", TEXT),
    *(Pair("ink", f"data-{shade}", TEXT) for shade in ("none", 0, 1, 2)),
    *(Pair("paper", f"data-{shade}", TEXT) for shade in (3, 4, 5)),
    *(Pair(front, ground, SHAPE) for ground in ("paper", "wash") for front in ("edge", "accent")),
    Pair("notice-edge", "notice", SHAPE),
]
RAMP = ["data-none", *(f"data-{shade}" for shade in range(6))]


@lru_cache
def tokens():
    """{"light": {name: value}, "dark": {name: value}}, names without dashes; dark has what it leaves alone, too."""
    light, dark = (dict(TOKEN.findall(block)) for block in BLOCK.findall(SHEET.read_text("utf-8"))[:2])
    return {"light": light, "dark": light | dark}


def contrast(one, other):
    """The contrast ratio of two colours such as #0468b1, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """The relative luminance of a colour such as #fff or #0468b1: how it reads in grey, from 0 to 1."""
    digits = colour.removeprefix("#")
    wide = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(wide[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
