"""A pasted class list: who has which เลขที่ (class number)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schools.thai import fold, to_arabic_digits

_NUMBER_FIRST = re.compile(r"(\d{1,2})(?:[.)]|\s|\t)+(.+)")


@dataclass(frozen=True)
class Child:
    """A child of the room; `ref` is the caller's name for her."""

    ref: Any
    school_number: str
    name: str


def read_list(pasted: str, children: Sequence[Child]) -> tuple[dict[Any, int], list[str]]:
    """(ref -> number, sentences about lines that name nobody). A line is a school number or a name.

    A number in front ("7 ชบา ลองเรียน") is taken as it stands; without one the lines are counted from 1.
    """
    by_number = {child.school_number: child.ref for child in children if child.school_number}
    by_name: dict[str, list[Any]] = {}
    for child in children:
        by_name.setdefault(fold(child.name), []).append(child.ref)
    found: dict[Any, int] = {}
    problems = []
    lines = [line.strip() for line in to_arabic_digits(pasted).splitlines() if line.strip()]
    for turn, line in enumerate(lines[:200], 1):
        number, text = turn, line
        if by_number.get(line) is None and (numbered := _NUMBER_FIRST.fullmatch(line)):
            number, text = int(numbered[1]), numbered[2].strip()
        ref = _who(text, by_number, by_name)
        if ref is None:
            problems.append(f"บรรทัด {turn} “{line[:40]}” ไม่ตรงกับนักเรียนคนใดในห้อง แก้ชื่อหรือใช้เลขประจำตัวนักเรียน")
        elif ref in found:
            problems.append(f"บรรทัด {turn} “{line[:40]}” ซ้ำกับบรรทัดก่อน ลบออกหนึ่งบรรทัด")
        elif not 1 <= number <= 99 or number in found.values():
            problems.append(f"บรรทัด {turn} เลขที่ {number} ซ้ำหรือไม่อยู่ใน 1 ถึง 99")
        else:
            found[ref] = number
    return found, problems


def _who(text: str, by_number: dict[str, Any], by_name: dict[str, list[Any]]) -> Any | None:
    """The one child this text names: her number in any part of it, or her name."""
    for part in (text, *text.split()):
        if part in by_number:
            return by_number[part]
    named = by_name.get(fold(text), [])
    return named[0] if len(named) == 1 else None
