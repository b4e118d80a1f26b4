"""Rows by the thousand out of the database, as fast as it gives them, without ever holding many.

While a statement gives its rows, its connection can answer no other: on PostgreSQL a query then waits for ever, and a
few such requests stop the site. So a stream takes the connection for itself: any other statement on it raises
ConnectionTaken, on both databases, until the stream has ended. Whatever fits in one piece has ended when it is given.
"""

from contextlib import closing, contextmanager
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, connection, connections

# So many rows are fetched at a time.
ROWS = 500
# So many where they are only handed on: about as much as a processor's cache holds, from which they are sent.
BLOCK = 100
# PostgreSQL's name for the type of a column, by the kind of field it was declared with.
_TYPES = {
    "BinaryField": "bytea",
    "BooleanField": "bool",
    "CharField": "varchar",
    "DateTimeField": "timestamptz",
    "JSONField": "jsonb",
    "PositiveIntegerField": "int4",
    "TextField": "text",
}
TAKEN = "A stream of rows is open on this connection, which answers nothing else until the stream is read or closed."


class ConnectionTaken(RuntimeError):
    """A statement was sent on a connection that a stream of rows has for itself. The code is wrong, not the request."""


def streamed(rows):
    """The tuples of a `values_list`, read by one statement. Close it to break off: the statement ends with it.

    The connection answers nothing else meanwhile. Raises ConnectionTaken where another stream has it.
    """
    with closing(_alone(_lists(_tuples(rows), ROWS), ROWS)) as lists:
        for several in lists:
            yield from several


def blocks(rows):
    """The same in lists of BLOCK, of numbers and bytes alone: on SQLite no value passes Django's converters."""
    if connection.vendor == "sqlite":
        compiler = rows.query.get_compiler(connection=connection)
        lists = compiler.execute_sql(chunked_fetch=True, chunk_size=BLOCK)
    else:
        lists = _lists(_tuples(rows), BLOCK)
    return _alone(lists, BLOCK)


def _tuples(rows):
    # Broken off inside a transaction, a COPY would take it along; no public page has one.
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return _copied(rows)
    return rows.iterator(chunk_size=ROWS)


def _lists(tuples, size):
    with closing(tuples):
        while several := list(islice(tuples, size)):
            yield several


def _copied(rows):
    """By COPY, in PostgreSQL's binary format. A cursor would write all rows to its disk before it gave the first."""
    compiler = rows.query.get_compiler(connection=connection)
    query = f"COPY ({connection.ops.compose_sql(*compiler.as_sql())}) TO STDOUT (FORMAT BINARY)"
    kinds = [column.output_field.get_internal_type() for column, _sql, _alias in compiler.select]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(query) as copy:
        copy.set_types([_TYPES[kind] for kind in kinds])
        yield from copy.rows()


def _alone(lists, size):
    """These lists, all of `size` but the last. While more are to come, their connection is taken."""
    here = connections[DEFAULT_DB_ALIAS]
    # COPY passes by what refuses other statements.
    if _refuse in here.execute_wrappers:
        raise ConnectionTaken(TAKEN)
    with closing(lists):
        part = next(lists, [])
        with _taken(here):
            while len(part) == size:
                yield part
                part = next(lists, [])
    if part:
        yield part


@contextmanager
def _taken(here):
    here.execute_wrappers.append(_refuse)
    try:
        yield
    finally:
        here.execute_wrappers.remove(_refuse)


def _refuse(execute, sql, params, many, context):
    raise ConnectionTaken(TAKEN)
