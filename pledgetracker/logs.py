"""Logs that a machine can read: one JSON object a line."""

import json
import logging
from contextvars import ContextVar

from django.utils import timezone

# The id of the request that this thread or task serves; empty outside a request.
request_id = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """`at` (UTC), `level`, `logger`, `message`, `request_id` inside a request, and the caller's `extra["data"]`."""

    def format(self, record):
        line = {
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= getattr(record, "data", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
