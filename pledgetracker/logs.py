"""Logs that a machine can read: one JSON object a line."""

import json
import logging
import os
import time
from contextvars import ContextVar
from functools import lru_cache

# The id of the request that this thread or task serves; empty outside a request.
request_id = ContextVar("request_id", default="")


_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


@lru_cache(maxsize=1)
def _second(since_epoch):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(since_epoch))


class StandardError(logging.Handler):
    """Writes each line to the standard error by one call of the system, so that threads need not wait for a lock."""

    def createLock(self):
        self.lock = None

    def emit(self, record):
        try:
            os.write(2, f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
        except Exception:
            self.handleError(record)


class JsonFormatter(logging.Formatter):
    """`at` (UTC), `level`, `logger`, `message`, `request_id` inside a request, and the caller's `extra["data"]`."""

    def format(self, record):
        line = {
            "at": f"{_second(int(record.created))}.{int(record.msecs):03}+00:00",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if identity := request_id.get():
            line["request_id"] = identity
        line |= getattr(record, "data", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return _encode(line)
