"""Results of the last two terms, attendance of three months, weight and height, and what กสศ. decided.

ชุมชนบ้านทุ่งสาธิต has the absence risk (ux.md §6.2); elsewhere a few children miss school.
"""

import datetime
from decimal import Decimal

from schools.levels import Level
from schools.models import Holiday, Term, User
from studentcare.demo.children import SMALL
from studentcare.demo.places import World
from studentcare.demo.staff import Staff
from students.class_table.periods import Period, months, school_days
from students.models import Measure, MonthAttendance, Source, Student, TermResult, Welfare

ABSENT_SCHOOL, OFTEN_THERE, OFTEN = "ชุมชนบ้านทุ่งสาธิต", 0.11, 0.012
MONTHS = 3
POOR = 0.2

# How long after a term ends its results are in, and after it begins everybody has stood on the scales.
SETTLED, WEIGHED, TEN_DAYS = (datetime.timedelta(days=days) for days in (8, 18, 10))

# ป.4/1 as the story tells it: class number -> what differs from an ordinary child.
GRADES = {7: ("2.80", "2.85", 0), 3: ("1.90", "2.05", 1), 12: ("1.35", "1.48", 3), 11: ("2.10", "2.20", 1)}
DAYS_ABSENT = {7: (4, 2), 12: (7, 5)}  # this month: absent, in a row


def build_learning(world: World, staff: Staff) -> None:
    children = list(Student.objects.enrolled().select_related("school", "classroom").order_by("pk"))
    teller = _Teller(world, staff)
    begun = Term.objects.filter(year__area=world.area, starts_on__lt=world.today).select_related("year")
    terms = list(begun.order_by("-starts_on"))
    newest = [Period(term.year.year, term.number) for term in terms]
    teller.terms = dict(zip(newest, terms, strict=True))
    ended = newest[1:3]
    TermResult.objects.bulk_create(
        (teller.result(child, period) for period in ended for child in children if child.level >= Level.P1),
        batch_size=2000,
    )
    before = [child for child in children if child.school.name in (SMALL, ABSENT_SCHOOL)]
    measures = [(0, child) for child in children] + [(1, child) for child in before]
    Measure.objects.bulk_create(
        (teller.measure(child, newest[back], back) for back, child in measures), batch_size=2000
    )
    MonthAttendance.objects.bulk_create(teller.attendance(children), batch_size=2000)
    Welfare.objects.bulk_create(teller.welfare(children, newest[0]), batch_size=2000)


class _Teller:
    def __init__(self, world: World, staff: Staff) -> None:
        self.world, self.staff = world, staff
        self.chance = world.chance
        self.terms: dict[Period, Term] = {}

    def after(self, day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
        """An instant on that day, and never after now."""
        return self.world.moment((self.world.today - day).days, hour, minute)

    def teacher(self, child: Student) -> User:
        return self.staff.homeroom[child.classroom_id or 0]

    def story(self, child: Student) -> int:
        """The class number in ป.4/1 of the story; 0 for everybody else."""
        room = child.classroom
        is_told = room is not None and (child.school.name, room.name) == (SMALL, "ป.4/1")
        return child.number or 0 if is_told else 0

    def result(self, child: Student, period: Period) -> TermResult:
        ordinary = Decimal(self.chance.choices((17, 24, 29, 33, 37), (2, 12, 30, 36, 20))[0]) / 10
        gpa = ordinary + Decimal(self.chance.randint(-20, 25)) / 100
        gpax, waiting = ordinary, int(gpa < 2) + int(self.chance.random() < 0.02)
        if told := GRADES.get(self.story(child)):
            gpa, gpax, waiting = Decimal(told[0]), Decimal(told[1]), told[2]
        return TermResult(
            student=child,
            school=child.school,
            classroom=self.world.room_before(child),
            year=period.year,
            term=period.term,
            gpa=gpa,
            gpax=gpax,
            zeros=0,
            waiting=waiting,
            no_right=0,
            not_passed=0,
            reading=3 if gpa >= 3 else 2 if gpa >= 2 else 1,
            conduct=100 - self.chance.choice((0, 0, 0, 2, 5, 10)),
            source=Source.PASTED,
            recorded_by=self.teacher(child),
            recorded_at=self.after(self.terms[period].until_on + SETTLED, 14),
        )

    def measure(self, child: Student, period: Period, back: int) -> Measure:
        """What DMC says, measured ten days ago; the term before a little less of it."""
        weight = (child.weight or Decimal(20)) - Decimal("1.4") * back
        height = (child.height or Decimal(110)) - Decimal("2.6") * back
        begun = self.terms[period].starts_on
        at = self.after(begun + WEIGHED if back else max(begun, self.world.today - TEN_DAYS), 9, 30)
        return Measure(
            student=child,
            school=child.school,
            year=period.year,
            term=period.term,
            measured_on=at.date(),
            weight=weight,
            height=height,
            recorded_by=self.teacher(child),
            recorded_at=at,
        )

    def attendance(self, children: list[Student]) -> list[MonthAttendance]:
        """The last months that had school days, this one until today."""
        holidays = frozenset(Holiday.objects.filter(area=self.world.area).values_list("on", flat=True))
        asked = [period.month for period in months(self.world.today) if period.month]
        days = {month: school_days(month, self.world.today, holidays) for month in asked}
        told = [month for month in asked if days[month]][:MONTHS]
        often = {
            child.pk
            for child in children
            if self.chance.random() < (OFTEN_THERE if child.school.name == ABSENT_SCHOOL else OFTEN)
        }
        return [
            self.month(child, month, days[month], is_now=back == 0, often=child.pk in often)
            for back, month in enumerate(told)
            for child in children
        ]

    def month(self, child: Student, month: datetime.date, days: int, *, is_now: bool, often: bool) -> MonthAttendance:
        absent = self.chance.choices((0, 1, 2), (70, 22, 8))[0]
        streak = 1 if absent else 0
        if often:
            absent = self.chance.randint(3, 9)
            streak = self.chance.randint(2, min(absent, 6))
        told = DAYS_ABSENT.get(self.story(child))
        if is_now and told:
            absent, streak = told
        absent = min(absent, days)
        excused = min(self.chance.choices((0, 1), (85, 15))[0], days - absent)
        return MonthAttendance(
            student=child,
            school=child.school,
            classroom=child.classroom,
            month=month,
            school_days=days,
            absent=absent,
            excused=excused,
            late=min(self.chance.choices((0, 1, 3), (80, 15, 5))[0], days - absent - excused),
            streak=min(streak, absent),
            recorded_by=self.teacher(child),
            recorded_at=self.world.moment(1, 15, 40),
        )

    def welfare(self, children: list[Student], period: Period) -> list[Welfare]:
        results = (Welfare.Result.POOR, Welfare.Result.EXTREME, Welfare.Result.RUNNING, Welfare.Result.NOT)
        at = self.world.moment(8, 10)
        asked = [child for child in children if self.story(child) == 7 or self.chance.random() < POOR]
        return [
            Welfare(
                student=child,
                school=child.school,
                year=period.year,
                term=period.term,
                result=results[0] if self.story(child) == 7 else self.chance.choices(results, (40, 15, 25, 20))[0],
                known_on=at.date(),
                recorded_by=self.staff.counselors[child.school_id],
                recorded_at=at,
            )
            for child in asked
        ]
