"""A draft is its writer's and nobody else's."""

from django.db import migrations

from journal.walls import policy

MINE = "user_id = (SELECT app_uid()) OR (SELECT app_is_system())"


class Migration(migrations.Migration):
    dependencies = [("schools", "0007_drafts_and_a_morning_summary")]
    operations = [policy("schools_draft", using=MINE, check=MINE)]
