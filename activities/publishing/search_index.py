"""What the search reads: the words of every row of the public record, kept by the database itself.

A full-text index beside PublicActivity, of the folded words and nothing else: FTS5 on SQLite, a tsvector with a GIN
index on PostgreSQL. Triggers keep it: whatever writes a row, by whatever statement, changes the index in the same
transaction, and a row whose words stay as they are costs nothing. On SQLite it is an index alone, without the words; on
PostgreSQL a table of its own, since an index on the record would be written again with every change of a row.

A migration that changes PublicActivity on SQLite may make the table anew, and so lose its triggers: it ends with `make`.
"""

from django.db import DatabaseError, transaction

TABLE = "activities_publicwords"
RECORD = "activities_publicactivity"
# PostgreSQL takes no lexeme over 2,046 bytes, and a character has four at most: of a longer word so much counts.
LONGEST = 500
# On PostgreSQL the first letter of every word is a lexeme too, after this sign, with which no word begins: a search for
# one letter would else gather every word of it. FTS5 has `prefix` for that.
LETTER = "_"

# Split where a space is, and nowhere else: "ascii" splits at no other letter or digit, and a word holds nothing but
# those. Neither places in the text nor lengths are kept, since nobody asks for them.
_SQLITE = [
    f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
        words, content='{RECORD}', content_rowid='ordinal', tokenize='ascii', prefix='1', detail=none, columnsize=0
    )""",
    f"""CREATE TRIGGER {TABLE}_added AFTER INSERT ON {RECORD} BEGIN
        INSERT INTO {TABLE}(rowid, words) VALUES (new.ordinal, new.words);
    END""",
    f"""CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {RECORD} BEGIN
        INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', old.ordinal, old.words);
    END""",
    f"""CREATE TRIGGER {TABLE}_changed AFTER UPDATE OF words, ordinal ON {RECORD}
    WHEN (old.words, old.ordinal) IS NOT (new.words, new.ordinal) BEGIN
        INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', old.ordinal, old.words);
        INSERT INTO {TABLE}(rowid, words) VALUES (new.ordinal, new.words);
    END""",
    f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')",
]
_SQLITE_DROP = [f"DROP TRIGGER IF EXISTS {TABLE}_{event}" for event in ("added", "removed", "changed")]
_SQLITE_DROP += [f"DROP TABLE IF EXISTS {TABLE}"]

# The words become lexemes as they are: PostgreSQL's parser would take some apart. A tsvector holds a megabyte of them:
# a text longer than any that was ever published is searched as far as that goes.
_POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_lexemes(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(
            array_to_tsvector(array_agg(left(word, {LONGEST})) || array_agg('{LETTER}' || left(word, 1))), ''
        )
        FROM unnest(string_to_array(btrim(left(words, 200000)), ' ')) AS word
    $$""",
    f"CREATE TABLE {TABLE} (ordinal integer PRIMARY KEY, lexemes tsvector NOT NULL)",
    f"INSERT INTO {TABLE} SELECT ordinal, {TABLE}_lexemes(words) FROM {RECORD}",
    # Without the list of what is yet to be sorted in, which every search would have to read.
    f"CREATE INDEX {TABLE}_lexemes ON {TABLE} USING gin (lexemes) WITH (fastupdate = off)",
    f"""CREATE FUNCTION {TABLE}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE {TABLE};
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM {TABLE} WHERE ordinal = OLD.ordinal;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {TABLE} VALUES (NEW.ordinal, {TABLE}_lexemes(NEW.words));
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER {TABLE}_added_or_removed AFTER INSERT OR DELETE ON {RECORD}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE TRIGGER {TABLE}_changed AFTER UPDATE OF words, ordinal ON {RECORD} FOR EACH ROW
        WHEN ((OLD.words, OLD.ordinal) IS DISTINCT FROM (NEW.words, NEW.ordinal)) EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE TRIGGER {TABLE}_emptied AFTER TRUNCATE ON {RECORD}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_keep()""",
]
_POSTGRESQL_DROP = [
    f"DROP TABLE IF EXISTS {TABLE}",
    f"DROP FUNCTION IF EXISTS {TABLE}_keep CASCADE",
    f"DROP FUNCTION IF EXISTS {TABLE}_lexemes",
]
_MAKE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_DROP = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRESQL_DROP}
# A row where one of the two lacks it, or says something else.
_DIFFERENT = f"""SELECT EXISTS (
    SELECT FROM {RECORD} FULL JOIN {TABLE} USING (ordinal) WHERE {TABLE}_lexemes(words) IS DISTINCT FROM lexemes
)"""


def make(connection):
    """Make the index with its triggers, in place of any that is there, of the rows as they are."""
    drop(connection)
    _execute(connection, _MAKE[connection.vendor])


def drop(connection):
    _execute(connection, _DROP[connection.vendor])


def holds(connection):
    """Whether the index says of every row what the row says. Reads every row: a minute for a million."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_DIFFERENT)
            return not cursor.fetchone()[0]
        try:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        return True


def _execute(connection, statements):
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
