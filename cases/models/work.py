"""What is done in a case: tasks with a person and a day, and notes that are never changed."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from cases.models.case import Case, CaseQuerySet
from journal.ids import new_public_id
from schools.models import School, User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))

    def undone(self) -> Self:
        return self.filter(done_at=None)

    def in_order(self) -> Self:
        return self.select_related("responsible", "done_by").order_by("due_on", "pk")

    def overdue(self, on: "date") -> Self:
        return self.undone().filter(due_on__lt=on)


class Task(models.Model):
    """One thing somebody will do by a day (งาน)."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    text = models.CharField("สิ่งที่จะทำ", max_length=200)
    responsible = models.ForeignKey(User, models.PROTECT, related_name="tasks", verbose_name="ผู้ทำ")
    due_on = models.DateField("ภายในวันที่")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["responsible", "due_on"], name="task_undone", condition=Q(done_at=None))]
        constraints = [
            models.CheckConstraint(
                name="done_means_by_whom",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.text


def with_next_task(cases: CaseQuerySet) -> CaseQuerySet:
    """Each case with what is due next in it: `next_due`, `next_task` (None: nothing is)."""
    undone = Task.objects.undone().filter(case=OuterRef("pk")).order_by("due_on", "pk")
    return cases.annotate(next_due=Subquery(undone.values("due_on")[:1]), next_task=Subquery(undone.values("text")[:1]))


class Secrecy(models.TextChoices):
    TEAM = "team", "ทีมเคส"
    COUNSELORS = "counselors", "ครูแนะแนวเท่านั้น"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> Self:
        """That a note exists follows the case; whether its words may be read is `rules.may_read_note`."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Note(models.Model):
    """A note in a case (บันทึก). Append-only: a correction is a new note that strikes the old one visibly."""

    class Kind(models.TextChoices):
        COUNSELING = "counseling", "พูดคุยกับนักเรียน"
        PARENT = "parent", "ติดต่อผู้ปกครอง"
        VISIT = "visit", "เยี่ยมบ้าน"
        OBSERVATION = "observation", "สังเกต"
        MEETING = "meeting", "ประชุม"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    student = models.ForeignKey(Student, models.PROTECT, related_name="notes")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("ประเภท", max_length=12, choices=Kind, default=Kind.COUNSELING)
    secrecy = models.CharField("ผู้เห็น", max_length=10, choices=Secrecy, default=Secrecy.TEAM)
    text = models.TextField("บันทึก", max_length=5000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "-written_at"], name="note_student")]
        constraints = [models.CheckConstraint(name="a_note_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"note {self.pk} in {self.case_id}"
