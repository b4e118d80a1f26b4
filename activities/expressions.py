"""What Django has no words for in SQL, the same on both databases."""

import json

from django.db.models import BinaryField, Func, Lookup


class Utf8(Func):
    """A text as its bytes: what is only handed on need not be decoded and encoded again."""

    function = "CONVERT_TO"
    template = "%(function)s(%(expressions)s, 'UTF8')"
    output_field = BinaryField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS BLOB)", **context)


class Among(Lookup):
    """`filter(Among(F("ordinal"), numbers))`: as `in`, for any number of them, since they are one parameter."""

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        numbers = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {numbers}", [*params, json.dumps(list(self.rhs))]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]
