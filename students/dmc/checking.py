"""Every check of the import, cell by cell and then across the file (W13, domain.md G.1, decisions C21)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import Any

from schools.calendar import BadDate, age
from schools.levels import Level, parse_room
from schools.tables import Rows, date_of, text_of
from schools.thai import to_arabic_digits
from students import national_id
from students.dmc.fields import GUARDIAN_FIELDS, LABELS, RELATIONS, WIDTHS
from students.dmc.layout import Layout
from students.dmc.pupils import Decisions, Expected, Pupil, Reading
from students.dmc.rows import RowCheck, find_twins, row_cells
from students.dmc.titles import SEXES, split_title

_SEX_CHOICES = (("ช", "ชาย"), ("ญ", "หญิง"))
_PLAIN = (
    "nickname",
    "blood_group",
    "religion",
    "ethnicity",
    "nationality",
    "house",
    "moo",
    "road",
    "subdistrict",
    "district",
    "province",
    "phone",
    "disadvantage",
    "suspended",
)
_MEASURES = {"weight": (5, 200, "กิโลกรัม"), "height": (50, 220, "เซนติเมตร")}


def read(
    rows: Rows,
    layout: Layout,
    expected: Expected,
    *,
    columns: Mapping[str, int] | None = None,
    decisions: Decisions | None = None,
) -> Reading:
    """All pupils of a table and every problem in it; ``columns`` (field -> column) replaces the proposal.

    Takes about 0.4 ms a row.  Rows whose problems include an error are not among the pupils.
    """
    columns = layout.columns if columns is None else columns
    decisions = decisions or Decisions()
    expected = expected if expected.room else _with_room(expected, layout)
    checked: list[tuple[RowCheck, Pupil | None]] = []
    skipped: list[RowCheck] = []
    for number, cells in row_cells(rows, layout.heading_row, columns):
        row = RowCheck(number, {**cells, **decisions.corrections.get(number, {})}, columns)
        if number in decisions.skipped:
            skipped.append(row)
        else:
            checked.append((row, _pupil(row, expected)))
    find_twins(checked)
    return Reading(
        pupils=tuple(pupil for row, pupil in checked if pupil and not row.has_error),
        problems=tuple(chain.from_iterable(row.problems for row, _ in checked)),
        rows=len(checked) + len(skipped),
        skipped=tuple(row.number for row in skipped),
        kept_out=frozenset(
            chain.from_iterable(row.names for row in chain(skipped, (row for row, _ in checked if row.has_error)))
        ),
        notes=_notes(checked),
    )


def _with_room(expected: Expected, layout: Layout) -> Expected:
    return Expected(expected.school_codes, expected.levels, layout.room, expected.today)


def _notes(checked: Sequence[tuple[RowCheck, Pupil | None]]) -> tuple[str, ...]:
    converted = sum(row.from_ce for row, _ in checked)
    return (f"วันเกิด {converted} แถวเป็นปี ค.ศ. ระบบเปลี่ยนเป็น พ.ศ. ให้แล้ว ตรวจดูอีกครั้ง",) if converted else ()


def _pupil(row: RowCheck, expected: Expected) -> Pupil | None:
    """The pupil of one row, or None when it has no place; what is wrong is noted on the row."""
    _check_school(row, expected)
    identifier = _identifier(row)
    sat_in = _room(row, expected)
    title, first_name, last_name, sex = _names(row)
    about: dict[str, Any] = {
        "school_number": _school_number(row),
        "number": _class_number(row),
        "details": _details(row, expected.today),
        "guardians": _guardians(row),
    }
    if sat_in is None:
        return None
    return Pupil(
        row=row.number,
        identifier=identifier.value,
        identifier_kind=str(identifier.kind),
        level=sat_in[0],
        room=sat_in[1],
        title=title,
        first_name=first_name,
        last_name=last_name,
        sex=sex,
        **about,
    )


def _details(row: RowCheck, today: date | None) -> dict[str, str | date | Decimal]:
    details: dict[str, str | date | Decimal] = {name: text for name in _PLAIN if (text := row.clipped(name))}
    details |= {name: found for name in _MEASURES if (found := _measure(row, name)) is not None}
    if born_on := _born_on(row, today):
        details["born_on"] = born_on
    return details


def _check_school(row: RowCheck, expected: Expected) -> None:
    code = re.sub(r"\D", "", to_arabic_digits(row.text("school_code")))
    if code and expected.school_codes and code not in expected.school_codes:
        wanted = min(expected.school_codes, key=len)
        row.error(
            "school_code",
            f"รหัสโรงเรียน {code[:12]} ไม่ใช่ของโรงเรียนนี้ ({wanted}) แก้รหัส หรือข้ามแถวนี้",
            [(wanted, f"ใช้รหัส {wanted}"), (f"skip:{row.number}", "ข้ามแถวนี้")],
        )


def _identifier(row: RowCheck) -> national_id.Reading:
    """The national ID or G-code; without such a column the school number must do."""
    if "national_id" not in row.columns and not row.text("national_id"):
        if not row.text("school_number"):
            row.error("school_number", "กรอกเลขประจำตัวนักเรียน")
        return national_id.Reading("", national_id.Kind.OTHER)
    raw = row.cells.get("national_id")
    found = national_id.read(raw if text_of(raw) else None)
    if found.error:
        row.error("national_id", found.error)
    elif found.warning:
        row.warn("national_id", found.warning)
    return found


def _room(row: RowCheck, expected: Expected) -> tuple[Level, int] | None:
    """Level and room; "ป.4/2" in one cell is understood, a missing room is room 1."""
    text = row.text("level")
    if not text and expected.room and "level" not in row.columns:
        return expected.room
    found = parse_room(text)
    if found is None or found[0] not in expected.levels:
        says = f"ชั้น “{text[:30]}” ไม่มีในโรงเรียนนี้ เลือกชั้นที่ถูกต้อง" if text else "เลือกชั้นของนักเรียน"
        row.error("level", says, [(Level(n).short, Level(n).short) for n in sorted(expected.levels)])
        return None
    level, room = found
    return _numbered(row, level, room or row.text("room"))


def _numbered(row: RowCheck, level: Level, room: str) -> tuple[Level, int] | None:
    written = to_arabic_digits(room).rpartition("/")[2].strip() or "1"
    if written.isascii() and written.isdigit() and len(written) < 5 and 1 <= int(written) <= 99:
        return level, int(written)
    row.error("room", f"ห้อง “{room[:30]}” ต้องเป็นเลขห้อง 1 ถึง 99 เช่น 2")
    return None


def _names(row: RowCheck) -> tuple[str, str, str, str]:
    """(title, first name, last name, sex) from their columns, or from one column that holds them all."""
    whole = "" if row.text("first_name") else row.text("full_name")
    title, sex_of_title, rest = split_title(row.text("title") or whole or row.text("first_name"))
    if whole:
        first, _, last = (split_title(whole)[2] or rest).partition(" ")
        row.cells = {**row.cells, "first_name": first, "last_name": row.text("last_name") or last}
    elif not row.text("title") and title:
        row.cells = {**row.cells, "first_name": rest}
    if not title:
        row.cells = {**row.cells, "title": row.text("title")}
        title = row.clipped("title")
    for name, says in (("first_name", "กรอกชื่อนักเรียน"), ("last_name", "กรอกนามสกุลนักเรียน")):
        if not row.text(name):
            row.error(name, says)
    return title, row.clipped("first_name"), row.clipped("last_name"), _sex(row, sex_of_title)


def _sex(row: RowCheck, of_title: str) -> str:
    written = row.text("sex")
    sex = SEXES.get(written.lower().rstrip("."), "") if written else of_title
    if not sex:
        row.error("sex", "เลือกเพศ ชาย หรือ หญิง", _SEX_CHOICES)
    elif of_title and sex != of_title:
        row.warn("sex", f"เพศ “{written}” ไม่ตรงกับคำนำหน้าชื่อ เทียบกับ DMC อีกครั้ง")
    return sex


def _born_on(row: RowCheck, today: date | None) -> date | None:
    try:
        on, row.from_ce = date_of(row.cells.get("born_on"))
    except BadDate as bad:
        row.error("born_on", bad.message)
        return None
    if on and today and (on > today or not 2 <= age(on, today).years <= 25):
        row.warn("born_on", f"วันเกิดนี้ทำให้อายุ {age(on, today).years} ปี ตรวจปีเกิดอีกครั้ง")
    return on


def _measure(row: RowCheck, name: str) -> Decimal | None:
    text = to_arabic_digits(row.text(name))
    if not text or text in {"0", "0.0"}:
        return None
    low, high, unit = _MEASURES[name]
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(0)
    if not found.is_finite() or not low <= found <= high:
        row.warn(name, f"{LABELS[name]}ต้องอยู่ระหว่าง {low} ถึง {high} {unit} ค่านี้จะไม่ถูกนำเข้า")
        return None
    return round(found, 1)


def _school_number(row: RowCheck) -> str:
    text = to_arabic_digits(row.text("school_number"))
    if len(text) > WIDTHS["school_number"]:
        row.error("school_number", f"เลขประจำตัวนักเรียนยาวเกิน {WIDTHS['school_number']} ตัว ตรวจคอลัมน์ที่เลือก")
    return text[: WIDTHS["school_number"]]


def _class_number(row: RowCheck) -> int | None:
    text = to_arabic_digits(row.text("number"))
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= 99:
        return int(text)
    row.error("number", "เลขที่ต้องเป็นตัวเลข 1 ถึง 99")
    return None


def _guardians(row: RowCheck) -> dict[str, dict[str, str]]:
    """relation -> what the file says; a relation of whom no name is given is left out."""
    found = {}
    for relation in RELATIONS:
        said = {
            name: text
            for name in GUARDIAN_FIELDS
            if f"{relation}_{name}" in LABELS and (text := row.clipped(f"{relation}_{name}", name))
        }
        if said.get("first_name"):
            found[relation] = said
    return found
