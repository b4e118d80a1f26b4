"""What the settings read: the process's environment over the lines of a local `.env`."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class Environment:
    """Variables by name. A variable of the process wins over the same name in the file.

    The file is `.env` in `folder`, or what PLEDGETRACKER_ENV_FILE names (empty: no file). It holds
    `NAME=value` lines; blank lines and lines starting with `#` are passed over; quotes around a value are taken off.
    """

    def __init__(self, folder):
        path = os.environ.get("PLEDGETRACKER_ENV_FILE", str(Path(folder) / ".env"))
        self.values = {**self._read(path), **os.environ}

    @staticmethod
    def _read(path):
        if not path or not Path(path).is_file():
            return {}
        lines = (line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines())
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return {name.strip(): value.strip().strip("\"'") for name, value in pairs}

    def text(self, name, default=""):
        return self.values.get(name, "").strip() or default

    def flag(self, name):
        return self.text(name).lower() in {"1", "true", "yes", "on"}

    def number(self, name, default):
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def items(self, name, default=""):
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def required(self, name, why, development):
        """The value of `name`; `development` stands in while DEBUG is on. Without it the site stops and says why."""
        value = self.text(name, development if self.flag("DEBUG") else "")
        if not value:
            raise ImproperlyConfigured(f"Set {name} in the environment or in .env: {why} See .env.example.")
        return value
