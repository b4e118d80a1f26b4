"""What templates draw once and keep with the index: see `public/kept.py`. The HTML is always that of the partials."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ..public.cards import Cards, draw_card
from ..public.kept import Pieces, draw, with_places

register = template.Library()


@register.simple_tag(takes_context=True)
def kept(context, partial, **values):
    """`{% include partial with values only %}`, drawn once for these values, which must be hashable and few."""
    if "index" not in context:
        return draw(partial, values)
    return Pieces(context["index"]).piece(partial, tuple(values.values()), values)


@register.simple_tag
def cards(activities, **look):
    """The card of each of these activities, `Cards` or rows; `look` is what `_activity_card.html` asks for beside."""
    drawn = activities.drawn(**look) if isinstance(activities, Cards) else [draw_card(row, look) for row in activities]
    return SafeString("".join(drawn))


@register.simple_tag
def note_ref(code, name):
    """The asterisk that leads to the note on this name, without the line end of its partial: a comma may follow."""
    return SafeString(draw("includes/_note_ref.html", {"code": code, "name": name}).strip())


@register.simple_tag
def filters(filterset):
    """The controls of the list's one form."""
    pieces = Pieces(filterset.index)
    facets = "".join(_facet(pieces, facet) for facet in filterset.facets if facet.is_shown)
    active, errors = len(filterset.chips), filterset.q_errors
    return pieces.filled(
        "includes/_filters.html",
        None if errors else (active,),
        {"active": active, "errors": errors},
        {"typed": escape(filterset.typed), "facets": facets},
    )


@register.simple_tag
def chips(index, chosen, clear_url):
    """What is chosen, each to be taken off again."""
    pieces = Pieces(index)
    drawn = [
        pieces.filled(
            "includes/_chip.html",
            (chip.name,),
            {"facet_label": chip.facet_label},
            {"label": escape(chip.label), "url": escape(chip.remove_url)},
        )
        for chip in chosen
    ]
    return pieces.filled("includes/_chips.html", (clear_url,), {"clear_url": clear_url}, {"chips": "".join(drawn)})


@register.simple_tag
def choices(index, name, groups):
    """The choices of the filter `name`, under their headings: groups [(heading or nothing, choices)]."""
    return SafeString(_choices(Pieces(index), name, groups))


@register.simple_tag
def downloads(index, links, unfolded=False):
    """What a page offers to download, of which there is something: `links` as of `exports.formats`."""
    pieces, rows = Pieces(index), links[0]["rows"]
    sentence = ngettext("Download %(rows)s row", "Download %(rows)s rows", rows) % {"rows": localize(rows)}
    places = {"sentence": escape(sentence), "downloads": _of_each(pieces, "includes/_download.html", links)}
    return pieces.filled("includes/_downloads.html", (unfolded,), {"unfolded": unfolded}, places)


@register.simple_tag
def alternates(index, links):
    """The same downloads, for who reads the head of the page."""
    return SafeString(_of_each(Pieces(index), "includes/_alternate.html", links))


def _of_each(pieces, partial, links):
    return "".join(
        pieces.filled(
            partial,
            (link["format"].name,),
            {"format": link["format"]},
            {"url": escape(link["url"]), "counted": escape(link["counted"])},
        )
        for link in links
    )


@register.simple_tag(takes_context=True)
def pages(context, index, page, numbers):
    """The links to the other pages than this one; the request's query stays as it is but for the page."""
    last = page.paginator.num_pages
    shown = {"page": page.number, "last": last, "numbers": numbers, "ellipsis": page.paginator.ELLIPSIS}
    shown |= {"before": page.number - 1, "after": page.number + 1}
    places = _query_around_page(context.request.GET)
    return Pieces(index).filled("includes/_pages.html", (page.number, last), shown, places)


def _query_around_page(query):
    """The query of a link to a page as what stands in front of the number and what follows it."""
    names = list(query)
    at = names.index("page") if "page" in names else len(names)
    start, rest = (
        urlencode([(name, query.getlist(name)) for name in part], True) for part in (names[:at], names[at + 1 :])
    )
    return {"start": escape(f"?{start}&page=" if start else "?page="), "rest": escape(f"&{rest}" if rest else "")}


def _facet(pieces, facet):
    has_more = facet.more > 0
    return pieces.filled(
        "includes/_facet.html",
        None if facet.errors else (facet.name, has_more),
        {"name": facet.name, "label": facet.label, "errors": facet.errors, "has_more": has_more},
        {
            "choices": _choices(pieces, facet.name, facet.groups),
            "chooser_url": escape(facet.chooser_url) if has_more else "",
            "more": _more(facet.more, str(facet.label), pieces.language) if has_more else "",
        },
    )


def _choices(pieces, name, groups):
    return "".join(
        pieces.filled(
            "includes/_choices.html",
            (name, heading, number),
            {"name": name, "heading": heading, "number": number},
            {"choices": "".join([_choice(pieces, name, choice) for choice in several])},
        )
        for number, (heading, several) in enumerate(groups, start=1)
    )


def _choice(pieces, name, choice):
    drawn, key = choice.option.html, (choice.selected, choice.count > 0)
    if key not in drawn:
        drawn[key] = with_places("includes/_choice.html", {"name": name, "choice": choice}, ("sentence", "count"))
    return drawn[key] % _counted(choice.count, pieces.language)


# The language is what the two keep their sentences by.
@lru_cache(maxsize=20_000)
def _counted(count, language):
    number = localize(count)
    sentence = ngettext("%(total)s activity", "%(total)s activities", count) % {"total": number}
    return {"sentence": escape(sentence), "count": number}


@lru_cache(maxsize=5_000)
def _more(more, name, language):
    sentence = ngettext("%(more)s more: choose from all (%(name)s)", "%(more)s more: choose from all (%(name)s)", more)
    return escape(sentence % {"more": localize(more), "name": name})
