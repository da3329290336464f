"""Everything about one child that a person may read beside the steps' own pages, loaded once: a statement per table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count

from activities import rules as activity_rules
from activities.models import Observation
from schools import calendar
from schools.models import User
from studentcare import rules
from students import rules as student_rules
from students import visit_form
from students.coverage import limit_of
from students.growth import Growth
from students.models import Health, Measure, MonthAttendance, Student, TermResult, Visit, Welfare
from students.sheet import read_growth
from students.siblings import Link, siblings_of

MONTHS = 6
MONTHS_OF_A_YEAR = 12
MOST = 12
MOST_SEEN, PRAISES = 30, 3


@dataclass(frozen=True)
class Income:
    """Baht per head and month as the household told it, and the year's limit: a rule to read, never a verdict (D.3)."""

    per_head: int
    limit: int

    @property
    def sentence(self) -> str:
        word = "ไม่เกินเกณฑ์" if self.per_head <= self.limit else "เกินเกณฑ์"
        return f"รายได้เฉลี่ย {self.per_head:,}\u00a0บาท/คน/เดือน {word} {self.limit:,}"


@dataclass
class Known:
    """Newest first everywhere. What the person may not read is empty."""

    user: User
    student: Student
    on: date
    visits: list[Visit] = field(default_factory=list)
    results: list[TermResult] = field(default_factory=list)
    months: list[MonthAttendance] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    welfare: list[Welfare] = field(default_factory=list)
    siblings: list[Link] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    health: Health | None = None

    @classmethod
    def of(cls, user: User, student: Student, on: date) -> "Known":
        """At most ten statements."""
        known = cls(user, student, on, siblings=siblings_of(user, student))
        if rules.may_see_results(user, student):
            known.visits = visits_of(user, student)
        if rules.may_see_learning(user, student):
            terms = TermResult.objects.visible_to(user).filter(student=student).order_by("-year", "-term")
            known.results = list(terms[:MOST])
            months = MonthAttendance.objects.visible_to(user).filter(student=student).order_by("-month")
            known.months = list(months[:MONTHS_OF_A_YEAR])
        if rules.may_see_body(user, student):
            measures = Measure.objects.visible_to(user).filter(student=student).order_by("-measured_on")
            known.measures = list(measures[:MOST])
        if student_rules.may_read_health(user, student):
            told = Health.objects.visible_to(user).filter(student=student)
            known.health = told.select_related("told_by").first()
        if rules.may_see_welfare(user, student):
            granted = Welfare.objects.visible_to(user).filter(student=student).order_by("-year", "-term")
            known.welfare = list(granted[:MOST])
        if activity_rules.may_read_observations(user, student):
            known.observations = observations_of(user, student)
        return known

    @property
    def praises(self) -> list[Observation]:
        """What was good lately: it stands beside her strengths."""
        return [one for one in self.observations if one.tone == Observation.Tone.PRAISE][:PRAISES]

    @property
    def visit(self) -> Visit | None:
        """The last one on which somebody was met; its answers only for who visits her."""
        if not rules.may_see_home(self.user, self.student):
            return None
        return next((visit for visit in self.visits if visit.way != Visit.Way.NOT_DONE), None)

    @property
    def growth(self) -> Growth | None:
        return read_growth(self.student, self.measures[0]) if self.measures else None

    @property
    def this_year(self) -> list[MonthAttendance]:
        """The months of the academic year of the newest one."""
        if not self.months:
            return []
        year = academic_year_of(self.months[0].month)
        return [month for month in self.months if academic_year_of(month.month) == year]

    @cached_property
    def income(self) -> Income | None:
        """One statement, when the last visit asked who lives in the house and what they earn."""
        visit = self.visit
        if visit is None:
            return None
        per_head = visit_form.income(visit.answers).per_head
        if per_head is None:
            return None
        return Income(per_head, limit_of(self.student.school.area_id, calendar.academic_year(self.on)))


def visits_of(user: User, student: Student) -> list[Visit]:
    done = Visit.objects.visible_to(user).done().filter(student=student)
    return list(done.select_related("by").annotate(pictures=Count("photos")).order_by("-visited_on", "-pk")[:MOST])


def observations_of(user: User, student: Student) -> list[Observation]:
    seen = Observation.objects.visible_to(user).standing().filter(student=student)
    return list(seen.select_related("by", "student").latest_first()[:MOST_SEEN])


def academic_year_of(month: date) -> int:
    """A month belongs to the year in which it ends: the year begins in the middle of May."""
    return calendar.academic_year(month.replace(day=28))


@dataclass(frozen=True)
class Days:
    """School days of some months, and those on which she was there."""

    there: int
    absent: int
    excused: int
    all: int

    @classmethod
    def of(cls, months: Sequence[MonthAttendance]) -> "Days":
        absent, excused = sum(month.absent for month in months), sum(month.excused for month in months)
        every = sum(month.school_days for month in months)
        return cls(every - absent - excused, absent, excused, every)

    @property
    def percent(self) -> int:
        """Rounded down: 89.9 is not 90."""
        return self.there * 100 // self.all if self.all else 0

    @property
    def sentence(self) -> str:
        """ "ขาด 4 ลา 2 ใน 45 วัน"."""
        missed = " ".join(
            f"{word}\u00a0{count}" for word, count in (("ขาด", self.absent), ("ลา", self.excused)) if count
        )
        return f"{missed or 'มาครบ'} ใน\u00a0{self.all}\u00a0วัน"


def is_recent(day: date | None, on: date, *, days: int) -> bool:
    return day is not None and on - day <= timedelta(days=days)
