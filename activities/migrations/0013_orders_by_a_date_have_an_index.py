from django.db import migrations, models
from django.db.models import Case, Value, When
from django.db.models.fields.json import KT

from activities.publishing import search_index


def keep_the_words(apps, schema_editor):
    """SQLite takes a new column by a new table, and the triggers that keep the search's index go with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        search_index.make(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("activities", "0012_the_index_is_not_compressed")]

    operations = [
        migrations.AddField(
            model_name="publicactivity",
            name="first_year",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(facets__year__0="undated", then=Value("")),
                    default=KT("facets__year__0"),
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="first year",
            ),
        ),
        migrations.RunPython(keep_the_words, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="publicactivity",
            index=models.Index(fields=["-last_reported", "-ordinal"], name="public_activity_by_report"),
        ),
        migrations.AddIndex(
            model_name="publicactivity",
            index=models.Index(fields=["-first_year", "-ordinal"], name="public_activity_by_year"),
        ),
    ]
