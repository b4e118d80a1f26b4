"""Many rows into a table as fast as the database takes them: COPY on PostgreSQL, executemany on SQLite."""

from operator import attrgetter

from django.core.management.color import no_style
from django.db import connections, models


def load(model, objects, keys=False):
    """Insert these unsaved objects; with `keys` under the primary keys that they have."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = [field.attname for field in fields if keys or not field.primary_key]
    load_values(model, columns, map(attrgetter(*columns), objects))
    if keys:
        _continue_after(model)


def load_values(model, columns, rows):
    """Insert tuples of the values of these columns, named as the attributes of an object are."""
    connection = connections["default"]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    fields = [fields[column] for column in columns]
    # Of the others every value is what the drivers take.
    special = [
        (place, field.get_db_prep_save)
        for place, field in enumerate(fields)
        if isinstance(field, models.JSONField | models.DateTimeField)
    ]

    def prepared():
        for row in rows:
            values = list(row)
            for place, saved in special:
                values[place] = saved(values[place], connection)
            yield values

    quoted = connection.ops.quote_name
    into = f"{quoted(model._meta.db_table)} ({', '.join(quoted(field.column) for field in fields)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in prepared():
                    copy.write_row(row)
        else:
            # The driver's own: Django's reads the marks of the statement anew for each row.
            connection.connection.executemany(f"INSERT INTO {into} VALUES ({', '.join('?' * len(fields))})", prepared())


def _continue_after(model):
    """Let the database's next key follow the ones that were loaded."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
