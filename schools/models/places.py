"""The places: an area office, its quality groups, its schools and their rooms."""

from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.levels import Level, rooms_name

if TYPE_CHECKING:
    from schools.models.people import User


class LetterheadMode(models.TextChoices):
    """What stands on top of a letter. The emblem itself is never part of this system."""

    BLANK = "blank", "เว้นที่ 3 ซม. (ใช้กระดาษหัวจดหมายของโรงเรียน)"
    NAME = "name", "พิมพ์ชื่อโรงเรียนเป็นหัวจดหมาย"
    BADGE = "badge", "ตราโรงเรียนและชื่อโรงเรียน"
    PICTURE = "picture", "ภาพหัวจดหมายที่โรงเรียนอัปโหลด"


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(pk__in=user.rights.areas)


class Area(models.Model):
    """An educational service area office (สำนักงานเขตพื้นที่การศึกษา, สพป./สพม.)."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    name = models.CharField("ชื่อเขตพื้นที่", max_length=200, unique=True)
    address = models.TextField("ที่อยู่", blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    director_name = models.CharField("ผู้อำนวยการเขต", max_length=120, blank=True)
    promotion_head_name = models.CharField("ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", max_length=120, blank=True)
    # Answers item by item only where the owner of the instrument permits it (decisions C27); empty: five totals.
    item_entry_permission = models.CharField("หนังสืออนุญาตกรอกรายข้อเลขที่", max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = AreaQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class QualityGroupQuerySet(models.QuerySet["QualityGroup"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(Q(area__in=user.rights.areas) | Q(pk__in=user.rights.groups))


class QualityGroup(models.Model):
    """A quality-group centre (ศูนย์กลุ่มคุณภาพการศึกษา). A small area may have none."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="groups")
    name = models.CharField("ชื่อกลุ่ม", max_length=100)

    objects = QualityGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area", "name", name="group_name_once_in_area", violation_error_message="มีกลุ่มชื่อนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: "User") -> Self:
        """Schools whose staff, calendar or figures a person may see; no child follows from it."""
        rights = user.rights
        return self.filter(Q(pk__in=rights.schools()) | Q(area__in=rights.areas) | Q(group__in=rights.groups))


class School(models.Model):
    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="schools")
    group = models.ForeignKey(QualityGroup, models.PROTECT, related_name="schools", null=True, blank=True)
    name = models.CharField("ชื่อโรงเรียน (ไม่ต้องมีคำว่าโรงเรียน)", max_length=150)
    code8 = models.CharField(
        "รหัสโรงเรียน 8 หลัก (DMC)",
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{8}$", "รหัสโรงเรียนใน DMC มี 8 หลัก ตรวจตัวเลขอีกครั้ง")],
    )
    code10 = models.CharField(
        "รหัสกระทรวง 10 หลัก",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", "รหัสกระทรวงมี 10 หลัก ตรวจตัวเลขอีกครั้ง")],
    )
    address = models.TextField("ที่อยู่", blank=True)
    district = models.CharField("อำเภอ", max_length=80, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    head_name = models.CharField("ชื่อผู้อำนวยการ", max_length=120, blank=True)
    head_position = models.CharField("ตำแหน่งใต้ลายเซ็น", max_length=150, blank=True)
    acting_head_name = models.CharField("ชื่อผู้รักษาการหรือปฏิบัติราชการแทน", max_length=120, blank=True)
    acting_head_position = models.CharField("ตำแหน่งใต้ลายเซ็นของผู้รักษาการ", max_length=200, blank=True)
    letterhead = models.CharField("หัวจดหมาย", max_length=10, choices=LetterheadMode, default=LetterheadMode.BLANK)
    letter_series = models.CharField("เลขที่หนังสือขึ้นต้นด้วย", max_length=40, blank=True, help_text="เช่น ศธ 04000.000/")
    thai_numerals = models.BooleanField("ใช้เลขไทยในหนังสือราชการ", default=True)

    objects = SchoolQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"โรงเรียน{self.name}"


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(school__in=School.objects.visible_to(user))


class Letterhead(models.Model):
    """What a school puts on top of its letters: its badge or a picture of its own. Drawn anew, no child in it.

    `has_right`: who brought a whole letterhead ticked that the school is an agency of the state and may use it.
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="own_letterhead")
    picture = models.BinaryField()
    has_right = models.BooleanField("โรงเรียนเป็นส่วนราชการและมีสิทธิใช้ภาพนี้", default=False)
    brought_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    objects = LetterheadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"letterhead of {self.school_id}"


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    def visible_to(self, user: "User") -> Self:
        """Rooms whose children a person may open, and every room of a school whose rooms she keeps."""
        rights = user.rights
        whole = rights.schools(*WHOLE_SCHOOL)
        levels = Q(pk__in=[])
        for school, level in rights.levels:
            levels |= Q(school=school, level__lte=level, to_level__gte=level)
        return self.filter(Q(school__in=whole) | Q(pk__in=rights.rooms) | levels)

    def in_order(self) -> Self:
        return self.order_by("school", "level", "to_level", "number")


# Roles that see every room of their school. (`school_admin` keeps rooms, and sees no child in them.)
WHOLE_SCHOOL = ("counselor", "discipline", "nurse", "registrar", "head", "school_admin")


class Classroom(models.Model):
    """A room of one academic year (ป.4/1). A multi-grade room (ห้องควบชั้น) spans `level`..`to_level`."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="classrooms")
    year = models.ForeignKey("schools.AcademicYear", models.PROTECT, related_name="classrooms")
    level = models.PositiveSmallIntegerField("ชั้น", choices=Level.choices)
    to_level = models.PositiveSmallIntegerField("ถึงชั้น", choices=Level.choices)
    number = models.PositiveSmallIntegerField("ห้อง", default=1)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school",
                "year",
                "level",
                "to_level",
                "number",
                name="room_once_a_year",
                violation_error_message="มีห้องนี้ในปีการศึกษานี้แล้ว",
            ),
            models.CheckConstraint(
                name="room_levels_ascend",
                condition=Q(level__lte=F("to_level")),
                violation_error_message="ชั้นสุดท้ายของห้องควบชั้นต้องไม่ต่ำกว่าชั้นแรก",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return rooms_name([Level(self.level), Level(self.to_level)], str(self.number))

    def holds(self, level: int) -> bool:
        return self.level <= level <= self.to_level
