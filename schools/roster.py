"""A staff list as schools keep it in Excel: recognised, checked row by row, and told in Thai what to correct.

Pure: what is known (rooms, usernames, schools) is passed in. No database, clock or request.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from schools.levels import Level, parse_room
from schools.thai import clean, fold, to_arabic_digits

MOST = 400
HEADINGS = ("คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่อผู้ใช้", "หน้าที่", "ห้อง/ขอบเขต", "โทรศัพท์")
SCHOOL_HEADING = "รหัสโรงเรียน"
FIELDS = ("title", "first_name", "last_name", "username", "role", "scope", "phone")
LONGEST = {"title": 30, "first_name": 150, "last_name": 150, "username": 30, "role": 60, "scope": 40, "phone": 20}
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
SAY_USERNAME = "ชื่อผู้ใช้ใช้ตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด 3–30 ตัว เช่น somying.n"
SAY_PHONE = "กรอกเบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678"

# What schools write for each duty. The code itself is understood as well.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "homeroom": ("ครูประจำชั้น", "ประจำชั้น", "ครูที่ปรึกษา"),
    "level_head": ("หัวหน้าระดับ", "หัวหน้าสายชั้น"),
    "counselor": ("ครูแนะแนว", "แนะแนว", "ผู้รับผิดชอบงานระบบดูแลฯ", "ครูแนะแนว/ผู้รับผิดชอบงานระบบดูแลฯ"),
    "discipline": ("ฝ่ายปกครอง", "ปกครอง", "ครูฝ่ายปกครอง"),
    "nurse": ("ครูพยาบาล", "พยาบาล", "ครูอนามัย"),
    "registrar": ("นายทะเบียน", "ทะเบียน", "งาน DMC", "นายทะเบียน/งาน DMC"),
    "head": ("ผอ.", "ผู้อำนวยการ", "ผู้อำนวยการโรงเรียน", "รอง ผอ.", "รองผู้อำนวยการ", "ผอ./รอง ผอ."),
    "school_admin": ("ผู้ดูแลบัญชี", "ผู้ดูแลบัญชีของโรงเรียน", "แอดมิน"),
}
WORDS = {fold(word): role for role, words in SYNONYMS.items() for word in (role, *words)}


@dataclass(frozen=True)
class Entry:
    """One row of the list as it was written; `row` is its number in the sheet."""

    row: int
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    role: str = ""
    scope: str = ""
    phone: str = ""
    school: str = ""


@dataclass(frozen=True)
class Known:
    """What the list is checked against. Rooms are (code8, name) as people write it: ("97000001", "ป.4/1")."""

    usernames: Collection[str]
    schools: Collection[str]
    rooms: Collection[tuple[str, str]]
    roles: Collection[str]
    own_school: str = ""


@dataclass(frozen=True)
class Checked:
    """An entry with its problems; `role` and `room` are what was understood."""

    entry: Entry
    role: str = ""
    room: str = ""
    level: int | None = None
    problems: tuple[str, ...] = field(default=())


class NoHeading(ValueError):
    """The first rows name no columns; the message says in Thai what to do."""


def read(rows: Sequence[Sequence[Any]]) -> list[Entry]:
    """The entries below the first row that names ชื่อ and นามสกุล. Raises NoHeading."""
    for number, row in enumerate(rows[:20]):
        columns = {text(cell): index for index, cell in enumerate(row)}
        if "ชื่อ" in columns and "นามสกุล" in columns:
            places = {name: columns[heading] for name, heading in _named() if heading in columns}
            entries = [_entry(n, cells, places) for n, cells in enumerate(rows[number + 1 :], number + 2)]
            return [entry for entry in entries if any(list(asdict(entry).values())[1:])]
    raise NoHeading("ไฟล์นี้ไม่มีแถวหัวตารางที่มีคำว่า “ชื่อ” และ “นามสกุล” ใช้แม่แบบที่ดาวน์โหลดจากหน้านี้")


def _named() -> list[tuple[str, str]]:
    return [*zip(FIELDS, HEADINGS, strict=True), ("school", SCHOOL_HEADING)]


def _entry(row: int, cells: Sequence[Any], places: Mapping[str, int]) -> Entry:
    told = {name: text(cells[index]) if index < len(cells) else "" for name, index in places.items()}
    return Entry(row=row, **told)


def text(cell: Any) -> str:
    """A cell as one clean line; a telephone number that Excel took for a number gets its zero back."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)[:500])


def phone_of(written: str) -> str | None:
    """ "081-234-5678" (nine digits for a landline), "" for none, None when it is no telephone number."""
    digits = re.sub(r"[\s().–-]", "", to_arabic_digits(written))
    if not digits:
        return ""
    if re.fullmatch(r"[1-9][0-9]{7,8}", digits):
        digits = f"0{digits}"
    if not re.fullmatch(r"0[0-9]{8,9}", digits):
        return None
    first = 2 if digits.startswith("02") and len(digits) == 9 else 3
    return f"{digits[:first]}-{digits[first : first + 3]}-{digits[first + 3 :]}"


def check(entries: Sequence[Entry], known: Known) -> list[Checked]:
    """Every entry with what has to be corrected before it can be added."""
    seen: dict[str, int] = {}
    checked = []
    for entry in entries:
        one = _check(replace(entry, username=entry.username.lower()), known)
        name = one.entry.username
        if name and name in seen:
            one = replace(one, problems=(*one.problems, f"ชื่อผู้ใช้ซ้ำกับแถว {seen[name]} ใช้ชื่ออื่น"))
        seen.setdefault(name, entry.row)
        checked.append(one)
    return checked


def _check(entry: Entry, known: Known) -> Checked:
    problems = [
        f"{heading}ยาวเกินไป ตรวจแถวนี้อีกครั้ง"
        for name, heading in zip(FIELDS, HEADINGS, strict=True)
        if len(getattr(entry, name)) > LONGEST[name]
    ]
    if not entry.first_name:
        problems.append("กรอกชื่อ")
    if entry.username and not USERNAME.fullmatch(entry.username):
        problems.append(SAY_USERNAME)
    elif entry.username in known.usernames:
        problems.append(f"ชื่อผู้ใช้ {entry.username} มีคนใช้แล้ว ใช้ชื่ออื่น")
    if phone_of(entry.phone) is None:
        problems.append(SAY_PHONE)
    code = to_arabic_digits(entry.school) or known.own_school
    if code not in known.schools:
        problems.append(f"รหัสโรงเรียน “{code}” ไม่มีในเขตนี้ ตรวจรหัส 8 หลัก" if code else "กรอกรหัสโรงเรียน 8 หลัก")
    checked = _duty(replace(entry, school=code), known)
    return replace(checked, problems=(*problems, *checked.problems))


def _duty(entry: Entry, known: Known) -> Checked:
    """The duty and its scope; an empty one is an account without a duty yet."""
    checked = Checked(entry)
    if not entry.role:
        return checked
    role = WORDS.get(fold(entry.role), "")
    if role not in known.roles:
        can = "กรอกหน้าที่เป็น " + " ".join(SYNONYMS[name][0] for name in known.roles if name in SYNONYMS)
        return replace(checked, problems=(f"หน้าที่ “{entry.role[:40]}” ให้ที่นี่ไม่ได้ {can}",))
    checked = replace(checked, role=role)
    if role == "homeroom":
        parsed = parse_room(entry.scope)
        room = f"{parsed[0].short}/{parsed[1] or 1}" if parsed else clean(entry.scope).replace("-", "–")
        if (entry.school, room) not in known.rooms:
            return replace(checked, problems=(f"ไม่มีห้อง “{entry.scope[:40]}” ในปีนี้ เพิ่มห้องก่อน หรือแก้เป็นเช่น ป.4/1",))
        return replace(checked, room=room)
    if role == "level_head":
        level = Level.parse(entry.scope)
        if level is None:
            return replace(checked, problems=("กรอกระดับชั้นที่ดูแล เช่น ป.4",))
        return replace(checked, level=int(level))
    return checked
