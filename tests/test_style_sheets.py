"""The two style sheets: the public pages' and the desk's."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = re.compile(r"^:root \{.*?^\}\n\n@media \(prefers-color-scheme: dark\) \{.*?^\}\n", re.MULTILINE | re.DOTALL)


def test_desk_and_public_pages_have_the_same_colours():
    site, desk = (TOKENS.search((CSS / name).read_text()) for name in ("site.css", "desk.css"))
    assert site
    assert site.group() == desk.group()


@pytest.mark.parametrize("name", ["site.css", "desk.css"])
def test_directions_are_logical(name):
    """Right-to-left languages need no second sheet."""
    physical = r"[\s{;](margin|padding|border)-(left|right|top|bottom)|[\s{;](left|right|top|bottom):"
    assert re.search(physical, (CSS / name).read_text()) is None
