"""What somebody saw a child do: good things first, and the school's conduct points beside them."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import School, User
from students.models import Student


class ConductRuleQuerySet(models.QuerySet["ConductRule"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=user.rights.care_schools)

    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("position", "code", "pk")


class ConductRule(models.Model):
    """A line of the school's own list (ระเบียบคะแนนความประพฤติ): code, fewest and most points, what follows.

    Points are signed: + for merit (ความดี), − for a breach. A school starts every child's year at 100.
    """

    START = 100

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="conduct_rules")
    code = models.CharField("รหัส", max_length=10)
    text = models.CharField("ข้อ", max_length=200)
    least = models.SmallIntegerField("คะแนนน้อยสุด")
    most = models.SmallIntegerField("คะแนนมากสุด")
    follows = models.CharField("สิ่งที่ทำต่อ", max_length=200, blank=True)
    is_severe = models.BooleanField("ร้ายแรง", default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("ใช้อยู่", default=True)

    objects = ConductRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("school", "code", name="a_rule_code_once", violation_error_message="มีรหัสนี้แล้ว"),
            models.CheckConstraint(
                name="points_of_a_rule_go_one_way",
                condition=Q(least__lte=F("most")) & (Q(least__gte=0) | Q(most__lte=0)),
                violation_error_message="คะแนนน้อยสุดต้องไม่เกินมากสุด และเป็นบวกหรือลบทางเดียว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: User) -> Self:
        """Who wrote it; the teachers of her room, her level's heads; counselors, discipline and head of her school."""
        rights = user.rights
        mine = Q(by=user) | Q(student__classroom__in=rights.rooms)
        mine |= Q(student__school__in=rights.schools("counselor", "head", "discipline"))
        for school, level in rights.levels:
            mine |= Q(student__school=school, student__level=level)
        return self.filter(mine, student__in=Student.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-seen_on", "-pk")


class Observation(models.Model):
    """One thing seen (สิ่งที่เห็น). Never edited: a mistake is cancelled with a reason and stays to be read."""

    class Tone(models.TextChoices):
        PRAISE = "praise", "ชื่นชม"
        NEUTRAL = "neutral", "สังเกต"
        CONCERN = "concern", "ตักเตือน"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="observations")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    tone = models.CharField("แบบ", max_length=7, choices=Tone, default=Tone.PRAISE)
    text = models.CharField("เห็นอะไร", max_length=300)
    rule = models.ForeignKey(ConductRule, models.PROTECT, related_name="observations", null=True, blank=True)
    points = models.SmallIntegerField("คะแนน", null=True, blank=True)
    before = models.SmallIntegerField(null=True, blank=True)  # the child's points of the year before and after it
    after = models.SmallIntegerField(null=True, blank=True)
    seen_on = models.DateField("วันที่")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    cancelled_reason = models.CharField(max_length=200, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "-seen_on"], name="observation_student")]
        constraints = [
            models.CheckConstraint(name="points_come_from_a_rule", condition=Q(points=None) | Q(rule__isnull=False)),
            models.CheckConstraint(
                name="cancelled_means_by_whom_and_why",
                condition=Q(cancelled_at=None, cancelled_by=None, cancelled_reason="")
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tone_display()} {self.student_id}"
