"""A table pasted from Excel or SGS: which column means what, which row is which child, and what is wrong where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schools.thai import clean, fold, to_arabic_digits
from students import national_id
from students.class_table.cells import BadCell, Cells, read
from students.class_table.columns import Table

MOST_ROWS = 400
_LOOKED_AT = 20  # rows above the table: a title, the school's name
SKIP = "-"

# What tells whose row it is.
IDENTITY: dict[str, tuple[str, ...]] = {
    "number": ("เลขที่", "ที่", "ลำดับ", "ลำดับที่", "no", "no."),
    "school_number": ("เลขประจำตัว", "เลขประจำตัวนักเรียน", "รหัสนักเรียน", "รหัสประจำตัว", "รหัส", "student id"),
    "national_id": ("เลขประจำตัวประชาชน", "เลขประชาชน", "เลขบัตรประชาชน", "เลขประจำตัว 13 หลัก", "g-code"),
    "name": ("ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ–สกุล", "ชื่อ สกุล", "ชื่อนักเรียน", "ชื่อ - ชื่อสกุล", "ชื่อและนามสกุล", "name"),
    "first_name": ("ชื่อ", "ชื่อตัว"),
    "last_name": ("นามสกุล", "สกุล"),
    "room": ("ห้อง", "ห้องเรียน", "ชั้น/ห้อง", "ชั้นเรียน", "class", "room"),
    "level": ("ชั้น", "ระดับชั้น", "ชั้นปี"),
    "ignored": ("คำนำหน้า", "คำนำหน้าชื่อ", "เพศ"),
}
IDENTITY_LABELS = {
    "number": "เลขที่",
    "school_number": "เลขประจำตัวนักเรียน",
    "national_id": "เลขประจำตัวประชาชนหรือ G-code",
    "name": "ชื่อ–นามสกุล",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "room": "ห้อง",
    "level": "ชั้น",
}
SAY_NAMESAKES = "มีชื่อนี้มากกว่าหนึ่งคนใน{where} เพิ่มคอลัมน์ห้องหรือเลขประจำตัวนักเรียน"
NO_NAMES = {"ignored", "last_name", "room", "level"}  # tell namesakes apart and name nobody


@dataclass(frozen=True)
class Pupil:
    """A child a row may mean; `ref` is the caller's name for her, `short` what problems call her.

    `room` is her room where the rows are of several: "ป.4/1".
    """

    ref: Any
    number: int | None
    school_number: str
    name: str
    short: str
    room: str = ""


@dataclass(frozen=True)
class Layout:
    """`columns`: position → field. `headings` are as pasted, or "คอลัมน์ 1" where the table has none (row -1)."""

    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[int, str]
    unknown: tuple[str, ...] = ()

    def says_something(self, table: Table) -> bool:
        return any(column.name in self.columns.values() for column in table.columns)

    @property
    def has_persons(self) -> bool:
        """Whether a row says who it is about without its room: a number of a class says nothing beside others."""
        return bool(set(self.columns.values()) & {"school_number", "national_id", "name", "first_name"})

    @property
    def has_names(self) -> bool:
        return bool(set(self.columns.values()) & (set(IDENTITY) - NO_NAMES))


@dataclass
class Found:
    """One child's row: its number in the table, its cells, and (typed, what is wrong) of those that are no value."""

    row: int
    cells: Cells = field(default_factory=dict)
    wrong: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Matched:
    found: dict[Any, Found] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def lay_out(rows: Sequence[Sequence[str]], table: Table, remembered: Mapping[str, str]) -> Layout:
    """Columns by their headings: what this school chose before, then what schools call them."""
    meant = {fold(word): name for name, words in IDENTITY.items() for word in words}
    for column in table.columns:
        meant |= {fold(word): column.name for word in (*column.synonyms, column.label, column.short, column.name)}
    meant |= {fold(IDENTITY_LABELS[name]): name for name in IDENTITY_LABELS}
    meant |= {fold(heading): name for heading, name in remembered.items()}
    at = _heading_row(rows, meant)
    width = max((len(row) for row in rows), default=0)
    if at < 0:
        headings = tuple(f"คอลัมน์ {place}" for place in range(1, width + 1))
        return Layout(-1, headings, {})
    headings = tuple(clean(cell[:80]) for cell in rows[at])
    columns: dict[int, str] = {}
    for place, heading in enumerate(headings):
        name = meant.get(fold(heading)) if heading else None
        if name and name != SKIP and name not in columns.values():
            columns[place] = name
    if "first_name" in columns.values() and "last_name" not in columns.values():
        columns = {place: "name" if name == "first_name" else name for place, name in columns.items()}
    unknown = tuple(heading for heading in headings if heading and fold(heading) not in meant)
    return Layout(at, headings, columns, unknown)


def _heading_row(rows: Sequence[Sequence[str]], meant: Mapping[str, str]) -> int:
    """The row of the first ones with the most known headings; a "0" alone may be a number as well. -1: none."""
    best, most = -1, 0
    for at, row in enumerate(rows[:_LOOKED_AT]):
        folded = [fold(cell[:80]) for cell in row]
        known = sum(1 for cell in folded if cell in meant and not cell.isdigit())
        if known > most:
            best, most = at, known
    return best


def chosen(layout: Layout, columns: Mapping[int, str]) -> Layout:
    """The same table with the columns a person chose."""
    return Layout(layout.heading_row, layout.headings, dict(columns), ())


def identifiers_in(rows: Sequence[Sequence[str]], layout: Layout) -> list[str]:
    """The register's numbers that stand in the table, normalised: the caller knows whose they are."""
    places = [place for place, name in layout.columns.items() if name in ("national_id", "school_number")]
    texts = (_cell(row, place) for row in rows[layout.heading_row + 1 :] for place in places)
    return sorted({number for text in texts if (number := _register_number(text))})


def match(
    rows: Sequence[Sequence[str]],
    layout: Layout,
    table: Table,
    pupils: Sequence[Pupil],
    known: Mapping[str, Any],
    where: str = "ห้องนี้",
) -> Matched:
    """Whose row is which, and her cells. `known`: register's number → ref. Nothing here is saved.

    Without a column that names anybody the rows are the children in the order given, and there must be as many.
    """
    done = Matched()
    told = [(at, row) for at, row in enumerate(rows, 1) if at > layout.heading_row + 1 and any(map(str.strip, row))]
    if not layout.has_names:
        if len(told) != len(pupils):
            done.wrong.append(
                f"วางมา {len(told)} แถว แต่ในห้องมี {len(pupils)} คน และไม่มีคอลัมน์เลขที่หรือชื่อ จึงไม่รู้ว่าแถวใดเป็นของใคร"
            )
            return done
        for (at, row), one in zip(told, pupils, strict=True):
            _take(done, at, row, layout, table, one)
        return done
    finder = _Finder(pupils, known, where)
    for at, row in told:
        fields = {name: _cell(row, place) for place, name in layout.columns.items()}
        pupil, says = finder.who(fields)
        if pupil is None:
            _leave(done, at, fields, says, where)
        elif pupil.ref in done.found:
            done.ambiguous.append(f"แถว {at} เป็น{pupil.short}อีกครั้ง ซ้ำกับแถว {done.found[pupil.ref].row} ลบออกหนึ่งแถว")
        else:
            _take(done, at, row, layout, table, pupil)
    return done


def _leave(done: Matched, at: int, fields: Mapping[str, str], says: str, where: str) -> None:
    """A row that is nobody's: lines such as "รวม" and "เฉลี่ย" are no children and are not mentioned."""
    called = fields.get("name") or " ".join(filter(None, (fields.get("first_name"), fields.get("last_name"))))
    called = called or fields.get("school_number") or fields.get("number") or ""
    if says:
        done.ambiguous.append(f"แถว {at} “{called[:40]}” {says}")
    elif called and fold(called) not in _SUMS:
        done.unknown.append(f"แถว {at} “{called[:40]}” ไม่ตรงกับนักเรียนคนใดใน{where}")


_SUMS = {fold(word) for word in ("รวม", "เฉลี่ย", "รวมทั้งหมด", "ค่าเฉลี่ย", "ร้อยละ", "สูงสุด", "ต่ำสุด", "รวมนักเรียน")}


def _take(done: Matched, at: int, row: Sequence[str], layout: Layout, table: Table, pupil: Pupil) -> None:
    found = done.found.setdefault(pupil.ref, Found(at))
    for column in table.columns:
        place = next((place for place, name in layout.columns.items() if name == column.name), None)
        if place is None:
            continue
        typed = _cell(row, place)
        try:
            value = read(column, typed)
        except BadCell as bad:
            found.wrong[column.name] = (typed[:40], str(bad))
            done.wrong.append(f"แถว {at} {pupil.short}: “{typed[:20]}” {bad}")
        else:
            if value:
                found.cells[column.name] = value


def sits_in(pupil: Pupil, fields: Mapping[str, str]) -> bool:
    """Whether the row says this child's room: "ป.4/1" in one column, or ป.4 and 1 in two."""
    room, level = _room(fields.get("room", "")), _room(fields.get("level", ""))
    hers = _room(pupil.room)
    return bool(hers) and hers in {room, level, level + room}


def _room(text: str) -> str:
    """ "ป41" of ป. 4 / 1 and of ป.๔/๑: letters and digits alone."""
    return re.sub(r"\W", "", fold(_plain(text)))


class _Finder:
    def __init__(self, pupils: Sequence[Pupil], known: Mapping[str, Any], where: str) -> None:
        self.where = where
        self.by_ref = {pupil.ref: pupil for pupil in pupils}
        self.known = known
        self.by_school_number = {pupil.school_number.lstrip("0"): pupil for pupil in pupils if pupil.school_number}
        self.by_number = {pupil.number: pupil for pupil in pupils if pupil.number is not None}
        self.by_name: dict[str, list[Pupil]] = {}
        for pupil in pupils:
            self.by_name.setdefault(fold(pupil.name), []).append(pupil)

    def who(self, fields: Mapping[str, str]) -> tuple[Pupil | None, str]:
        """The child, or nobody and why: "" when nothing in the row names one of the room."""
        named = fields.get("name") or " ".join(filter(None, (fields.get("first_name"), fields.get("last_name"))))
        namesakes = self.by_name.get(fold(named), []) if named else []
        sure = self._by_register(fields)
        at = self._by_class_number(fields)
        if sure:
            return (None, "เลขประจำตัวเป็นของคนหนึ่ง ชื่อเป็นของอีกคน") if namesakes and sure not in namesakes else (sure, "")
        if len(namesakes) > 1:
            namesakes = [pupil for pupil in namesakes if sits_in(pupil, fields)] or namesakes
        if len(namesakes) == 1:
            return namesakes[0], ""
        if namesakes:
            return (at, "") if at in namesakes else (None, SAY_NAMESAKES.format(where=self.where))
        if named or any(fields.get(name) for name in ("national_id", "school_number")):
            return None, ""
        return at, ""

    def _by_register(self, fields: Mapping[str, str]) -> Pupil | None:
        for name in ("national_id", "school_number"):
            text = fields.get(name, "")
            ref = self.known.get(_register_number(text))
            if ref in self.by_ref:
                return self.by_ref[ref]
            if name == "school_number" and text:
                found = self.by_school_number.get(_plain(text).lstrip("0"))
                if found:
                    return found
        return None

    def _by_class_number(self, fields: Mapping[str, str]) -> Pupil | None:
        text = _plain(fields.get("number", "")).rstrip(".")
        return self.by_number.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _cell(row: Sequence[str], place: int) -> str:
    return clean(row[place][:200]) if place < len(row) else ""


def _plain(text: str) -> str:
    """A number as digits; Excel's "12345.0" is 12345."""
    return to_arabic_digits(text).strip().removesuffix(".0")


def _register_number(text: str) -> str:
    """The 13 signs of a national ID or a G-code; "" for everything else."""
    number = national_id.normalise(text) if text else ""
    return number if len(number) == 13 else ""
