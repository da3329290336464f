"""Consent with who, when and how, or a ground with its reason; a returned draft says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_walls")]
    operations = [
        migrations.AddField(
            model_name="referral",
            name="head_informed_on",
            field=models.DateField(blank=True, null=True, verbose_name="แจ้ง ผอ. เมื่อ"),
        ),
        migrations.AddField(
            model_name="referral",
            name="returned_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ส่งกลับให้แก้ไข"),
        ),
        migrations.AlterField(
            model_name="referral",
            name="consent_how",
            field=models.CharField(
                blank=True,
                choices=[("paper", "ลงชื่อในเอกสาร"), ("phone", "ทางโทรศัพท์"), ("person", "พูดคุยต่อหน้า")],
                max_length=10,
                verbose_name="วิธียินยอม",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent", ""),
                    models.Q(
                        ("consent", "given"),
                        ("consent_on__isnull", False),
                        models.Q(("consent_by", ""), _negated=True),
                        models.Q(("consent_relation", ""), _negated=True),
                        models.Q(("consent_how", ""), _negated=True),
                    ),
                    models.Q(
                        ("consent", "ground"),
                        ("head_informed_on__isnull", False),
                        models.Q(("ground", ""), _negated=True),
                        models.Q(("ground_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="consent_says_who_when_and_how_or_on_what_ground",
            ),
        ),
    ]
