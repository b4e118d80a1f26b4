from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_the_index_is_stored")]

    operations = [
        migrations.AddIndex(
            model_name="publicactivity",
            index=models.Index(fields=["-updated", "-ordinal"], name="public_activity_by_change"),
        ),
    ]
