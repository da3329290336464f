"""After the letter: who was reminded and when, and whether the help arrived (ติดตามหลังรับบริการ)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from journal.ids import new_public_id
from referrals.models.referral import Referral
from schools.models import School, User
from students.models import Student

DAYS_AFTER = (30, 90)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Reminder(models.Model):
    """The agency was reminded once more. `by` None: the system told people of the school that it is time."""

    class How(models.TextChoices):
        PHONE = "phone", "โทรศัพท์"
        LINE = "line", "ข้อความ LINE"
        LETTER = "letter", "หนังสือ"
        HEAD = "head", "แจ้ง ผอ. แล้ว"
        AREA = "area", "แจ้งเขตเป็นจำนวนแล้ว"

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="reminders")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    how = models.CharField("ทาง", max_length=6, choices=How)
    note = models.CharField("หมายเหตุ", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.referral_id}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def undone(self) -> Self:
        return self.filter(done_at=None)

    def due(self, on: date) -> Self:
        return self.undone().filter(due_on__lte=on)


class FollowUp(models.Model):
    """Asking after the service, 30 and 90 days later, and what was found (presets of domain.md D.6)."""

    class Found(models.TextChoices):
        CALLED = "called", "โทรติดตามแล้ว ยังไม่ได้รับบริการ"
        TAKEN = "taken", "ผู้ปกครองพาไปรับบริการแล้ว"
        WAITING = "waiting", "รอผลตรวจหรือรอคิว"
        BETTER = "better", "ได้รับบริการแล้ว ดีขึ้น"
        SAME = "same", "ได้รับบริการแล้ว ยังไม่ดีขึ้น"
        STOPPED = "stopped", "หยุดรับบริการ"
        DONE = "done", "เสร็จสิ้นการรับบริการ"
        SKIPPED = "skipped", "ไม่ต้องติดตามแล้ว"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="follow_ups")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(null=True, blank=True)  # 30 or 90; None: a day that was chosen
    due_on = models.DateField("ติดตามวันที่")
    found = models.CharField("ผล", max_length=8, choices=Found, blank=True)
    text = models.CharField("รายละเอียด", max_length=500, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint("referral", "days", name="followed_once_after_so_many_days"),
            models.CheckConstraint(
                name="followed_means_by_whom_and_what",
                condition=Q(done_at=None, done_by=None, found="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(found="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.due_on}"


class WaitingCountQuerySet(models.QuerySet["WaitingCount"]):
    def visible_to(self, user: User) -> Self:
        """Schools whose figures she may see; no child stands behind a number (decisions A4)."""
        return self.filter(school__in=School.objects.visible_to(user))


class WaitingCount(models.Model):
    """How many letters of a school wait for an answer, counted by the morning's job for the area (no child, no agency).

    `late`: ten working days and more, urgent ones five. `longest` in working days.
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="waiting_count")
    waiting = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    longest = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    objects = WaitingCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.school_id}: {self.waiting}"
