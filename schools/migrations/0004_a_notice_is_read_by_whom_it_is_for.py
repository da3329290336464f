"""A notice is seen by whom it is for and by who made it; a colleague cannot read what others are told."""

from django.db import migrations

from journal.walls import journaled, policy

MINE = "to_user_id = (SELECT app_uid()) OR made_by_id = (SELECT app_uid()) OR (SELECT app_is_system())"


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_notices_and_item_entry")]
    operations = [policy("schools_notice", using=MINE, check=MINE), journaled("schools_area", school="", student="")]
