"""How many conduct points a child has left in a year stands on one row, for early warning to read."""

import django.db.models.deletion
from django.db import migrations, models

from journal.walls import journaled, walled


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0008_a_draft_is_read_by_its_writer"),
        ("students", "0025_somebody_at_home_is_suspected"),
    ]
    operations = [
        migrations.CreateModel(
            name="ConductStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("points", models.SmallIntegerField(verbose_name="คะแนนความประพฤติ")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conduct_standings",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("student"), models.F("school"), models.F("year"), name="one_conduct_standing_a_year"
                    )
                ],
            },
        ),
        walled("students_conductstanding"),
        journaled("students_conductstanding"),
    ]
