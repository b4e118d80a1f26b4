"""Fill a database with generated activities, once: the figures of large registers need not generate them each time.

python -m benchmarks.fill --rows 1000000 --into sqlite:////tmp/register.sqlite3
python -m benchmarks.fill --rows 1000000 --into postgresql://.../register

The database is made where there is none. One that holds so many activities is left as it is.
"""

import argparse
import os
import sys

import dj_database_url
import psycopg
from psycopg import sql

# So many more may be there: each measurement of publishing publishes some.
MEASURED = 100


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, required=True, help="how many activities")
    parser.add_argument("--into", required=True, metavar="DATABASE_URL", help="a database of its own")
    parser.add_argument("--seed", type=int, default=1, help="of the generated activities")
    options = parser.parse_args()
    os.environ |= {"DATABASE_URL": options.into, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    _make_sure_it_is_there(dj_database_url.parse(options.into))
    import django

    django.setup()
    fill(options.rows, options.seed)


def fill(rows, seed):
    """Exits with a sentence where the database holds something else."""
    from django.core.management import call_command

    from activities.models import Activity

    from . import data

    call_command("migrate", verbosity=0)
    there = Activity.objects.count()
    if rows <= there <= rows + MEASURED:
        sys.stderr.write(f"The {rows:,} activities are there. After a change of code: rebuild_public_record.\n")
    elif there:
        sys.exit(f"The database holds {there:,} activities, not {rows:,}: name another, or remove it first.")
    else:
        seconds = data.generate(rows, seed)
        sys.stderr.write(f"{rows:,} activities in {seconds:,.0f} s, {rows / seconds:,.0f} a second.\n")


def _make_sure_it_is_there(database):
    if not database["ENGINE"].endswith("postgresql"):
        return
    where = {key.lower(): database[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if database[key]}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        name = database["NAME"]
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


if __name__ == "__main__":
    main()
