"""ระดับชั้น: the fifteen levels from อนุบาล 1 to มัธยม 6, and how people write them."""

import re
from enum import IntEnum
from typing import Self

from schools.thai import clean, to_arabic_digits

_STAGES = (
    # stage, short, long, ways people write it (longest first, dots and spaces gone)
    (1, "อ.", "ชั้นอนุบาลปีที่", ("ชั้นอนุบาลปีที่", "อนุบาลปีที่", "ชั้นอนุบาล", "อนุบาล", "อบ", "อ")),
    (4, "ป.", "ชั้นประถมศึกษาปีที่", ("ชั้นประถมศึกษาปีที่", "ประถมศึกษาปีที่", "ประถมศึกษา", "ประถม", "ป")),
    (10, "ม.", "ชั้นมัธยมศึกษาปีที่", ("ชั้นมัธยมศึกษาปีที่", "มัธยมศึกษาปีที่", "มัธยมศึกษา", "มัธยม", "ม")),
)
_WRITTEN = {way: first for first, _, _, ways in _STAGES for way in ways}
_LEVEL = re.compile(r"([ก-๎]+?)([1-9])")


class Level(IntEnum):
    """A level; the number 1–15 is what is stored and what sorts."""

    K1 = 1
    K2 = 2
    K3 = 3
    P1 = 4
    P2 = 5
    P3 = 6
    P4 = 7
    P5 = 8
    P6 = 9
    M1 = 10
    M2 = 11
    M3 = 12
    M4 = 13
    M5 = 14
    M6 = 15

    @property
    def short(self) -> str:
        """ "ป.4"."""
        first, short, _, _ = self._stage
        return f"{short}{self - first + 1}"

    @property
    def long(self) -> str:
        """ "ชั้นประถมศึกษาปีที่ 4"."""
        first, _, long, _ = self._stage
        return f"{long}\u00a0{self - first + 1}"

    @property
    def next(self) -> Self | None:
        """The level a child is promoted to; none after ม.6."""
        return type(self)(self + 1) if self < Level.M6 else None

    @property
    def previous(self) -> Self | None:
        """The level a child comes from; none before อ.1."""
        return type(self)(self - 1) if self > Level.K1 else None

    @property
    def _stage(self) -> tuple[int, str, str, tuple[str, ...]]:
        return next(stage for stage in reversed(_STAGES) if stage[0] <= self)

    @classmethod
    def choices(cls) -> list[tuple[int, str]]:
        """(code, "ป.4") for model and form fields."""
        return [(int(level), level.short) for level in cls]

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The level of "ป.4", "ป4", "ป. ๔", "ประถมศึกษาปีที่ 4", "อ.2"; None when there is no such level."""
        kept = re.sub(r"[.\s]", "", to_arabic_digits(clean(text[:60])))
        found = _LEVEL.fullmatch(kept)
        first = _WRITTEN.get(found[1]) if found else None
        if found is None or first is None:
            return None
        years = 3 if first == Level.K1 else 6
        step = int(found[2])
        return cls(first + step - 1) if step <= years else None


def room_name(level: Level, room: str) -> str:
    """ "ป.4/2"; only the level when the room has no name of its own (small schools)."""
    return f"{level.short}/{room}" if room else level.short


def parse_room(text: str) -> tuple[Level, str] | None:
    """Level and room of "ป.4/2" or "ป.4"; None when the level does not exist."""
    level_text, _, room = to_arabic_digits(clean(text[:80])).partition("/")
    level = Level.parse(level_text)
    return (level, clean(room)) if level else None


def rooms_name(levels: list[Level], room: str = "") -> str:
    """The name of a room of several levels, "ป.1–2", as small schools have them."""
    first, last = min(levels), max(levels)
    if first == last:
        return room_name(first, room)
    same_stage = first.short[:2] == last.short[:2]
    name = f"{first.short}–{last.short[2:] if same_stage else last.short}"
    return f"{name}/{room}" if room else name
