"""The case (เคส), its states and what happened to it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from cases.models.care import counselors_of
from journal.ids import new_public_id
from schools.models import Classroom, School, User
from screening.models import Row
from students.models import Alert, Student

if TYPE_CHECKING:
    from datetime import datetime


class State(models.TextChoices):
    """The states of decisions C18. Overdue, urgent and referred are flags computed from rows, never states."""

    INTAKE = "intake", "รับเรื่อง"
    ASSESSMENT = "assessment", "ประเมิน"
    PLAN_REVIEW = "plan_review", "แผนรออนุมัติ"
    HELPING = "helping", "กำลังช่วยเหลือ"
    MONITORING = "monitoring", "ติดตาม"
    CLOSED = "closed", "ปิด"


# `make states` draws this table into docs/states.md. A plan that nobody has to approve skips plan_review; a plan
# sent back returns to assessment; reopening leads to helping and is an event, not a state. An urgent case whose plan
# no head has approved goes on from there to the heads, or begins again with assessment when nothing is planned.
NEXT = {
    State.INTAKE: {State.ASSESSMENT, State.CLOSED},
    State.ASSESSMENT: {State.PLAN_REVIEW, State.HELPING, State.CLOSED},
    State.PLAN_REVIEW: {State.HELPING, State.ASSESSMENT, State.CLOSED},
    State.HELPING: {State.PLAN_REVIEW, State.MONITORING, State.CLOSED},
    State.MONITORING: {State.HELPING, State.CLOSED},
    State.CLOSED: {State.HELPING, State.ASSESSMENT},
}
TAKEN = [State.ASSESSMENT, State.PLAN_REVIEW, State.HELPING, State.MONITORING]  # somebody looks after the child


class Outcome(models.TextChoices):
    IMPROVED = "improved", "ดีขึ้น"
    HANDED_OVER = "handed_over", "ส่งมอบ"
    MOVED = "moved", "ย้าย"
    ENDED = "ended", "ยุติ"


class Source(models.TextChoices):
    """What the request for help came from."""

    SCREENING = "screening", "ผลคัดกรอง"
    ALERT = "alert", "แจ้งช่วยทันที"
    TEACHER = "teacher", "คำขอของครู"
    WARNING = "warning", "สัญญาณเตือน"
    INCIDENT = "incident", "เหตุการณ์"
    TRANSFER = "transfer", "โรงเรียนเดิมส่งมอบ"


class Urgency(models.TextChoices):
    NORMAL = "normal", "ปกติ"
    HIGH = "high", "สูง"
    URGENT = "urgent", "ด่วน"


SILENCE = timedelta(days=14)


class IllegalMove(Exception):
    """The state does not allow what was asked; the message says so to people."""


class Stale(Exception):
    """Somebody changed the case while this person was writing. `case` is how it stands now."""

    def __init__(self, case: "Case") -> None:
        super().__init__(str(case))
        self.case = case


class AlreadyOpen(Exception):
    """The child has an open case about the same aspects; `case` is that one."""

    def __init__(self, case: "Case") -> None:
        super().__init__(str(case))
        self.case = case


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """Counselors and heads: their schools'. Homeroom teachers: their children's. And who has a task in it.

        Anybody: the one case that was shared with her, while the share runs.
        """
        rights = user.rights
        mine = (
            Q(school__in=rights.schools("counselor", "head"))
            | Q(student__classroom__in=rights.rooms)
            | Q(opened_by=user)
            | Q(owner=user)
            | Q(pk__in=user.tasks.values("case"))
        )
        seen = Q(mine, student__in=Student.objects.visible_to(user))
        shared = Q(pk__in=user.shares_received.running(timezone.localdate()).values("case__case"))
        return self.filter(seen | shared).exclude(student__exclusions__user=user)

    def open(self) -> Self:
        return self.exclude(state=State.CLOSED)

    def about_the_same(self, student: Student, aspects: Iterable[str]) -> Self:
        """Open cases of the child that share an aspect: one open case per child and concern."""
        return self.open().filter(student=student, aspects__overlap=list(aspects)).order_by("opened_at", "pk")

    def silent(self, at: "datetime") -> Self:
        """Open, and nobody has done anything in it for 14 days."""
        return self.open().filter(touched_at__lt=at - SILENCE)


class Series(models.Model):
    """The last case number given out in a school's year. Its row is locked while a number is taken."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("school", "year", name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.school_id}/{self.year}: {self.last}"


class Case(models.Model):
    """`number` counts within school and year and is printed as C-2568-0042, never an address (decisions C20)."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="cases")
    school = models.ForeignKey(School, models.PROTECT, related_name="cases")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+", null=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField("เรื่อง", max_length=120)
    reason = models.TextField("เหตุที่เปิดเคส")
    aspects = ArrayField(models.CharField(max_length=30), default=list)
    urgency = models.CharField("ความเร่งด่วน", max_length=7, choices=Urgency, default=Urgency.NORMAL)
    state = models.CharField(max_length=12, choices=State, default=State.INTAKE)
    source = models.CharField("มาจาก", max_length=9, choices=Source, default=Source.TEACHER)
    row = models.ForeignKey(Row, models.PROTECT, related_name="+", null=True, blank=True)
    alert = models.OneToOneField(Alert, models.PROTECT, related_name="case", null=True, blank=True)
    incident = models.ForeignKey("cases.Incident", models.PROTECT, related_name="cases", null=True, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="cases_owned", null=True, blank=True)
    goal = models.CharField("อยากให้เกิดอะไรขึ้น", max_length=300, blank=True)
    measure = models.CharField("รู้ได้จากอะไร", max_length=200, blank=True)
    weeks = models.PositiveSmallIntegerField("ใช้เวลา (สัปดาห์)", default=6)
    review_on = models.DateField("กำหนดทบทวน", null=True, blank=True)
    starts_on = models.DateField("เริ่มวันที่", null=True, blank=True)
    assessment = models.TextField("สรุปสภาพปัญหา", blank=True)
    strengths = models.TextField("จุดแข็งและสิ่งที่มีอยู่แล้ว", blank=True)
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )  # the last who changed it
    plan_asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    plan_asked_at = models.DateTimeField(null=True, blank=True)
    plan_approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    plan_approved_at = models.DateTimeField(null=True, blank=True)
    is_plan_self_approved = models.BooleanField("อนุมัติโดยผู้จัดทำ (โรงเรียนขนาดเล็ก)", default=False)
    plan_returned = models.CharField("ส่งแผนกลับเพราะ", max_length=300, blank=True)
    monitoring_since = models.DateField("ติดตามตั้งแต่", null=True, blank=True)
    check_on = models.DateField("ตรวจครั้งถัดไป", null=True, blank=True)
    closing_asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    closing_asked_at = models.DateTimeField(null=True, blank=True)
    asked_outcome = models.CharField("ผลที่ขอปิด", max_length=12, choices=Outcome, blank=True)
    asked_text = models.CharField("สรุปผลที่ขอปิด", max_length=250, blank=True)
    is_closing_self_approved = models.BooleanField("ปิดโดยผู้จัดทำ (โรงเรียนขนาดเล็ก)", default=False)
    closing_returned = models.CharField("ยังไม่ให้ปิดเพราะ", max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the nearest of what is due in it, kept by every act
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("ผล", max_length=12, choices=Outcome, blank=True)
    closing_text = models.TextField("สรุปผล", blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "state", "-opened_at"], name="case_school"),
            models.Index(fields=["student"], name="case_open_student", condition=~Q(state="closed")),
            models.Index(fields=["school", "due_on", "id"], name="case_open_due", condition=~Q(state="closed")),
            models.Index(fields=["school", "-closed_at", "-id"], name="case_closed_at", condition=Q(state="closed")),
            models.Index(fields=["school", "touched_at"], name="case_open_touched", condition=~Q(state="closed")),
            models.Index(fields=["school"], name="case_asks_to_close", condition=Q(closing_asked_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint("school", "year", "number", name="case_number_once"),
            models.CheckConstraint(
                name="closed_case_says_by_whom_when_and_how",
                condition=(Q(state="closed", closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state="closed") & Q(closed_by=None, closed_at=None, outcome="")),
            ),
            models.CheckConstraint(
                name="a_taken_case_is_accepted_and_owned",
                condition=~Q(state__in=["assessment", "plan_review", "helping", "monitoring"])
                | Q(owner__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_plan_in_review_says_who_asked",
                condition=~Q(state="plan_review") | Q(plan_asked_by__isnull=False, plan_asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_approves_her_own_plan_unnoticed",
                condition=Q(plan_approved_by=None)
                | Q(is_plan_self_approved=True)
                | (Q(plan_asked_by__isnull=False) & ~Q(plan_approved_by=F("plan_asked_by"))),
            ),
            models.CheckConstraint(
                name="a_closing_asked_for_says_how_and_by_whom",
                condition=Q(closing_asked_at=None, closing_asked_by=None, asked_outcome="")
                | (Q(closing_asked_at__isnull=False, closing_asked_by__isnull=False) & ~Q(asked_outcome="")),
            ),
            models.CheckConstraint(
                name="nobody_closes_what_she_asked_to_close_unnoticed",
                condition=~Q(state="closed")
                | Q(closing_asked_by=None)
                | Q(is_closing_self_approved=True)
                | ~Q(closed_by=F("closing_asked_by")),
            ),
            models.UniqueConstraint(
                "student", "aspects", condition=~Q(state="closed"), name="one_open_case_per_child_and_concern"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"C-{self.year}-{self.number:04d}"

    def is_open(self) -> bool:
        return self.state != State.CLOSED

    @property
    def needs_head(self) -> bool:
        """Its plan and its closing are a head's to approve: the urgency is สูง or ด่วน (ux.md W6)."""
        return self.urgency in (Urgency.HIGH, Urgency.URGENT)

    @cached_property
    def has_counselor(self) -> bool:
        """Whether a counselor of the school is left to lead it, who is not shut out from the child."""
        return counselors_of(self).exists()

    @cached_property
    def shared_with(self) -> frozenset[int]:
        """Keys of the people for whom a running share opens it."""
        running = self.shared.filter(share__ended_at=None, share__until_on__gte=timezone.localdate())
        return frozenset(running.values_list("share__to_user", flat=True))

    @property
    def plan_authors(self) -> set[int]:
        """Keys of who asked, who wrote the plan last and who looks after the case: none of them approves it."""
        return {key for key in (self.plan_asked_by_id, self.planned_by_id, self.owner_id) if key is not None}

    @property
    def may_be_helped(self) -> bool:
        """No head has to say yes first, or one did."""
        return not self.needs_head or self.plan_approved_by_id is not None

    def is_silent(self, at: "datetime") -> bool:
        return self.is_open() and self.touched_at < at - SILENCE

    def move(self, to: State) -> None:
        if to not in NEXT[State(self.state)]:
            raise IllegalMove(f"เคสนี้อยู่ในขั้น “{self.get_state_display()}” จึงเปลี่ยนเป็น “{to.label}” ไม่ได้")
        self.state = to
