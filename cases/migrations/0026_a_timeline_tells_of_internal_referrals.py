"""A case's timeline says that somebody of the school or of the area was asked, apart from letters to agencies."""

from django.db import migrations, models

KINDS = [
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
    ("inside", "ส่งต่อภายใน"),
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_a_case_goes_with_its_child")]
    operations = [migrations.AlterField("event", "kind", models.CharField(choices=KINDS, max_length=16))]
