"""Years in what somebody typed: "2022", "since 2022", "before 2022", "2021-2023", "between 2021 and 2023"."""

import re

from django.utils.translation import gettext as _

from pledgetracker.partial_dates import FIRST_YEAR, LAST_YEAR

# Words before a year, in English, French and Spanish, folded: from it on, after it, up to it, before it.
SINCE = {"since", "from", "depuis", "desde", "partir"}
AFTER = {"after", "apres", "despues"}
UNTIL = {"until", "till", "by", "jusqu", "jusque", "hasta"}
BEFORE = {"before", "avant", "antes"}
# What may stand between such a word and its year.
BESIDE = {"de", "en", "a", "the", "of", "year", "l", "annee", "el", "ano", "que"}
# Words between two years that make a period of them; the second ones only after "between".
TO = {"to", "till", "until", "through", "a", "al", "hasta", "jusqu", "en"}
AND, BETWEEN = {"and", "et", "y"}, {"between", "entre"}
_YEAR = re.compile("(?:19|20)[0-9]{2}|2100")


class Years:
    """The years of some tokens: `spans` are (first, last), both inclusive, of each year or period that is named."""

    def __init__(self, tokens):
        self.tokens, self.spans, self._last = tokens, [], None

    def read(self, at):
        """Whether the token at this place is a year; if so it is added."""
        if not _YEAR.fullmatch(self.tokens[at].word):
            return False
        year = int(self.tokens[at].word)
        if self._ends_period(at):
            self.spans[-1] = (self.spans[-1][0], year)
        else:
            self.spans.append(self._span(year, self._before(at)))
        self._last = at
        return True

    @property
    def labels(self):
        """Each span in words."""
        return [_label(first, last) for first, last in self.spans]

    def codes(self, index):
        """The values of the filter by year: of a period those that some activity has, or else where it begins."""
        known = sorted(code for code in index.facets["year"] if code.isdigit())
        found = []
        for first, last in self.spans:
            within = [code for code in known if first <= int(code) <= last]
            found += within or [str(first if first > FIRST_YEAR else last)]
        return sorted(dict.fromkeys(found))

    def _span(self, year, word):
        if word in SINCE | AFTER:
            return min(year + (word in AFTER), LAST_YEAR), LAST_YEAR
        if word in UNTIL | BEFORE:
            return FIRST_YEAR, max(year - (word in BEFORE), FIRST_YEAR)
        return year, year

    def _before(self, at):
        """The word that says how the year at this place is meant, as far as any does."""
        earlier = [token.word for token in self.tokens[max(at - 3, 0) : at]]
        while len(earlier) > 1 and earlier[-1] in BESIDE:
            earlier.pop()
        return earlier[-1] if earlier else ""

    def _ends_period(self, at):
        if self._last is None:
            return False
        between = {token.word for token in self.tokens[self._last + 1 : at]}
        if not between:
            return self.tokens[at].dashed
        return between <= TO or (between <= AND and self._before(self._last) in BETWEEN)


def _label(first, last):
    if first == last:
        return str(first)
    if last == LAST_YEAR:
        return _("%(year)s or later") % {"year": first}
    if first == FIRST_YEAR:
        return _("%(year)s or earlier") % {"year": last}
    return _("%(start)s to %(end)s") % {"start": first, "end": last}
