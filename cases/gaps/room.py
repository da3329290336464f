"""One room at a glance (W5): who is at risk, in which aspects, what changed, and who looks after her."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from cases import rules
from cases.gaps.waiting import aspects_of
from cases.models import Case, InCare, Note
from schools.models import Classroom, User
from screening import schemes, scoring
from screening.models import Aspect, Group, Round, Row
from screening.rules import may_see_level
from screening.schemes import Scheme
from students.models import Alert, Student

RAMP = (1, 5, 10, 20, 30, 40, 60)  # from which percentage each shade of the heat begins


@dataclass(frozen=True)
class Cell:
    """One level as the person may see it. `change` since the compared round: 1 worse, -1 better."""

    level: int = 0
    kind: str = Aspect.Kind.LEVEL
    change: int = 0
    is_locked: bool = False

    @property
    def is_risk(self) -> bool:
        return not self.is_locked and self.kind == Aspect.Kind.LEVEL and self.level >= Group.RISK


@dataclass(frozen=True)
class Cared:
    """Of a child's care one thing is said: the open case, the last note, or that there is nobody."""

    is_urgent: bool
    case: Case | None
    is_in_care: bool
    noted_on: date | None
    may_open: bool


@dataclass(frozen=True)
class Line:
    """A child at risk."""

    student: Student
    group: int
    cells: Sequence[Cell]
    care: Cared
    urgency: int = 0

    @property
    def risky(self) -> int:
        return sum(cell.is_risk for cell in self.cells)


@dataclass(frozen=True)
class Share:
    """What part of the screened children is at risk in an aspect (has it, for a flag). None: closed to her."""

    percent: int | None
    is_flag: bool = False

    @property
    def shade(self) -> int:
        """How dark 0–7; a flag is no risk and stays white."""
        return 0 if self.is_flag else sum((self.percent or 0) >= start for start in RAMP)


@dataclass(frozen=True)
class RoomMap:
    aspects: Sequence[Aspect] = ()
    lines: Sequence[Line] = ()
    normal: Sequence[Student] = ()
    unscreened: Sequence[Student] = ()
    shares: Sequence[Share] = ()
    counts: dict[int, int] = field(default_factory=dict)
    scheme: Scheme = schemes.SHIPPED

    @property
    def screened(self) -> int:
        return len(self.lines) + len(self.normal)

    @property
    def enrolled(self) -> int:
        return self.screened + len(self.unscreened)

    @property
    def cared_for(self) -> int:
        return sum(line.care.is_in_care for line in self.lines)

    @property
    def at_risk(self) -> Share:
        return Share(round(100 * len(self.lines) / self.screened) if self.screened else 0)


def room_map(
    user: User, classroom: Classroom, current: Round, compared: Round | None = None, *, by_number: bool = False
) -> RoomMap:
    """Most urgent and worst first, or by เลขที่. The same number of queries whatever the room's size."""
    students = list(Student.objects.visible_to(user).in_room(classroom).by_number())
    rows = {row.student_id: row for row in Row.objects.visible_to(user).of(classroom, current)}
    before = Before(user, classroom, compared) if compared else None
    aspects = aspects_of([current.criteria_id])[current.criteria_id]
    group = {student.pk: rows[student.pk].final_group if student.pk in rows else Group.NONE for student in students}
    care = Care(user, [student for student in students if group[student.pk] >= Group.RISK])
    lines = [
        Line(
            student=student,
            group=group[student.pk],
            cells=[_cell(user, student, rows[student.pk], aspect, before) for aspect in aspects],
            care=care.of(student),
            urgency=scoring.urgency(
                group[student.pk],
                is_alerted=student.pk in care.urgent,
                chosen=rows[student.pk].urgency,
            ),
        )
        for student in care.students
    ]
    if not by_number:
        lines.sort(key=lambda line: (-line.urgency, -line.group, -line.risky))
    return RoomMap(
        aspects=aspects,
        lines=lines,
        normal=[student for student in students if group[student.pk] == Group.NORMAL],
        unscreened=[student for student in students if group[student.pk] == Group.NONE],
        shares=[
            _share(user, aspect, [(s, rows[s.pk]) for s in students if group[s.pk] > Group.NONE]) for aspect in aspects
        ],
        scheme=schemes.of(current.criteria.scheme),
        counts={level: sum(found == level for found in group.values()) for level in Group.values},
    )


class Before:
    """The compared round's levels by child and slug: its criteria may stand in another order."""

    def __init__(self, user: User, classroom: Classroom, compared: Round) -> None:
        aspects = aspects_of([compared.criteria_id])[compared.criteria_id]
        self.levels = {
            (row.student_id, aspect.slug): row.level_of(aspect)
            for row in Row.objects.visible_to(user).of(classroom, compared)
            for aspect in aspects
        }

    def change(self, student: Student, aspect: Aspect, level: int) -> int:
        was = self.levels.get((student.pk, aspect.slug), 0)
        if not was or not level or aspect.kind == Aspect.Kind.FLAG:
            return 0
        return (level > was) - (level < was)


class Care:
    """Who of these children has somebody: one query for each way."""

    def __init__(self, user: User, students: list[Student]) -> None:
        self.user, self.students = user, students
        since = timezone.now() - timedelta(days=45)
        open_cases = Case.objects.visible_to(user).open().filter(student__in=students).order_by("opened_at")
        notes = Note.objects.filter(student__in=students, written_at__gte=since).order_by("written_at")
        self.cases = {case.student_id: case for case in open_cases}
        self.cared = set(InCare.objects.filter(student__in=students).values_list("student", flat=True))
        self.notes = dict(notes.values_list("student", "written_at"))
        self.urgent = set(Alert.objects.visible_to(user).unsettled().values_list("student", flat=True))

    def of(self, student: Student) -> Cared:
        noted_at = self.notes.get(student.pk)
        return Cared(
            is_urgent=student.pk in self.urgent,
            case=self.cases.get(student.pk),
            is_in_care=student.pk in self.cared,
            noted_on=timezone.localtime(noted_at).date() if noted_at else None,
            may_open=rules.may_open(self.user, student),
        )


def _cell(user: User, student: Student, row: Row, aspect: Aspect, before: Before | None) -> Cell:
    if not may_see_level(user, aspect, student):
        return Cell(is_locked=True)
    level = row.level_of(aspect)
    return Cell(level, aspect.kind, before.change(student, aspect, level) if before else 0)


def _share(user: User, aspect: Aspect, screened: list[tuple[Student, Row]]) -> Share:
    if not screened:
        return Share(0)
    if not may_see_level(user, aspect, screened[0][0]):
        return Share(None)
    risky = sum(row.level_of(aspect) >= Group.RISK for _, row in screened)
    return Share(round(100 * risky / len(screened)), is_flag=aspect.kind == Aspect.Kind.FLAG)
