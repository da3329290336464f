"""What the check page shows of a plan, and what its form says back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from schools.levels import Level, room_name
from schools.tables import text_of
from schools.thai import clean
from students import national_id
from students.choices import Choices, room_key
from students.dmc.comparing import Kind
from students.dmc.fields import LABELS
from students.dmc.pupils import Problem
from students.dmc.rows import row_cells
from students.plan import Plan

TABS = {
    "errors": "ต้องแก้",
    "warnings": "เตือน",
    "moves": "ย้ายห้อง",
    "left": "ไม่พบในไฟล์",
    "all": "ทั้งหมด",
}
OUTCOMES = {
    Kind.NEW: "เพิ่มใหม่",
    Kind.RETURNED: "รับกลับ",
    Kind.PROMOTED: "เลื่อนชั้น",
    Kind.MOVED: "ย้ายห้อง",
    Kind.CHANGED: "แก้ไข",
    Kind.UNCHANGED: "เท่าเดิม",
}


@dataclass(frozen=True)
class Line:
    """One problem as the page shows it; `value` is masked when it is a right number of somebody."""

    problem: Problem
    value: str
    name: str
    choices: Sequence[tuple[str, str]]

    @property
    def is_typed(self) -> bool:
        """Whether there is something to type; the rest is picked or skipped."""
        return not self.choices


def line_of(problem: Problem) -> Line:
    value = problem.value
    if (
        problem.field == "national_id"
        and national_id.kind_of(national_id.normalise(value)) is not national_id.Kind.OTHER
    ):
        normal = national_id.normalise(value)
        is_right = national_id.has_right_check_digit(normal) or not normal.isdigit()
        value = national_id.mask(normal) if is_right else national_id.dashed(normal)
    return Line(problem, value, f"fix-{problem.row}-{problem.field}", problem.choices)


@dataclass(frozen=True)
class RowLine:
    """One row of the file and what becomes of it."""

    row: int
    name: str
    room: str
    says: str
    state: str  # "in", "error", "skipped", "out"


def row_lines(plan: Plan) -> list[RowLine]:
    wrong = {problem.row for problem in plan.errors}
    entries = {entry.change.pupil.row: entry for entry in plan.entries}
    lines = []
    columns = {name: column for name, column in plan.columns.items() if name in LABELS}
    for row, cells in row_cells(plan.rows, plan.layout.heading_row, columns):
        said = {**cells, **plan.choices.rows.corrections.get(row, {})}
        name = " ".join(text for key in ("first_name", "last_name") if (text := text_of(said.get(key))))
        name = name or text_of(said.get("full_name"))
        if row in plan.choices.rows.skipped:
            lines.append(RowLine(row, name, "", "ข้ามแถวนี้", "skipped"))
        elif row in wrong:
            lines.append(RowLine(row, name, "", "ต้องแก้ก่อน", "error"))
        elif entry := entries.get(row):
            pupil = entry.change.pupil
            lines.append(RowLine(row, pupil.full_name, pupil.room_name, told(entry), "in"))
        else:
            lines.append(RowLine(row, name, "", "ไม่นำเข้า เพราะไม่สร้างห้องนี้", "out"))
    return lines


def told(entry: Any) -> str:
    """ "แก้ไข: ศาสนา, โทรศัพท์ผู้ปกครอง"."""
    says = OUTCOMES[entry.outcome]
    if entry.outcome is not Kind.CHANGED:
        return says
    names = [LABELS.get(name.replace(".", "_"), name) for name in entry.change.after]
    names += ["เลขประจำตัวประชาชน"] if entry.change.new_identifier else []
    return f"{says}: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"


def pairs(plan: Plan) -> list[tuple[str, str, bool]]:
    """(key, ป.4/3, whether it will be made) of the rooms that do not exist yet."""
    return [
        (room_key(room), room_name(Level(room[0]), str(room[1])), room_key(room) not in plan.choices.refused_rooms)
        for room in plan.new_rooms
    ]


# --- what the form says ----------------------------------------------------------------------------------


def posted(data: QueryDict, choices: Choices, plan: Plan) -> Choices:
    """The decisions with those of the form: only about rows, children and rooms of this very plan."""
    choices = _corrected(data, choices, plan)
    choices = _skipped(data, choices, plan)
    moves = frozenset(entry.change.pupil.row for entry in plan.moves)
    choices = choices.confirm_moves(
        shown=_numbers(data.getlist("shown-move")) & moves, ticked=_numbers(data.getlist("move"))
    )
    if "all-moves" in data:
        choices = choices.confirm_moves(shown=moves, ticked=moves)
    going = frozenset(one.public_id for one in plan.going)
    choices = choices.let_go(
        shown=frozenset(data.getlist("shown-left")) & going, ticked=frozenset(data.getlist("left"))
    )
    rooms = frozenset(room_key(room) for room in plan.new_rooms)
    return choices.make_rooms(
        shown=frozenset(data.getlist("shown-room")) & rooms, ticked=frozenset(data.getlist("room"))
    )


def _corrected(data: QueryDict, choices: Choices, plan: Plan) -> Choices:
    for problem in plan.problems:
        line = line_of(problem)
        raw = data.get(line.name, line.value)[:200]
        typed = clean(raw)
        is_nothing = not typed and (bool(raw) or bool(line.choices))
        if typed == line.value or is_nothing or (line.choices and typed not in dict(line.choices)):
            continue
        choices = choices.correct(problem.row, problem.field, typed)
    return choices


def _skipped(data: QueryDict, choices: Choices, plan: Plan) -> Choices:
    numbers = {row for row, _ in row_cells(plan.rows, plan.layout.heading_row, plan.columns)}
    for row in _numbers(data.getlist("skip")) & numbers:
        choices = choices.skip(row)
    for row in _numbers(data.getlist("take-back")) & choices.rows.skipped:
        choices = choices.take_back(row)
    return choices


def _numbers(texts: Sequence[str]) -> frozenset[int]:
    return frozenset(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 7)
