"""The network with its agreements, links of agencies, internal referrals, reminders and what follows a service."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import journal.ids

# Replies that staff recorded before are numbered in the order in which they came.
NUMBERED = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE referrals_reply r SET number = n.place FROM (
  SELECT id, row_number() OVER (PARTITION BY referral_id ORDER BY received_on, id) AS place FROM referrals_reply) n
WHERE n.id = r.id AND r.number <> n.place;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_a_case_is_shared_or_handed_over"),
        ("referrals", "0007_a_move_waits_for_the_open_referral"),
        ("schools", "0009_letterheads_and_notices_of_referrals"),
        ("students", "0025_somebody_at_home_is_suspected"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Addressee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("title", models.CharField(max_length=200, verbose_name="ชื่อบันทึกข้อตกลง")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="เลขที่")),
                ("signed_on", models.DateField(verbose_name="ลงนามเมื่อ")),
                ("from_on", models.DateField(verbose_name="มีผลตั้งแต่")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="สิ้นสุด")),
                ("scope", models.TextField(verbose_name="ขอบเขตความร่วมมือ")),
                ("other_parties", models.TextField(blank=True, verbose_name="คู่ความร่วมมืออื่น")),
                ("remind_days", models.PositiveSmallIntegerField(default=60, verbose_name="เตือนก่อนหมดอายุ (วัน)")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ยกเลิกเมื่อ")),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("name", models.CharField(max_length=120, verbose_name="ชื่อ")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="ตำแหน่งหรืองาน")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="โทรศัพท์")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("note", models.CharField(blank=True, max_length=150, verbose_name="เช่น เวลาที่สะดวก")),
                ("is_main", models.BooleanField(default=False, verbose_name="ติดต่อคนนี้ก่อน")),
            ],
            options={
                "ordering": ["-is_main", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("due_on", models.DateField(verbose_name="ติดตามวันที่")),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "โทรติดตามแล้ว ยังไม่ได้รับบริการ"),
                            ("taken", "ผู้ปกครองพาไปรับบริการแล้ว"),
                            ("waiting", "รอผลตรวจหรือรอคิว"),
                            ("better", "ได้รับบริการแล้ว ดีขึ้น"),
                            ("same", "ได้รับบริการแล้ว ยังไม่ดีขึ้น"),
                            ("stopped", "หยุดรับบริการ"),
                            ("done", "เสร็จสิ้นการรับบริการ"),
                        ],
                        max_length=8,
                        verbose_name="ผล",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="รายละเอียด")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Inside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("counselor", "ครูแนะแนว"),
                            ("discipline", "ฝ่ายปกครอง"),
                            ("nurse", "ครูพยาบาล"),
                            ("head", "ผู้บริหารโรงเรียน"),
                            ("psychologist", "นักจิตวิทยาประจำเขต"),
                            ("committee", "คณะกรรมการระดับเขต (ระบุชื่อ)"),
                        ],
                        max_length=12,
                        verbose_name="ส่งถึง",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "รอตอบรับ"),
                            ("accepted", "รับแล้ว"),
                            ("done", "เสร็จแล้ว"),
                            ("declined", "ไม่รับ"),
                            ("revoked", "เพิกถอน"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="เร่งด่วน")),
                ("reason", models.TextField(verbose_name="สภาพปัญหาและเหตุผล")),
                ("tried", models.TextField(blank=True, verbose_name="การช่วยเหลือที่ทำแล้ว")),
                ("asked", models.TextField(verbose_name="สิ่งที่ขอให้ช่วย")),
                ("skip_reason", models.CharField(blank=True, max_length=200, verbose_name="เหตุที่ข้ามขั้น")),
                ("sections", models.JSONField(default=list)),
                ("sensitive_reason", models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ต้องให้ข้อมูลอ่อนไหว")),
                ("packet", models.JSONField(default=dict)),
                ("memo_number", models.CharField(blank=True, max_length=60, verbose_name="ที่ (เลขที่บันทึก)")),
                ("sent_at", models.DateTimeField()),
                ("due_on", models.DateField(verbose_name="ขอคำตอบภายใน")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="ข้อความตอบ")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_on_behalf", models.BooleanField(default=False, verbose_name="ทำแทนผู้รับ")),
                ("result", models.TextField(blank=True, verbose_name="ผลการช่วยเหลือ")),
                ("advice", models.TextField(blank=True, verbose_name="ข้อเสนอแนะ")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_reason", models.CharField(blank=True, max_length=200, verbose_name="เหตุที่เพิกถอน")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_index", models.BinaryField(max_length=32, unique=True)),
                ("token_sealed", models.BinaryField()),
                ("code_sealed", models.BinaryField()),
                ("generation", models.PositiveIntegerField(default=1)),
                ("hides_school", models.BooleanField(default=False, verbose_name="ก่อนใส่รหัสไม่บอกชื่อโรงเรียน")),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("renewed_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("wrong", models.PositiveSmallIntegerField(default=0)),
                ("locked_until", models.DateTimeField(blank=True, null=True)),
                ("code_told_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("last_opened_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("name", models.CharField(max_length=150, verbose_name="ชื่อเครือข่าย")),
                ("district", models.CharField(max_length=80, verbose_name="อำเภอ")),
                ("chair_name", models.CharField(blank=True, max_length=120, verbose_name="ประธาน")),
                ("chair_position", models.CharField(blank=True, max_length=120, verbose_name="ตำแหน่งประธาน")),
                ("formed_on", models.DateField(blank=True, null=True, verbose_name="ตั้งเมื่อ")),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้อยู่")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "โทรศัพท์"),
                            ("line", "ข้อความ LINE"),
                            ("letter", "หนังสือ"),
                            ("head", "แจ้ง ผอ. แล้ว"),
                            ("area", "แจ้งเขตเป็นจำนวนแล้ว"),
                        ],
                        max_length=6,
                        verbose_name="ทาง",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="หมายเหตุ")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WaitingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("late", models.PositiveIntegerField(default=0)),
                ("longest", models.PositiveIntegerField(default=0)),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="sent_means_signed",
        ),
        migrations.AddField(
            model_name="agency",
            name="age_from",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="รับอายุตั้งแต่ (ปี)"),
        ),
        migrations.AddField(
            model_name="agency",
            name="age_to",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ถึงอายุ (ปี)"),
        ),
        migrations.AddField(
            model_name="agency",
            name="district",
            field=models.CharField(blank=True, max_length=80, verbose_name="อำเภอที่ตั้ง"),
        ),
        migrations.AddField(
            model_name="agency",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="อีเมล"),
        ),
        migrations.AddField(
            model_name="agency",
            name="hours",
            field=models.CharField(blank=True, max_length=150, verbose_name="วันและเวลาทำการ"),
        ),
        migrations.AddField(
            model_name="agency",
            name="is_all_hours",
            field=models.BooleanField(default=False, verbose_name="รับเรื่องตลอด 24 ชั่วโมง"),
        ),
        migrations.AddField(
            model_name="agency",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="referrals.agency",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="note",
            field=models.TextField(blank=True, verbose_name="ข้อควรรู้ก่อนส่งต่อ"),
        ),
        migrations.AddField(
            model_name="agency",
            name="serves",
            field=models.TextField(blank=True, verbose_name="พื้นที่ที่รับผิดชอบ"),
        ),
        migrations.AddField(
            model_name="agency",
            name="services",
            field=models.TextField(blank=True, verbose_name="บริการที่ให้"),
        ),
        migrations.AddField(
            model_name="agency",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="referral",
            name="code_by",
            field=models.CharField(
                choices=[("phone", "โทรศัพท์"), ("paper", "กระดาษแยกซอง")],
                db_default="phone",
                default="phone",
                max_length=5,
                verbose_name="บอกรหัสทาง",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="consent_age",
            field=models.CharField(
                blank=True,
                choices=[
                    ("under_10", "ไม่เกิน 10 ปี (ผู้ปกครองยินยอม)"),
                    ("from_10", "เกิน 10 ปี ยังไม่บรรลุนิติภาวะ (ผู้ปกครองยินยอม และถามความเห็นนักเรียน)"),
                    ("adult", "บรรลุนิติภาวะแล้ว (นักเรียนยินยอมเอง)"),
                ],
                max_length=8,
                verbose_name="ช่วงอายุนักเรียน",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="expired_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="head_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="hides_school",
            field=models.BooleanField(db_default=False, default=False, verbose_name="ก่อนใส่รหัสไม่บอกชื่อโรงเรียน"),
        ),
        migrations.AddField(
            model_name="referral",
            name="is_urgent",
            field=models.BooleanField(db_default=False, default=False, verbose_name="เร่งด่วน"),
        ),
        migrations.AddField(
            model_name="referral",
            name="link_days",
            field=models.PositiveSmallIntegerField(db_default=30, default=30, verbose_name="ลิงก์ใช้ได้ (วัน)"),
        ),
        migrations.AddField(
            model_name="referral",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("helped", "ได้รับบริการและดีขึ้น"),
                    ("served", "ได้รับบริการแล้ว"),
                    ("not_served", "ไม่ได้รับบริการ"),
                    ("refused", "ผู้ปกครองหรือนักเรียนไม่ประสงค์"),
                    ("elsewhere", "ส่งหน่วยงานอื่นแทน"),
                    ("moved", "นักเรียนย้ายหรือออก"),
                    ("unsent", "ไม่ได้ส่ง"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="ผลการส่งต่อ",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="revoked_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="เหตุที่เพิกถอน"),
        ),
        migrations.AddField(
            model_name="referral",
            name="skip_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="เหตุที่ข้ามขั้น"),
        ),
        migrations.AddField(
            model_name="referral",
            name="uses_link",
            field=models.BooleanField(db_default=True, default=True, verbose_name="ให้ตอบผ่านลิงก์"),
        ),
        migrations.AddField(
            model_name="reply",
            name="appointment_place",
            field=models.CharField(blank=True, max_length=150, verbose_name="เวลาและสถานที่นัด"),
        ),
        migrations.AddField(
            model_name="reply",
            name="findings",
            field=models.TextField(blank=True, verbose_name="ผลการประเมินเบื้องต้น"),
        ),
        migrations.AddField(
            model_name="reply",
            name="key",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reply",
            name="next_on",
            field=models.DateField(blank=True, null=True, verbose_name="นัดถัดไป"),
        ),
        migrations.AddField(
            model_name="reply",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="reply",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="รับทราบเมื่อ"),
        ),
        migrations.AddField(
            model_name="reply",
            name="read_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("area", "อยู่นอกพื้นที่รับผิดชอบ"),
                    ("duty", "ไม่ใช่ภารกิจของหน่วยงาน"),
                    ("age", "อายุไม่อยู่ในเกณฑ์"),
                    ("full", "ยังรับเพิ่มไม่ได้"),
                    ("other", "เหตุอื่น"),
                ],
                max_length=5,
                verbose_name="เหตุที่ไม่รับ",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "ร่าง"),
                    ("awaiting_signature", "รอลงนาม"),
                    ("sent", "ส่งแล้ว"),
                    ("received", "รับแล้ว"),
                    ("answered", "ตอบกลับแล้ว"),
                    ("closed", "ปิด"),
                    ("declined", "ปฏิเสธ"),
                    ("expired", "หมดอายุ"),
                    ("revoked", "เพิกถอน"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="reply",
            name="advice",
            field=models.TextField(blank=True, verbose_name="คำแนะนำสำหรับโรงเรียน"),
        ),
        migrations.AlterField(
            model_name="reply",
            name="how",
            field=models.CharField(
                choices=[
                    ("phone", "โทรศัพท์"),
                    ("paper", "แบบตอบรับ/หนังสือ"),
                    ("person", "พบด้วยตนเอง"),
                    ("link", "ลิงก์ตอบรับ"),
                    ("file", "ไฟล์ข้อมูล"),
                ],
                max_length=8,
                verbose_name="ได้รับทาง",
            ),
        ),
        migrations.AlterField(
            model_name="reply",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from", None), ("age_to", None), ("age_from__lte", models.F("age_to")), _connector="OR"
                ),
                name="ages_go_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("is_active", False), _connector="OR"),
                name="merged_is_not_in_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None), models.Q(("merged_into", models.F("id")), _negated=True), _connector="OR"
                ),
                name="an_agency_is_not_its_own_double",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "awaiting_signature", "closed"]),
                    models.Q(("sent_on__isnull", False), ("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="sent_means_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "revoked"), _negated=True),
                    models.Q(
                        ("revoked_at__isnull", False),
                        ("revoked_by__isnull", False),
                        models.Q(("revoked_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="revoked_says_by_whom_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("link_days__range", (7, 60))), name="a_link_lasts_7_to_60_days"
            ),
        ),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(models.F("referral"), models.F("number"), name="reply_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(models.F("referral"), models.F("key"), name="reply_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_by__isnull", False), ("how", "link"), _connector="OR"),
                name="only_the_link_has_no_recorder",
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="addressee",
            name="share",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addressee",
                to="students.share",
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="addressed", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="agencies",
            field=models.ManyToManyField(
                blank=True, related_name="agreements", to="referrals.agency", verbose_name="คู่ความร่วมมือ"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="schools.area"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="referrals.reply"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="referrals.agency"
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="follow_ups", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="followup",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="inside_referrals", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="inside",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="inside",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="inside",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="addressees", to="referrals.inside"
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="referral",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="link", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="link",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="agencies",
            field=models.ManyToManyField(
                blank=True, related_name="networks", to="referrals.agency", verbose_name="หน่วยงาน"
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="networks",
                to="referrals.agreement",
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="networks", to="schools.area"
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="schools",
            field=models.ManyToManyField(
                blank=True, related_name="networks", to="schools.school", verbose_name="โรงเรียน"
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="agreement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="paper", to="referrals.agreement"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="reminder",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.student"
            ),
        ),
        migrations.AddField(
            model_name="waitingcount",
            name="school",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="waiting_count", to="schools.school"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on", None), ("from_on__lte", models.F("until_on")), _connector="OR"),
                name="an_agreement_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                models.F("referral"), models.F("days"), name="followed_once_after_so_many_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("done_by", None), ("found", "")),
                    models.Q(
                        ("done_at__isnull", False), ("done_by__isnull", False), models.Q(("found", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="followed_means_by_whom_and_what",
            ),
        ),
        migrations.AddIndex(
            model_name="inside",
            index=models.Index(fields=["school", "state", "-sent_at"], name="inside_school"),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.UniqueConstraint(
                models.F("school"), models.F("year"), models.F("number"), name="inside_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "done", "declined"]), _negated=True),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="inside_answer_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="inside_declined_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(
                        ("done_at__isnull", False), ("done_by__isnull", False), models.Q(("result", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="inside_done_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="inside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "revoked"), _negated=True),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="inside_revoked_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(models.F("inside"), models.F("user"), name="addressed_once"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_at__isnull", False), ("revoked_by", None), _connector="OR"),
                name="revoked_means_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="network",
            constraint=models.UniqueConstraint(
                models.F("area"), models.F("name"), name="network_once", violation_error_message="มีเครือข่ายชื่อนี้แล้ว"
            ),
        ),
    ]
