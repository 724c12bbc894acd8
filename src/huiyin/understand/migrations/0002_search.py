"""What makes messages findable by the office."""

from django.db import migrations

from huiyin.hear.search import table


class Migration(migrations.Migration):
    dependencies = [("understand", "0001_start")]
    operations = [table("understand_search")]
