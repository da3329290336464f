"""A head is told of a letter that went without asking for consent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0009_letterheads_and_notices_of_referrals"),
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
                    ("ground", "มีการส่งต่อโดยไม่ขอความยินยอม ให้ ผอ. รับทราบ"),
                    ("reply", "หน่วยงานตอบกลับแล้ว"),
                    ("locked", "ลิงก์ตอบรับถูกล็อกเพราะใส่รหัสผิด"),
                    ("waiting", "หน่วยงานยังไม่ตอบกลับ"),
                    ("passed", "มีเคสที่โรงเรียนเดิมส่งมอบ รอรับ"),
                    ("digest", "สรุปงานเช้านี้"),
                ],
                max_length=10,
            ),
        ),
    ]
