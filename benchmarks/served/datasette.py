"""Datasette over the same rows, tuned: immutable, indexed, counted beforehand, no suggestions; slow facets left out."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path

from .servers import free_port, running

FACETS = ["commitment", "country", "region", "partner", "kind", "status"]
MANY = {"commitment", "country", "region", "partner"}
PLAIN = ["reference", "title", "description", "kind", "status", "reported", "start", "end"]
SETTINGS = {
    "sql_time_limit_ms": 20000,
    "facet_time_limit_ms": 200,  # as it comes: what takes longer is left out of the answer
    "suggest_facets": "off",
    "default_page_size": 25,
    "num_sql_threads": 4,
    "max_csv_mb": 0,
    "allow_csv_stream": "on",
    "max_returned_rows": 5000,
}


def program():
    """The path of Datasette, or None where it is not installed."""
    return shutil.which("datasette")


def build(path):
    """Write the public record to a SQLite file for Datasette: a flat table, lists as JSON arrays, an index each."""
    from activities.models import PublicActivity

    Path(path).unlink(missing_ok=True)
    columns = [*PLAIN, *MANY]
    with sqlite3.connect(path) as database:
        fields = ", ".join(f"[{name}] TEXT" for name in columns)
        database.execute(f"CREATE TABLE activities (id INTEGER PRIMARY KEY, {fields})")
        rows = PublicActivity.objects.listed().values_list("ordinal", "reference", "title", "record", "facets")
        database.executemany(
            f"INSERT INTO activities VALUES ({', '.join('?' * (len(columns) + 1))})", map(_row, rows.iterator(2000))
        )
        for name in ("kind", "status"):
            database.execute(f"CREATE INDEX by_{name} ON activities ([{name}])")
    database.close()


def _row(row):
    ordinal, reference, title, record, facets = row
    texts = [reference, title, *(record[name] for name in PLAIN[2:])]
    return [ordinal, *texts, *(json.dumps(facets[name]) for name in MANY)]


@contextmanager
def served(path):
    """Datasette on this file, with the counts of its tables made beforehand."""
    counts = f"{path}.json"
    subprocess.run([program(), "inspect", path, "--inspect-file", counts], check=True, capture_output=True)
    port = free_port()
    command = [program(), "serve", "-i", path, "--inspect-file", counts, "--port", str(port)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, str(value)]
    with running(command, port) as server:
        yield server


def list_path(name, query):
    """The address of its list under a filter {name: code}, with six facets counted."""
    parts = [f"_facet_array={each}" if each in MANY else f"_facet={each}" for each in FACETS]
    parts += [f"{key}__arraycontains={code}" if key in MANY else f"{key}={code}" for key, code in query.items()]
    return f"/{name}/activities?{'&'.join(parts)}&_sort_desc=id"


def csv_path(name):
    return f"/{name}/activities.csv?_stream=on"
