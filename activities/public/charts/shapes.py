"""What every chart is made of: rows with bars, in groups, and what is said of them."""

from dataclasses import dataclass, field

# A bar is drawn on a field so wide. One that stands for something is never too thin to be seen.
WIDTH, LEAST = 100, 0.6


@dataclass(frozen=True)
class Bar:
    """One row. `value` is what stands beside the bar, `width` of it in hundredths as SVG writes it, `marks` places on
    it; `url` leads to exactly what it counts, empty where nothing is; `note` is the code of a note on the name."""

    label: str
    value: str
    width: str = ""
    url: str = ""
    note: str = ""
    remark: str = ""
    marks: tuple = ()


@dataclass(frozen=True)
class Chart:
    """`total` activities are looked at. Without `groups` [(heading, bars)] the sentence says it all, as where one bar
    would stand alone. `heads` are those of the two columns; `remarks` are sentences on what is counted; `more` and
    `more_url` say what is left out and where it is; `ways` are links to the same chart by something else."""

    name: str
    title: str
    total: int
    sentence: str
    heads: tuple = ("", "")
    groups: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    more: str = ""
    more_url: str = ""
    ways: list = field(default_factory=list)
    # Whether texts stand beside the bars, not numbers.
    stated: bool = False


def scaled(part, whole):
    """The place of a number on a field that `whole` fills, as SVG writes it; "" of nothing."""
    if part <= 0 or whole <= 0:
        return ""
    return f"{max(LEAST, min(WIDTH, float(part * WIDTH / whole))):.1f}"


def in_groups(pairs):
    """[(heading, bars)] of (heading, bar) that stand in the order of their headings."""
    groups = {}
    for heading, bar in pairs:
        groups.setdefault(heading, []).append(bar)
    return list(groups.items())
