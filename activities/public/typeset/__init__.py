"""Pages set by typst: `pdf` gives a tagged PDF (PDF/UA-1), `png` a picture, of a template of ours and of data.

    pdf(Path(__file__).with_name("report.typ"), {"title": "..."}, seconds=60) -> bytes
    png(Path(__file__).with_name("preview.typ"), {"title": "..."}, width=1200) -> bytes

A template reads its data by `#let data = json(bytes(sys.inputs.data))`. What comes that way are strings, which typst
shows and never runs: `#data.title`. A template reads files of its own folder alone; nothing is fetched, and no font of
the machine is looked for: `FAMILIES` are there and no others (`#set text(font: data.fonts)`, which is always given).

typst runs in a process of its own, which can be ended, and gives its memory back: a tenth of a second more. It keeps a
core busy: hold `exports.limits.core()` around it, and keep what it gave (`exports.kept_files.Kept`).
"""

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from .fonts import FAMILIES, folders, missing, settable

__all__ = ["FAMILIES", "Failed", "language", "missing", "pdf", "png"]

logger = logging.getLogger(__name__)

WORKER = Path(__file__).with_name("worker.py")
# An A4 page of text takes some 20 ms, a picture 150.
PDF_SECONDS, PNG_SECONDS = 60, 10
POINTS_AN_INCH = 72


class Failed(Exception):
    """It could not be set, or not in the time it was given: the reason is in the log, and in `str()` for developers."""


def pdf(template, data, *, at=None, seconds=PDF_SECONDS):
    """The bytes of the tagged PDF (PDF/UA-1) of a template for `data`, which JSON can hold. Raises Failed.

    `at` is the datetime that it says it was made at: the same data then give the same bytes.
    """
    stamp = int((at or datetime.now(UTC)).timestamp())
    return _set(template, data, {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": stamp}, seconds)


def png(template, data, *, width, page_width=None, seconds=PNG_SECONDS):
    """The bytes of a PNG, `width` pixels wide, of the first page, which is `page_width` points wide. Raises Failed.

    Without `page_width` one point is one pixel.
    """
    points = page_width or width
    return _set(template, data, {"format": "png", "ppi": POINTS_AN_INCH * width / points}, seconds)


def language(tag):
    """What typst takes of a BCP 47 tag: {"lang": "pt", "region": "BR"}, without what it does not know."""
    primary, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), None)
    known = {"lang": primary.lower()} if primary.isalpha() and len(primary) in {2, 3} else {}
    return known | ({"region": region} if known and region else {})


def _set(template, data, options, seconds):
    text = settable(json.dumps({"fonts": FAMILIES, **data}, ensure_ascii=False))
    asked = {"template": str(template), "data": text, "fonts": [str(each) for each in folders()], "options": options}
    # Isolated: neither the environment nor the current folder decides what Python it is.
    command = [sys.executable, "-I", str(WORKER)]
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "TMPDIR", "TEMP"}}
    try:
        done = subprocess.run(  # noqa: S603 (our own worker, and nothing of a visitor's in the command)
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=seconds, check=False, env=env
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        logger.warning("typst did not set a page: %s", error)
        raise Failed(str(error)) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        logger.error("typst could not set a page: %s", reason)
        raise Failed(reason)
    return done.stdout
