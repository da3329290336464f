"""One child's result in one round, and what was found."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from schools.models import Classroom, School, User
from screening.models.criteria import MIND, Aspect
from screening.models.rounds import Round
from students.models import Student


class Group(models.IntegerChoices):
    """The group (กลุ่ม) a child falls into, and the level of one aspect. 0: not screened."""

    NONE = 0, "ยังไม่คัดกรอง"
    NORMAL = 1, "ปกติ"
    RISK = 2, "เสี่ยง"
    PROBLEM = 3, "มีปัญหา"


class Urgency(models.IntegerChoices):
    """How fast somebody must act (ความเร่งด่วน, four colours): beside the group, never instead of it (domain.md C.3)."""

    NONE = 0, "ยังไม่ระบุ"
    GREEN = 1, "เขียว ดูแลตามปกติ"
    YELLOW = 2, "เหลือง เฝ้าระวัง"
    ORANGE = 3, "ส้ม ต้องดำเนินการ"
    RED = 4, "แดง เร่งด่วน"


class RowQuerySet(models.QuerySet["Row"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def of(self, classroom: Classroom, round_: Round) -> Self:
        """The rows of the children who sit in the room now."""
        return self.filter(student__classroom=classroom, round=round_)

    def complete(self) -> Self:
        return self.filter(is_complete=True)

    def at_risk(self) -> Self:
        return self.filter(final_group__gte=Group.RISK)


class Row(models.Model):
    """`levels[i]` is the level of the aspect at position i+1: 0 not filled, 1 ปกติ/ไม่มี, 2 เสี่ยง/มี, 3 มีปัญหา.

    `bulk_cells` has bit i set when that cell was filled by "ที่เหลือปกติ" and not by hand. `computed_group` follows
    from the levels, `final_group` from it or from an override with its reason (decisions B8). `mind_level` follows
    the child's SDQ (`screening.minds`); `urgency` is what a counselor chose, 0 while it follows the group.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="rows")
    student = models.ForeignKey(Student, models.PROTECT, related_name="rows")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+")
    levels = ArrayField(models.PositiveSmallIntegerField())
    bulk_cells = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    computed_group = models.PositiveSmallIntegerField(choices=Group, default=Group.NONE)
    final_group = models.PositiveSmallIntegerField(choices=Group, default=Group.NONE)
    override_reason = models.CharField(max_length=300, blank=True)
    override_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    mind_level = models.PositiveSmallIntegerField(choices=Group, default=Group.NONE, db_default=0)
    urgency = models.PositiveSmallIntegerField("ความเร่งด่วน", choices=Urgency, default=Urgency.NONE, db_default=0)
    urgency_reason = models.CharField(max_length=200, blank=True, db_default="")
    urgency_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    noted = models.CharField("สิ่งที่เด่นของนักเรียน", max_length=200, blank=True, db_default="")
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("round", "student", "school", name="one_row_per_child_and_round"),
            models.CheckConstraint(
                name="another_group_needs_a_reason",
                condition=Q(final_group=models.F("computed_group"))
                | (~Q(override_reason="") & Q(override_by__isnull=False)),
                violation_error_message="เขียนเหตุผลที่ปรับกลุ่ม",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "classroom"], name="row_room"),
            models.Index(fields=["round", "school", "student"], name="row_at_risk", condition=Q(final_group__gte=2)),
        ]

    def __str__(self) -> str:
        return f"row of student {self.student_id} in {self.round_id}"

    def level_of(self, aspect: Aspect) -> int:
        if aspect.position == MIND:
            return self.mind_level
        return self.levels[aspect.position - 1] if aspect.position <= len(self.levels) else 0


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> Self:
        """T3 for sensitive aspects: the writer, counselors of the school. Others follow the child."""
        seen = self.filter(student__in=Student.objects.visible_to(user))
        return seen.filter(
            Q(aspect__is_sensitive=False) | Q(written_by=user) | Q(school__in=user.rights.schools("counselor"))
        )


class Finding(models.Model):
    """Why an aspect is เสี่ยง or มีปัญหา: the indicators ticked and a short reason (decisions B7)."""

    row = models.ForeignKey(Row, models.CASCADE, related_name="findings")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="+")
    indicators = ArrayField(models.BigIntegerField(), default=list)
    text = models.CharField(max_length=140, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("row", "aspect", name="one_finding_per_aspect")]

    def __str__(self) -> str:
        return f"finding {self.pk} of row {self.row_id}"

    @property
    def stamp(self) -> str:
        """Its version: the moment it was written."""
        return self.written_at.isoformat()
