"""The second wall and the journal's triggers around pages that were opened in an emergency."""

from django.db import migrations

from journal.walls import journaled, walled


class Migration(migrations.Migration):
    dependencies = [("students", "0016_an_emergency_opens_a_child_for_an_hour")]
    operations = [walled("students_emergency"), journaled("students_emergency")]
