from django.db import migrations, models

NAME_CATEGORIES = """
UPDATE publish_tally SET category = coalesce((
    SELECT coalesce(top.code, own.code) FROM hear_case c JOIN places_category own ON own.id = c.category_id
    LEFT JOIN places_category top ON top.id = own.parent_id WHERE c.id = publish_tally.case_id), '')
"""
COUNT_DAYS = """
INSERT INTO publish_day (day, "by", "key", number)
SELECT opened_on, 'category', category, count(*) FROM publish_tally GROUP BY opened_on, category
UNION ALL SELECT opened_on, 'township', township, count(*) FROM publish_tally GROUP BY opened_on, township
UNION ALL SELECT due_on, 'owes', department, count(*) FROM publish_tally WHERE due_on IS NOT NULL
    GROUP BY due_on, department
"""


class Migration(migrations.Migration):
    dependencies = [
        ("hear", "0004_opening_index"),
        ("places", "0001_start"),
        ("publish", "0006_lists_from_the_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("by", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=64)),
                ("number", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("by", "day", "key"), name="day_once")],
            },
        ),
        migrations.AddField(
            model_name="tally",
            name="category",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL([NAME_CATEGORIES, COUNT_DAYS], migrations.RunSQL.noop),
    ]
