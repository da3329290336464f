"""Standard instruments (แบบประเมิน) as versioned data, and what came out of them for one child."""

from functools import lru_cache
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from journal.ids import new_public_id
from schools.models import Area, Classroom, School, User
from screening.instruments.definition import Definition
from screening.instruments.reading import read
from screening.models.rounds import Round
from screening.models.rows import Group
from students.models import Student


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def visible_to(self, user: User) -> Self:
        """The shipped ones, and those of one's area."""
        mine = Area.objects.filter(Q(pk__in=user.rights.areas) | Q(schools__in=user.rights.schools()))
        return self.filter(Q(area=None) | Q(area__in=mine))

    def current(self) -> Self:
        return self.filter(is_current=True)

    def for_area(self, area: int) -> Self:
        """The versions in use in an area (its key): of each code its own current one, else the shipped one."""
        own = Instrument.objects.filter(area=area, is_current=True, code=OuterRef("code"))
        return self.current().filter(Q(area=area) | Q(area=None) & ~Exists(own))


class Instrument(models.Model):
    """One version of an instrument. `source` is the file as it was loaded, `definition` the same as parsed values.

    Never edited: another content is another version, so a result is always scored by what it was scored with.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="instruments")
    code = models.SlugField(max_length=30)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=30)
    definition = models.JSONField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    is_current = models.BooleanField(default=True)
    loaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    loaded_at = models.DateTimeField()

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("code", "version", "area", name="instrument_version_once", nulls_distinct=False),
            models.UniqueConstraint(
                "code",
                "area",
                name="one_current_version_of_an_instrument",
                condition=Q(is_current=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short} {self.version}"

    @property
    def parsed(self) -> Definition:
        """Its file, read once per process: a version never changes."""
        return parsed(self.source, self.code)


@lru_cache(maxsize=64)
def parsed(source: str, code: str) -> Definition:
    return read(source, name=code)


class WordingQuerySet(models.QuerySet["Wording"]):
    def visible_to(self, user: User) -> Self:
        mine = Area.objects.filter(Q(pk__in=user.rights.areas) | Q(schools__in=user.rights.schools()))
        return self.filter(area__in=mine)


class Wording(models.Model):
    """The items' text, loaded by an area that holds a permission, with its reference. Never part of the repository."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="wordings")
    code = models.SlugField(max_length=30)
    rater = models.CharField(max_length=10, blank=True)
    permission = models.CharField("หนังสืออนุญาตเลขที่", max_length=200)
    items = models.JSONField()
    loaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("area", "code", "rater", name="one_wording_per_rater"),
            models.CheckConstraint(
                name="a_wording_has_its_permission",
                condition=~Q(permission=""),
                violation_error_message="ใส่เลขที่หนังสืออนุญาตของเจ้าของลิขสิทธิ์",
            ),
        ]

    def __str__(self) -> str:
        return f"wording of {self.code} in area {self.area_id}"


class Rater(models.TextChoices):
    """Who answered (ผู้ประเมิน)."""

    TEACHER = "teacher", "ครู"
    PARENT = "parent", "ผู้ปกครอง"
    SELF = "self", "นักเรียน"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def with_papers(self) -> Self:
        """With the answers, as far as the person reads them, and whether there are any behind the wall."""
        is_there = models.Func(models.F("pk"), function="screening_has_answers", output_field=models.BooleanField())
        return self.annotate(has_answers=is_there).select_related("sheet", "recorded_by", "checked_by")

    def of(self, classroom: Classroom, round_: Round, code: str) -> Self:
        return self.filter(student__classroom=classroom, round=round_, code=code)


class Assessment(models.Model):
    """One result of one instrument for one child by one rater (ผลประเมิน).

    `scores` and `bands`: subscale code (`total`, `impact` too) → score or null, and → level 0–3. `level`: the whole.
    `norms` names the norm set that banded it. In a round there is one per child, instrument and rater.
    """

    class Mode(models.TextChoices):
        TOTALS = "totals", "คะแนนรวมแต่ละด้าน"
        ITEMS = "items", "รายข้อ"
        RESULT = "result", "ผลอย่างเดียว"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="assessments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+", null=True, blank=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="assessments")
    code = models.SlugField(max_length=30)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments", null=True, blank=True)
    rater = models.CharField("ผู้ประเมิน", max_length=10, choices=Rater)
    mode = models.CharField(max_length=6, choices=Mode)
    norms = models.CharField(max_length=30, blank=True)
    assessed_on = models.DateField("ประเมินเมื่อ")
    scores = models.JSONField(default=dict)
    bands = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField(choices=Group, default=Group.NONE)
    words = models.CharField("ผล", max_length=120, blank=True)
    is_complete = models.BooleanField(default=False)
    is_out_of_age = models.BooleanField("นอกช่วงอายุของเครื่องมือ", default=False)
    is_urgent = models.BooleanField(default=False)
    source = models.CharField("แหล่งที่มา", max_length=80, blank=True)
    assessor = models.CharField("ผู้ประเมิน (ชื่อ)", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "round", "student", "school", "code", "rater", name="one_result_per_round_and_rater"
            ),
            models.CheckConstraint(
                name="a_result_from_elsewhere_says_from_where",
                condition=~Q(mode="result") | ~Q(source="") | ~Q(assessor=""),
                violation_error_message="บอกแหล่งที่มาหรือชื่อผู้ประเมิน",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "code", "-assessed_on"], name="assessment_student"),
            models.Index(fields=["round", "code", "classroom"], name="assessment_room"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of student {self.student_id}"


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    def visible_to(self, user: User) -> Self:
        """T3: who wrote them, counselors of the school; homeroom teachers where the instrument says so."""
        seen = self.filter(student__in=Student.objects.visible_to(user))
        return seen.filter(
            Q(written_by=user)
            | Q(school__in=user.rights.schools("counselor"))
            | Q(is_open_to_homeroom=True, student__classroom__in=user.rights.rooms)
        )


class AnswerSheet(models.Model):
    """The answers themselves. `items[i]`: answer to item i+1, null not typed, -1 unknown ("?")."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="sheet")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    items = ArrayField(models.SmallIntegerField(null=True), default=list)
    extras = models.JSONField(default=dict)
    is_open_to_homeroom = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = AnswerSheetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"answers of assessment {self.assessment_id}"
