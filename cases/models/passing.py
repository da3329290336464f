"""A case leaves its school's desk: shown to one more person, or handed over with the child to another school."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from cases.models.case import Case
from journal.ids import new_public_id
from schools.models import Role, School, User
from students.models import Share, Student, Transfer


class SharedCase(models.Model):
    """The one case that a share opens, where the case itself was chosen among its sections. Ends with the share."""

    share = models.OneToOneField(Share, models.CASCADE, related_name="case")
    case = models.ForeignKey(Case, models.PROTECT, related_name="shared")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id} shared"


class PassingQuerySet(models.QuerySet["Passing"]):
    def visible_to(self, user: User) -> Self:
        """Counselors and heads: of the old school the header, of the new one from the day the child is accepted."""
        mine = user.rights.schools("counselor", "head")
        there = Q(to_school__in=mine, state__in=[Passing.State.PASSED, Passing.State.TAKEN])
        return self.filter(Q(from_school__in=mine) | there).exclude(student__exclusions__user=user)

    def waiting(self) -> Self:
        """The child has come; nobody at the new school has taken the case yet."""
        return self.filter(state=Passing.State.PASSED)

    def gone(self) -> Self:
        """The child has left; what stays at the old school is the header."""
        return self.filter(state__in=[Passing.State.PASSED, Passing.State.TAKEN])


class Passing(models.Model):
    """A case that goes with its child to another school (ส่งมอบเคสพร้อมย้าย). It is the new school's on acceptance.

    The old school keeps a closed header: code, days, child's name as it was, where she went. What was written in the
    case stays sealed there; `packet` is what was chosen to go along, frozen (cases.packet). `new_case` is what the new
    school opened, or the open case about the same that it had already.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "เตรียมส่งมอบ"
        PASSED = "passed", "นักเรียนย้ายแล้ว รอรับเคส"
        TAKEN = "taken", "โรงเรียนใหม่รับแล้ว"
        WITHDRAWN = "withdrawn", "ไม่ส่งมอบ"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="passings")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="passings")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    from_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    child_name = models.CharField(max_length=200)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    sections = models.JSONField(default=list)
    packet = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    new_case = models.ForeignKey(Case, models.PROTECT, related_name="passed_from", null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)  # before the heads: nobody took it in time

    objects = PassingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "transfer", name="passed_once_in_a_move"),
            models.CheckConstraint(
                name="taken_means_by_whom",
                condition=Q(taken_by__isnull=False, taken_at__isnull=False, state="taken")
                | (Q(taken_by=None, taken_at=None) & ~Q(state="taken")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.to_school_id}"

    @property
    def is_prepared(self) -> bool:
        return self.state == Passing.State.PREPARED

    @property
    def is_waiting(self) -> bool:
        return self.state == Passing.State.PASSED

    @cached_property
    def has_counselor(self) -> bool:
        """Whether a counselor of the new school is left to take it, who is not shut out from the child."""
        counselors = User.objects.doing(Role.COUNSELOR, school=self.to_school, on=timezone.localdate())
        return counselors.exclude(exclusions__student=self.student_id).exists()
