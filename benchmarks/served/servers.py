"""Servers to be asked, each with a port of its own, and what they cost: CPU time and memory of their processes."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from .client import Connection

ROOT = Path(__file__).resolve().parents[2]
START = 120  # seconds; the first request of a large register reads its index
_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A running server: `port`, the seconds until it answered first, and the processes that answer."""

    def __init__(self, process, port, start_seconds=0.0):
        self.process, self.port, self.start_seconds = process, port, start_seconds

    @property
    def workers(self):
        """The process ids of those that answer: the children, where there are any."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children] or [self.process.pid]

    def cpu(self):
        """Seconds of CPU that the workers have used."""
        fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers)
        return sum(int(each[11]) + int(each[12]) for each in fields) / _TICK

    def memory(self, what="VmRSS"):
        """MB of the largest worker: now, or with "VmHWM" at most since `forget_peak`."""
        lines = (Path(f"/proc/{pid}/status").read_text().splitlines() for pid in self.workers)
        return max(int(line.split()[1]) for each in lines for line in each if line.startswith(f"{what}:")) / 1024

    def forget_peak(self):
        for pid in self.workers:
            Path(f"/proc/{pid}/clear_refs").write_text("5")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, port, environment=()):
    """The server that this command starts, once it has answered; stopped at the end."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **dict(environment)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    started = time.perf_counter()
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.perf_counter() - started > START:
                sys.exit(f"This server does not start: {' '.join(command)}")
            time.sleep(0.02)
        Connection(port).ask("/")
        yield Server(process, port, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()


def gunicorn(application, environment):
    """The production server, as gunicorn.conf.py has it, with this application."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", application]
    return running(command, port, environment)


def site(**environment):
    """The site itself, on the database of DATABASE_URL, without a local .env."""
    settings = {
        "PLEDGETRACKER_ENV_FILE": "",
        "DJANGO_SETTINGS_MODULE": "benchmarks.served.settings",
        "SECRET_KEY": "only-for-a-benchmark-and-as-long-as-a-real-one-has-to-be-0123456789",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
    }
    return gunicorn("pledgetracker.wsgi:application", settings | environment)
