"""What makes public cases findable by words."""

from django.db import migrations

from huiyin.hear.search import table


class Migration(migrations.Migration):
    dependencies = [("publish", "0001_start")]
    operations = [table("publish_search")]
