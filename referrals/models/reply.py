"""What the agency answered, in as many versions as it sent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from journal.ids import new_public_id
from referrals.models.referral import Referral
from schools.models import School, User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class ToDo:
    """One thing an answer asks of the school. `on`: the day it names. `task`: public id of what it became, or ""."""

    key: str
    text: str
    on: "date | None" = None
    task: str = ""


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Reply(models.Model):
    """What the agency answered, as staff were told or as it wrote itself (decisions B11). Later replies are added.

    `number` counts within the referral and makes the receipt's number R-2568-0017-1. `key` is the form's: a reply
    that arrives twice is one reply. `recorded_by` None: the agency itself, through its link. `taken` says what of it
    became a task of the case: {"1": public id of the task} for the first line of the advice, "appointment", "next".
    """

    class Result(models.TextChoices):
        ACCEPTED = "accepted", "รับดูแล"
        DECLINED = "declined", "ไม่รับ"
        MORE = "more", "ขอข้อมูลเพิ่ม"
        SPECIALIST = "specialist", "ส่งต่อเฉพาะทาง"

    class How(models.TextChoices):
        PHONE = "phone", "โทรศัพท์"
        PAPER = "paper", "แบบตอบรับ/หนังสือ"
        PERSON = "person", "พบด้วยตนเอง"
        LINK = "link", "ลิงก์ตอบรับ"
        FILE = "file", "ไฟล์ข้อมูล"

    class Why(models.TextChoices):
        AREA = "area", "อยู่นอกพื้นที่รับผิดชอบ"
        DUTY = "duty", "ไม่ใช่ภารกิจของหน่วยงาน"
        AGE = "age", "อายุไม่อยู่ในเกณฑ์"
        FULL = "full", "ยังรับเพิ่มไม่ได้"
        OTHER = "other", "เหตุอื่น"

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="replies")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    key = models.UUIDField(null=True, blank=True)
    result = models.CharField("ผล", max_length=10, choices=Result)
    why = models.CharField("เหตุที่ไม่รับ", max_length=5, choices=Why, blank=True)
    said_by = models.CharField("ผู้ให้ข้อมูล", max_length=120)
    position = models.CharField("ตำแหน่ง", max_length=120, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    how = models.CharField("ได้รับทาง", max_length=8, choices=How)
    received_on = models.DateField("วันที่ได้รับคำตอบ")
    appointment_on = models.DateField("วันนัด", null=True, blank=True)
    appointment_place = models.CharField("เวลาและสถานที่นัด", max_length=150, blank=True)
    findings = models.TextField("ผลการประเมินเบื้องต้น", blank=True)
    advice = models.TextField("คำแนะนำสำหรับโรงเรียน", blank=True)
    next_on = models.DateField("นัดถัดไป", null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField()
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    read_at = models.DateTimeField("รับทราบเมื่อ", null=True, blank=True)
    taken = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint("referral", "number", name="reply_number_once"),
            models.UniqueConstraint("referral", "key", name="reply_sent_once"),
            models.CheckConstraint(
                name="only_the_link_has_no_recorder", condition=Q(recorded_by__isnull=False) | Q(how="link")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} {self.referral_id}"

    @property
    def advice_lines(self) -> list[str]:
        """Each line of the advice is one thing to do, and may become one task."""
        return [line.strip(" -•·\t") for line in self.advice.splitlines() if line.strip(" -•·\t")]

    @property
    def to_do(self) -> list[ToDo]:
        """The appointments it names, then each line of its advice, with what has become of them."""
        place = f" {self.appointment_place}" if self.appointment_place else ""
        named = [
            ("appointment", f"พาไปตามนัด{place}", self.appointment_on),
            ("next", "พาไปตามนัดถัดไป", self.next_on),
        ]
        days = [ToDo(key, text, on, self.taken.get(key, "")) for key, text, on in named if on]
        lines = enumerate(self.advice_lines, start=1)
        return [*days, *(ToDo(str(n), line, task=self.taken.get(str(n), "")) for n, line in lines)]

    @property
    def open_to_do(self) -> list[ToDo]:
        """What has not become a task yet."""
        return [each for each in self.to_do if not each.task]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(reply__in=Reply.objects.visible_to(user))


class Attachment(models.Model):
    """A file that came with a reply: a picture drawn anew or a PDF without anything that acts, sealed."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="attachments")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # application/pdf or image/jpeg
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
