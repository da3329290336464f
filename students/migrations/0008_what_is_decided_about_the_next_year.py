"""What is decided about the next year is kept until it is confirmed, and seen by the school alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from journal.walls import OURS, journaled, policy


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0004_a_notice_is_read_by_whom_it_is_for"),
        ("students", "0007_siblings_across_schools_and_who_opened_a_page"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="importedchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("added", "เพิ่ม"),
                    ("changed", "แก้ไข"),
                    ("moved", "ย้ายห้อง"),
                    ("promoted", "เลื่อนชั้น"),
                    ("repeated", "ซ้ำชั้น"),
                    ("graduated", "จบการศึกษา"),
                    ("returned", "รับกลับ"),
                    ("left", "จำหน่าย"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="RollOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rooms", models.JSONField(default=dict)),
                ("children", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_over",
                        to="students.import",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roll_overs", to="schools.school"
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_overs",
                        to="schools.academicyear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("school"), models.F("year"), name="one_roll_over_a_year")
                ],
            },
        ),
        policy("students_rollover", using=OURS, check=OURS),
        journaled("students_rollover", student=""),
    ]
