"""Measure the served site, print, and write SERVED.md beside the other results.

python -m benchmarks.served --rows 1000 100000                  on SQLite, in files of its own
python -m tests.postgres -- python -m benchmarks.served ...     on a PostgreSQL of its own
--keep DIR      leave the filled SQLite files there, and take those that are there

Datasette is measured where the program is on the PATH, the sqlite3 shell likewise.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import report

RESULTS = Path(__file__).parents[1] / "SERVED.md"
INTRODUCTION = """# The served site

Written by `python -m benchmarks.served`, each part by the last run on its database. Compare ratios, not times of two
machines: all ways run in turn, in one run, client and servers on the same machine. *Drawn*: no answer is kept. *Kept*:
as in production. *Fixed*: a constant answer of the page's size from the same server. *Usual*: the same list as Django
sites usually have it, in the same server. *Shell*: `psql -c 'COPY ... TO STDOUT'` and `sqlite3` writing the same lines.
"""


def ratio(one, other):
    return lambda figures: _shown(figures.get(one), figures.get(other))


def _shown(one, other):
    return f"**{one / other:.2f}**" if one and other else "not measured"


def number(name, digits=1):
    return lambda figures: f"{figures[name]:,.{digits}f}" if name in figures else "not measured"


FIGURES = {
    "list, drawn: answers a second": number("drawn, answers/s", 0),
    "list, drawn: CPU ms an answer": number("drawn, CPU ms", 2),
    "list, drawn: ms, one client": number("drawn, ms"),
    "**drawn: x Datasette's answers a second**": ratio("drawn, answers/s", "datasette, answers/s"),
    "**drawn: x the usual way's**": ratio("drawn, answers/s", "usual, answers/s"),
    "Datasette: answers a second, CPU ms": lambda figures: _pair(figures, "datasette"),
    "usual: answers a second, CPU ms": lambda figures: _pair(figures, "usual"),
    "list, kept: answers a second": number("kept, answers/s", 0),
    "list, kept: CPU ms an answer": number("kept, CPU ms", 3),
    "list, kept: ms, one client": number("kept, ms", 2),
    "fixed answer: answers a second, CPU ms": lambda figures: _pair(figures, "fixed"),
    "**kept: of the fixed answer**": ratio("kept, answers/s", "fixed, answers/s"),
    "**304: of the fixed answer**": ratio("kept 304, answers/s", "fixed, answers/s"),
    "**304: of the fixed 304**": ratio("kept 304, answers/s", "fixed 304, answers/s"),
    "first page, last page, ms": lambda figures: _two(figures, "first page, ms", "last page, ms"),
    "**last page: of the first**": ratio("last page, ms", "first page, ms"),
    "by title: first page, last page, ms": lambda figures: _two(figures, "by title, ms", "last page by title, ms"),
    "rare word, accents ignored, ms": number("rare word, ms"),
    "CSV of everything: rows a second": number("CSV, rows/s", 0),
    "CSV of everything, one file an edition: rows a second": number("CSV, one file an edition, rows/s", 0),
    "**CSV: of the database's shell**": ratio("CSV, rows/s", "shell, rows/s"),
    "**CSV, one file an edition: of the shell**": ratio("CSV, one file an edition, rows/s", "shell, rows/s"),
    "**CSV: x Datasette**": ratio("CSV, rows/s", "CSV, Datasette, rows/s"),
    "**CSV: x the usual way**": ratio("CSV, rows/s", "CSV, usual, rows/s"),
    "CSV adds to a worker at most, MB": number("CSV adds at most, MB"),
    "JSON of everything: rows a second": number("JSON, rows/s", 0),
    "API: first page, last page, ms": lambda figures: _two(figures, "API, first page, ms", "API, last page, ms"),
    "XLSX made at once: rows": number("XLSX at once, rows", 0),
    "XLSX made at once: first byte, s": number("XLSX at once, first byte, s", 2),
    "XLSX made at once: adds to a worker at most, MB": number("XLSX at once adds at most, MB"),
    "XLSX prepared: rows": number("XLSX prepared, rows", 0),
    "XLSX prepared: s": number("XLSX prepared, s"),
    "XLSX prepared: adds to a worker at most, MB": number("XLSX prepared adds at most, MB"),
    "published until every process shows it, s": number("published until shown everywhere, s", 2),
    "rebuilt where no row differs: rows a second": number("rebuilt, rows/s", 0),
    "start until the first page is answered, s": number("start, s", 2),
    "a worker that drew lists, MB": number("worker after lists, MB", 0),
    "the page, KB": number("page, KB", 0),
}


def _pair(figures, name):
    if f"{name}, answers/s" not in figures:
        return "not measured"
    return f"{figures[f'{name}, answers/s']:,.0f}; {figures[f'{name}, CPU ms']:,.2f}"


def _two(figures, one, other):
    return f"{figures[one]:.1f}; {figures[other]:.1f}"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.served", description="Speed of the served site.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 100_000], help="how many activities")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is taken")
    parser.add_argument("--keep", metavar="DIR", help="where filled SQLite files are kept")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        import json

        sys.stdout.write(json.dumps(_one(options.rounds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        outside = os.environ.get("DATABASE_URL", "")
        rows = [_measured(count, outside, Path(options.keep or folder), options) for count in options.rows]
    database = "PostgreSQL" if outside.startswith("postgres") else "SQLite"
    part = _drawn(database, rows, options)
    sys.stdout.write(part)
    report.write(RESULTS, INTRODUCTION, database, part)


def _measured(count, outside, folder, options):
    """Fill a database, and measure it in a process of its own: settings are read once."""
    import json

    name = f"register_{count}"
    url = f"sqlite:///{folder}/{name}.sqlite3" if not outside.startswith("postgres") else _database(outside, name)
    environment = {**os.environ, "DATABASE_URL": url}
    sys.stderr.write(f"{count:,} activities\n")
    fill = [sys.executable, "-m", "benchmarks.fill", "--rows", str(count), "--into", url]
    subprocess.run(fill, check=True, env=environment)
    one = [sys.executable, "-m", "benchmarks.served", "--one", str(count), "--rounds", str(options.rounds)]
    done = subprocess.run(one, check=True, env=environment, stdout=subprocess.PIPE)
    return {"count": count, **json.loads(done.stdout)}


def _one(rounds):
    os.environ |= {"PLEDGETRACKER_ENV_FILE": "", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import logging

    import django

    django.setup()
    logging.disable(logging.WARNING)
    from .measure import Measured

    return Measured(rounds).all()


def _database(outside, name):
    """The address of another database of the same server."""
    address, mark, query = outside.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{query}"


def _drawn(database, rows, options):
    counts = " ".join(str(row["count"]) for row in rows)
    command = f"python -m benchmarks.served --rows {counts} --rounds {options.rounds}"
    packages = ("Django", "gunicorn", "psycopg", "pyroaring")
    return report.part(
        database, command, packages, report.table(rows, lambda row: f"{row['count']:,} activities", FIGURES)
    )


if __name__ == "__main__":
    main()
