"""Datasette over the same rows, tuned: two processes on an immutable file, counted beforehand, every filter indexed.

What has one value is a column; what has several is a JSON array, which Datasette can count, and a table of its own, by
which it filters fast. It leaves out of an answer what it cannot count within FACET_MS.
"""

import json
import shutil
import sqlite3
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from .servers import free_port, running

FACETS = ["commitment", "country", "region", "partner", "kind", "status"]
MANY = ["country", "region", "partner"]
ONE = ["commitment", "kind", "status"]
TEXTS = ["reference", "title", "description", "reported", "start", "end"]
PROCESSES = 2
FACET_MS = 20  # the limit that gave most answers a second; the lists of several values are then not counted
SETTINGS = {
    "sql_time_limit_ms": 20000,
    "facet_time_limit_ms": FACET_MS,
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
    """Write the public record to a SQLite file for Datasette."""
    from activities.models import PublicActivity

    Path(path).unlink(missing_ok=True)
    columns = [*TEXTS, *ONE, *MANY]
    with sqlite3.connect(path) as database:
        fields = ", ".join(f"[{name}] TEXT" for name in columns)
        database.execute(f"CREATE TABLE activities (id INTEGER PRIMARY KEY, {fields})")
        for name in MANY:
            database.execute(
                f"CREATE TABLE activity_{name} (id INTEGER PRIMARY KEY, "
                f"activity INTEGER REFERENCES activities(id), {name} TEXT)"
            )
        rows = PublicActivity.objects.listed().values_list("ordinal", "reference", "title", "record", "facets")
        for ordinal, reference, title, record, facets in rows.iterator(chunk_size=2000):
            texts = [reference, title, *(record[name] for name in TEXTS[2:])]
            codes = [facets["commitment"][0], record["kind"], record["status"]]
            arrays = [json.dumps(facets[name]) for name in MANY]
            values = [ordinal, *texts, *codes, *arrays]
            database.execute(f"INSERT INTO activities VALUES ({', '.join('?' * len(values))})", values)
            for name in MANY:
                links = ((ordinal, code) for code in facets[name])
                database.executemany(f"INSERT INTO activity_{name} (activity, {name}) VALUES (?, ?)", links)
        for name in ONE:
            database.execute(f"CREATE INDEX by_{name} ON activities ([{name}])")
        for name in MANY:
            database.execute(f"CREATE INDEX through_{name} ON activity_{name} ({name}, activity)")
        database.execute("ANALYZE")
    database.close()


@contextmanager
def served(path):
    """The running processes of Datasette on this file."""
    counts = f"{path}.json"
    subprocess.run([program(), "inspect", path, "--inspect-file", counts], check=True, capture_output=True)
    with ExitStack() as stack:
        yield [stack.enter_context(_process(path, counts)) for _ in range(PROCESSES)]


def _process(path, counts):
    port = free_port()
    command = [program(), "serve", "-i", path, "--inspect-file", counts, "--port", str(port)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, str(value)]
    return running(command, port)


def list_path(name, query):
    """The address of its list under a filter {name: code}, with six facets counted."""
    parts = [("_facet_array" if each in MANY else "_facet", each) for each in FACETS]
    for key, code in query.items():
        through = json.dumps({"table": f"activity_{key}", "column": key, "value": code})
        parts.append(("_through", through) if key in MANY else (key, code))
    return f"/{name}/activities?{urlencode(parts)}&_sort_desc=id"


def csv_path(name):
    return f"/{name}/activities.csv?_stream=on"
