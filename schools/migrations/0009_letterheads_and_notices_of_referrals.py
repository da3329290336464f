"""A school's own letterhead, and what people are told about referrals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0008_a_draft_is_read_by_its_writer"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("urgent", "มีเรื่องด่วนที่ต้องดูวันนี้"),
                    ("overdue", "เรื่องด่วนยังไม่มีใครรับ"),
                    ("transfer", "มีเรื่องย้ายนักเรียน"),
                    ("handover", "มีใบส่งต่อข้อมูลนักเรียนให้ดู"),
                    ("honesty", "มีผลคัดกรองที่ควรทวนอีกครั้ง"),
                    ("case", "มีความเคลื่อนไหวในเคสที่ดูแล"),
                    ("task", "มีงานใหม่ให้ทำ"),
                    ("approval", "มีเรื่องรออนุมัติ"),
                    ("incident", "มีการแจ้งเหตุการณ์"),
                    ("protect", "มีเรื่องคุ้มครองเด็กที่ต้องแจ้งหน่วยงาน"),
                    ("emergency", "มีการเปิดข้อมูลฉุกเฉินที่ต้องทบทวน"),
                    ("inside", "มีเรื่องส่งต่อภายใน"),
                    ("reply", "หน่วยงานตอบกลับแล้ว"),
                    ("locked", "ลิงก์ตอบรับถูกล็อกเพราะใส่รหัสผิด"),
                    ("waiting", "หน่วยงานยังไม่ตอบกลับ"),
                    ("passed", "มีเคสที่โรงเรียนเดิมส่งมอบ รอรับ"),
                    ("digest", "สรุปงานเช้านี้"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="school",
            name="letterhead",
            field=models.CharField(
                choices=[
                    ("blank", "เว้นที่ 3 ซม. (ใช้กระดาษหัวจดหมายของโรงเรียน)"),
                    ("name", "พิมพ์ชื่อโรงเรียนเป็นหัวจดหมาย"),
                    ("badge", "ตราโรงเรียนและชื่อโรงเรียน"),
                    ("picture", "ภาพหัวจดหมายที่โรงเรียนอัปโหลด"),
                ],
                default="blank",
                max_length=10,
                verbose_name="หัวจดหมาย",
            ),
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("picture", models.BinaryField()),
                ("has_right", models.BooleanField(default=False, verbose_name="โรงเรียนเป็นส่วนราชการและมีสิทธิใช้ภาพนี้")),
                ("brought_at", models.DateTimeField()),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_letterhead", to="schools.school"
                    ),
                ),
            ],
        ),
    ]
