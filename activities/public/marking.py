"""Matched words, marked in the HTML of a card as it was drawn.

Whole words are marked: a screen reader, and the letters of Arabic, would be taken apart at a tag inside of a word.
"""

import re
from html import escape, unescape

from django.urls import reverse
from django.utils.safestring import SafeString

from pledgetracker.text import fold

_TAGS = re.compile(r"(<[^>]*>)")  # of HTML that templates wrote: in it no value of an attribute has a ">"


def mark(html, words):
    """`html` with every word in <mark> that one of the folded `words` begins, where the search has read it.

    It is as safe as `html` was: text is escaped again, and nothing but <mark> is added.
    """
    begun, searched = _begun(words), _searched()
    out, closing = [], ""
    for place, part in enumerate(_TAGS.split(html)):
        if place % 2:
            if part == closing:
                closing = ""
            elif not closing and (opening := searched.match(part)):
                closing = f"</{opening[1]}>"
            out.append(part)
        else:
            out.append(_marked(part, begun) if closing and not part.isspace() else part)
    return SafeString("".join(out))


def _begun(words):
    """What finds, in a folded text, the words that one of `words` begins. Words end where `text.words` ends them."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})[^\W_]*")


def _searched():
    """What opens an element whose text is searched: the title, the text, and the names of countries and areas."""
    country = re.escape(reverse("country_list"))
    return re.compile(rf'<(?=h[1-6]\b|\w+ class="(?:text|title)"|a href="{country}[A-Z])(\w+)')


def _marked(text, begun):
    """The text of an HTML document with the words that `begun` finds marked; as it is where it finds none."""
    plain = unescape(text)
    out, done = [], 0
    for start, end in _found(plain, begun):
        out += [escape(plain[done:start]), "<mark>", escape(plain[start:end]), "</mark>"]
        done = end
    return "".join([*out, escape(plain[done:])]) if out else text


def _found(plain, begun):
    """(start, end) in `plain` of each word that `begun` finds in what it folds to."""
    if plain.isascii():
        yield from (found.span() for found in begun.finditer(plain.lower()))
        return
    folded = [fold(letter) for letter in plain]
    places = [place for place, letters in enumerate(folded) for _letter in letters]
    end = 0
    for found in begun.finditer("".join(folded)):
        start = places[found.start()]
        if start < end:
            continue  # another word of one sign, such as the second number of “½”
        end = places[found.end() - 1] + 1
        while end < len(plain) and not folded[end]:
            end += 1  # the accents of its last letter
        yield start, end
