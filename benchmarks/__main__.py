"""Measure, print, and write PROCESS.md beside this file.

python -m benchmarks                    1,000 and 10,000 activities, on a SQLite file of its own
python -m benchmarks --rows 100000      so many
DATABASE_URL=postgresql://... python -m benchmarks
                                        on that server, in a database of its own, dropped at the end
"""

import argparse
import sys
from functools import partial
from pathlib import Path

from . import own, report

RESULTS = Path(__file__).with_name("PROCESS.md")
INTRODUCTION = """# In one process

Written by `python -m benchmarks`, each part by the last run on its database. Compare ratios, not times of two machines:
both ways run in turn, in one process, on the same rows; medians. *Usual* is django-filter over the staff's models with
six facets by `GROUP BY`, and a streaming `csv.writer`; *door* is the public record with its index and every facet.
Neither list draws HTML; the *whole page* does, and no usual page stands beside it. Python's memory leaves out
the bitmaps. The pages below are drawn in turn with the list, and held against it and against themselves in the smallest
register; the *first* of an edition finds nothing kept. The activities are generated (`data.py`): what publishing them
would leave, loaded in bulk.
"""
FIGURES = {
    "list with facets, usual, ms": lambda row: f"{row['list']['usual']:.1f}",
    "list with facets, door, ms": lambda row: f"{row['list']['door']:.1f}",
    "**the door's list is faster by**": lambda row: f"**{row['list']['usual'] / row['list']['door']:.1f} x**",
    "the whole page through the door, ms": lambda row: f"{row['list']['page']:.1f}",
    "CSV of everything, usual, rows a second": lambda row: f"{row['csv']['usual']:,.0f}",
    "CSV of everything, door, rows a second": lambda row: f"{row['csv']['door']:,.0f}",
    "**the door's CSV is faster by**": lambda row: f"**{row['csv']['door'] / row['csv']['usual']:.1f} x**",
    "index, built in ms": lambda row: f"{row['index']['ms']:.0f}",
    "index, bitmaps": lambda row: f"{row['index']['bitmaps']:,}, {row['index']['KB']:,.0f} KB",
    "index, peak of Python's memory while it is built, MB": lambda row: f"{row['index']['MB']:.1f}",
    "publishing a thousand at once, activities a second": lambda row: f"{row['publishing']:,.0f}",
}
PAGES = {
    "list": "the list",
    "map": "the map",
    "charts": "the charts",
    "gaps": "the gap matrix",
    "suggestions": "suggestions while one types",
    "country": "a country or area",
    "commitment": "a commitment",
    "pledge": "a pledge",
}


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed, on generated data.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 10000], help="how many activities")
    parser.add_argument("--rounds", type=int, default=5, help="how often each query is asked")
    parser.add_argument("--seed", type=int, default=1, help="of the generated activities")
    options = parser.parse_args()
    connection = own.connected()
    rows = [measured(count, connection, options) for count in options.rows]
    part = drawn(connection.display_name, rows, options)
    sys.stdout.write(part)
    report.write(RESULTS, INTRODUCTION, connection.display_name, part)


def measured(count, connection, options):
    """The figures for `count` activities, in a database that lives only here."""
    from . import data, measure, pages

    with own.database(connection):
        sys.stderr.write(f"{count:,} activities ...\n")
        data.generate(count, options.seed)
        different = {query: found for query, found in measure.totals().items() if len(set(found)) > 1}
        if different:
            sys.exit(f"The two ways do not answer the same question: {different}")
        return {
            "count": count,
            "list": measure.lists(options.rounds),
            "pages": pages.pages(options.rounds),
            "csv": measure.downloads(options.rounds),
            "index": measure.index_build(options.rounds),
            # Last, since it adds to them.
            "publishing": measure.publishing(data.drafts(1000, options.seed)),
        }


def drawn(database, rows, options):
    """The database's part of PROCESS.md."""
    counts = " ".join(str(row["count"]) for row in rows)
    command = f"python -m benchmarks --rows {counts} --rounds {options.rounds} --seed {options.seed}"
    packages = ("Django", "django-filter", "psycopg", "pyroaring")
    figures = FIGURES | dict(page_figures(rows[0]["pages"]))
    table = report.table(rows, lambda row: f"{row['count']:,} activities", figures)
    return report.part(database, command, packages, table)


def page_figures(smallest):
    """(line of the table, its figure) of each page; `smallest` are the pages of the register to hold others against."""
    for page, name in PAGES.items():
        for first, when in ((False, ""), (True, ", the first of an edition")):
            yield f"{name}{when}, ms", partial(_held, page, first, smallest)


def _held(page, first, smallest, row):
    """'12.3 (0.8 x the list, 1.1 x the smallest)'."""
    drawn = row["pages"]
    against = [] if page == "list" else [f"{drawn[page, first] / drawn['list', first]:.1f} x the list"]
    if drawn is not smallest:
        against.append(f"{drawn[page, first] / smallest[page, first]:.1f} x the smallest")
    return f"{drawn[page, first]:.1f}" + (f" ({', '.join(against)})" if against else "")


if __name__ == "__main__":
    main()
