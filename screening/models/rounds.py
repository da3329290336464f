"""When screening happens, which rooms have handed in, and the counts kept beside the rows."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import AcademicYear, Area, Classroom, School, User
from screening.models.criteria import Aspect, CriteriaSet

if TYPE_CHECKING:
    from datetime import date


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        """The rounds of one's schools and of their areas."""
        rights = user.rights
        mine = rights.schools()
        return self.filter(
            Q(school__in=mine)
            | Q(school=None, area__schools__in=mine)
            | Q(area__in=rights.areas)
            | Q(area__groups__in=rights.groups)
        ).distinct()

    def of_school(self, school: School) -> Self:
        return self.filter(Q(school=school) | Q(school=None, area=school.area_id))

    def begun(self, on: "date") -> Self:
        return self.filter(opens_on__lte=on)

    def latest_first(self) -> Self:
        return self.order_by("-opens_on", "-pk")


class Round(models.Model):
    """A round of screening (รอบคัดกรอง): a school's own, or the area's for all its schools with one deadline."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="rounds")
    school = models.ForeignKey(School, models.PROTECT, related_name="rounds", null=True, blank=True)
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="rounds")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    sequence = models.PositiveSmallIntegerField("ครั้งที่", default=1)
    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="rounds")
    opens_on = models.DateField("เปิดวันที่")
    closes_on = models.DateField("ภายในวันที่")
    mind_rater = models.CharField("ใช้ SDQ ฉบับ", max_length=10, default="teacher")
    mind_norms = models.CharField("เกณฑ์ SDQ", max_length=30, default="th-obec")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area",
                "school",
                "year",
                "term",
                "sequence",
                name="round_once",
                nulls_distinct=False,
                violation_error_message="มีรอบคัดกรองครั้งนี้แล้ว",
            ),
            models.CheckConstraint(
                name="round_opens_before_it_closes",
                condition=Q(opens_on__lte=F("closes_on")),
                violation_error_message="วันเปิดรอบต้องไม่หลังวันปิดรอบ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """ "1/2568"; a second round of the same term is "1/2568 (ครั้งที่ 2)"."""
        again = f" (ครั้งที่\u00a0{self.sequence})" if self.sequence > 1 else ""
        return f"{self.term}/{self.year.year}{again}"

    def is_open(self, *, on: "date") -> bool:
        return self.opens_on <= on <= self.closes_on


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(classroom__in=Classroom.objects.visible_to(user))

    def handed_in(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def asking(self) -> Self:
        return self.filter(asked_at__isnull=False)


class Submission(models.Model):
    """That a room's results were handed in, and whether the teacher asks to open them again."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="submissions")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    asked_reason = models.CharField(max_length=200, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("round", "classroom", name="a_room_hands_in_once"),
            models.CheckConstraint(
                name="handed_in_means_by_whom",
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.classroom} {self.round}"


class FillQuerySet(models.QuerySet["Fill"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(classroom__in=Classroom.objects.visible_to(user))


class Fill(models.Model):
    """One press of "ที่เหลือปกติ": which children's cells of one aspect it filled. Undone within 24 hours."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="fills")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="fills")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="+")
    students = ArrayField(models.BigIntegerField())
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = FillQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.students)} cells of {self.aspect}"


class CountQuerySet(models.QuerySet["Count"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.visible_to(user))


class Count(models.Model):
    """How many children of a room have a level in an aspect: what area and group may read.

    `position` 0 is the final group of fully screened children (1–3); 1..n are the aspects; MIND is the computed
    column จิตใจ (SDQ). Written by the transaction that saves rows, in key order (decisions T20); `manage.py
    recount` compares.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="counts")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    children = models.PositiveIntegerField()

    objects = CountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("round", "classroom", "position", "level", name="counted_once"),
        ]
        indexes = [models.Index(fields=["round", "school", "position"], name="count_school")]

    def __str__(self) -> str:
        return f"{self.position}/{self.level}: {self.children}"
