"""Other help in money than that of กสศ., the day of the child's own words, and files of tables for several rooms."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import journal.ids

# Months that said more late days than days present: as many as she was there.
LATE = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE students_monthattendance SET late = school_days - absent - excused WHERE late > school_days - absent - excused;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0008_a_draft_is_read_by_its_writer"),
        ("students", "0019_walls_around_who_is_shut_out_and_emergencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scholarship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("term", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ภาคเรียนที่")),
                ("giver", models.CharField(max_length=120, verbose_name="ผู้ให้ทุน")),
                ("amount", models.PositiveIntegerField(blank=True, null=True, verbose_name="จำนวนเงิน (บาท)")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="ได้รับเมื่อ")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="หมายเหตุ")),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TableFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("uid", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("results", "ผลการเรียน"), ("attendance", "การมาเรียน")], max_length=10),
                ),
                ("period", models.CharField(max_length=7)),
                ("at", models.DateTimeField()),
                ("filename", models.CharField(max_length=200)),
                ("sealed_file", models.BinaryField(null=True)),
                ("columns", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("rooms", models.PositiveSmallIntegerField(default=0)),
                ("children", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="student",
            name="own_words_on",
            field=models.DateField(blank=True, null=True, verbose_name="นักเรียนบอกเมื่อ"),
        ),
        migrations.RunSQL(LATE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="monthattendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "late__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("school_days"), "-", models.F("absent")
                            ),
                            "-",
                            models.F("excused"),
                        ),
                    )
                ),
                name="late_within_the_days_present",
                violation_error_message="วันสายต้องไม่เกินวันที่มา",
            ),
        ),
        migrations.AddField(
            model_name="scholarship",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="scholarship",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="scholarship",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="scholarships", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="tablefile",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="tablefile",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddIndex(
            model_name="scholarship",
            index=models.Index(fields=["student", "-year"], name="scholarship_student"),
        ),
        migrations.AddConstraint(
            model_name="scholarship",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", ""), _negated=True),
                name="a_scholarship_has_its_giver",
                violation_error_message="ใส่ชื่อผู้ให้ทุน",
            ),
        ),
    ]
