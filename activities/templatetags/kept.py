"""What templates draw once and keep with the index: see `public/kept.py`. The HTML is always that of the partials."""

from functools import lru_cache

from django import template
from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext

from ..public.cards import Cards, draw_card
from ..public.kept import draw, piece

register = template.Library()


@register.simple_tag(takes_context=True)
def kept(context, partial, **values):
    """`{% include partial with values only %}`, drawn once for these values, which must be hashable and few."""
    if "index" not in context:
        return draw(partial, values)
    return piece(context["index"], partial, tuple(values.values()), lambda: values)


@register.simple_tag
def cards(activities, **look):
    """The HTML of the card of each of these activities, `Cards` or rows; `look` is what `_activity_card.html` asks."""
    return activities.drawn(**look) if isinstance(activities, Cards) else [draw_card(row, look) for row in activities]


@register.simple_tag
def filters(filterset):
    """The controls of the list's one form."""
    facets = [facet for facet in filterset.facets if facet.choices or facet.errors]
    return _filled(
        filterset.index,
        "includes/_filters.html",
        {"active": len(filterset.chips), "q_errors": tuple(filterset.q_errors)},
        {"typed": escape(filterset.typed), "facets": "".join(map(_facet, facets))},
        keep=not filterset.q_errors,
    )


@register.simple_tag
def choices(index, name, groups):
    """The choices of the filter `name`, under their headings: groups [(heading or nothing, choices)]."""
    return mark_safe(_choices(index, name, groups))


def _facet(facet):
    places = {
        "choices": _choices(facet.index, facet.name, facet.groups or [("", facet.choices)]),
        "chooser_url": escape(facet.chooser_url),
        "more": _more(facet.more, facet.label, get_language()),
    }
    context = {"name": facet.name, "label": facet.label, "errors": tuple(facet.errors), "has_more": facet.more > 0}
    return _filled(facet.index, "includes/_facet.html", context, places, keep=not facet.errors)


def _choices(index, name, groups):
    language = get_language()
    return "".join(
        _filled(
            index,
            "includes/_choices.html",
            {"name": name, "heading": heading, "number": number},
            {"choices": "".join(_choice(index, name, choice, language) for choice in several)},
        )
        for number, (heading, several) in enumerate(groups, start=1)
    )


def _choice(index, name, choice, language):
    key = name, choice.value, choice.selected, choice.count > 0
    html = piece(index, "includes/_choice.html", key, lambda: {"name": name, "choice": choice}, ("sentence", "count"))
    return html % _counted(choice.count, language)


def _filled(index, partial, context, places, *, keep=True):
    """The HTML of a partial with this context and the safe texts `places`; what is kept is the partial without them."""
    if not keep:
        return draw(partial, {**context, **{name: mark_safe(text) for name, text in places.items()}})
    return mark_safe(piece(index, partial, tuple(context.values()), lambda: context, tuple(places)) % places)


@lru_cache(maxsize=20_000)
def _counted(count, language):
    sentence = ngettext("%(total)s activity", "%(total)s activities", count)
    number = localize(count)
    return {"sentence": escape(sentence % {"total": number}), "count": number}


@lru_cache(maxsize=5_000)
def _more(more, name, language):
    sentence = ngettext("%(more)s more: choose from all (%(name)s)", "%(more)s more: choose from all (%(name)s)", more)
    return escape(sentence % {"more": localize(more), "name": name})
