from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """From the rows of the public record. Of rows that are gone, by the rule that gave ordinals, if the others obey it.

    The rule: an ordinal counts the activities published up to it, those of one edition from the last of the page on.
    """
    Activity = apps.get_model("activities", "Activity")
    Publication = apps.get_model("activities", "Publication")
    PublicActivity = apps.get_model("activities", "PublicActivity")
    reference = Activity.objects.filter(pk=OuterRef(OuterRef("activity_id"))).values("reference")[:1]
    rows = PublicActivity.objects.filter(reference=Subquery(reference))
    publications = Publication.objects.filter(activity__isnull=False)
    publications.update(ordinal=Subquery(rows.values("ordinal")[:1]))
    if publications.filter(ordinal=None).exists():
        first = publications.filter(number=1).order_by("edition_id", "-activity__reference")
        places = list(enumerate(first.values_list("activity_id", "ordinal"), start=1))
        if all(ordinal in (None, place) for place, (_activity, ordinal) in places):
            for place, (activity, ordinal) in places:
                if ordinal is None:
                    publications.filter(activity_id=activity).update(ordinal=place)


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0013_orders_by_a_date_have_an_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="ordinal",
            field=models.PositiveIntegerField(db_index=True, null=True, verbose_name="ordinal"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
