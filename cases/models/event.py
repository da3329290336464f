"""The timeline of a case: what happened to it, one line each."""

from typing import Self

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from schools.models import School, User
from students.models import Student


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> Self:
        """That a record of protection was written is for counselors and heads (T3)."""
        knows = ~Q(kind=Event.Kind.PROTECTED) | Q(school__in=user.rights.schools("counselor", "head"))
        return self.filter(knows, case__in=Case.objects.visible_to(user))


class Event(models.Model):
    """One line of a case's timeline that nobody typed. `by` None is "ระบบ"."""

    class Kind(models.TextChoices):
        OPENED = "opened", "เปิดเคส"
        ACCEPTED = "accepted", "รับเคส"
        ASSIGNED = "assigned", "เปลี่ยนผู้รับผิดชอบ"
        PLANNED = "planned", "วางแผนช่วยเหลือ"
        TASK_ADDED = "task_added", "เพิ่มงาน"
        TASK_DONE = "task_done", "ทำงานเสร็จ"
        TASK_UNDONE = "task_undone", "เปิดงานอีกครั้ง"
        REFERRED = "referred", "ส่งต่อ"
        ANSWERED = "answered", "หน่วยงานตอบกลับ"
        CLOSED = "closed", "ปิดเคส"
        REOPENED = "reopened", "เปิดเคสอีกครั้ง"
        ASSESSED = "assessed", "ประเมิน"
        PLAN_ASKED = "plan_asked", "เสนอแผนให้อนุมัติ"
        PLAN_APPROVED = "plan_approved", "อนุมัติแผน"
        PLAN_RETURNED = "plan_returned", "ส่งแผนกลับ"
        CHECKED = "checked", "ติดตามผล"
        MONITORED = "monitored", "เข้าสู่การติดตาม"
        HELPED_AGAIN = "helped_again", "กลับไปช่วยเหลือ"
        CLOSING_ASKED = "closing_asked", "ขอปิดเคส"
        CLOSING_RETURNED = "closing_back", "ยังไม่ให้ปิด"
        RESCREENED = "rescreened", "คัดกรองด้านที่ช่วยอีกครั้ง"
        CONFERRED = "conferred", "ประชุมรายกรณี"
        TASK_CANCELLED = "task_cancelled", "ยกเลิกงาน"
        TASK_HANDED = "task_handed", "ส่งมอบงาน"
        TASK_MOVED = "task_moved", "เลื่อนกำหนดงาน"
        LINKED = "linked", "ผูกเคสที่เกี่ยวข้อง"
        PROTECTED = "protected", "บันทึกคุ้มครองเด็ก"
        TAKEN_OVER = "taken_over", "รับมอบ"
        INSIDE = "inside", "ส่งต่อภายใน"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    text = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200, blank=True)
    is_self_approved = models.BooleanField("อนุมัติโดยผู้จัดทำ", default=False)  # stays when the case goes on

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-at"], name="event_case"),
            models.Index(fields=["school"], name="event_self_approved", condition=Q(is_self_approved=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_id}"


# From then on what was seen of the child before counts no more: the help begins, or begins again.
HELP_BEGINS = (Event.Kind.PLAN_APPROVED, Event.Kind.HELPED_AGAIN, Event.Kind.REOPENED)
