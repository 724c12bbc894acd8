from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rate", "0003_rating_by_level")]

    operations = [
        migrations.AddField(
            model_name="rating", name="source", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="rating", name="level", field=models.SmallIntegerField(null=True)),
        migrations.AlterField(model_name="rating", name="solved", field=models.CharField(blank=True, max_length=8)),
        migrations.RemoveConstraint(model_name="rating", name="rating_solved_known"),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("solved__in", ["", "yes", "partly", "no"])), name="rating_solved_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", False), models.Q(("solved", ""), _negated=True), _connector="OR"),
                name="rating_says_something",
            ),
        ),
    ]  # fmt: skip
