from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rate", "0002_rating_once")]

    operations = [
        migrations.RemoveIndex(model_name="rating", name="rating_by_time"),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["newest", "level", "-at"], name="rating_by_level"),
        ),
    ]
