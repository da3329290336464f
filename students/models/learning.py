"""What a term brought: results and attendance, typed once or pasted from SGS."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from schools.models import Classroom, School, User
from students.models.student import Student


class Reading(models.IntegerChoices):
    """Reading, thinking, writing (อ่าน คิดวิเคราะห์ และเขียน), 0–3 as schools record it."""

    FAILS = 0, "ไม่ผ่าน"
    PASSES = 1, "ผ่าน"
    GOOD = 2, "ดี"
    EXCELLENT = 3, "ดีเยี่ยม"


class Source(models.TextChoices):
    TYPED = "typed", "ครูกรอก"
    PASTED = "pasted", "วางจากตาราง"
    FILE = "file", "นำเข้าจากไฟล์"


class TermResultQuerySet(models.QuerySet["TermResult"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class TermResult(models.Model):
    """Results of one term: GPA 0.00–4.00, unresolved 0/ร/มส/มผ as numbers of subjects, conduct points 0–100."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="term_results")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    gpa = models.DecimalField("เกรดเฉลี่ย", max_digits=3, decimal_places=2, null=True, blank=True)
    gpax = models.DecimalField("เกรดเฉลี่ยสะสม", max_digits=3, decimal_places=2, null=True, blank=True)
    zeros = models.PositiveSmallIntegerField("ติด 0", null=True, blank=True)
    waiting = models.PositiveSmallIntegerField("ติด ร", null=True, blank=True)
    no_right = models.PositiveSmallIntegerField("ติด มส", null=True, blank=True)
    not_passed = models.PositiveSmallIntegerField("ติด มผ", null=True, blank=True)
    reading = models.PositiveSmallIntegerField("อ่าน คิด เขียน", choices=Reading, null=True, blank=True)
    conduct = models.PositiveSmallIntegerField("คะแนนความประพฤติ", null=True, blank=True)
    source = models.CharField(max_length=6, choices=Source, default=Source.TYPED)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TermResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("student", "year", "term", name="one_result_a_term"),
            models.CheckConstraint(
                name="grade_average_is_0_to_4",
                condition=(Q(gpa=None) | Q(gpa__lte=4)) & (Q(gpax=None) | Q(gpax__lte=4)),
                violation_error_message="เกรดเฉลี่ยอยู่ระหว่าง 0.00 ถึง 4.00",
            ),
            models.CheckConstraint(
                name="conduct_is_0_to_100",
                condition=Q(conduct=None) | Q(conduct__lte=100),
                violation_error_message="คะแนนความประพฤติอยู่ระหว่าง 0 ถึง 100",
            ),
        ]
        indexes = [models.Index(fields=["classroom", "year", "term"], name="result_room")]

    def __str__(self) -> str:
        return f"results {self.term}/{self.year} of student {self.student_id}"

    @property
    def unresolved(self) -> int:
        """Subjects with 0, ร, มส or มผ."""
        return sum(count or 0 for count in (self.zeros, self.waiting, self.no_right, self.not_passed))


class MonthAttendanceQuerySet(models.QuerySet["MonthAttendance"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class MonthAttendance(models.Model):
    """Attendance of one calendar month (มาเรียน), in days. `month` is its first day."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="attendance")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+")
    month = models.DateField("เดือน")
    school_days = models.PositiveSmallIntegerField("วันเรียน")
    absent = models.PositiveSmallIntegerField("ขาด", default=0)
    excused = models.PositiveSmallIntegerField("ลา", default=0)
    late = models.PositiveSmallIntegerField("สาย", default=0)
    streak = models.PositiveSmallIntegerField("ขาดติดต่อกันมากที่สุด (วัน)", default=0)
    source = models.CharField(max_length=6, choices=Source, default=Source.TYPED)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MonthAttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("student", "month", name="one_attendance_a_month"),
            models.CheckConstraint(
                name="absent_within_the_school_days",
                condition=Q(absent__lte=F("school_days") - F("excused")) & Q(school_days__lte=31),
                violation_error_message="วันขาดรวมวันลาต้องไม่เกินวันเรียนของเดือน",
            ),
            models.CheckConstraint(
                name="late_within_the_days_present",
                condition=Q(late__lte=F("school_days") - F("absent") - F("excused")),
                violation_error_message="วันสายต้องไม่เกินวันที่มา",
            ),
            models.CheckConstraint(
                name="a_streak_is_within_the_absence",
                condition=Q(streak__lte=F("absent")),
                violation_error_message="จำนวนวันขาดติดต่อกันต้องไม่เกินวันขาด",
            ),
        ]
        indexes = [models.Index(fields=["classroom", "month"], name="attendance_room")]

    def __str__(self) -> str:
        return f"attendance {self.month:%Y-%m} of student {self.student_id}"


class ConductStandingQuerySet(models.QuerySet["ConductStanding"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class ConductStanding(models.Model):
    """Conduct points (คะแนนความประพฤติ) a child has left at a school in an academic year, of the 100 she began with.

    Kept by every act that gives points or takes them back, so that early warning reads one row; merit may lift it
    above 100 and it may fall below 0. A child about whom no points were ever written has no row.
    """

    student = models.ForeignKey(Student, models.CASCADE, related_name="conduct_standings")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    points = models.SmallIntegerField("คะแนนความประพฤติ")

    objects = ConductStandingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("student", "school", "year", name="one_conduct_standing_a_year")]

    def __str__(self) -> str:
        return f"conduct {self.year} of student {self.student_id}: {self.points}"


class ColumnMapQuerySet(models.QuerySet["ColumnMap"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.visible_to(user))


class ColumnMap(models.Model):
    """Which column of a school's own table means what: asked once, remembered. `columns`: header → field name."""

    class Kind(models.TextChoices):
        RESULTS = "results", "ผลการเรียน"
        ATTENDANCE = "attendance", "การมาเรียน"
        MEASURES = "measures", "น้ำหนักและส่วนสูง"
        WELFARE = "welfare", "ผลคัดกรอง กสศ."

    school = models.ForeignKey(School, models.CASCADE, related_name="column_maps")
    kind = models.CharField(max_length=10, choices=Kind)
    columns = models.JSONField(default=dict)
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = ColumnMapQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("school", "kind", name="one_map_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of school {self.school_id}"
