"""What differs, drawn so that everybody sees it."""

import re

from django.template.loader import render_to_string
from django.utils.html import format_html
from hypothesis import given

from pledgetracker.comparison import compare, has_differences

from .documents import DOCUMENTS, LABELS, one, update


def drawn(before, after, **options):
    context = {"before_label": "Version 1", "after_label": "Version 2"}
    return render_to_string(
        "includes/_comparison.html", context | {"differences": compare(before, after, LABELS, **options)}
    )


def test_what_was_removed_and_added_is_told_in_words_too():
    html = drawn({"title": "Old title here"}, {"title": "New title here"})
    assert re.search(r"<del><span [^>]*>removed: </span>Old </del>title here</div>", html)
    assert re.search(r"<ins><span [^>]*>added: </span>New </ins>title here</div>", html)
    assert html.count("Version 1") == html.count("Version 2") == 1
    assert re.search(r"<h3[^>]*>Title</h3>", html)


def test_what_a_changed_row_lists_is_drawn_item_by_item():
    before = {"updates": [update("2024", "", objectives=["19", "23"], targets=[{"value": 5, "due": "2030"}])]}
    after = {
        "updates": [update("2024", "", objectives=["19", "20"], targets=[{"due": "2030", "value": 9}, {"due": "x"}])]
    }
    difference = one(before, after, keys={"updates": ["date"]})
    objectives, targets = difference.rows[0].differences
    assert (objectives.shape, objectives.removed, objectives.added, objectives.kept) == (
        "items",
        ("23",),
        ("20",),
        ("19",),
    )
    assert (targets.shape, targets.removed, targets.added) == ("items", ("2030, 5",), ("2030, 9", "x"))
    html = drawn(before, after, keys={"updates": ["date"]})
    assert re.search(r"<del><span [^>]*>removed: </span>23</del>", html)
    assert re.search(r"<ins><span [^>]*>added: </span>2030, 9</ins>", html)
    before, after = ({"updates": [update("2024", "", objectives=each)]} for each in (["19", "23"], ["23", "19"]))
    assert "The same, in another order." in drawn(before, after, keys={"updates": ["date"]})


def test_a_side_without_a_value_says_so():
    assert "Nothing stated." in drawn({}, {"title": "New"})
    assert "Nothing stated." in drawn({"places": ["Osh"]}, {})


def test_every_text_is_marked_with_its_language_and_finds_its_direction():
    def language(name, holder):
        return holder.get("language", "") if name in ("title", "updates.text") else ""

    before = {"title": "Hola amigos", "language": "es", "updates": [update("2024", "هذا نص", language="ar")]}
    after = {"title": "Hello friends", "language": "en", "updates": []}
    html = drawn(before, after, language=language)
    assert html.count('dir="auto" lang="es"') == html.count('dir="auto" lang="ar"') == 1
    title = compare(before, after, LABELS, language=language)[0]
    assert (title.before_language, title.after_language) == ("es", "en")


def test_a_text_cannot_run_as_html_and_a_safe_item_is_drawn():
    html = drawn(
        {"title": "<b>x", "updates": [update("<i>", "<u>")]},
        {"places": ["<s>", format_html('<a href="/x/">{}</a>', "<Osh>")]},
    )
    for tag in ("<b>", "<i>", "<u>", "<s>", "<Osh>"):
        assert tag not in html
    assert '<a href="/x/">&lt;Osh&gt;</a>' in html


@given(DOCUMENTS, DOCUMENTS)
def test_whatever_the_documents_hold_it_can_be_drawn(before, after):
    html = drawn(before, after, keys={"updates": ["date"]})
    assert bool(html.strip()) == has_differences(before, after)
