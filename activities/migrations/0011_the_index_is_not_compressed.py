from django.db import migrations


def stored(how):
    """PostgreSQL alone would try to compress the parts, which are dense: it costs four times the writing, for nothing."""

    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE activities_indexpart ALTER COLUMN content SET STORAGE {how}")

    return alter


class Migration(migrations.Migration):
    dependencies = [("activities", "0010_rebuilds_go_on_where_they_were_cut_off")]

    operations = [migrations.RunPython(stored("EXTERNAL"), stored("EXTENDED"))]
