"""The living style page: every component as the site draws it, with what the register holds at the moment."""

from pledgetracker.colours import PAIRS, RAMP, contrast, tokens

from ..cards import Cards
from ..counts import counts
from ..exports.formats import links
from ..figures import of_the_record
from ..maps.shades import NONE, SHADES
from ..options import options_of
from ..pages import PublicPage, list_url, notes_of
from ..pledges import commitments_of, with_totals

SHOWN = 2  # pledges; one is no list


class Style(PublicPage):
    template_name = "activities/style.html"

    def get_context_data(self, **kwargs):
        some = self.narrowed(kind=self.most_frequent("kind"))
        cards = Cards(self.index, self.some_of(some.bitmap))
        return super().get_context_data(
            colours=colours(),
            pairs=[measured(pair) for pair in PAIRS],
            ramp=zip(RAMP, [NONE, *(f"d{shade}" for shade in range(SHADES))], strict=True),
            steps=named("step-"),
            spaces=named("space-"),
            figures=of_the_record(self.index),
            promises=[self.promised(pledge) for pledge in list(self.index.pledges.values())[:SHOWN]],
            cards=cards,
            filterset=some,
            kinds=self.counted("kind"),
            clear_url=list_url(self.narrowed()),
            downloads=links(some),
            notes=notes_of(some.notes(some.facet("country").choices), *cards.notes),
        )

    def promised(self, pledge):
        return with_totals(pledge, self.index), list(commitments_of(pledge, self.index))

    def most_frequent(self, facet):
        """The value that most activities have; nothing in an empty register."""
        sizes = counts(self.narrowed(), facet)
        return max(sizes, key=sizes.get, default="")

    def counted(self, facet):
        """[{label, url, count}] of the whole record."""
        labels = {option.value: option.label for option in options_of(self.index, facet).all}
        return [
            {"label": labels[code], "url": list_url(self.narrowed(**{facet: code})), "count": count}
            for code, count in counts(self.narrowed(), facet).items()
        ]


def colours():
    """[{name, light, dark}], as CSS writes them."""
    light, dark = tokens()["light"], tokens()["dark"]
    return [{"name": name, "light": light[name], "dark": dark[name]} for name in light if light[name].startswith("#")]


def named(start):
    """[{name, value}] of the tokens that begin so, which are the same in light and dark."""
    return [{"name": name, "value": value} for name, value in tokens()["light"].items() if name.startswith(start)]


def measured(pair):
    """The pair with its colours and contrast in light and in dark."""
    schemes = []
    for scheme in ("light", "dark"):
        front, ground = tokens()[scheme][pair.front], tokens()[scheme][pair.ground]
        schemes.append({"front": front, "ground": ground, "contrast": contrast(front, ground)})
    return {"pair": pair, "schemes": schemes}
