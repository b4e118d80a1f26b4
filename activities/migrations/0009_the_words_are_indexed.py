from django.db import migrations

from activities.publishing import search_index


class Migration(migrations.Migration):
    """An index of the words of the public record, which no model describes; triggers on the record keep it true."""

    dependencies = [
        ("activities", "0008_the_public_record_by_change"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, editor: search_index.make(editor.connection),
            lambda apps, editor: search_index.drop(editor.connection),
        ),
    ]
