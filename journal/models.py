"""What was done, seen or taken out, by whom, about whom. Lines are added and never changed.

Nothing in Python writes here. Changes are written by statement triggers, acts and looks by the SQL function
`journal_write`; both take the actor from the transaction's context (`journal.context.acting`).
"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from journal.ids import new_public_id

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class Verb(models.TextChoices):
    """Acts and looks. Changes of rows are `created`, `changed` and `deleted`, written by triggers."""

    CREATED = "created", "เพิ่มข้อมูล"
    CHANGED = "changed", "แก้ไขข้อมูล"
    DELETED = "deleted", "ลบข้อมูล"
    SIGNED_IN = "signed_in", "เข้าสู่ระบบ"
    SIGN_IN_FAILED = "sign_in_failed", "เข้าสู่ระบบไม่สำเร็จ"
    SIGNED_OUT = "signed_out", "ออกจากระบบ"
    CODE_MADE = "code_made", "ออกรหัสใช้ครั้งเดียว"
    APPOINTED = "appointed", "แต่งตั้งหน้าที่"
    DISMISSED = "dismissed", "สิ้นสุดหน้าที่"
    CONFIGURED = "configured", "ตั้งค่า"
    VIEWED = "viewed", "เปิดดู"
    REVEALED = "revealed", "เปิดดูข้อมูลลับ"
    SEARCHED = "searched", "ค้นหา"
    DISCLOSED = "disclosed", "พิมพ์หรือส่งออก"
    REFUSED = "refused", "ถูกปฏิเสธ"
    IMPORTED = "imported", "นำเข้า"
    UNDONE = "undone", "เลิกทำ"
    ENROLLED = "enrolled", "รับเข้าเรียน"
    MOVED = "moved", "ย้ายห้อง"
    LEFT = "left", "จำหน่าย"
    PROMOTED = "promoted", "เลื่อนชั้น"
    OFFERED = "offered", "เสนอย้ายโรงเรียน"
    TRANSFERRED = "transferred", "ย้ายโรงเรียน"
    DECLINED = "declined", "ไม่รับ"
    IDENTIFIED = "identified", "เปลี่ยนเลขประจำตัว"
    LOOKED_ELSEWHERE = "looked_elsewhere", "ตรวจชื่อซ้ำนอกโรงเรียน"
    ALERTED = "alerted", "แจ้งช่วยทันที"
    SETTLED = "settled", "รับเรื่องช่วยทันที"
    OPENED = "opened", "เปิด"
    ACCEPTED = "accepted", "รับเรื่อง"
    RECORDED = "recorded", "บันทึก"
    FILLED = "filled", "ที่เหลือปกติ"
    OVERRIDDEN = "overridden", "ปรับกลุ่ม"
    SUBMITTED = "submitted", "ส่งผล"
    ASKED = "asked", "ขอเปิดแก้ไข"
    REOPENED = "reopened", "เปิดใหม่"
    PLANNED = "planned", "วางแผน"
    NOTED = "noted", "เขียนบันทึก"
    DONE = "done", "ทำงานเสร็จ"
    HANDED_OVER = "handed_over", "ส่งมอบ"
    CLOSED = "closed", "ปิด"
    REFERRED = "referred", "ส่งต่อ"
    SIGNED = "signed", "ลงนาม"
    SENT = "sent", "ส่งหนังสือ"
    ANSWERED = "answered", "ได้รับคำตอบ"
    REVOKED = "revoked", "เพิกถอน"
    ASSESSED = "assessed", "ประเมิน"
    APPROVED = "approved", "อนุมัติ"
    RETURNED = "returned", "ส่งกลับ"
    CHECKED = "checked", "ติดตามผล"
    CONFERRED = "conferred", "ประชุมรายกรณี"
    LINKED = "linked", "ผูกเข้าด้วยกัน"
    CANCELLED = "cancelled", "ยกเลิก"
    SHUT_OUT = "shut_out", "กันออกจากข้อมูล"
    LET_IN = "let_in", "เลิกกันออกจากข้อมูล"
    BROKE_GLASS = "broke_glass", "เปิดข้อมูลฉุกเฉิน"
    REVIEWED = "reviewed", "ทบทวน"
    REPORTED = "reported", "แจ้งหน่วยงานคุ้มครองเด็ก"
    REMOVED = "removed", "นำออก"
    RESTORED = "restored", "นำกลับ"
    RENEWED = "renewed", "ต่ออายุ"
    EXPIRED = "expired", "หมดอายุ"
    LOCKED = "locked", "ล็อกลิงก์"
    REMINDED = "reminded", "เตือน"
    FOLLOWED = "followed", "ติดตามหลังส่งต่อ"
    MERGED = "merged", "รวมรายการซ้ำ"


class LineQuerySet(models.QuerySet["Line"]):
    def visible_to(self, user: "AbstractBaseUser") -> Self:
        """One's own lines. Whose other lines a person may read is decided by the table's own policy."""
        return self.filter(user_id=user.pk)


class Line(models.Model):
    """One line of the journal (บันทึกการใช้งาน).

    `actor` is `user:12`, `system:demo`, `agency:<rid>` or `anonymous`. `about` is a model's label, or a table
    for changes. No foreign keys: a line outlives the thing it is about.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    school_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=20, choices=Verb)
    about = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True)
    students = ArrayField(models.BigIntegerField(), default=list)
    detail = models.JSONField(default=dict)
    request = models.CharField(max_length=40)
    address = models.CharField(max_length=45)

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school_id", "-id"], name="line_school"),
            models.Index(fields=["user_id", "-id"], name="line_user"),
            GinIndex(fields=["students"], name="line_students"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.about} {self.about_id or ''}".strip()


class Seal(models.Model):
    """The hash that ties a line to the one before it in the chain of its school (0: lines without a school)."""

    line_id = models.BigIntegerField(primary_key=True)
    chain = models.BigIntegerField()
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("chain", "prev", name="one_line_follows_another")]

    def __str__(self) -> str:
        return f"line {self.line_id} in chain {self.chain}"


class Head(models.Model):
    """The last hash of a school's chain."""

    chain = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"chain {self.chain}"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: "AbstractBaseUser") -> Self:
        return self.filter(by=user.pk)


class Paper(models.Model):
    """A document too long to make while somebody waits: asked for, made by a worker, fetched by who asked."""

    class State(models.TextChoices):
        WAITING = "waiting", "รอคิว"
        MAKING = "making", "กำลังสร้าง"
        READY = "ready", "พร้อม"
        FAILED = "failed", "ไม่สำเร็จ"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80, blank=True)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_ready_paper_has_content",
                condition=~Q(state="ready") | Q(content__isnull=False, done_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title
