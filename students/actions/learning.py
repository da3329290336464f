"""Writing a class table: results, attendance, weight and height, welfare. Many children, one set of statements."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, School, User
from schools.tables import Cell
from students.class_table.cells import Cells
from students.class_table.columns import Column, Kind, Table
from students.class_table.periods import Period
from students.kept import seal_rows
from students.models import ColumnMap, Measure, MonthAttendance, Source, Student, TableFile, TermResult, Welfare
from students.sheet import DAYS, Row, cells_of

MODELS: dict[Kind, Any] = {
    Kind.RESULTS: TermResult,
    Kind.ATTENDANCE: MonthAttendance,
    Kind.MEASURES: Measure,
    Kind.WELFARE: Welfare,
}
COUNTED = (Kind.RESULTS, Kind.ATTENDANCE)  # tables with a version and the way their numbers came


@dataclass(frozen=True)
class Typed:
    """What a form brought about a child: her cells, and what stood in them when the page was made."""

    cells: Cells
    was: Cells


@dataclass(frozen=True)
class Conflict:
    """Somebody else stored other values meanwhile: `theirs` by column."""

    student: Student
    row: Row | None
    theirs: Cells


class Stale(Exception):
    """Two people set the same cells differently: nothing was changed, both have to be shown (409)."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(f"{len(conflicts)} children")
        self.conflicts = conflicts


@transaction.atomic
def record_table(
    classroom: Classroom,
    *,
    table: Table,
    columns: tuple[Column, ...],
    period: Period,
    typed: Mapping[Student, Typed],
    day: date | None = None,
    source: str = Source.TYPED,
    by: User,
) -> int:
    """Put what was typed over what is stored; how many children changed. A child all of whose cells are empty has no
    row any more. Cells nobody else touched are merged.

    Raises `Stale` when somebody else set one of them differently meanwhile.
    """
    Classroom.objects.select_for_update(no_key=True).get(pk=classroom.pk)
    seen = _put(table, columns=columns, period=period, typed=typed, day=day, source=source, by=by)
    if seen:
        record(Verb.RECORDED, classroom, by=by, students=seen, table=str(table.kind), period=period.code)
    return len(seen)


def _put(
    table: Table,
    *,
    columns: tuple[Column, ...],
    period: Period,
    typed: Mapping[Student, Typed],
    day: date | None,
    source: str,
    by: User,
) -> list[int]:
    """Keys of the children for whom something changed; whoever calls holds their rooms. Raises `Stale`."""
    model = MODELS[table.kind]
    when = {"month": period.month} if period.month else {"year": period.year, "term": period.term}
    stored = {row.student_id: row for row in model.objects.filter(student__in=[one.pk for one in typed], **when)}
    changed, emptied, conflicts = [], [], []
    for student, sent in typed.items():
        row = stored.get(student.pk)
        now = cells_of(row, columns)
        mine = {name: text for name, text in sent.cells.items() if text != sent.was.get(name, "")}
        theirs = {name: now[name] for name, text in mine.items() if now[name] not in (sent.was.get(name, ""), text)}
        if theirs:
            conflicts.append(Conflict(student, row, theirs))
            continue
        merged = {**now, **mine}
        if merged != now and any(merged.values()):
            changed.append(_row(row or model(student=student, **when), student, merged, columns))
        elif merged != now and row is not None:
            emptied.append(row.pk)
    if conflicts:
        raise Stale(conflicts)
    _sign(changed, table.kind, day=day, source=source, by=by)
    _write(model, changed, emptied, columns, table.kind)
    gone = {row.student_id for row in stored.values() if row.pk in emptied}
    return sorted({*(row.student_id for row in changed), *gone})


@transaction.atomic
def choose_table_file(
    school: School, *, kind: str, period: Period, filename: str, rows: list[list[Cell]], by: User
) -> TableFile:
    """Keep a file of results or attendance of several rooms, sealed, until it is saved."""
    file = TableFile(
        uid=uuid.uuid4(),
        school=school,
        kind=kind,
        period=period.code,
        by=by,
        at=timezone.now(),
        filename=filename[-200:],
    )
    file.sealed_file = seal_rows(file, rows)
    file.save()
    record(Verb.OPENED, file, by=by)
    return file


@transaction.atomic
def map_table_file(file: TableFile, *, columns: Mapping[int, str], by_heading: Mapping[str, str], by: User) -> None:
    """Say what its columns mean, and remember that for the school's next one."""
    file.columns = {str(place): name for place, name in columns.items()}
    file.save(update_fields=["columns"])
    remember_columns(file.school, kind=Kind(file.kind), columns=by_heading, by=by)


@transaction.atomic
def save_table_file(
    file: TableFile,
    *,
    table: Table,
    columns: tuple[Column, ...],
    period: Period,
    typed: Mapping[Student, Typed],
    by: User,
) -> int:
    """All rooms of the file in one set of statements, or nothing; how many children changed. What was read of the file
    is forgotten with it. Saved already: nothing happens.

    Raises `Stale` when somebody else set a cell differently since it was checked.
    """
    file = TableFile.objects.select_for_update(of=("self",)).select_related("school").get(pk=file.pk)
    if file.saved_at:
        return file.children
    rooms = sorted({child.classroom_id for child in typed if child.classroom_id})
    list(Classroom.objects.select_for_update(no_key=True).filter(pk__in=rooms).order_by("pk"))
    seen = _put(table, columns=columns, period=period, typed=typed, day=None, source=Source.FILE, by=by)
    file.sealed_file, file.saved_at = None, timezone.now()
    file.rooms, file.children = len(rooms), len(seen)
    file.save(update_fields=["sealed_file", "saved_at", "rooms", "children"])
    record(Verb.RECORDED, file, by=by, students=seen, table=str(table.kind), period=period.code)
    return len(seen)


def _row(row: Any, student: Student, cells: Cells, columns: tuple[Column, ...]) -> Any:
    for column in columns:
        setattr(row, column.name, _value(cells[column.name], column))
    row.school_id = student.school_id
    if hasattr(row, "classroom_id") and row.classroom_id is None:
        row.classroom_id = student.classroom_id
    return row


def _value(text: str, column: Column) -> Any:
    if not text:
        return None
    if column.places:
        return Decimal(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _sign(rows: list[Any], kind: Kind, *, day: date | None, source: str, by: User) -> None:
    """Who wrote the rows, when and how; a row that stood already is one version older."""
    now, today = timezone.now(), timezone.localdate()
    for row in rows:
        row.recorded_by, row.recorded_at = by, now
        if kind in COUNTED:
            row.version += 1 if row.pk else 0
            row.source = source
        if kind in DAYS:
            setattr(row, DAYS[kind], day or getattr(row, DAYS[kind]) or today)
        if kind == Kind.MEASURES:
            row.source = Measure.Source.SCHOOL


def _write(model: Any, rows: list[Any], emptied: list[int], columns: tuple[Column, ...], kind: Kind) -> None:
    keys = ["student", "month"] if kind == Kind.ATTENDANCE else ["student", "year", "term"]
    fields = [*(column.name for column in columns), "school", "recorded_by", "recorded_at"]
    if kind in COUNTED:
        fields += ["version", "source"]
    elif kind == Kind.MEASURES:
        fields += ["source"]
    if kind in DAYS:
        fields.append(DAYS[kind])
    for row in rows:
        row.pk = None  # the child and the term say which row it is
    if rows:
        model.objects.bulk_create(
            sorted(rows, key=lambda row: row.student_id),
            update_conflicts=True,
            unique_fields=keys,
            update_fields=fields,
        )
    if emptied:
        model.objects.filter(pk__in=emptied).delete()


@transaction.atomic
def remember_columns(school: School, *, kind: Kind, columns: Mapping[str, str], by: User) -> None:
    """What this school's headings mean, asked once: heading → field, or "-" for one that is not read."""
    known, _ = ColumnMap.objects.get_or_create(
        school=school, kind=str(kind), defaults={"columns": {}, "kept_by": by, "kept_at": timezone.now()}
    )
    known.columns = {**known.columns, **columns}
    known.kept_by, known.kept_at = by, timezone.now()
    known.save(update_fields=["columns", "kept_by", "kept_at"])


def remembered_columns(school: School, kind: Kind) -> dict[str, str]:
    known = ColumnMap.objects.filter(school=school, kind=str(kind)).values_list("columns", flat=True).first()
    return {str(heading): str(name) for heading, name in (known or {}).items()}
