from django.db import migrations


def stored(how):
    """PostgreSQL alone would try to compress the parts, which are dense: it costs four times the writing, for nothing."""

    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE activities_indexpart ALTER COLUMN content SET STORAGE {how}")

    return alter


class Migration(migrations.Migration):
    dependencies = [("activities", "0011_csv_lines_in_the_row_itself")]

    operations = [migrations.RunPython(stored("EXTERNAL"), stored("EXTENDED"))]
