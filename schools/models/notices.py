"""What somebody is told inside the app. A notice names no child: it says what waits and where (decisions A2)."""

from typing import Self

from django.db import models
from django.db.models import Q

from schools.models.people import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(to_user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line for one person: "มีเรื่องด่วน 1 เรื่อง เปิดดู". `url` is a path of ours; opening it asks her rights anew."""

    class Kind(models.TextChoices):
        URGENT = "urgent", "มีเรื่องด่วนที่ต้องดูวันนี้"
        OVERDUE = "overdue", "เรื่องด่วนยังไม่มีใครรับ"
        TRANSFER = "transfer", "มีเรื่องย้ายนักเรียน"
        HANDOVER = "handover", "มีใบส่งต่อข้อมูลนักเรียนให้ดู"
        HONESTY = "honesty", "มีผลคัดกรองที่ควรทวนอีกครั้ง"
        CASE = "case", "มีความเคลื่อนไหวในเคสที่ดูแล"
        TASK = "task", "มีงานใหม่ให้ทำ"
        APPROVAL = "approval", "มีเรื่องรออนุมัติ"
        INCIDENT = "incident", "มีการแจ้งเหตุการณ์"
        PROTECT = "protect", "มีเรื่องคุ้มครองเด็กที่ต้องแจ้งหน่วยงาน"
        EMERGENCY = "emergency", "มีการเปิดข้อมูลฉุกเฉินที่ต้องทบทวน"
        INSIDE = "inside", "มีเรื่องส่งต่อภายใน"
        GROUND = "ground", "มีการส่งต่อโดยไม่ขอความยินยอม ให้ ผอ. รับทราบ"
        REPLY = "reply", "หน่วยงานตอบกลับแล้ว"
        LOCKED = "locked", "ลิงก์ตอบรับถูกล็อกเพราะใส่รหัสผิด"
        WAITING = "waiting", "หน่วยงานยังไม่ตอบกลับ"
        PASSED = "passed", "มีเคสที่โรงเรียนเดิมส่งมอบ รอรับ"
        DIGEST = "digest", "สรุปงานเช้านี้"

    to_user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    url = models.CharField(max_length=200)
    text = models.CharField(max_length=120, blank=True)  # numbers only: "เลยกำหนด 2 งาน ครบกำหนดวันนี้ 3 งาน"
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "to_user", "kind", "url", condition=Q(read_at=None), name="told_once_until_it_is_read"
            )
        ]
        indexes = [models.Index(fields=["to_user"], name="notice_unread", condition=Q(read_at=None))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} → {self.to_user}"
