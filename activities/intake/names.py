"""What a cell may name: found under any name it goes by, and where nothing is found, the nearest that there are."""

import difflib
import re
from collections import defaultdict

from django.utils.translation import gettext as _

from commitments import roles
from commitments.models import Commitment, Indicator, Partner, Pledge
from pledgetracker.text import fold, words

from ..models import Country, Office, Region
from .cells import brief
from .errors import Unreadable

# Comparing with every partner takes a while: so many unknown names of one file are told the nearest, then no more.
MOST_SUGGESTIONS = 200
_SEPARATED = re.compile(r"\s*[,/|+]\s*|\s+&\s+")
_DOTTED = re.compile(r"[A-Za-z]{2,3}(?:\.[A-Za-z]{2,3})+\.?")


def key_of(text):
    """What two spellings of a name have in common: letters and digits without accents, case and punctuation."""
    return " ".join(words(text.replace("&", " and "))) or " ".join(fold(text).split())


class Index:
    """The records of one kind: identities, primary keys and labels, found by any of their names.

    `entries` are (identity, primary key, label, [[names that count most], [names that count next], ...]).
    """

    def __init__(self, kind, entries):
        self.kind, self.keys, self.labels = kind, {}, {}
        self.tiers = [defaultdict(dict) for _tier in range(4)]
        for identity, key, label, tiers in entries:
            self.keys[identity], self.labels[identity] = key, label
            for tier, names in zip(self.tiers, [[identity], *tiers], strict=False):
                for name in filter(None, names):
                    tier[key_of(name)][identity] = True
        self.suggested, self.written = {}, {}

    def find(self, text):
        """The identity of the one that `text` names, or None. Raises Unreadable where it names several."""
        if text in self.keys:
            return text
        asked = key_of(text)
        for tier in self.tiers:
            found = list(tier.get(asked, ()))
            if len(found) == 1:
                return found[0]
            if found:
                raise Unreadable(
                    _("“%(text)s” can be any of these: %(names)s. Write which: %(codes)s.") % {
                        "text": brief(text),
                        "names": ", ".join(self.labels[each] for each in found),
                        "codes": ", ".join(found),
                    }
                )  # fmt: skip
        return None

    def label(self, identity):
        """How a cell names it: by its name, if that is found again, else by its code."""
        if identity not in self.written:
            label = self.labels.get(identity, identity)
            try:
                self.written[identity] = label if self.find(label) == identity else identity
            except Unreadable:
                self.written[identity] = identity
        return self.written[identity]

    def one(self, text):
        """The identity of the one that `text` names. Raises Unreadable with the nearest known ones."""
        found = self.find(text)
        if found is None:
            raise Unreadable(self.unknown(text))
        return found

    def several(self, text, noted):
        """The identities that a part of a list names: mostly one, several where a wrong sign separates known names."""
        if (found := self.find(text)) is not None:
            return [found]
        pieces = text.strip(".").split(".") if _DOTTED.fullmatch(text) else _SEPARATED.split(text)
        pieces = [piece for piece in pieces if piece]
        if len(pieces) > 1:
            found = [self.find(piece) for piece in pieces]
            if all(found):
                noted(
                    _("“%(text)s” was read as %(names)s.") % {
                        "text": brief(text), "names": "; ".join(self.labels[each] for each in found)
                    }
                )  # fmt: skip
                return found
        raise Unreadable(self.unknown(text))

    def unknown(self, text):
        """The sentence for a name that there is none of."""
        nearest = self.nearest(text)
        sentence = _("This register has no %(kind)s called “%(text)s”.") % {"text": brief(text), "kind": self.kind}
        return f"{sentence} {_('Nearest: %(names)s.') % {'names': '; '.join(nearest)}}" if nearest else sentence

    def nearest(self, text):
        """The labels of up to three whose names look most like `text`."""
        asked = key_of(text)[:80]
        if asked not in self.suggested:
            if len(self.suggested) >= MOST_SUGGESTIONS:
                return []
            names = {name: identities for tier in reversed(self.tiers) for name, identities in tier.items()}
            close = difflib.get_close_matches(asked, names, n=6, cutoff=0.6)
            found = dict.fromkeys(identity for name in close for identity in names[name])
            self.suggested[asked] = [self.labels[identity] for identity in list(found)[:3]]
        return self.suggested[asked]


class Names:
    """Every name that a row may use, as `user` may; None is who runs the site. Reading it costs eight queries."""

    def __init__(self, user):
        self.countries = Index(_("country or area"), _countries())
        self.regions = Index(_("region"), _regions())
        self.partners = Index(_("partner"), _partners())
        self.offices = Index(_("office"), _offices())
        self.indicators = Index(_("indicator"), _indicators())
        pledges = editable(user)
        self.pledges = Index(_("pledge"), ((each.slug, each.pk, each.title, [[each.title]]) for each in pledges))
        commitments = Commitment.objects.select_related("pledge").order_by("pledge", "number")
        # {pledge's slug: {identity: primary key}}
        self.commitments = defaultdict(dict)
        for each in commitments.only("number", "pledge__slug"):
            self.commitments[each.pledge.slug][each.identity] = each.pk

    def may_edit(self, reference):
        """Whether the reference begins with the key of a pledge whose activities `user` may change."""
        return reference.rpartition("-")[0] in self.pledges.keys


def editable(user):
    """The pledges whose activities `user` may change; None is who runs the site."""
    return Pledge.objects.all() if user is None else roles.pledges_of(user, roles.EDITOR)


def _countries():
    for each in Country.objects.all():
        numbers = [each.m49, each.m49.lstrip("0")] if each.m49 else []
        yield each.alpha3, each.pk, each.label, [[each.name], [each.alpha2, *numbers], each.names]


def _regions():
    for each in Region.objects.all():
        yield each.slug, each.pk, each.name, [[each.name], [each.code], each.other_names.splitlines()]


def _partners():
    for each in Partner.objects.all():
        named = f"{each.name} ({each.acronym})" if each.acronym else ""
        yield each.slug, each.pk, each.name, [[each.name], [each.acronym, named], each.names]


def _offices():
    for each in Office.objects.all():
        yield each.slug, each.pk, each.name, [[each.name]]


def _indicators():
    for each in Indicator.objects.all():
        yield each.key, each.pk, each.name, [[each.name]]
