"""What is watched beside the rounds: early-warning points as data, and signals that data may not be honest."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from schools.models import Area, Classroom, School, User
from screening.models.rounds import Round


class WarningRulesQuerySet(models.QuerySet["WarningRules"]):
    def visible_to(self, user: User) -> Self:
        mine = user.rights.schools()
        return self.filter(
            Q(area=None, school=None) | Q(school__in=mine) | Q(area__in=user.rights.areas) | Q(area__schools__in=mine)
        ).distinct()


class WarningRules(models.Model):
    """Points of early warning (สัญญาณเตือนล่วงหน้า, domain.md F.3): shipped, an area's or a school's own. T1."""

    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="warning_rules")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="warning_rules")
    rules = models.JSONField()
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    kept_at = models.DateTimeField()

    objects = WarningRulesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("area", "school", name="warning_rules_once", nulls_distinct=False),
            models.CheckConstraint(name="warning_rules_have_one_scope", condition=Q(area=None) | Q(school=None)),
        ]

    def __str__(self) -> str:
        return f"warning rules of {self.school or self.area or 'everybody'}"


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(classroom__in=Classroom.objects.visible_to(user))

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class Signal(models.Model):
    """That a room's results look copied, straight-lined or too fast (สัญญาณให้ทวน). The teacher hears it first."""

    class Kind(models.TextChoices):
        SAME_AS_BEFORE = "same_as_before", "เหมือนรอบก่อนทุกช่อง"
        SAME_AS_ANOTHER = "same_as_another", "เหมือนกันหลายคนทุกช่อง"
        ALL_ZERO = "all_zero", "ได้ 0 ทุกข้อ"
        TOO_FAST = "too_fast", "กรอกเร็วกว่าที่อ่านทัน"

    round = models.ForeignKey(Round, models.CASCADE, related_name="signals")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    about = models.CharField(max_length=30)  # "rows" or an instrument's code
    students = ArrayField(models.BigIntegerField())
    found_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("round", "classroom", "kind", "about", name="a_signal_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in room {self.classroom_id}"

    @property
    def children(self) -> int:
        return len(self.students)


class SignalCountQuerySet(models.QuerySet["SignalCount"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.visible_to(user))


class SignalCount(models.Model):
    """In how many children's results of a room a signal stands after the teacher answered: what the area reads."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Signal.Kind)
    children = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    objects = SignalCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("round", "classroom", "kind", name="a_signal_counted_once")]

    def __str__(self) -> str:
        return f"{self.children}/{self.of}"
