"""The door's rows as JSON, with what the file says of itself, and as JSON Lines, one record a line."""

import json

from django.conf import settings

from ..structured import data_of, dictionary
from .about import about

RECORDS = 100  # written at a time
# Made once: json.dumps makes one for every text.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def document(filterset):
    """An object: what `about` says, the columns, and under `activities` every row as data."""
    records = _records(filterset)
    # The first tells whether the statement saw the index's edition: only then may anything be sent.
    first = next(records, "")
    columns = [{name: str(text) for name, text in column.items()} for column in dictionary()]
    head = _ENCODER.encode(about(filterset) | {"columns": columns})
    yield f'{head[:-1]}, "activities": [\n{first}'.encode()
    for batch in _batches(records):
        yield "".join(f",\n{record}" for record in batch).encode()
    yield b"\n]}\n"


def lines(filterset):
    """The same records, each on a line of its own."""
    for batch in _batches(_records(filterset)):
        yield "".join(f"{record}\n" for record in batch).encode()


def _records(filterset):
    origin = settings.SITE_URL
    return (_ENCODER.encode(data_of(row, origin)) for row in filterset.qs.records())


def _batches(records):
    batch = []
    for record in records:
        batch.append(record)
        if len(batch) == RECORDS:
            yield batch
            batch = []
    if batch:
        yield batch
