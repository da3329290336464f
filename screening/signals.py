"""What the signs of `honesty` say about a room in a round, gathered from its rows and answer sheets."""

from dataclasses import dataclass

from schools.models import Classroom, School, User
from screening import honesty
from screening.models import AnswerSheet, Rater, Round, Row, Signal, SignalCount
from students.models import RoomCount, Student

ROWS = "rows"


@dataclass(frozen=True)
class Found:
    """`about`: "rows" or an instrument's code."""

    kind: str
    about: str
    students: list[int]

    @property
    def label(self) -> str:
        return str(Signal.Kind(self.kind).label)

    @property
    def place(self) -> str:
        return place_of(self.about)


def place_of(about: str) -> str:
    """ "ตารางคัดกรองรายด้าน", or "SDQ (ครู)"."""
    if about == ROWS:
        return "ตารางคัดกรองรายด้าน"
    code, rater = about.split()
    return f"{code.upper()} ({Rater(rater).label})"


def signals_of(round_: Round, classroom: Classroom) -> list[Found]:
    """The signs in the results of the children who sit in the room now. Four statements, whatever its size."""
    before = round_before(round_, classroom)
    found = [
        Found(kind, ROWS, students)
        for kind, students in honesty.signals(
            row_sheets(round_, classroom),
            {sheet.student: sheet.values for sheet in row_sheets(before, classroom)} if alike(round_, before) else {},
            per_item=False,
        ).items()
    ]
    now, then = answer_sheets(round_, classroom), answer_sheets(before, classroom)
    for code, sheets in now.items():
        was = {sheet.student: sheet.values for sheet in then.get(code, [])}
        found += [Found(kind, code, who) for kind, who in honesty.signals(sheets, was, per_item=True).items()]
    return found


def round_before(round_: Round, classroom: Classroom) -> Round | None:
    earlier = Round.objects.of_school(classroom.school).filter(opens_on__lt=round_.opens_on)
    return earlier.latest_first().first()


def alike(round_: Round, before: Round | None) -> bool:
    """Only levels of the same criteria can be compared."""
    return before is not None and before.criteria_id == round_.criteria_id


def row_sheets(round_: Round | None, classroom: Classroom) -> list[honesty.Sheet]:
    if round_ is None:
        return []
    rows = Row.objects.of(classroom, round_).complete().order_by("student__number", "student")
    return [
        honesty.Sheet(row.student_id, tuple(row.levels), row.recorded_at, row.recorded_by_id, quiet=1) for row in rows
    ]


def answer_sheets(round_: Round | None, classroom: Classroom) -> dict[str, list[honesty.Sheet]]:
    """Instrument and rater ("sdq teacher") → sheets that were typed item by item."""
    found: dict[str, list[honesty.Sheet]] = {}
    if round_ is None:
        return found
    sheets = AnswerSheet.objects.filter(
        assessment__round=round_, student__classroom=classroom, items__len__gt=0
    ).select_related("assessment")
    for sheet in sheets.order_by("student__number", "student"):
        about = f"{sheet.assessment.code} {sheet.assessment.rater}"
        read = honesty.Sheet(sheet.student_id, tuple(sheet.items), sheet.written_at, sheet.written_by_id, quiet=0)
        found.setdefault(about, []).append(read)
    return found


def names_of(found: list[Found]) -> dict[int, str]:
    """Child → how she is called on the check page of her own teacher."""
    wanted = {student for one in found for student in one.students}
    return {child.pk: child.short_name for child in Student.objects.filter(pk__in=wanted)}


# Fewer children than this are never told as a number (decisions B6).
SMALL = 5


@dataclass(frozen=True)
class Share:
    """How many of a school's children stand in signs, as the area may read it: a share, never a room or a child."""

    school: School
    text: str


def shares_of(user: User, round_: Round) -> list[Share]:
    """Schools with any sign, the largest share first. A child with two signs counts in the larger kind only."""
    kinds: dict[int, dict[str, int]] = {}
    for school, kind, children in (
        SignalCount.objects.visible_to(user).filter(round=round_).values_list("school", "kind", "children")
    ):
        told = kinds.setdefault(school, {})
        told[kind] = told.get(kind, 0) + children
    schools = {one.pk: one for one in School.objects.visible_to(user).filter(pk__in=kinds)}
    enrolled: dict[int, int] = {}
    for school, children in RoomCount.objects.filter(school__in=kinds, classroom__year=round_.year_id).values_list(
        "school", "enrolled"
    ):
        enrolled[school] = enrolled.get(school, 0) + children
    found = [(max(told.values()), enrolled.get(key, 0), schools[key]) for key, told in kinds.items() if key in schools]
    found.sort(key=lambda one: (-one[0] / max(one[1], 1), one[2].name))
    return [Share(school, said(children, every)) for children, every, school in found]


def said(children: int, every: int) -> str:
    """ "12%"; "<5 คน" where it would point at somebody, "*" where the others would be that few."""
    if children < SMALL:
        return f"<{SMALL}\u00a0คน"
    return "*" if 0 < every - children < SMALL else f"{round(children * 100 / max(every, 1))}%"
