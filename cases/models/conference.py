"""The case conference (ประชุมปรึกษารายกรณี): who came, what was said in sum, what was decided."""

from typing import Self

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from journal.ids import new_public_id
from schools.models import School, User
from students.models import Student


class ConferenceQuerySet(models.QuerySet["Conference"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class Conference(models.Model):
    """One meeting about one case. Its decisions become tasks (`Task.conference`); finished minutes are not changed.

    `decided`: list of {"text": str, "responsible": public id, "due_on": ISO day}, the decisions of a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        DONE = "done", "บันทึกแล้ว"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="conferences")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    held_on = models.DateField("วันที่ประชุม")
    place = models.CharField("สถานที่", max_length=120, blank=True)
    chair = models.CharField("ประธาน", max_length=120, blank=True)
    summary = models.TextField("สรุปข้อมูล", max_length=4000, blank=True)
    problems = models.TextField("ปัญหาที่ที่ประชุมเห็น", max_length=2000, blank=True)
    strengths = models.TextField("จุดแข็ง", max_length=2000, blank=True)
    resolution = models.TextField("มติ", max_length=2000, blank=True)
    next_on = models.DateField("นัดติดตาม", null=True, blank=True)
    decided = models.JSONField("ข้อตกลง", default=list, blank=True)  # while it is a draft: see the docstring
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-held_on"], name="conference_case")]
        constraints = [
            models.CheckConstraint(
                name="finished_minutes_have_a_resolution",
                condition=Q(state="draft", done_at=None) | (Q(state="done", done_at__isnull=False) & ~Q(resolution="")),
                violation_error_message="เขียนมติของที่ประชุมก่อนบันทึก",
            )
        ]

    def __str__(self) -> str:
        return f"conference {self.public_id}"


class AttendeeQuerySet(models.QuerySet["Attendee"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(conference__in=Conference.objects.visible_to(user))


class Attendee(models.Model):
    """Who was at the table: staff by account, others by name."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendees")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField("ชื่อ", max_length=120)
    position = models.CharField("ตำแหน่ง", max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    objects = AttendeeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
