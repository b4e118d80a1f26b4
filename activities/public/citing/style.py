"""A way to write a citation that reference managers read."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """`write` turns a Citation into the text of a file of this `content_type`, whose name ends so."""

    name: str
    ending: str
    content_type: str
    write: Callable[..., str]
