"""A child who changes room in the middle of a year has words of both rooms' teachers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("students", "0011_a_move_is_accepted_by_one_function")]

    operations = [
        migrations.RemoveConstraint(
            model_name="handover",
            name="one_handover_a_year",
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(models.F("student"), models.F("classroom"), name="one_handover_a_room"),
        ),
    ]
