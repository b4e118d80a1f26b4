"""The files of results: each database has a part, written by the last run on it."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version


def part(database, command, packages, lines):
    """The part of a database: what made it, when, on what machine and with which versions, and its lines."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    head = [
        f"\n## {database}\n",
        f"`{command}` on {datetime.now(UTC):%-d %B %Y}:",
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {versions}.\n",
    ]
    return "\n".join([*head, *lines]) + "\n"


def table(rows, head, figures):
    """The lines of a table: a column for each of `rows` under `head(row)`, a line for each {name: figure(row)}."""
    return [
        "| | " + " | ".join(map(head, rows)) + " |",
        "|---|" + "---:|" * len(rows),
        *(f"| {name} | " + " | ".join(map(figure, rows)) + " |" for name, figure in figures.items()),
    ]


def write(results, introduction, database, part):
    """Put this part of the file `results` in place of the one of the same database."""
    parts = results.read_text(encoding="utf-8").split("\n## ")[1:] if results.exists() else []
    others = [f"\n## {each.rstrip()}\n" for each in parts if not each.startswith(f"{database}\n")]
    results.write_text(introduction + "".join(sorted([*others, part])), encoding="utf-8")
