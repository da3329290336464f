"""A case that came with its child is taken into a new case or an open one, or comes before the heads."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_walls_around_shared_and_passed_cases")]
    operations = [
        migrations.AddField("passing", "escalated_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            "passing",
            "new_case",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passed_from",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            "event",
            "kind",
            models.CharField(
                choices=[
                    ("opened", "เปิดเคส"),
                    ("accepted", "รับเคส"),
                    ("assigned", "เปลี่ยนผู้รับผิดชอบ"),
                    ("planned", "วางแผนช่วยเหลือ"),
                    ("task_added", "เพิ่มงาน"),
                    ("task_done", "ทำงานเสร็จ"),
                    ("task_undone", "เปิดงานอีกครั้ง"),
                    ("referred", "ส่งต่อ"),
                    ("answered", "หน่วยงานตอบกลับ"),
                    ("closed", "ปิดเคส"),
                    ("reopened", "เปิดเคสอีกครั้ง"),
                    ("assessed", "ประเมิน"),
                    ("plan_asked", "เสนอแผนให้อนุมัติ"),
                    ("plan_approved", "อนุมัติแผน"),
                    ("plan_returned", "ส่งแผนกลับ"),
                    ("checked", "ติดตามผล"),
                    ("monitored", "เข้าสู่การติดตาม"),
                    ("helped_again", "กลับไปช่วยเหลือ"),
                    ("closing_asked", "ขอปิดเคส"),
                    ("closing_back", "ยังไม่ให้ปิด"),
                    ("rescreened", "คัดกรองด้านที่ช่วยอีกครั้ง"),
                    ("conferred", "ประชุมรายกรณี"),
                    ("task_cancelled", "ยกเลิกงาน"),
                    ("task_handed", "ส่งมอบงาน"),
                    ("task_moved", "เลื่อนกำหนดงาน"),
                    ("linked", "ผูกเคสที่เกี่ยวข้อง"),
                    ("protected", "บันทึกคุ้มครองเด็ก"),
                    ("taken_over", "รับมอบ"),
                ],
                max_length=16,
            ),
        ),
    ]
