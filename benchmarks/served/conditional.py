"""Conditional requests at once, on the production server: 200 that know the answer, and 200 of which half do not.

python -m tests.postgres -- python -m benchmarks.served.conditional       on a PostgreSQL of its own
python -m benchmarks.served.conditional                                   on a SQLite file of its own

Every format, the API, the list and the sitemap, whole and filtered, with GET and HEAD: by tag, by date and by `*`.
Writes CONDITIONAL.md beside the other results.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, product
from pathlib import Path

from benchmarks import report

from .__main__ import _database
from .client import Connection
from .servers import site

RESULTS = Path(__file__).parents[1] / "CONDITIONAL.md"
INTRODUCTION = """# Conditional requests at once

Written by `python -m benchmarks.served.conditional`, each part by the last run on its database. So many requests are
sent at the same moment, each on a connection of its own, over every format, the package, the API, the list and the
sitemap, whole and filtered, with GET and HEAD; each page was drawn before. *Known*: by tag, by date or by `*`, and each
is answered 304. *Half unknown*: every other one has an old tag or date and is sent the whole, or told to come back
where the worker makes as many exports as it can. All known ones must be answered within two seconds, and `/healthz`
after them. A machine that does other work meanwhile takes longer: the seconds of CPU are the workers' own.
"""
PATHS = ["activities.csv", "activities.xlsx", "activities.json", "activities.jsonl", "activities-results.csv"]
PATHS += ["activities-countries.csv", "activities.atom", "activities.iati.xml", "data/pledge-tracker.zip"]
PATHS += ["activities/", "api/v1/activities/", "api/v1/facets/", "sitemap-activities.xml"]
QUERIES = ("", "?sort=oldest&kind=programme&kind=training")
WITHIN = 2  # seconds
FIGURES = {
    "known: answered": lambda row: f"{row['known']['answered']:,} of {row['requests']:,}",
    "known: statuses": lambda row: row["known"]["statuses"],
    "**known: the last after, s**": lambda row: f"**{row['known']['seconds']:.2f}**",
    "known: the workers' CPU, s": lambda row: f"{row['known']['cpu']:.2f}",
    "half unknown: answered": lambda row: f"{row['unknown']['answered']:,} of {row['requests']:,}",
    "half unknown: statuses": lambda row: row["unknown"]["statuses"],
    "half unknown: the last after, s": lambda row: f"{row['unknown']['seconds']:.2f}",
    "/healthz afterwards": lambda row: f"{row['health'][0]}, {1000 * row['health'][1]:.0f} ms",
}


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.served.conditional", description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1000, help="how many activities")
    parser.add_argument("--requests", type=int, default=200, help="how many at once")
    options = parser.parse_args()
    outside = os.environ.get("DATABASE_URL", "")
    postgres = outside.startswith("postgres")
    with tempfile.TemporaryDirectory() as folder:
        name = f"conditional_{options.rows}"
        url = _database(outside, name) if postgres else f"sqlite:///{folder}/{name}.sqlite3"
        fill = [sys.executable, "-m", "benchmarks.fill", "--rows", str(options.rows), "--into", url]
        subprocess.run(fill, check=True, env={**os.environ, "DATABASE_URL": url})
        with site(DATABASE_URL=url, KEPT_DIR=f"{folder}/kept", IATI_ORGANISATION="XM-DAC-41114") as server:
            row = measured(server, options.requests)
    database = "PostgreSQL" if postgres else "SQLite"
    command = f"python -m benchmarks.served.conditional --rows {options.rows} --requests {options.requests}"
    lines = report.table([row], lambda row: f"{row['requests']:,} requests, {options.rows:,} activities", FIGURES)
    part = report.part(database, command, ("Django", "gunicorn", "psycopg"), lines)
    sys.stdout.write(part)
    report.write(RESULTS, INTRODUCTION, database, part)
    known = row["known"]
    if known["seconds"] > WITHIN or known["answered"] < options.requests or row["health"][0] != 200:
        sys.exit(f"Not all were answered within {WITHIN} seconds.")


def measured(server, count):
    """{"requests", "known" and "unknown": {"answered", "statuses", "seconds", "cpu"}, "health": (status, seconds)}"""
    port = server.port
    addresses = [f"/{path}{query}" for path in PATHS for query in QUERIES]
    connection, known = Connection(port), []
    for address in addresses:
        status, _first, headers, _length = connection.ask(address)
        assert status == 200, (address, status)
        tag, date = headers["etag"], headers["last-modified"]
        known += [(address, {"If_None_Match": tag}), (address, {"If_Modified_Since": date})]
        known += [(address, {"If_None_Match": "*"})]
    old = [{"If_None_Match": '"old"'}, {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"}]
    unknown = list(product(addresses, old))
    mixed = [each for pair in zip(cycle(known), islice(cycle(unknown), count), strict=False) for each in pair]
    # Each worker has its index, and has drawn what it keeps.
    for _round in range(2):
        at_once(server, list(islice(cycle([(address, {}) for address in addresses if "." not in address]), 32)))
    return {
        "requests": count,
        "known": at_once(server, list(islice(cycle(known), count))),
        "unknown": at_once(server, mixed[:count]),
        "health": connection.ask("/healthz")[:2],
    }


def at_once(server, requests):
    """Send these [(address, headers)] at the same moment; what was answered, when the last was, at what cost."""
    before, started = server.cpu(), time.perf_counter()

    def ask(number):
        address, headers = requests[number]
        connection = Connection(server.port, "HEAD" if number % 4 == 3 else "GET")
        status = connection.ask(address, **headers)[0]
        connection.close()
        return status, time.perf_counter() - started

    with ThreadPoolExecutor(len(requests)) as pool:
        answers = list(pool.map(ask, range(len(requests)), timeout=600))
    statuses = sorted({status for status, _seconds in answers})
    counts = [(status, sum(1 for each, _seconds in answers if each == status)) for status in statuses]
    return {
        "answered": len(answers),
        "statuses": ", ".join(f"{number} x {status}" for status, number in counts),
        "seconds": max(seconds for _status, seconds in answers),
        "cpu": server.cpu() - before,
    }


if __name__ == "__main__":
    main()
