"""What a file would do if it were confirmed now: the file, the decisions and the register laid side by side."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from schools.levels import Level
from schools.models import AcademicYear, Classroom, School, User
from schools.tables import Rows
from students.choices import Choices, room_key
from students.dmc import comparing, layout
from students.dmc.checking import read
from students.dmc.comparing import Change, Comparison, Kind, Room
from students.dmc.layout import Layout
from students.dmc.pupils import Expected, Problem, Reading
from students.entries import Entry, Going, numbered
from students.identifiers import find_all_elsewhere, index_of
from students.kept import choices_of, rows_of
from students.models import Import
from students.register import Register, of_school

MAX_PUPILS = 2000


@dataclass(frozen=True)
class Plan:
    rows: Rows
    layout: Layout
    columns: Mapping[str, int]
    reading: Reading
    comparison: Comparison
    register: Register
    choices: Choices
    year: AcademicYear
    rooms: Mapping[Room, Classroom]
    new_rooms: tuple[Room, ...]
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]
    going: tuple[Going, ...]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.kind == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.kind == "warning"]

    @cached_property
    def error_rows(self) -> int:
        return len({problem.row for problem in self.errors})

    @cached_property
    def warning_rows(self) -> int:
        return len({problem.row for problem in self.warnings} - {problem.row for problem in self.errors})

    @property
    def fine(self) -> int:
        return self.reading.rows - len(self.reading.skipped) - self.error_rows - self.warning_rows

    @property
    def moves(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.asks]

    @property
    def leaving(self) -> list[Going]:
        return [going for going in self.going if going.is_going]

    @property
    def rooms_to_make(self) -> list[Room]:
        return [room for room in self.new_rooms if room_key(room) not in self.choices.refused_rooms]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Outcome -> children, "left" included."""
        outcomes = [str(entry.outcome) for entry in self.entries]
        return {str(kind): outcomes.count(str(kind)) for kind in Kind} | {"left": len(self.leaving)}

    @cached_property
    def signature(self) -> str:
        """What was looked at: it changes when confirming would do anything else."""
        what = [(entry.change.pupil.row, str(entry.outcome), entry.room, entry.number) for entry in self.entries]
        told = (what, [going.public_id for going in self.leaving], self.rooms_to_make, self.choices.as_json())
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def current_year(school: School) -> AcademicYear | None:
    """The year a file of today is about."""
    return AcademicYear.objects.filter(area=school.area_id).on(timezone.localdate()).first()


def expected(school: School, layout_room: tuple[Level, int] | None) -> Expected:
    """What the school's rooms of any year say about its levels: whole stages, so that ป.4 lets in ป.1–ป.6."""
    spans = Classroom.objects.filter(school=school).values_list("level", "to_level").distinct()
    return Expected(
        school_codes=[code for code in (school.code8, school.code10) if code],
        levels=_stages(level for span in spans for level in range(span[0], span[1] + 1)),
        room=layout_room,
        today=timezone.localdate(),
    )


_STAGES = (range(1, 4), range(4, 10), range(10, 13), range(13, 16))


def _stages(levels: Iterable[int]) -> tuple[int, ...]:
    taught = set(levels)
    found = [level for stage in _STAGES if taught & set(stage) for level in stage]
    return tuple(found) or tuple(Level)


def draw(run: Import, *, year: AcademicYear, by: User) -> Plan:
    """Read the kept rows again and compare them with the school as it is now.  Raises Gone, Unreadable."""
    rows, choices = rows_of(run), choices_of(run)
    found = layout.find(rows)
    columns = {name: int(column) for name, column in run.mapping.get("columns", {}).items()}
    reading = read(rows, found, expected(run.school, found.room), columns=columns, decisions=choices.rows)
    register = of_school(run.school, by)
    comparison = comparing.compare(reading.pupils, register.known, key_of=index_of, kept_out=reading.kept_out)
    elsewhere = _elsewhere(comparison.of(Kind.NEW))
    rooms = _rooms(run.school, year)
    out = {problem.row for problem in elsewhere}
    coming = [change for change in comparison.changes if change.pupil.row not in out]
    seated = _seated(coming, register, rooms, choices, year)
    going = _going(comparison, register, choices, year, {entry.room for entry in seated})
    entries, doubled = numbered(seated, register, rooms, going)
    problems = sorted(
        (*reading.problems, *comparison.clashes, *elsewhere, *doubled), key=lambda problem: (problem.row, problem.kind)
    )
    return Plan(
        rows=rows,
        layout=found,
        columns=columns,
        reading=reading,
        comparison=comparison,
        register=register,
        choices=choices,
        year=year,
        rooms=rooms,
        new_rooms=_new_rooms(coming, register, rooms, choices, year),
        problems=tuple(problems),
        entries=tuple(entries),
        going=tuple(going),
    )


def _elsewhere(new: Sequence[Change]) -> list[Problem]:
    """New children whom another school of the area has: they cannot be added here (decisions A6)."""
    found = find_all_elsewhere([change.pupil.identifier for change in new])
    return [
        Problem(
            row=change.pupil.row,
            column=None,
            field="national_id",
            value=change.pupil.identifier,
            kind="error",
            message=found[change.pupil.identifier].sentence,
            choices=((f"skip:{change.pupil.row}", "ข้ามแถวนี้"),),
        )
        for change in new
        if change.pupil.identifier in found
    ]


def _rooms(school: School, year: AcademicYear) -> dict[Room, Classroom]:
    """(level, room) -> the room of this year; a room of one level wins over a multi-grade one."""
    found: dict[Room, Classroom] = {}
    for room in Classroom.objects.filter(school=school, year=year).in_order():
        for level in range(room.level, room.to_level + 1):
            kept = found.get((level, room.number))
            if kept is None or kept.level != kept.to_level:
                found[level, room.number] = room
    return found


def _wants_seat(change: Change, register: Register, year: AcademicYear) -> bool:
    """Whether the child needs an enrolment in a room of this year, confirmed or not."""
    if change.known is None or change.moves:
        return True
    room = register.students[change.known.ref].classroom
    return room is None or room.year_id != year.pk  # the same room name, in a new year


def _asks(change: Change, register: Register, year: AcademicYear) -> bool:
    if change.kind is not Kind.MOVED or change.known is None:
        return False
    room = register.students[change.known.ref].classroom
    return room is not None and room.year_id == year.pk


def _new_rooms(
    coming: Sequence[Change], register: Register, rooms: Mapping[Room, Classroom], choices: Choices, year: AcademicYear
) -> tuple[Room, ...]:
    wanted = {
        (int(change.pupil.level), change.pupil.room)
        for change in coming
        if _wants_seat(change, register, year)
        and (not _asks(change, register, year) or change.pupil.row in choices.moves)
    }
    return tuple(sorted(wanted - set(rooms)))


def _seated(
    coming: Sequence[Change], register: Register, rooms: Mapping[Room, Classroom], choices: Choices, year: AcademicYear
) -> list[Entry]:
    """What becomes of each row; rows whose room is missing and not to be made stay out."""
    entries = []
    for change in coming:
        asks = _asks(change, register, year)
        sits = _wants_seat(change, register, year) and (not asks or change.pupil.row in choices.moves)
        room = (int(change.pupil.level), change.pupil.room)
        if sits and room not in rooms and room_key(room) in choices.refused_rooms:
            continue
        outcome = change.kind
        if asks and not sits:
            outcome = Kind.CHANGED if change.after or change.new_identifier else Kind.UNCHANGED
        elif sits and not change.moves:
            outcome = Kind.MOVED
        entries.append(Entry(change, outcome, sits, asks, change.pupil.number))
    return entries


def _going(
    comparison: Comparison, register: Register, choices: Choices, year: AcademicYear, rooms: set[Room]
) -> list[Going]:
    """Who is missing in the file. After a roll-over, not those who have moved up already with another file."""
    found = []
    for left in comparison.left:
        child = register.students[left.known.ref]
        moved_already = child.classroom is not None and child.classroom.year_id == year.pk
        if comparison.rolled_over and moved_already and left.room not in rooms:
            continue
        is_going = choices.leaving.get(child.public_id, left.proposed)
        found.append(Going(left, child.public_id, child.full_name, is_going))
    return found
