"""A pasted list of names and band words, as HERO OBEC CARE shows them: who has which level. Values in, values out.

Such systems have no export: a teacher copies two columns from the screen (domain.md G.4).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schools import calendar
from schools.levels import Level
from schools.thai import fold, to_arabic_digits

MOST = 200  # lines
_COLUMNS = re.compile(r"\t+|\s{2,}|\s*[,;|]\s*")
# What stands beside a number on some screens: "ป.4", "ชั้น ม.1/2", and a day of birth.
_LEVEL = re.compile(r"(?<!\S)(?:ชั้น\s*)?((?:อ|ป|ม)\s?\.?\s?\d)(?:/\d{1,2})?(?!\S)")
_BORN = re.compile(r"(?<!\S)(?:เกิด\s*)?(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})(?!\S)")
_LEADING = re.compile(r"(\d{1,10})[.)]?\s+(?=\D)")
# Words for the three levels that other systems print, besides the instrument's own.
WORDS = {
    "ปกติ": 1, "กลุ่มปกติ": 1, "ป": 1, "เขียว": 1, "สีเขียว": 1, "ไม่เสี่ยง": 1,
    "เสี่ยง": 2, "กลุ่มเสี่ยง": 2, "ส": 2, "เหลือง": 2, "สีเหลือง": 2, "เฝ้าระวัง": 2,
    "มีปัญหา": 3, "กลุ่มมีปัญหา": 3, "ม": 3, "แดง": 3, "สีแดง": 3, "เริ่มมีปัญหา/มีปัญหา": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Child:
    """A child of the room; `ref` is the caller's name for her, `number` her เลขที่."""

    ref: Any
    number: int | None
    school_number: str
    name: str
    level: int | None = None
    born_on: date | None = None


@dataclass(frozen=True)
class Beside:
    """What a line says of a child beside who she is; `problem` where its day of birth is no day."""

    level: int | None = None
    born_on: date | None = None
    problem: str = ""


@dataclass(frozen=True)
class Line:
    """One pasted line. `problem`: what is wrong, in Thai; then `ref` or `level` may be missing.

    `is_number_only`: nothing on it says whether the number is hers, so somebody has to look at the name.
    """

    at: int
    text: str
    ref: Any = None
    level: int | None = None
    words: str = ""
    problem: str = ""
    is_number_only: bool = False


def read_bands(pasted: str, children: Sequence[Child], words: Mapping[int, str]) -> list[Line]:
    """A line for every pasted line that is not empty. `words` are the instrument's own: level → word.

    A child is named by เลขที่, school number or name; the band is the last column, or the last word of the line. A
    level or a day of birth on the line must be hers.
    """
    known = {fold(word): level for level, word in words.items()} | {
        fold(word): level for word, level in WORDS.items() if level in words
    }
    people = People(children)
    lines: list[Line] = []
    taken: dict[Any, int] = {}
    for at, text in enumerate(to_arabic_digits(pasted).splitlines()[:MOST], start=1):
        if not text.strip() or is_head(text, known):
            continue
        line = read_line(at, text.strip(), people, known, words)
        if line.ref is not None and line.ref in taken:
            line = Line(at, line.text, problem=f"ซ้ำกับบรรทัด {taken[line.ref]} ลบออกหนึ่งบรรทัด")
        elif line.ref is not None:
            taken[line.ref] = at
        lines.append(line)
    if any(text.strip() for text in pasted.splitlines()[MOST:]):
        lines.append(Line(MOST + 1, "", problem=f"วางได้ครั้งละไม่เกิน {MOST}\u00a0บรรทัด แบ่งวางหลายครั้ง"))
    return lines


def is_head(text: str, known: Mapping[str, int]) -> bool:
    """ "ชื่อ  ผล": copied along with the columns."""
    parts = [part for part in _COLUMNS.split(text.strip()) if part]
    return len(parts) > 1 and parts[-1] in ("ผล", "กลุ่ม", "ผลประเมิน", "ระดับ", "แปลผล") and fold(parts[-1]) not in known


def read_line(at: int, text: str, people: "People", known: Mapping[str, int], words: Mapping[int, str]) -> Line:
    who, band = split(text, known)
    if not who or not band:
        return Line(at, text, problem="ต้องมีสองคอลัมน์: ชื่อ (หรือเลขที่) และผล")
    level = known.get(fold(band))
    who, beside = apart(who)
    ref = people.find(who)
    if ref is None and people.is_ambiguous(who):
        return Line(at, text, level=level, problem=f"“{who}” เป็นทั้งเลขที่และเลขประจำตัวของคนละคน ใช้ชื่อแทน")
    if ref is None and people.is_of_two(who):
        return Line(at, text, level=level, problem=f"“{who[:40]}” เลขเป็นของคนหนึ่ง ชื่อเป็นของอีกคน")
    if ref is None:
        return Line(at, text, level=level, problem=f"“{who[:40]}” ไม่ตรงกับนักเรียนคนใดในห้อง")
    if another := beside.problem or people.differs(ref, beside):
        return Line(at, text, level=level, problem=f"“{who[:40]}” {another}")
    if level is None:
        return Line(at, text, ref=ref, problem=f"ไม่รู้จักผล “{band[:30]}” ใช้ได้: {' '.join(words.values())}")
    is_number_only = who.isdigit() and not people.confirms(ref, beside)
    return Line(at, text, ref=ref, level=level, words=words[level], is_number_only=is_number_only)


def split(text: str, known: Mapping[str, int]) -> tuple[str, str]:
    """(who, band)."""
    parts = [part for part in _COLUMNS.split(text) if part]
    if len(parts) > 1:
        return " ".join(parts[:-1]), parts[-1]
    who, _, band = text.rpartition(" ")
    return who.strip(), band


def apart(who: str) -> tuple[str, Beside]:
    """Who is meant, and what else the line says of her."""
    level, born = _LEVEL.search(who), _BORN.search(who)
    rest = " ".join(_BORN.sub(" ", _LEVEL.sub(" ", who)).split())
    if not rest:
        return who, Beside()
    try:
        born_on = calendar.parse_fields(*born.groups()).on if born else None
    except calendar.BadDate as bad:
        return rest, Beside(problem=f"วันเกิด “{born[0].strip() if born else ''}”: {bad.message}")
    return rest, Beside(Level.parse(level[1]) if level else None, born_on)


class People:
    """The children of a room by everything that may stand for them."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.by_school_number = {child.school_number: child.ref for child in children if child.school_number}
        self.by_number = {str(child.number): child.ref for child in children if child.number}
        self.by_ref = {child.ref: child for child in children}
        self.by_name: dict[str, list[Any]] = {}
        for child in children:
            self.by_name.setdefault(fold(child.name), []).append(child.ref)

    def find(self, who: str) -> Any | None:
        """The one child; a number in front of a name must be of the same child, or it names nobody."""
        if self.is_ambiguous(who):
            return None
        if who in self.by_school_number:
            return self.by_school_number[who]
        if who in self.by_number:
            return self.by_number[who]
        numbered = _LEADING.match(who)
        ref = self.named(who[numbered.end() :] if numbered else who)
        return None if numbered and ref not in self.numbered(numbered[1], ref) else ref

    def numbered(self, number: str, ref: Any | None) -> set[Any | None]:
        """Whose a number in front of a name may be; `ref` where it is nobody's, as the first column of a list."""
        return {who[number] for who in (self.by_number, self.by_school_number) if number in who} or {ref}

    def is_of_two(self, who: str) -> bool:
        """One child's number in front of another one's name: nobody knows which was meant."""
        numbered = _LEADING.match(who)
        ref = self.named(who[numbered.end() :]) if numbered else None
        return bool(numbered and ref is not None and ref not in self.numbered(numbered[1], ref))

    def differs(self, ref: Any, beside: Beside) -> str:
        """What the line says otherwise than is known of her; where nothing is known, nothing can differ."""
        child = self.by_ref[ref]
        if beside.level is not None and child.level not in (None, beside.level):
            return f"คือ{child.name} ไม่ได้อยู่ชั้นที่บรรทัดนี้บอก ตรวจว่าวางถูกห้อง"
        if beside.born_on is not None and child.born_on not in (None, beside.born_on):
            return f"คือ{child.name} วันเกิดไม่ตรงกับบรรทัดนี้ ตรวจว่าเป็นคนเดียวกัน"
        return ""

    def confirms(self, ref: Any, beside: Beside) -> bool:
        """A day of birth tells children of a room apart; a level does not."""
        return beside.born_on is not None and self.by_ref[ref].born_on == beside.born_on

    def is_ambiguous(self, who: str) -> bool:
        """One child's เลขที่ and another's school number."""
        return self.by_number.get(who, self.by_school_number.get(who)) != self.by_school_number.get(
            who, self.by_number.get(who)
        )

    def named(self, name: str) -> Any | None:
        found = self.by_name.get(fold(name), [])
        return found[0] if len(found) == 1 else None
