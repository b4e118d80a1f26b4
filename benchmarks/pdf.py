"""The report of a pledge as a PDF of a hundred pages and more: how long it takes, and of what that is made.

python -m benchmarks.pdf                  the largest pledge of 1,000 activities, on a SQLite file of its own
python -m benchmarks.pdf --rows 1000 4000 so many
DATABASE_URL=postgresql://... python -m benchmarks.pdf
                                          on that server, in a database of its own, dropped at the end

Writes PDF.md beside this file.
"""

import argparse
import io
import sys
import time
from pathlib import Path

from . import own, report

RESULTS = Path(__file__).with_name("PDF.md")
INTRODUCTION = """# The report as a PDF

Written by `python -m benchmarks.pdf`, each part by the last run on its database. Seconds on one core, a new process for
typst among them; the median of several rounds. The activities are generated (`data.py`), each with 200 to 1,500
characters of text. A hundred pages are asked for in ten seconds.
"""
FIGURES = {
    "activities in the report": lambda row: f"{row['activities']:,}",
    "pages": lambda row: f"{row['pages']:,}",
    "read and put in order, s": lambda row: f"{row['read']:.2f}",
    "drawn as HTML, s": lambda row: f"{row['html']:.2f}",
    "PDF of it, with that HTML, s": lambda row: f"{row['pdf']:.2f}",
    "**seconds for a hundred pages**": lambda row: f"**{(row['read'] + row['pdf']) / row['pages'] * 100:.2f}**",
}


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf", description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1000], help="how many activities the register holds")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is made")
    options = parser.parse_args()
    connection = own.connected()
    rows = [measured(count, connection, options.rounds) for count in options.rows]
    lines = report.table(rows, lambda row: f"{row['count']:,}", FIGURES)
    command = f"python -m benchmarks.pdf --rows {' '.join(map(str, options.rows))}"
    part = report.part(connection.display_name, command, ["Django", "typst"], lines)
    sys.stdout.write(part)
    report.write(RESULTS, INTRODUCTION, connection.display_name, part)


def measured(count, connection, rounds):
    """The figures of the largest pledge's report, in a database that lives only here."""
    from . import data

    with own.database(connection):
        sys.stderr.write(f"{count:,} activities ...\n")
        data.generate(count, seed=1)
        made = [once() for _ in range(rounds)]
        return {"count": count} | {name: median(each[name] for each in made) for name in made[0]}


def once():
    from pypdf import PdfReader

    from activities.public.index import current_index
    from activities.public.report import Period, html_of, pdf_of, report_of

    index = current_index()
    pledge = max(index.pledges.values(), key=lambda each: len(index.having("pledge", each.slug)))
    times, steps = [time.perf_counter()], {}
    whole = report_of(index, pledge, Period())
    times.append(time.perf_counter())
    html_of(whole)
    times.append(time.perf_counter())
    body = pdf_of(whole)
    times.append(time.perf_counter())
    for name, started, ended in zip(("read", "html", "pdf"), times[:-1], times[1:], strict=True):
        steps[name] = ended - started
    return {"activities": len(whole.activities), "pages": len(PdfReader(io.BytesIO(body)).pages), **steps}


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


if __name__ == "__main__":
    main()
