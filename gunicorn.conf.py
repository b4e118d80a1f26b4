"""The production server. gunicorn reads this file by itself; the address comes from `--bind`."""

import sys

wsgi_app = "pledgetracker.wsgi:application"

# Two processes for two cores; threads, so that a slow reader of a download does not hold up everybody.
workers = 2
threads = 4

# No limit here: gunicorn would answer a bare 400 without our headers. Our middleware answers 414.
limit_request_line = 0

# A large download may take its time; a stuck worker may not. A long operation has a thread of its own: the worker is
# not stuck, however long it takes.
timeout = 60

# No `max_requests`: a worker that is replaced while it works would cut off the long operations of its threads. One that
# is stopped lets them end for as long; what is not done by then has changed nothing and can be started again.
graceful_timeout = 60

# Nobody manages the server through a socket in the home folder.
control_socket_disable = True


def when_ready(server):
    """Say where the site is, once it really answers there."""
    addresses = ", ".join(f"{listener}/" for listener in server.LISTENERS)
    sys.stdout.write(f"\nPledge Tracker: {addresses}  (Ctrl+C stops it)\n\n")
    sys.stdout.flush()
