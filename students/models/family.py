"""Who belongs together, and what the household was granted."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import Area, School, User
from students.models.student import Student


class SiblingQuerySet(models.QuerySet["Sibling"]):
    def visible_to(self, user: User) -> Self:
        """The links of every child one sees; whether the other may be named is asked of her own row."""
        mine = Student.objects.visible_to(user)
        return self.filter(Q(one__in=mine) | Q(other__in=mine))


class Sibling(models.Model):
    """Two children of one household (พี่น้อง), also in two schools of the area. `one` has the smaller key."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    one = models.ForeignKey(Student, models.CASCADE, related_name="+")
    other = models.ForeignKey(Student, models.CASCADE, related_name="+")
    one_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    other_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    objects = SiblingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("one", "other", name="siblings_once"),
            models.CheckConstraint(name="siblings_are_two", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"students {self.one_id} and {self.other_id}"


class WelfareQuerySet(models.QuerySet["Welfare"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class Welfare(models.Model):
    """What กสศ. or another giver decided about a child, copied as it came: never computed here (domain.md D.3)."""

    class Result(models.TextChoices):
        EXTREME = "extreme", "ยากจนพิเศษ"
        POOR = "poor", "ยากจน"
        RUNNING = "running", "ทุนต่อเนื่อง"
        NOT = "not", "ไม่ผ่านเกณฑ์"
        WAITING = "waiting", "รอผล"

    student = models.ForeignKey(Student, models.CASCADE, related_name="welfare")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    result = models.CharField("ผล", max_length=8, choices=Result)
    source = models.CharField("แหล่งข้อมูล", max_length=40, default="กสศ. (CCT)")
    known_on = models.DateField("ประกาศเมื่อ")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = WelfareQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("student", "year", "term", name="one_welfare_result_a_term")]

    def __str__(self) -> str:
        return f"welfare {self.term}/{self.year} of student {self.student_id}"


class IncomeLimitQuerySet(models.QuerySet["IncomeLimit"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(area__in=Area.objects.filter(schools__in=School.objects.visible_to(user)))


class IncomeLimit(models.Model):
    """Income per head and month (baht) up to which a household may ask for support: a yearly figure (F18)."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="income_limits")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    baht = models.PositiveIntegerField("บาทต่อคนต่อเดือน", default=3000)

    objects = IncomeLimitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("area", "year", name="one_income_limit_a_year")]

    def __str__(self) -> str:
        return f"{self.baht} in {self.year}"


class ScholarshipQuerySet(models.QuerySet["Scholarship"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class Scholarship(models.Model):
    """Help in money beside กสศ. (ทุนการศึกษาอื่น): of an academic year, `amount` in baht where it is known."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.CASCADE, related_name="scholarships")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่", null=True, blank=True)
    giver = models.CharField("ผู้ให้ทุน", max_length=120)
    amount = models.PositiveIntegerField("จำนวนเงิน (บาท)", null=True, blank=True)
    given_on = models.DateField("ได้รับเมื่อ", null=True, blank=True)
    note = models.CharField("หมายเหตุ", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScholarshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_scholarship_has_its_giver",
                condition=~Q(giver=""),
                violation_error_message="ใส่ชื่อผู้ให้ทุน",
            ),
        ]
        indexes = [models.Index(fields=["student", "-year"], name="scholarship_student")]

    def __str__(self) -> str:
        return f"scholarship {self.year} of student {self.student_id}"
