"""What may become of a row of a spreadsheet, and the verdict that says so."""

from collections import Counter
from dataclasses import dataclass, field

NEW, CHANGED, UNCHANGED, REJECTED = "new", "changed", "unchanged", "rejected"


@dataclass
class Verdict:
    """What row `number` would do. `values` are those of the document that change; `changes` show them as cells:
    [column, from, to]; `problems` are [column or "", sentence]."""

    number: int
    outcome: str = UNCHANGED
    reference: str = ""
    version: int = 0
    title: str = ""
    values: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def counts(verdicts):
    """{outcome: how many rows}, every outcome named."""
    found = Counter(verdict.outcome for verdict in verdicts)
    return {outcome: found[outcome] for outcome in (NEW, CHANGED, UNCHANGED, REJECTED)}
