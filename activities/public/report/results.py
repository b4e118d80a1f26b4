"""The numbers that activities report, like summed with like (`sums`), each with the activities that it is made of."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from commitments.models import Indicator

from ...sums import Reported, once, total


@dataclass(frozen=True)
class Summed:
    """The sum of one indicator; `made_of` are the rows of which a number is in it."""

    name: str
    unit: str
    level: str
    total: str  # in words: "over 920"
    made_of: list

    @property
    def is_input(self):
        """Whether it counts what was put in, such as money, which is no result."""
        return self.level == Indicator.Level.INPUT


def summed(rows):
    """[Summed], one for each indicator that these rows report, in the order of its name."""
    rows_of, meant, reported = {row.reference: row for row in rows}, {}, defaultdict(list)
    for row in rows:
        for result in row.record["results"]:
            meant[result["indicator"]] = result
            reported[result["indicator"]].append(_reported(row, result))
    found = []
    for key, result in sorted(meant.items(), key=lambda item: (item[1]["name"], item[0])):
        kept = once(reported[key])
        made_of = [rows_of[reference] for reference in dict.fromkeys(each.activity for each in kept)]
        found.append(Summed(result["name"], result["unit"], result["level"], total(kept), made_of))
    return found


def _reported(row, result):
    return Reported(
        activity=row.reference,
        project=frozenset(row.record["same_project"]),
        qualifier=result["qualifier"],
        value=Decimal(result["value"]),
        as_of=result["as_of"],
    )
