"""Names on maps as a browser draws them: none on another, and all within the map."""

import pytest

from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge

NAMES = """() => [...document.querySelectorAll(".world .labels text")]
  .map((text) => [text.textContent, text.getBoundingClientRect()])
  .filter(([, box]) => box.width)
  .map(([name, box]) => [name, box.left, box.top, box.right, box.bottom])"""
FRAME = """() => { const box = document.querySelector(".world").getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom]; }"""


@pytest.fixture
def undp_as_published(transactional_db):
    load_reference()
    load_undp_pledge()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_name_on_a_map_lies_on_another_or_is_cut_off(page, undp_as_published, width):
    page.set_viewport_size({"width": width, "height": 900})
    for region in ("western-balkans", "rbec", "rblac", "rba", "rbap", "rbas"):
        page.goto(f"/regions/{region}/")
        names, (left, top, right, bottom) = page.evaluate(NAMES), page.evaluate(FRAME)
        assert len(names) > 2, region
        for at, (name, *box) in enumerate(names):
            # The height of a line holds some room above and below its letters.
            assert left <= box[0] and box[2] <= right and top <= box[1] + 3 and box[3] - 3 <= bottom, (region, name)
            for other, *its in names[:at]:
                apart = box[2] <= its[0] or its[2] <= box[0] or box[3] - 3 <= its[1] + 3 or its[3] - 3 <= box[1] + 3
                assert apart, (region, name, other)
    page.goto("/regions/western-balkans/")
    assert any(name.startswith("Kosovo*") for name, *_box in page.evaluate(NAMES))
