"""The list of agencies as people keep it in Excel: the columns, what stands in a cell, what a row would change.

Pure but for the rows' own types: it reads no database and writes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from referrals.models import Agency, AgencyType, Contact
from schools.tables import Cell
from schools.thai import clean, fold, to_arabic_digits

MOST = 500
YES = ("ใช่", "yes", "y", "1", "true", "✓", "มี")
NO = ("ไม่ใช่", "ไม่", "no", "n", "0", "false", "-", "–", "เลิกใช้")

# field -> heading, in the order of the sheet
COLUMNS = {
    "code": "รหัส",
    "type": "ประเภท",
    "name": "ชื่อหน่วยงาน",
    "addressee": "เรียน",
    "address": "ที่อยู่",
    "district": "อำเภอ",
    "phone": "โทรศัพท์",
    "email": "อีเมล",
    "contact_name": "ผู้ประสานงาน",
    "contact_position": "ตำแหน่งผู้ประสานงาน",
    "contact_phone": "โทรศัพท์ผู้ประสานงาน",
    "serves": "พื้นที่ที่รับผิดชอบ",
    "services": "บริการที่ให้",
    "hours": "วันและเวลาทำการ",
    "is_all_hours": "ตลอด 24 ชั่วโมง",
    "age_from": "รับอายุตั้งแต่",
    "age_to": "ถึงอายุ",
    "note": "ข้อควรรู้ก่อนส่งต่อ",
    "is_active": "ใช้อยู่",
}
WHOSE = "รายการของ"
WIDTHS = (11, 22, 32, 34, 30, 18, 15, 22, 24, 22, 18, 26, 34, 24, 10, 10, 10, 30, 10, 24)
FIELDS = {fold(heading): name for name, heading in COLUMNS.items()}
CONTACT = ("contact_name", "contact_position", "contact_phone")
TICKS = ("is_all_hours", "is_active")
AGES = ("age_from", "age_to")
SAY_HEADING = "ไม่พบหัวคอลัมน์ “ชื่อหน่วยงาน” ใน 20\u00a0แถวแรก ใช้ไฟล์ที่ดาวน์โหลดจากหน้าทำเนียบเป็นแม่แบบ"


class NoHeading(ValueError):
    """The first rows name no columns; the message says in Thai what to do."""

    def __init__(self) -> None:
        super().__init__(SAY_HEADING)


@dataclass(frozen=True)
class Entry:
    """One row of the file: its number in the sheet and the text of each column that the file has."""

    row: int
    told: dict[str, str]


@dataclass(frozen=True)
class Change:
    """One value that is not as it stands: `before` and `after` as people read them."""

    name: str
    before: str
    after: str
    value: Any

    @property
    def label(self) -> str:
        return COLUMNS[self.name]


@dataclass(frozen=True)
class Row:
    """A row that was understood: a new agency (`agency` None), or the changes of a known one, or its problems."""

    number: int
    name: str
    agency: Agency | None = None
    values: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """ "bad", "new", "changed" or "same"."""
        if self.problems:
            return "bad"
        if self.agency is None:
            return "new"
        return "changed" if self.changes else "same"


def read(rows: Sequence[Sequence[Cell]]) -> list[Entry]:
    """The entries below the first row that names ชื่อหน่วยงาน; empty rows are left out. Raises NoHeading."""
    for place, row in enumerate(rows[:20]):
        columns = {number: FIELDS[fold(text(cell))] for number, cell in enumerate(row) if fold(text(cell)) in FIELDS}
        if "name" in columns.values():
            below = enumerate(rows[place + 1 :], start=place + 2)
            entries = [Entry(number, _told(cells, columns)) for number, cells in below]
            return [entry for entry in entries if any(entry.told.values())]
    raise NoHeading


def _told(cells: Sequence[Cell], columns: Mapping[int, str]) -> dict[str, str]:
    return {name: text(cells[number]) if number < len(cells) else "" for number, name in columns.items()}


def text(cell: Cell) -> str:
    """A cell as somebody would have typed it: no ".0", and no quote that was put before what looked like a formula."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    told = clean("" if cell is None else str(cell)[:5000], lines=True)
    return told[1:] if told[:1] == "'" and told[1:2] in tuple("=+-@|%") else told


def phone(told: str) -> str:
    """Excel drops the zero of 0812345678."""
    digits = to_arabic_digits(told)
    return f"0{digits}" if digits.isdigit() and len(digits) in (8, 9) and digits[0] != "0" else told


def tick(told: str, *, blank: bool) -> bool | None:
    """ใช่ or ไม่ใช่; None: neither."""
    word = told.strip().lower()
    if not word:
        return blank
    return True if word in YES else False if word in NO else None


def written(agency: Agency, contacts: Collection[Contact]) -> list[str | int | None]:
    """The agency as a row of the sheet; its first contact stands in it."""
    first = next(iter(contacts), None)
    cells: dict[str, str | int | None] = {name: getattr(agency, name, "") for name in COLUMNS}
    cells |= {
        "code": agency.public_id,
        "type": agency.type.name,
        "contact_name": first.name if first else "",
        "contact_position": first.position if first else "",
        "contact_phone": first.phone if first else "",
        "is_all_hours": said(agency.is_all_hours),
        "is_active": said(agency.is_active),
    }
    return [*cells.values(), f"โรงเรียน{agency.school.name}" if agency.school else agency.area.name]


def said(value: Any) -> str:
    """As people read it."""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, AgencyType):
        return value.name
    return "" if value is None else str(value)


def changes(agency: Agency, contacts: Collection[Contact], told: Mapping[str, Any]) -> tuple[Change, ...]:
    """What of `told` (cleaned values of the columns that the file has) is not as it stands."""
    found = []
    for name, value in told.items():
        if name not in CONTACT and name != "code" and said(getattr(agency, name)) != said(value):
            found.append(Change(name, said(getattr(agency, name)), said(value), value))
    return (*found, *_of_contact(contacts, told))


def _of_contact(contacts: Collection[Contact], told: Mapping[str, Any]) -> list[Change]:
    """A blank cell takes nobody away: people are removed on the agency's page."""
    name = told.get("contact_name", "")
    if not name:
        return []
    known = next((one for one in contacts if fold(one.name) == fold(name)), None)
    if known is None:
        return [Change("contact_name", "", name, name)]
    pairs = [("contact_position", known.position), ("contact_phone", known.phone)]
    return [Change(key, before, told[key], told[key]) for key, before in pairs if told.get(key) and told[key] != before]
