"""What each name of a vocabulary adds to a record: made once, and shared by every record that names it.

Nobody may change a piece. All of it is printable already.
"""

from pledgetracker.text import lines, printable, search_text, words


class Kept(dict):
    """{key: what `make(*key)` or `make(key)` gave for it}, filled as keys are asked for."""

    def __init__(self, make):
        self.make = make

    def __missing__(self, key):
        self[key] = made = self.make(*key) if isinstance(key, tuple) else self.make(key)
        return made


class Pieces:
    """Each attribute is looked up by code. What a code that the vocabulary does not know gives is None, or empty."""

    def __init__(self, vocabulary):
        self._of = vocabulary
        self.pledge = Kept(self._pledge)
        self.commitments = Kept(self._commitments)  # (pledge's slug, *numbers of commitments)
        self.country = Kept(self._country)  # (alpha-3, whether planned)
        self.covering = Kept(self._covering)  # by a country's code: {region's slug: its piece}
        self.region = Kept(self._region)
        self.partner = Kept(self._partner)  # (slug, role)
        self.indicator = Kept(self._indicator)
        self.country_words = Kept(lambda code: _searched(vocabulary.countries, code))
        self.partner_words = Kept(lambda slug: _searched(vocabulary.partners, slug))
        # Whether a name, as it is written, holds a word that may call for a note.
        self.may_call = Kept(lambda name: not self.calling.isdisjoint(words(name)))
        self.notes = [_Note(each) for each in vocabulary.countries.values() if each.note]
        # The first word of each phrase that calls for a note: a text without any of them calls for none.
        self.calling = frozenset(phrase.split()[0] for note in self.notes for phrase in note.phrases)

    def _pledge(self, slug):
        return printable({"slug": slug, "title": self._of.pledges[slug].title})

    def _commitments(self, pledge, *numbers):
        """(the public commitments of these numbers, their objectives), each in order."""
        commitments = [each for each in self._of.pledges[pledge].record["commitments"] if each["number"] in numbers]
        objectives = {objective["key"]: objective for each in commitments for objective in each["objectives"]}
        return (
            [_some(each, "key", "number", "short_title") for each in commitments],
            [
                _some(each, "key", "number", "short_title")
                for each in sorted(objectives.values(), key=lambda objective: objective["number"])
            ],
        )

    def _country(self, code, planned):
        if country := self._of.countries.get(code):
            return printable({"code": code, "name": country.name, "planned": planned, "note": bool(country.note)})
        return None

    def _covering(self, code):
        return {slug: self.region[slug] for slug in self._of.countries[code].region_slugs}

    def _region(self, slug):
        """By the region's slug, present or former; the piece has the present one."""
        if region := self._of.regions.get(slug):
            return printable({"slug": region.slug, "name": region.name})
        return None

    def _partner(self, slug, role):
        if partner := self._of.partners.get(slug):
            return printable({"slug": partner.slug, "name": partner.name, "acronym": partner.acronym, "role": role})
        return None

    def _indicator(self, key):
        if indicator := self._of.indicators.get(key):
            return printable({"name": indicator.name, "unit": indicator.unit, "level": indicator.level})
        return None


class _Note:
    """A country's note, and the folded phrases that call for it, each with a space before its words and one after."""

    def __init__(self, country):
        self.piece = printable({"code": country.alpha3, "text": country.note})
        self.phrases = [f"{found} " for phrase in lines(country.note_words) if (found := search_text(phrase))]


def _some(values, *names):
    return printable({name: values[name] for name in names})


def _searched(things, code):
    """The folded words of every name that `code` is found under, each once."""
    thing = things.get(code)
    return tuple(dict.fromkeys(word for name in thing.names for word in words(name))) if thing else ()
