"""What the search reads: the words of every row of the public record, kept by the database itself.

A full-text index beside PublicActivity, of the folded words and nothing else: FTS5 on SQLite, a tsvector with a GIN
index on PostgreSQL. Triggers keep it: whatever writes a row, by whatever statement, changes the index in the same
transaction, and a row whose words stay as they are costs nothing. On SQLite it is an index alone, without the words; on
PostgreSQL a table of its own, since an index on the record would be written again with every change of a row.

A migration that changes PublicActivity may make the table anew on SQLite, without its triggers: it ends with `make`.
"""

from django.db import DatabaseError, transaction

# PostgreSQL takes no lexeme over 2,046 bytes, and a character has four at most: of a longer word so much counts there.
LONGEST = 500

# Split where a space is, and nowhere else: "ascii" splits at no other letter or digit, and a word holds nothing but
# those. Neither places in the text nor lengths are kept, since nobody asks for them.
_SQLITE = [
    """CREATE VIRTUAL TABLE public_words USING fts5(
        words, content='activities_publicactivity', content_rowid='ordinal', tokenize='ascii', prefix='1',
        detail=none, columnsize=0
    )""",
    """CREATE TRIGGER public_words_added AFTER INSERT ON activities_publicactivity BEGIN
        INSERT INTO public_words(rowid, words) VALUES (new.ordinal, new.words);
    END""",
    """CREATE TRIGGER public_words_removed AFTER DELETE ON activities_publicactivity BEGIN
        INSERT INTO public_words(public_words, rowid, words) VALUES ('delete', old.ordinal, old.words);
    END""",
    """CREATE TRIGGER public_words_changed AFTER UPDATE OF words, ordinal ON activities_publicactivity
    WHEN (old.words, old.ordinal) IS NOT (new.words, new.ordinal) BEGIN
        INSERT INTO public_words(public_words, rowid, words) VALUES ('delete', old.ordinal, old.words);
        INSERT INTO public_words(rowid, words) VALUES (new.ordinal, new.words);
    END""",
    "INSERT INTO public_words(public_words) VALUES ('rebuild')",
]
_SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS public_words_added",
    "DROP TRIGGER IF EXISTS public_words_removed",
    "DROP TRIGGER IF EXISTS public_words_changed",
    "DROP TABLE IF EXISTS public_words",
]

# The words become lexemes as they are: PostgreSQL's parser would take some apart. The first letter of each is a lexeme
# too, after a sign with which no word begins: a search for one letter would else gather every word of it (FTS5 has
# `prefix` for that). A tsvector holds a megabyte: a text longer than that is searched as far as it goes.
_POSTGRESQL = [
    """CREATE FUNCTION public_words_lexemes(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_to_tsvector(array_agg(left(word, 500)) || array_agg('_' || left(word, 1))), '')
        FROM unnest(string_to_array(btrim(left(words, 200000)), ' ')) AS word
    $$""",
    "CREATE TABLE public_words (ordinal integer PRIMARY KEY, lexemes tsvector NOT NULL)",
    "INSERT INTO public_words SELECT ordinal, public_words_lexemes(words) FROM activities_publicactivity",
    # Without the list of what is yet to be sorted in, which every search would have to read.
    "CREATE INDEX public_words_lexemes ON public_words USING gin (lexemes) WITH (fastupdate = off)",
    """CREATE FUNCTION public_words_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE public_words;
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM public_words WHERE ordinal = OLD.ordinal;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO public_words VALUES (NEW.ordinal, public_words_lexemes(NEW.words));
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER public_words_added_or_removed AFTER INSERT OR DELETE ON activities_publicactivity
        FOR EACH ROW EXECUTE FUNCTION public_words_keep()""",
    """CREATE TRIGGER public_words_changed AFTER UPDATE OF words, ordinal ON activities_publicactivity FOR EACH ROW
        WHEN ((OLD.words, OLD.ordinal) IS DISTINCT FROM (NEW.words, NEW.ordinal))
        EXECUTE FUNCTION public_words_keep()""",
    """CREATE TRIGGER public_words_emptied AFTER TRUNCATE ON activities_publicactivity
        FOR EACH STATEMENT EXECUTE FUNCTION public_words_keep()""",
]
_POSTGRESQL_DROP = [
    "DROP TABLE IF EXISTS public_words",
    "DROP FUNCTION IF EXISTS public_words_keep CASCADE",
    "DROP FUNCTION IF EXISTS public_words_lexemes",
]

_MAKE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_DROP = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRESQL_DROP}
_KEPT = {
    "sqlite": "SELECT count(*) = 3 FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'public_words%'",
    "postgresql": "SELECT count(*) = 3 FROM pg_trigger WHERE tgname LIKE 'public_words%'",
}
_DIFFERENT = """SELECT EXISTS (
    SELECT FROM activities_publicactivity FULL JOIN public_words USING (ordinal)
    WHERE public_words_lexemes(words) IS DISTINCT FROM lexemes
)"""


def make(connection):
    """Make the index with its triggers, in place of any that is there, of the rows as they are."""
    drop(connection)
    _execute(connection, _MAKE[connection.vendor])


def drop(connection):
    _execute(connection, _DROP[connection.vendor])


def holds(connection):
    """Whether its triggers are there, and it says of every row what the row says. A minute for a million rows."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT[connection.vendor])
        if not cursor.fetchone()[0]:
            return False
        if connection.vendor == "postgresql":
            cursor.execute(_DIFFERENT)
            return not cursor.fetchone()[0]
        try:
            cursor.execute("INSERT INTO public_words(public_words, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        return True


def _execute(connection, statements):
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
