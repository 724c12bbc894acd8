from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_start")]

    operations = [
        migrations.AddField(model_name="keptsheet", name="ratings", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="keptsheet", name="left", field=models.JSONField(default=dict)),
    ]
