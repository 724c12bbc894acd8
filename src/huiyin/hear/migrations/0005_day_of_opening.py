from datetime import date

from django.db import migrations, models
from django.db.models.functions import TruncDate


def fill_days(apps, schema_editor):
    """The day of each opening, in the office's own time."""
    apps.get_model("hear", "Case").objects.update(opened_on=TruncDate("opened_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("hear", "0004_opening_index"),
        ("places", "0001_start"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_by_opening"),
        migrations.AddField(
            model_name="case",
            name="opened_on",
            field=models.DateField(default=date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.RunPython(fill_days, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=[
                    "opened_on", "state", "-rank", "-id", "kind", "category", "township", "area", "department",
                    "due_on", "merged_into",
                ],
                name="case_by_day",
            ),
        ),
    ]
