"""The body: what a child lives with, and her weight and height term by term."""

from typing import Self

from django.db import models
from django.db.models import Q

from schools.models import School, User
from students.models.student import Student


class Disability(models.TextChoices):
    """The nine kinds of ประกาศกระทรวงศึกษาธิการ 2552 (domain.md B.5)."""

    SEEING = "seeing", "ทางการเห็น"
    HEARING = "hearing", "ทางการได้ยิน"
    INTELLECT = "intellect", "ทางสติปัญญา"
    BODY = "body", "ทางร่างกาย การเคลื่อนไหว หรือสุขภาพ"
    LEARNING = "learning", "ทางการเรียนรู้ (LD)"
    SPEECH = "speech", "ทางการพูดและภาษา"
    BEHAVIOUR = "behaviour", "ทางพฤติกรรมหรืออารมณ์"
    AUTISM = "autism", "ออทิสติก"
    MULTIPLE = "multiple", "พิการซ้อน"


class HealthQuerySet(models.QuerySet["Health"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class Health(models.Model):
    """What the school must know to look after her (สุขภาพ). One row per child; T2."""

    student = models.OneToOneField(Student, models.CASCADE, related_name="health")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    conditions = models.CharField("โรคประจำตัว", max_length=300, blank=True)
    allergies = models.CharField("แพ้ยาหรืออาหาร", max_length=300, blank=True)
    medicines = models.CharField("ยาที่ต้องใช้", max_length=300, blank=True)
    hospital = models.CharField("สถานพยาบาลประจำ", max_length=120, blank=True)
    disability = models.CharField("ประเภทความพิการ", max_length=10, choices=Disability, blank=True)
    has_disability_card = models.BooleanField("มีบัตรประจำตัวคนพิการ", default=False)
    version = models.PositiveIntegerField(default=1)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    objects = HealthQuerySet.as_manager()

    def __str__(self) -> str:
        return f"health of student {self.student_id}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class Measure(models.Model):
    """Weight (kg) and height (cm) of one term. `year` is พ.ศ."""

    class Source(models.TextChoices):
        SCHOOL = "school", "โรงเรียน"
        DMC = "dmc", "DMC"

    student = models.ForeignKey(Student, models.CASCADE, related_name="measures")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    measured_on = models.DateField("วัดเมื่อ")
    weight = models.DecimalField("น้ำหนัก (กก.)", max_digits=5, decimal_places=1, null=True, blank=True)
    height = models.DecimalField("ส่วนสูง (ซม.)", max_digits=5, decimal_places=1, null=True, blank=True)
    source = models.CharField(max_length=6, choices=Source, default=Source.SCHOOL)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("student", "year", "term", name="measured_once_a_term"),
            models.CheckConstraint(
                name="a_measure_says_something",
                condition=Q(weight__isnull=False) | Q(height__isnull=False),
                violation_error_message="กรอกน้ำหนักหรือส่วนสูงอย่างน้อยหนึ่งช่อง",
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.term}/{self.year} of student {self.student_id}"
