"""The style sheets: the public pages' and the desk's."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

from pledgetracker.colours import PAIRS, RAMP, contrast, luminance, tokens

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = re.compile(
    r"^:root \{.*?^\}\n\n@media screen and \(prefers-color-scheme: dark\) \{.*?^\}\n", re.MULTILINE | re.DOTALL
)
SCHEMES = ["light", "dark"]


def test_desk_and_public_pages_have_the_same_colours():
    site, desk = (TOKENS.search((CSS / name).read_text()) for name in ("site.css", "desk.css"))
    assert site
    assert site.group() == desk.group()


@pytest.mark.parametrize("name", ["site.css", "desk.css"])
def test_directions_are_logical(name):
    """Right-to-left languages need no second sheet."""
    physical = r"[\s{;](margin|padding|border)-(left|right|top|bottom)|[\s{;](left|right|top|bottom):"
    assert re.search(physical, (CSS / name).read_text()) is None


def test_contrast_is_measured_as_the_guidelines_define_it():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_its_ground_and_every_edge_be_seen(scheme):
    colours = tokens()[scheme]
    faint = {
        f"{pair.front} on {pair.ground}": round(ratio, 2)
        for pair in PAIRS
        if (ratio := contrast(colours[pair.front], colours[pair.ground])) < pair.least
    }
    assert not faint


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ramp_is_told_apart_by_lightness_alone(scheme):
    """In grey print, and by who sees colours otherwise."""
    colours = [tokens()[scheme][name] for name in ["paper", *RAMP]]
    shades = [luminance(colour) for colour in colours]
    assert shades == sorted(shades, reverse=scheme == "light")
    steps = [contrast(one, other) for one, other in itertools.pairwise(colours)]
    assert min(steps) >= 1.1  # paper and no data are told apart by the line around it
    assert min(steps[1:]) >= 1.18
    assert min(steps[2:]) >= 1.4


@pytest.mark.parametrize("name", ["site.css", "desk.css"])
def test_every_token_that_is_used_is_declared(name):
    sheet = (CSS / name).read_text()
    assert set(re.findall(r"var\(--([\w-]+)\)", sheet)) <= set(re.findall(r"--([\w-]+):", sheet))


def test_the_public_sheet_stays_small():
    assert (CSS / "site.css").stat().st_size < 30_000
