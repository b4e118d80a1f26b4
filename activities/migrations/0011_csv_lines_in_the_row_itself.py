from django.db import migrations


def keep_in_the_row(apps, schema_editor):
    _store(schema_editor, "MAIN")


def as_postgresql_likes(apps, schema_editor):
    _store(schema_editor, "EXTENDED")


def _store(schema_editor, how):
    """PostgreSQL would put most lines beside the table, and look each up again for a download: half its time."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE activities_publicactivity ALTER COLUMN csv_line SET STORAGE {how}")


class Migration(migrations.Migration):
    dependencies = [("activities", "0010_rebuilds_go_on_where_they_were_cut_off")]

    operations = [migrations.RunPython(keep_in_the_row, as_postgresql_likes)]
