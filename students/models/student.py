"""A child, once in the area, and her enrolments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from journal.ids import new_public_id
from schools.levels import Level
from schools.models import AcademicYear, Classroom, School, User
from schools.thai import short_name
from students.sort_key import thai_sort_key

if TYPE_CHECKING:
    from datetime import date


class Sex(models.TextChoices):
    MALE = "m", "ชาย"
    FEMALE = "f", "หญิง"


class StudentQuerySet(models.QuerySet["Student"]):
    def visible_to(self, user: User) -> Self:
        """The one answer to "may she see this child?". Every other table quotes it.

        Homeroom teachers: their rooms. Level heads: their level. The school's other carers: the school.
        For an hour: a child of her school whose page she opened in an emergency. Nobody: a child she is shut out
        from. A share opens what was chosen for it (a referral, its case) and no page of the child.
        """
        rights = user.rights
        seen = Q(school__in=rights.schools(*WHOLE_SCHOOL)) | Q(classroom__in=rights.rooms)
        for school, level in rights.levels:
            seen |= Q(school=school, level=level)
        if in_part := rights.care_schools - rights.schools(*WHOLE_SCHOOL):
            hour = user.emergencies.running(timezone.now()).filter(school__in=in_part)
            seen |= Q(pk__in=hour.values("student"))
        return self.filter(seen).exclude(exclusions__user=user)

    def nameable_to(self, user: User) -> Self:
        """Names and rooms (T1) of her schools' children: only to say whom an emergency is about (security.md 2.9)."""
        found = self.filter(school__in=user.rights.care_schools, classroom__isnull=False)
        return found.exclude(exclusions__user=user).select_related("classroom")

    def enrolled(self) -> Self:
        """Children who sit in a room today."""
        return self.filter(classroom__isnull=False)

    def in_room(self, classroom: Classroom) -> Self:
        return self.filter(classroom=classroom)

    def in_thai_order(self) -> Self:
        return self.order_by("sort_key", "pk")

    def by_number(self) -> Self:
        """By เลขที่ (class number), then by Thai name; children without a number last."""
        return self.order_by(F("number").asc(nulls_last=True), "sort_key", "pk")


# Roles that open every child of their school.
WHOLE_SCHOOL = ("counselor", "discipline", "nurse", "registrar", "head")


class Student(models.Model):
    """A child (นักเรียน). Where she is today stands on the row itself; `Enrolment` keeps the history.

    `school`, `classroom`, `level` and `number` are written only by `students.actions.enrol`, in the transaction
    that writes the enrolment. A child who has left keeps her school and has no room.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="students")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="students", null=True, blank=True)
    level = models.PositiveSmallIntegerField("ชั้น", choices=Level.choices)
    number = models.PositiveSmallIntegerField("เลขที่", null=True, blank=True)
    school_number = models.CharField("เลขประจำตัวนักเรียน", max_length=12, blank=True)
    title = models.CharField("คำนำหน้า", max_length=20)
    first_name = models.CharField("ชื่อ", max_length=80)
    last_name = models.CharField("นามสกุล", max_length=80)
    nickname = models.CharField("ชื่อเล่น", max_length=40, blank=True)
    sex = models.CharField("เพศ", max_length=1, choices=Sex)
    born_on = models.DateField("วันเกิด", null=True, blank=True)
    blood_group = models.CharField("กลุ่มเลือด", max_length=5, blank=True)
    religion = models.CharField("ศาสนา", max_length=40, blank=True)
    ethnicity = models.CharField("เชื้อชาติ", max_length=40, blank=True)
    nationality = models.CharField("สัญชาติ", max_length=40, blank=True)
    weight = models.DecimalField("น้ำหนัก (กก.)", max_digits=5, decimal_places=1, null=True, blank=True)
    height = models.DecimalField("ส่วนสูง (ซม.)", max_digits=5, decimal_places=1, null=True, blank=True)
    house = models.CharField("บ้านเลขที่", max_length=40, blank=True)
    moo = models.CharField("หมู่", max_length=20, blank=True)
    road = models.CharField("ถนน/ซอย", max_length=80, blank=True)
    subdistrict = models.CharField("ตำบล", max_length=80, blank=True)
    district = models.CharField("อำเภอ", max_length=80, blank=True)
    province = models.CharField("จังหวัด", max_length=80, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    disadvantage = models.CharField("ความด้อยโอกาส (DMC)", max_length=120, blank=True)
    suspended = models.CharField("ยังไม่สามารถจำหน่ายได้ (3.1.8)", max_length=80, blank=True)
    strengths = models.TextField("จุดแข็ง", blank=True)
    interests = models.CharField("ความสนใจ", max_length=300, blank=True)
    own_words = models.CharField("คำของนักเรียนเอง", max_length=200, blank=True)
    own_words_on = models.DateField("นักเรียนบอกเมื่อ", null=True, blank=True)
    dmc_on = models.DateField("ข้อมูลจาก DMC เมื่อ", null=True, blank=True)
    sort_key = models.GeneratedField(
        expression=thai_sort_key("first_name", Value("\x02"), "last_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    search_key = models.CharField(max_length=300, editable=False, default="")

    objects = StudentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "classroom"], name="student_room"),
            models.Index(fields=["classroom", "number"], name="student_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "number"],
                name="class_number_once_in_room",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="มีนักเรียนเลขที่นี้ในห้องแล้ว",
            ),
            models.UniqueConstraint(
                "school",
                "school_number",
                name="school_number_once_in_school",
                condition=~Q(school_number=""),
                violation_error_message="มีนักเรียนเลขประจำตัวนี้ในโรงเรียนแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}"

    @property
    def short_name(self) -> str:
        """First name and surname initial: for screens that can be seen over a shoulder."""
        return f"{self.title}{short_name(self.first_name, self.last_name)}"

    @property
    def address(self) -> str:
        named = [
            ("", self.house),
            ("หมู่\u00a0", self.moo),
            ("", self.road),
            ("ต.", self.subdistrict),
            ("อ.", self.district),
            ("จ.", self.province),
        ]
        return " ".join(f"{label}{value}" for label, value in named if value)

    def is_enrolled(self) -> bool:
        return self.classroom_id is not None


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def running(self, on: "date") -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)


class Enrolment(models.Model):
    """That a child sat in a room of a school from one day until another."""

    class Ended(models.TextChoices):
        MOVED_ROOM = "moved_room", "ย้ายห้อง"
        PROMOTED = "promoted", "เลื่อนชั้น"
        REPEATED = "repeated", "ซ้ำชั้น"
        GRADUATED = "graduated", "จบการศึกษา"
        TRANSFERRED = "transferred", "ย้ายโรงเรียน"
        LEFT = "left", "จำหน่าย"
        UNDONE = "undone", "ยกเลิกการนำเข้า"

    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, models.PROTECT, related_name="enrolments")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="enrolments")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="enrolments")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "-from_on"], name="enrolment_student")]
        constraints = [
            models.UniqueConstraint("student", condition=Q(until_on=None), name="a_child_sits_in_one_room"),
            models.CheckConstraint(
                name="enrolment_starts_before_it_ends",
                condition=Q(until_on=None) | Q(from_on__lte=F("until_on")),
            ),
            models.CheckConstraint(
                name="an_ended_enrolment_says_how",
                condition=Q(until_on=None, ended="") | (Q(until_on__isnull=False) & ~Q(ended="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.classroom}"


class IdentifierQuerySet(models.QuerySet["Identifier"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def current(self) -> Self:
        return self.filter(retired_at=None)


class Identifier(models.Model):
    """A child's number in the register: national ID (เลขประจำตัวประชาชน), G-code or another.

    Kept sealed (AES-GCM bound to this row's `uid`) and found by its keyed index. A G-code that was replaced by a
    national ID stays, retired, so that an old file still finds the child.
    """

    class Kind(models.TextChoices):
        THAI = "thai", "เลขประจำตัวประชาชน"
        G_CODE = "g", "G-code"
        OTHER = "other", "อื่น ๆ"

    uid = models.UUIDField(unique=True)
    student = models.ForeignKey(Student, models.PROTECT, related_name="identifiers")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    sealed = models.BinaryField()
    index = models.BinaryField(max_length=32)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("index", name="a_number_belongs_to_one_child"),
            models.UniqueConstraint("student", condition=Q(retired_at=None), name="a_child_has_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of student {self.student_id}"


class GuardianQuerySet(models.QuerySet["Guardian"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class Guardian(models.Model):
    """A parent or guardian (ผู้ปกครอง)."""

    class Relation(models.TextChoices):
        GUARDIAN = "guardian", "ผู้ปกครอง"
        FATHER = "father", "บิดา"
        MOTHER = "mother", "มารดา"

    student = models.ForeignKey(Student, models.CASCADE, related_name="guardians")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    relation = models.CharField("ฐานะ", max_length=10, choices=Relation)
    title = models.CharField("คำนำหน้า", max_length=20, blank=True)
    first_name = models.CharField("ชื่อ", max_length=80, blank=True)
    last_name = models.CharField("นามสกุล", max_length=80, blank=True)
    occupation = models.CharField("อาชีพ", max_length=80, blank=True)
    kinship = models.CharField("เกี่ยวข้องเป็น", max_length=40, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("student", "relation", name="one_guardian_of_each_relation")]

    def __str__(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()
