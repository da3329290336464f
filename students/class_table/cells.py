"""One cell as it was typed or pasted → its value as text, or the sentence that says what is wrong with it."""

import re
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from schools.thai import clean, fold, to_arabic_digits
from students.class_table.columns import Column, Kind

BLANK = {"", "-", "–", "—", "--", "n/a", "#n/a", "ไม่มี"}
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,10})?")

Cells = dict[str, str]


class BadCell(ValueError):
    """What is wrong with a cell, in Thai: what it should be."""


def read(column: Column, typed: str) -> str:
    """The cell's value in the one way we write it: "" for nothing, "3.50", "2", or a choice's value.

    Thai digits are digits; more decimals than the column has are cut off, as grades are. Raises BadCell.
    """
    text = clean(to_arabic_digits(typed[:200])).strip()
    if text.lower() in BLANK:
        return ""
    if column.choices:
        return _chosen(column, text)
    if column.name == "percent":
        text = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(text):
        raise BadCell(column.says)
    try:
        number = Decimal(text)
    except InvalidOperation as odd:
        raise BadCell(column.says) from odd
    if not column.least <= number <= column.most or (not column.places and number != int(number)):
        raise BadCell(column.says)
    return written(number, column)


def written(number: Decimal, column: Column) -> str:
    return f"{number.quantize(Decimal(1).scaleb(-column.places), ROUND_DOWN):f}"


def _chosen(column: Column, text: str) -> str:
    if text in column.choices:
        return text
    number = text.removesuffix(".00").removesuffix(".0")
    meant = {fold(word): value for value, word in column.choices.items()}
    meant |= {fold(word): value for word, value in column.words.items()}
    found = number if number in column.choices else meant.get(fold(text))
    if found is None:
        raise BadCell(column.says)
    return found


def settle(kind: Kind, cells: Cells) -> Cells:
    """A child's cells as they can stand together: what is only pasted is counted into ours.

    Raises BadCell when they contradict each other. Nothing typed at all stays nothing.
    """
    if kind == Kind.ATTENDANCE:
        return _attendance(cells)
    if kind == Kind.MEASURES and _number(cells, "weight") > _number(cells, "height") > 0:
        raise BadCell("น้ำหนักกับส่วนสูงสลับช่องกัน")
    return cells


def _attendance(cells: Cells) -> Cells:
    told = {name: text for name, text in cells.items() if text}
    if not told:
        return {name: "" for name in cells if name not in _PASTED_ONLY}
    if "school_days" not in told:
        raise BadCell("กรอกจำนวนวันเรียนของเดือนก่อน")
    days = int(told["school_days"])
    excused = int(told["excused"]) if "excused" in told else int(_number(told, "sick") + _number(told, "errand"))
    absent = _absent(told, days, excused)
    streak = int(told.get("streak", "0"))
    if absent + excused > days:
        raise BadCell(f"วันขาดรวมวันลาเป็น {absent + excused} วัน เกินวันเรียน {days} วัน")
    late, present = int(told.get("late", "0")), days - absent - excused
    if late > present:
        raise BadCell(f"สาย {late} วัน มากกว่าวันที่มา {present} วัน")
    if streak > absent:
        raise BadCell(f"ขาดติดต่อกัน {streak} วัน มากกว่าวันขาด {absent} วัน")
    return {
        "school_days": str(days),
        "absent": str(absent),
        "excused": str(excused),
        "late": str(late),
        "streak": str(streak),
    }


_PASTED_ONLY = {"sick", "errand", "present", "percent"}


def _absent(told: Mapping[str, str], days: int, excused: int) -> int:
    """As told; else from the days present, else from the percentage of days present."""
    if "absent" in told:
        return int(told["absent"])
    present = int(told["present"]) if "present" in told else None
    if present is None and "percent" in told:
        present = int((Decimal(days) * Decimal(told["percent"]) / 100).to_integral_value())
    if present is None:
        return 0
    if present + excused > days:
        raise BadCell(f"วันมารวมวันลาเป็น {present + excused} วัน เกินวันเรียน {days} วัน")
    return days - present - excused


def _number(cells: Mapping[str, str], name: str) -> Decimal:
    return Decimal(cells.get(name) or 0)
