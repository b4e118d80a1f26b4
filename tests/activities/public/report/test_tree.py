"""The tree that the PDF is made of: what a reader of the page sees, in its order, and nothing that runs."""

import pytest

from activities.public.report.tree import Tree

pytestmark = pytest.mark.no_database


def nodes(html):
    return Tree(html).nodes


def test_white_space_is_what_a_browser_shows():
    html = "<p>\n  One\n  <b> two </b>\n three </p>\n<ul>\n <li> four\n</li>\n</ul>"
    assert nodes(html) == [
        {"t": "p", "c": ["One ", {"t": "b", "c": ["two "]}, "three"]},
        {"t": "ul", "c": [{"t": "li", "c": ["four"]}]},
    ]


def test_elements_that_say_nothing_leave_their_nodes_to_their_parent():
    assert nodes("<div><section><p>a</p></section> <p>b</p></div>") == [{"t": "p", "c": ["a"]}, {"t": "p", "c": ["b"]}]


def test_language_and_classes_stay():
    assert nodes('<div lang="fr-CH" class="text"><p>a</p></div>') == [
        {"t": "div", "c": [{"t": "p", "c": ["a"]}], "k": ["text"], "lang": {"lang": "fr", "region": "CH"}}
    ]


def test_what_is_for_the_screen_or_unseen_is_left_out():
    html = (
        '<form><input name="from"><p>a</p></form><p class="screen-only">b <br> c</p>'
        '<p>d<span class="visually-hidden"> e <b>f</b></span></p><p hidden>g</p><script>h</script>'
        '<svg aria-hidden="true"><rect width="1" /></svg>'
    )
    assert nodes(html) == [{"t": "p", "c": ["d"]}]


def test_links_are_whole_and_lead_somewhere():
    html = '<a href="/a/">1</a><a href="https://example.org/?a=1&amp;b=2">2</a><a href="#here">3</a><a href="#no">4</a>'
    html += '<p id="here">5</p><p id="x">6</p>'
    found = nodes(html)
    assert [node.get("href") for node in found] == [
        "http://testserver/a/",
        "https://example.org/?a=1&b=2",
        "#here",
        None,
        None,
        None,
    ]
    assert [node.get("id") for node in found] == [None, None, None, None, "here", None]


def test_text_is_text_whatever_it_looks_like():
    assert nodes("<p>&lt;b&gt; #panic() &amp; $x$</p>") == [{"t": "p", "c": ["<b> #panic() & $x$"]}]


def test_a_drawing_is_kept_whole_with_what_it_shows():
    html = (
        '<figure><svg viewBox="0 0 9 9" role="img"><title>Bars &amp; more</title><desc>Two\n bars.</desc>'
        '<linearGradient id="g"/><a href="/x/"><rect class="bar" width="1" /></a></svg></figure>'
    )
    drawn = Tree(html, ".bar{fill:#000}").nodes[0]["c"][0]
    assert drawn["alt"] == "Bars & more Two bars."
    assert drawn["svg"] == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"><style>.bar{fill:#000}</style>'
        "<title>Bars &amp; more</title><desc>Two\n bars.</desc>"
        '<linearGradient id="g"/><a href="/x/"><rect class="bar" width="1" /></a></svg>'
    )


def test_a_cell_says_how_many_columns_it_spans():
    row = nodes('<table><tr><th scope="row">a</th><td colspan="2">b</td></tr></table>')[0]["c"][0]
    assert [cell["span"] for cell in row["c"]] == [1, 2]


def test_a_word_that_no_line_holds_may_be_broken():
    word = "a" * 80
    text = nodes(f"<p>{word} b</p>")[0]["c"][0]
    assert text == f"{'a' * 35}\u200b{'a' * 35}\u200b{'a' * 10} b"


def test_a_hidden_drawing_is_kept_where_something_before_it_says_what_it_shows():
    described = '<span role="img" aria-label="A map."></span><svg aria-hidden="true"><title>One shape</title></svg>'
    assert nodes(f"<figure>{described}</figure>")[0]["c"][-1]["alt"] == "A map."
    legend = nodes('<ul><li><svg class="swatch d0" aria-hidden="true"></svg> 1 to 2</li></ul>')[0]["c"][0]["c"]
    assert (legend[0]["k"], legend[1]) == (["swatch"], " 1 to 2")
