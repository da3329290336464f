"""Which row is the heading and which column says what, for every layout that schools bring.

The export of DMC has a time stamp above its heading and two columns named เลขประจำตัวนักเรียน: the one
with thirteen digits is the national ID, the other the school's own number (domain.md G.1).  Class lists are
short and name their room above the heading.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from schools.levels import Level
from schools.tables import Row, Rows, Unreadable, text_of
from schools.thai import to_arabic_digits
from students import national_id
from students.dmc.fields import HEADINGS, LABELS, heading_key

SAY_NO_HEADING = "ไม่พบแถวหัวตาราง เลือกไฟล์ที่ดาวน์โหลดจาก DMC หรือดาวน์โหลดแม่แบบ"

_LOOK_FOR_HEADING = 30
_SAMPLE = 200
_IDS = ("national_id", "school_number")
_ROOM = re.compile(r"((?:ชั้น)?\s*(?:อนุบาล|ประถม|มัธยม|อ\.|ป\.|ม\.)[^\d/]{0,20}\d)\s*(?:/|ห้อง)\s*(\d{1,2})")


@dataclass(frozen=True)
class Layout:
    """Where things stand: the heading's row (counted from 0), every heading, the proposed columns.

    ``columns`` is field -> column (from 0).  ``room`` is the room named above the heading of a class list.
    """

    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    room: tuple[Level, int] | None = None

    @property
    def choices(self) -> list[tuple[int, str]]:
        """(column, "C · เลขประจำตัวนักเรียน") for a select; the letter tells equal headings apart."""
        return [(n, f"{letter(n)} · {text or 'ไม่มีหัว'}") for n, text in enumerate(self.headings)]

    @property
    def missing(self) -> tuple[str, ...]:
        """What to say about columns without which nothing can be read."""
        return missing(self.columns, room_known=self.room is not None)


def letter(column: int) -> str:
    """The name Excel gives a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def find(rows: Rows, remembered: Mapping[str, str] | None = None) -> Layout:
    """The layout of a table, with the columns that were remembered from this school's last file in front.

    Raises Unreadable when no row looks like a heading.
    """
    heading_row, score = max(
        ((n, _score(row)) for n, row in enumerate(islice(rows, _LOOK_FOR_HEADING))),
        key=lambda found: found[1],
        default=(0, 0),
    )
    if score < 3:
        raise Unreadable(SAY_NO_HEADING)
    headings = tuple(text_of(cell) for cell in rows[heading_row])
    recalled = _recall(headings, remembered or {})
    proposed = _propose(headings, rows, heading_row).items()
    columns = {field: column for field, column in proposed if column not in recalled.values()} | recalled
    return Layout(heading_row, headings, columns, _room_above(rows, heading_row))


def score(rows: Rows) -> int:
    """How much a table looks like a list of pupils: the fields its best heading row names."""
    return max((_score(row) for row in islice(rows, _LOOK_FOR_HEADING)), default=0)


def missing(columns: Mapping[str, int], *, room_known: bool = False) -> tuple[str, ...]:
    """A Thai sentence for each thing that no column says (ux.md 4.8)."""
    wanted = (
        (("national_id", "school_number"), "national_id"),
        (("first_name", "full_name"), "first_name"),
        (("level",), "level"),
    )
    return tuple(
        f"ไฟล์นี้ไม่มีคอลัมน์ “{LABELS[name]}” เลือกคอลัมน์ที่ตรงกัน หรือดาวน์โหลดแม่แบบ"
        for fields, name in wanted
        if not any(field in columns for field in fields) and not (name == "level" and room_known)
    )


def remember(headings: tuple[str, ...], columns: Mapping[str, int]) -> dict[str, str]:
    """The chosen columns as field -> heading (and its turn when it occurs twice), kept for the next file."""
    names = list(_turns(headings))
    return {field: names[column] for field, column in columns.items() if 0 <= column < len(names)}


def _recall(headings: tuple[str, ...], remembered: Mapping[str, str]) -> dict[str, int]:
    places = {name: column for column, name in enumerate(_turns(headings))}
    return {field: places[name] for field, name in remembered.items() if name in places and field in LABELS}


def _turns(headings: tuple[str, ...]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for heading in headings:
        key = heading_key(heading)
        seen[key] = seen.get(key, 0) + 1
        yield f"{key}#{seen[key]}"


def _score(row: Row) -> int:
    return len({field for cell in row if (field := HEADINGS.get(heading_key(text_of(cell))))})


def _propose(headings: tuple[str, ...], rows: Rows, heading_row: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, heading in enumerate(headings):
        field = HEADINGS.get(heading_key(heading))
        if field == "school_number" and _holds_ids(rows, heading_row, column):
            field = "national_id"
        if field and field not in columns:
            columns[field] = column
    if "first_name" in columns and "last_name" not in columns and "full_name" in columns:
        columns["last_name"] = columns.pop("full_name")  # "ชื่อสกุล" beside "ชื่อ" is the family name
    return columns


def _holds_ids(rows: Rows, heading_row: int, column: int) -> bool:
    """The thirteen-digit test: most of a column's filled cells are national IDs, G-codes, or were such."""
    seen = hits = 0
    for row in islice(rows, heading_row + 1, heading_row + 1 + _SAMPLE):
        cell = row[column] if column < len(row) else None
        if not text_of(cell):
            continue
        seen += 1
        known = national_id.kind_of(national_id.normalise(cell)) is not national_id.Kind.OTHER
        hits += known or national_id.is_broken_by_excel(cell)
    return hits * 2 > seen


def _room_above(rows: Rows, heading_row: int) -> tuple[Level, int] | None:
    for row in islice(rows, heading_row):
        for cell in row:
            if (found := _ROOM.search(to_arabic_digits(text_of(cell)))) and (level := Level.parse(found[1])):
                return level, int(found[2])
    return None
