"""Rows by the thousand out of the database, as fast as it gives them, without ever holding many."""

from contextlib import closing
from itertools import islice

from django.db import connection

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


def streamed(rows):
    """The tuples of a `values_list`, read by one statement. Close it to break off: the statement ends with it."""
    # Broken off inside a transaction, a COPY would take it along; no public page has one.
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return _copied(rows)
    return rows.iterator(chunk_size=ROWS)


def blocks(rows):
    """The same in lists of BLOCK, of numbers and bytes alone: on SQLite no value passes Django's converters."""
    if connection.vendor == "sqlite":
        compiler = rows.query.get_compiler(connection=connection)
        yield from compiler.execute_sql(chunked_fetch=True, chunk_size=BLOCK)
        return
    with closing(streamed(rows)) as rows:
        while block := list(islice(rows, BLOCK)):
            yield block


def _copied(rows):
    """By COPY, in PostgreSQL's binary format. A cursor would write all rows to its disk before it gave the first."""
    compiler = rows.query.get_compiler(connection=connection)
    query = f"COPY ({connection.ops.compose_sql(*compiler.as_sql())}) TO STDOUT (FORMAT BINARY)"
    kinds = [column.output_field.get_internal_type() for column, _sql, _alias in compiler.select]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(query) as copy:
        copy.set_types([_TYPES[kind] for kind in kinds])
        yield from copy.rows()
