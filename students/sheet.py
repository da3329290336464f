"""A class table as it stands: the children of a room and what is stored about each for one term or month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from schools.models import Classroom, User
from students import growth, rules
from students.class_table.cells import BadCell, Cells, settle, written
from students.class_table.columns import TABLES, Column, Kind, Table
from students.class_table.pasted import Matched, Pupil
from students.class_table.periods import Period, months, terms
from students.models import Measure, MonthAttendance, Student, TermResult, Welfare

Row = TermResult | MonthAttendance | Measure | Welfare
DAYS = {Kind.MEASURES: "measured_on", Kind.WELFARE: "known_on"}  # the day of the whole table, by its field


@dataclass
class Line:
    """One child. `shown` is what stands in the cells: what is stored, with what was typed or pasted over it."""

    child: Student
    row: Row | None
    stored: Cells
    shown: Cells
    wrong: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)  # what a colleague stored meanwhile, as a word

    @property
    def sid(self) -> str:
        return self.child.public_id

    @property
    def is_changed(self) -> bool:
        return self.shown != self.stored

    @property
    def growth(self) -> growth.Growth | None:
        return read_growth(self.child, self.row) if isinstance(self.row, Measure) else None


@dataclass
class Lines:
    """The children of a table, of one room or of several."""

    user: User
    table: Table
    period: Period
    columns: tuple[Column, ...]
    lines: list[Line]

    @property
    def kind(self) -> Kind:
        return self.table.kind

    @property
    def filled(self) -> int:
        return sum(line.row is not None for line in self.lines)

    @property
    def latest(self) -> Row | None:
        """The row that was recorded last."""
        rows = [line.row for line in self.lines if line.row is not None]
        return max(rows, key=lambda row: row.recorded_at, default=None)

    @property
    def day(self) -> date | None:
        """The day that stands for the whole table: the latest row's, or today."""
        name = DAYS.get(self.kind)
        if name is None:
            return None
        found: date = getattr(self.latest, name) if self.latest else timezone.localdate()
        return found

    def pupils(self) -> list[Pupil]:
        return [
            Pupil(
                line.child.pk,
                line.child.number,
                line.child.school_number,
                f"{line.child.first_name} {line.child.last_name}",
                line.child.short_name,
            )
            for line in self.lines
        ]

    def lay_over(self, matched: Matched, *, usual: Cells) -> list[str]:
        """Put what was pasted over what is stored; what cannot stand together is said and stays as pasted."""
        problems = []
        for line in self.lines:
            found = matched.found.get(line.child.pk)
            if found is None:
                continue
            line.wrong = {name: says for name, (_, says) in found.wrong.items()}
            pasted = {**found.cells, **{name: typed for name, (typed, _) in found.wrong.items()}}
            told = {**({} if line.row else usual), **_kept(line.shown, found.cells), **found.cells}
            try:
                settled = settle(self.kind, told) if not found.wrong else told
            except BadCell as bad:
                settled = told
                line.wrong[self.columns[0].name] = str(bad)
                problems.append(f"แถว {found.row} {line.child.short_name}: {bad}")
            shown = {**settled, **{name: text for name, text in pasted.items() if name in line.wrong}}
            line.shown = {column.name: shown.get(column.name, "") for column in self.columns}
        return problems


@dataclass
class Sheet(Lines):
    """The table of one room."""

    classroom: Classroom

    @property
    def may_fill(self) -> bool:
        return rules.may_fill_table(self.user, self.classroom, self.kind)


def _kept(shown: Cells, pasted: Cells) -> Cells:
    """What is stored and still holds beside the pasted cells: days absent follow anew from days present."""
    told = {name: text for name, text in shown.items() if text}
    if {"present", "percent"} & set(pasted):
        told.pop("absent", None)
    if {"sick", "errand"} & set(pasted):
        told.pop("excused", None)
    return told


def offered(kind: Kind, today: date) -> list[Period]:
    return months(today) if TABLES[kind].by_month else terms(today)


def load(user: User, classroom: Classroom, kind: Kind, period: Period) -> Sheet:
    """The sheet as the person may read it; two statements for any number of children."""
    children = list(Student.objects.visible_to(user).in_room(classroom).by_number())
    return of_children(user, classroom, kind, period, children)


def of_children(user: User, classroom: Classroom, kind: Kind, period: Period, children: Sequence[Student]) -> Sheet:
    table = TABLES[kind]
    columns = rules.columns_of(user, classroom, table)
    lines = lines_of(user, kind, period, columns, children)
    return Sheet(user=user, classroom=classroom, table=table, period=period, columns=columns, lines=lines)


def lines_of(
    user: User, kind: Kind, period: Period, columns: Sequence[Column], children: Sequence[Student]
) -> list[Line]:
    rows = {row.student_id: row for row in rows_of(user, kind, period, children)}
    lines = []
    for child in children:
        row = rows.get(child.pk)
        stored = cells_of(row, columns)
        lines.append(Line(child, row, stored, dict(stored)))
    return lines


def rows_of(user: User, kind: Kind, period: Period, children: Iterable[Student]) -> list[Row]:
    when = {"month": period.month} if period.month else {"year": period.year, "term": period.term}
    keys = [child.pk for child in children]
    found: list[Row] = list(_kept_for(user, kind).filter(student__in=keys, **when).order_by("student"))
    return found


def history(user: User, kind: Kind, child: Student) -> list[Row]:
    """Everything stored about a child, the newest first; at most three years of it."""
    newest = ["-month"] if TABLES[kind].by_month else ["-year", "-term"]
    found: list[Row] = list(_kept_for(user, kind).filter(student=child).order_by(*newest)[:36])
    return found


def _kept_for(user: User, kind: Kind) -> Any:
    """The table's rows that the person may see, each with who recorded it."""
    match kind:
        case Kind.RESULTS:
            return TermResult.objects.visible_to(user).select_related("recorded_by")
        case Kind.ATTENDANCE:
            return MonthAttendance.objects.visible_to(user).select_related("recorded_by")
        case Kind.MEASURES:
            return Measure.objects.visible_to(user).select_related("recorded_by")
        case Kind.WELFARE:
            return Welfare.objects.visible_to(user).select_related("recorded_by")


def cells_of(row: Row | None, columns: Sequence[Column]) -> Cells:
    """The stored values in the one way we write them."""
    return {column.name: _text(getattr(row, column.name, None), column) for column in columns}


def _text(value: object, column: Column) -> str:
    if value is None:
        return ""
    return written(value, column) if isinstance(value, Decimal) else str(value)


def word(column: Column, text: str) -> str:
    """What people read of a value: a choice's word, the number as it is."""
    return column.choices.get(text, text)


def read_growth(child: Student, row: Measure) -> growth.Growth | None:
    return growth.read(row.weight, row.height, sex=child.sex, born=child.born_on, on=row.measured_on)
