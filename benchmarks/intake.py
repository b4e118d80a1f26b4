"""Spreadsheets against forms: the same change of many activities, read in from one file, and saved form by form.

python -m benchmarks.intake                  2,000 rows, and 100 forms, on a SQLite file of its own
python -m benchmarks.intake --rows 20000     so many
DATABASE_URL=postgresql://... python -m benchmarks.intake
                                             on that server, in a database of its own, dropped at the end

Both ways run in turn, in one process, on the same activities. Writes INTAKE.md beside this file.
"""

import argparse
import csv
import io
import resource
import sys
import time
from pathlib import Path

from . import own, report

RESULTS = Path(__file__).with_name("INTAKE.md")
INTRODUCTION = """# Spreadsheets against forms

Written by `python -m benchmarks.intake`, each part by the last run on its database. Compare ratios, not times of two
machines: both ways run in one process, on the same activities. *Read and judged* runs outside any transaction;
*written* is the one transaction, for which SQLite keeps every other writer waiting, with what is read just before it. A
*form* is the desk's own change page, opened and sent by a client.
"""
FORMS = 100


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description="Spreadsheets against forms.")
    parser.add_argument("--rows", type=int, nargs="+", default=[2000], help="how many rows a file has")
    options = parser.parse_args()
    connection = own.connected()
    rows = [measured(count, connection) for count in options.rows]
    part = drawn(connection.display_name, rows)
    sys.stdout.write(part)
    report.write(RESULTS, INTRODUCTION, connection.display_name, part)


def measured(count, connection):
    """The figures for a file of `count` rows: new ones, the same changed, and forms."""
    from activities.intake import writing

    writing.LOCK_SECONDS = sys.maxsize  # to measure how long it would be
    with own.database(connection):
        sys.stderr.write(f"{count:,} rows ...\n")
        made = list(new_rows(count))
        figures = {"count": count, "new": read_in(made)}
        changed = [row | {"title": f"{row['title']}, again", "places": "Osh"} for row in numbered(made)]
        figures["changed"] = read_in(changed)
        figures["unchanged"] = read_in(changed)
        figures["form"] = forms([row["reference"] for row in changed[:FORMS]])
        figures["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return figures


def new_rows(count):
    """Rows of new activities of a pledge of seven commitments, with countries, partners, results, sources, updates."""
    from activities.models import Country
    from activities.reference.loading import load_reference
    from activities.reference.undp_pledge import load_undp_pledge

    load_reference()
    load_undp_pledge()
    countries = list(Country.objects.order_by("alpha3").values_list("name", flat=True))
    for number in range(count):
        where = [countries[(number * step) % len(countries)] for step in (1, 7)]
        yield {
            "reference": "",
            "pledge": "undp-gcm",
            "commitments": str(number % 7 + 1),
            "title": f"Activity {number}",
            "description": f"What was done, number {number}. " * 20,
            "kind": "training",
            "reported": "2024",
            "countries": "; ".join(dict.fromkeys(where)),
            "partners": "IOM (funding); UNDP (implementing)",
            "results": f"over {number + 1} policy makers trained",
            "sources": f"A report <https://example.org/{number}>",
            "updates": f"2024-05: Update of number {number}.",
            "places": "",
        }


def numbered(rows):
    """The same rows with the references that they were given."""
    from activities.models import Activity

    references = (
        Activity.objects.filter(title__startswith="Activity ").order_by("pk").values_list("reference", flat=True)
    )
    return [row | {"reference": reference} for row, reference in zip(rows, references, strict=True)]


def read_in(rows):
    """Seconds that reading and judging, and that writing a CSV of `rows` takes."""
    from activities.intake import judging, outcomes, writing
    from activities.intake.reading import read_file

    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    started = time.perf_counter()
    verdicts = list(judging.judge(read_file(buffer.getvalue().encode()), None))
    judged = time.perf_counter()
    if outcomes.counts(verdicts)["rejected"]:
        sys.exit(f"A row was rejected: {next(each for each in verdicts if each.problems)}")
    writing.write(verdicts)
    return {"judged": judged - started, "written": time.perf_counter() - judged}


def forms(references):
    """Seconds that opening and saving the form of each of these activities takes."""
    from django.test import Client
    from django.urls import reverse

    from activities.models import Activity
    from commitments.models import User
    from tests.forms import fields_of

    client = Client()
    client.force_login(User.objects.create_superuser("someone"))
    started = time.perf_counter()
    for key in Activity.objects.filter(reference__in=references).values_list("pk", flat=True):
        address = reverse("admin:activities_activity_change", args=[key])
        fields = fields_of(client.get(address))
        response = client.post(address, fields | {"title": f"Saved by a form, {key}", "places": "Batken"})
        assert response.status_code == 302, response.status_code
    return (time.perf_counter() - started) / len(references)


FIGURES = {
    "new rows: read and judged, seconds": lambda row: f"{row['new']['judged']:.1f}",
    "new rows: written, seconds": lambda row: f"{row['new']['written']:.1f}",
    "changed rows: read and judged, seconds": lambda row: f"{row['changed']['judged']:.1f}",
    "changed rows: written, seconds": lambda row: f"{row['changed']['written']:.1f}",
    "unchanged rows: read and judged, seconds": lambda row: f"{row['unchanged']['judged']:.1f}",
    "written, rows a second (the slower of new and changed)": lambda row: f"{slower(row):,.0f}",
    "one form, opened and saved, ms": lambda row: f"{1000 * row['form']:.0f}",
    "**changing them by a file is faster than by forms by**": lambda row: f"**{ratio(row):.0f} x**",
    "peak memory of the process, MB": lambda row: f"{row['MB']:,.0f}",
}


def slower(row):
    return row["count"] / max(row["new"]["written"], row["changed"]["written"])


def ratio(row):
    return row["form"] * row["count"] / (row["changed"]["judged"] + row["changed"]["written"])


def drawn(database, rows):
    """The database's part of INTAKE.md."""
    counts = " ".join(str(row["count"]) for row in rows)
    lines = report.table(rows, lambda row: f"{row['count']:,} rows", FIGURES)
    return report.part(database, f"python -m benchmarks.intake --rows {counts}", ("Django", "psycopg"), lines)


if __name__ == "__main__":
    main()
