"""A file from DMC on its way in, and what it changed, so that it can be taken back."""

from typing import Self

from django.db import models
from django.db.models import Q

from journal.ids import new_public_id
from schools.models import School, User
from students.models.student import Student


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=user.rights.schools("registrar"))


class Import(models.Model):
    """One run of the import wizard (นำเข้านักเรียน). The file and the typed corrections are kept sealed, 7 days."""

    class State(models.TextChoices):
        CHOSEN = "chosen", "เลือกไฟล์แล้ว"
        MAPPED = "mapped", "จับคู่คอลัมน์แล้ว"
        CONFIRMED = "confirmed", "นำเข้าแล้ว"
        UNDONE = "undone", "ย้อนแล้ว"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    uid = models.UUIDField(unique=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    filename = models.CharField(max_length=200)
    sealed_file = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    sealed_decisions = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHOSEN)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="confirmed_import_says_when",
                condition=Q(state__in=["chosen", "mapped"], confirmed_at=None)
                | Q(state__in=["confirmed", "undone"], confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_mapped(self) -> bool:
        """Whether its rows can be looked at and confirmed."""
        return self.state == self.State.MAPPED

    @property
    def next_step(self) -> str:
        """The page where the wizard goes on."""
        if self.state == self.State.CHOSEN:
            return "students:map_columns"
        return "students:check_rows" if self.is_mapped else "students:import_result"


class ImportedChangeQuerySet(models.QuerySet["ImportedChange"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(import_run__in=Import.objects.visible_to(user))


class ImportedChange(models.Model):
    """What a confirmed import did to one child, with what stood there before."""

    class Kind(models.TextChoices):
        ADDED = "added", "เพิ่ม"
        CHANGED = "changed", "แก้ไข"
        MOVED = "moved", "ย้ายห้อง"
        PROMOTED = "promoted", "เลื่อนชั้น"
        REPEATED = "repeated", "ซ้ำชั้น"
        GRADUATED = "graduated", "จบการศึกษา"
        RETURNED = "returned", "รับกลับ"
        LEFT = "left", "จำหน่าย"

    import_run = models.ForeignKey(Import, models.CASCADE, related_name="changes")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    previous = models.JSONField(default=dict)
    kept_because = models.CharField(max_length=200, blank=True)

    objects = ImportedChangeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("import_run", "student", "kind", name="a_change_once_in_an_import")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.student_id}"


class TableFileQuerySet(models.QuerySet["TableFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(by=user, school__in=School.objects.visible_to(user))


class TableFile(models.Model):
    """Results or attendance of several rooms in one file, on its way in. The rows are kept sealed until they are saved,
    7 days at most, for who chose the file. `period`: "2568-1", or "2568-06" of a month. `columns`: place → field.
    """

    class Kind(models.TextChoices):
        RESULTS = "results", "ผลการเรียน"
        ATTENDANCE = "attendance", "การมาเรียน"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    uid = models.UUIDField(unique=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    period = models.CharField(max_length=7)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    filename = models.CharField(max_length=200)
    sealed_file = models.BinaryField(null=True)
    columns = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)

    objects = TableFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.filename
