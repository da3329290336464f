"""An act may be a step into the next year, or a move to another school."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_lines_are_written_by_the_database"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="verb",
            field=models.CharField(
                choices=[
                    ("created", "เพิ่มข้อมูล"),
                    ("changed", "แก้ไขข้อมูล"),
                    ("deleted", "ลบข้อมูล"),
                    ("signed_in", "เข้าสู่ระบบ"),
                    ("sign_in_failed", "เข้าสู่ระบบไม่สำเร็จ"),
                    ("signed_out", "ออกจากระบบ"),
                    ("code_made", "ออกรหัสใช้ครั้งเดียว"),
                    ("appointed", "แต่งตั้งหน้าที่"),
                    ("dismissed", "สิ้นสุดหน้าที่"),
                    ("configured", "ตั้งค่า"),
                    ("viewed", "เปิดดู"),
                    ("revealed", "เปิดดูข้อมูลลับ"),
                    ("searched", "ค้นหา"),
                    ("disclosed", "พิมพ์หรือส่งออก"),
                    ("refused", "ถูกปฏิเสธ"),
                    ("imported", "นำเข้า"),
                    ("undone", "เลิกทำ"),
                    ("enrolled", "รับเข้าเรียน"),
                    ("moved", "ย้ายห้อง"),
                    ("left", "จำหน่าย"),
                    ("promoted", "เลื่อนชั้น"),
                    ("offered", "เสนอย้ายโรงเรียน"),
                    ("transferred", "ย้ายโรงเรียน"),
                    ("declined", "ไม่รับ"),
                    ("identified", "เปลี่ยนเลขประจำตัว"),
                    ("looked_elsewhere", "ตรวจชื่อซ้ำนอกโรงเรียน"),
                    ("alerted", "แจ้งช่วยทันที"),
                    ("settled", "รับเรื่องช่วยทันที"),
                    ("opened", "เปิด"),
                    ("accepted", "รับเรื่อง"),
                    ("recorded", "บันทึก"),
                    ("filled", "ที่เหลือปกติ"),
                    ("overridden", "ปรับกลุ่ม"),
                    ("submitted", "ส่งผล"),
                    ("asked", "ขอเปิดแก้ไข"),
                    ("reopened", "เปิดใหม่"),
                    ("planned", "วางแผน"),
                    ("noted", "เขียนบันทึก"),
                    ("done", "ทำงานเสร็จ"),
                    ("handed_over", "ส่งมอบ"),
                    ("closed", "ปิด"),
                    ("referred", "ส่งต่อ"),
                    ("signed", "ลงนาม"),
                    ("sent", "ส่งหนังสือ"),
                    ("answered", "ได้รับคำตอบ"),
                    ("revoked", "เพิกถอน"),
                ],
                max_length=20,
            ),
        ),
    ]
