"""A case that is shown to one more person, or handed over with its child to another school."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import journal.ids


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_a_timeline_does_not_name_the_other_case"),
        ("schools", "0009_letterheads_and_notices_of_referrals"),
        ("students", "0025_somebody_at_home_is_suspected"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="source",
            field=models.CharField(
                choices=[
                    ("screening", "ผลคัดกรอง"),
                    ("alert", "แจ้งช่วยทันที"),
                    ("teacher", "คำขอของครู"),
                    ("warning", "สัญญาณเตือน"),
                    ("incident", "เหตุการณ์"),
                    ("transfer", "โรงเรียนเดิมส่งมอบ"),
                ],
                default="teacher",
                max_length=9,
                verbose_name="มาจาก",
            ),
        ),
        migrations.CreateModel(
            name="SharedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shared", to="cases.case"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="case", to="students.share"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "เตรียมส่งมอบ"),
                            ("passed", "นักเรียนย้ายแล้ว รอรับเคส"),
                            ("taken", "โรงเรียนใหม่รับแล้ว"),
                            ("withdrawn", "ไม่ส่งมอบ"),
                        ],
                        default="prepared",
                        max_length=9,
                    ),
                ),
                ("child_name", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=120)),
                ("opened_on", models.DateField()),
                ("sections", models.JSONField(default=list)),
                ("packet", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("passed_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passings", to="cases.case"
                    ),
                ),
                (
                    "from_school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "new_case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_from",
                        to="cases.case",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passings", to="students.transfer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("case"), models.F("transfer"), name="passed_once_in_a_move"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), ("taken_at__isnull", False), ("taken_by__isnull", False)),
                            models.Q(
                                ("taken_at", None), ("taken_by", None), models.Q(("state", "taken"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="taken_means_by_whom",
                    ),
                ],
            },
        ),
    ]
