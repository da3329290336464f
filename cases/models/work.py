"""What is done in a case: tasks with a person and a day, and notes that are never changed."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case as Condition
from django.db.models import F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from cases.models.case import Case, State
from journal.ids import new_public_id
from schools.models import Role, School, User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))

    def undone(self) -> Self:
        return self.filter(done_at=None, cancelled_at=None)

    def in_order(self) -> Self:
        return self.select_related("responsible", "done_by").order_by("due_on", "pk")

    def overdue(self, on: "date") -> Self:
        return self.undone().filter(due_on__lt=on)


class Task(models.Model):
    """One thing somebody will do by a day (งาน). A repeated one makes its successor when it is done."""

    class Kind(models.TextChoices):
        OTHER = "other", "งาน"
        TALK = "talk", "พูดคุยกับนักเรียน"
        CALL = "call", "ติดต่อผู้ปกครอง"
        VISIT = "visit", "เยี่ยมบ้าน"
        CHECK = "check", "ติดตามผลตามแผน"

    class Repeats(models.TextChoices):
        ONCE = "", "ครั้งเดียว"
        WEEKLY = "weekly", "ทุกสัปดาห์"
        BIWEEKLY = "biweekly", "ทุกสองสัปดาห์"
        MONTHLY = "monthly", "ทุกเดือน"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("ประเภท", max_length=8, choices=Kind, default=Kind.OTHER)
    text = models.CharField("สิ่งที่จะทำ", max_length=200)
    responsible = models.ForeignKey(User, models.PROTECT, related_name="tasks", verbose_name="ผู้ทำ")
    due_on = models.DateField("ภายในวันที่")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    result = models.CharField("ผล", max_length=300, blank=True)
    repeats = models.CharField("ทำซ้ำ", max_length=8, choices=Repeats, blank=True, default=Repeats.ONCE)
    repeats_until = models.DateField("ทำซ้ำถึง", null=True, blank=True)
    previous = models.OneToOneField("self", models.PROTECT, related_name="next", null=True, blank=True)
    strategy = models.ForeignKey("cases.Strategy", models.PROTECT, related_name="+", null=True, blank=True)
    conference = models.ForeignKey("cases.Conference", models.PROTECT, related_name="decisions", null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["responsible", "due_on"], name="task_to_do", condition=Q(done_at=None, cancelled_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="done_means_by_whom",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_task_is_done_or_cancelled_by_somebody",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, done_at=None),
            ),
            models.CheckConstraint(
                name="what_repeats_has_an_end", condition=Q(repeats="") | Q(repeats_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text


def counted_due() -> Condition:
    """For a query of cases: the nearest day on which something is due in each, None when nothing is.

    Undone tasks while it is open; the review while its plan runs; the next look while it is watched. `Case.due_on`
    keeps the same, so that a list of thousands is read in order from an index (`actions.timeline.tell`).
    """
    undone = Task.objects.undone().filter(case=OuterRef("pk")).order_by("due_on")
    review = When(state__in=[State.PLAN_REVIEW, State.HELPING], then=F("review_on"))
    look = When(state=State.MONITORING, then=F("check_on"))
    nearest = Least(
        Subquery(undone.values("due_on")[:1]),
        Condition(review, look, output_field=models.DateField()),
    )
    return Condition(When(state=State.CLOSED, then=Value(None)), default=nearest)


class Secrecy(models.TextChoices):
    TEAM = "team", "ทีมเคส"
    COUNSELORS = "counselors", "ครูแนะแนวเท่านั้น"
    NAMED = "named", "เฉพาะผู้มีชื่อ"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> Self:
        """That a note exists follows the case; whether its words may be read is `rules.may_read_note`."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def with_readers(self) -> Self:
        """Who may read a secret note comes along, its words do not: `note.words` without text."""
        return self.select_related("written_by", "words").defer("words__text", "words__child_words")


class Note(models.Model):
    """A note in a case (บันทึก). Append-only: a correction is a new note that strikes the old one visibly."""

    class Kind(models.TextChoices):
        COUNSELING = "counseling", "พูดคุยกับนักเรียน"
        PARENT = "parent", "ติดต่อผู้ปกครอง"
        VISIT = "visit", "เยี่ยมบ้าน"
        OBSERVATION = "observation", "สังเกต"
        MEETING = "meeting", "ประชุม"

    class As(models.TextChoices):
        """Who writes by a share says from where; everybody else is of the school."""

        PSYCHOLOGIST = Role.AREA_PSYCHOLOGIST.value, Role.AREA_PSYCHOLOGIST.label

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    student = models.ForeignKey(Student, models.PROTECT, related_name="notes")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("ประเภท", max_length=12, choices=Kind, default=Kind.COUNSELING)
    secrecy = models.CharField("ผู้เห็น", max_length=10, choices=Secrecy, default=Secrecy.TEAM)
    text = models.TextField("บันทึก", max_length=5000, blank=True)  # empty when it is secret: see `Words`
    child_words = models.TextField("คำพูดของเด็ก", max_length=2000, blank=True)
    happened_on = models.DateField("วันที่เกิดขึ้น", null=True, blank=True)  # when it was not the day of writing
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_as = models.CharField("เขียนในฐานะ", max_length=20, choices=As, blank=True)
    written_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "-written_at"], name="note_student")]
        constraints = [
            models.CheckConstraint(
                name="a_note_of_the_team_says_something_and_no_other_does",
                condition=(Q(secrecy="team") & (~Q(text="") | ~Q(child_words="")))
                | (~Q(secrecy="team") & Q(text="", child_words="")),
            )
        ]

    def __str__(self) -> str:
        return f"note {self.pk} in {self.case_id}"

    @property
    def on(self) -> "date":
        """The day it tells about, which need not be the day of writing."""
        return self.happened_on or timezone.localdate(self.written_at)

    @property
    def author(self) -> str:
        """ "ชิต", or "ชิต (นักจิตวิทยาประจำเขต)" for somebody who is not of the school."""
        place = f" ({self.get_written_as_display()})" if self.written_as else ""
        return f"{self.written_by.call_name}{place}"


class WordsQuerySet(models.QuerySet["Words"]):
    def visible_to(self, user: User) -> Self:
        """Who wrote them; the school's counselors, or the people named: as the table's own policy says."""
        mine = Q(note__written_by=user) | Q(secrecy=Secrecy.NAMED, readers__contains=[user.pk])
        mine |= Q(secrecy=Secrecy.COUNSELORS, school__in=user.rights.schools("counselor"))
        return self.filter(mine, note__in=Note.objects.visible_to(user))


class Words(models.Model):
    """The words of a note that is not the whole team's (T3), behind a wall of their own. Added once, never changed."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="words")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    secrecy = models.CharField(max_length=10, choices=Secrecy)
    readers = ArrayField(models.BigIntegerField(), default=list)  # people named, besides who wrote it
    writer = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000, blank=True)
    child_words = models.TextField(max_length=2000, blank=True)

    objects = WordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="secret_words_say_something", condition=~Q(text="") | ~Q(child_words="")),
            models.CheckConstraint(name="words_of_the_team_stand_in_the_note", condition=~Q(secrecy="team")),
        ]

    def __str__(self) -> str:
        return f"words of note {self.note_id}"
