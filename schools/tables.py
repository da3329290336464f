"""Cells as spreadsheets give them, and text files of every age as rows of cells."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from schools.calendar import BadDate, parse, parse_fields
from schools.thai import clean

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]
Rows = Sequence[Row]

MAX_ROWS = 60_000
MAX_COLUMNS = 300

SAY_CSV = "อ่านไฟล์ .csv นี้ไม่ได้ เปิดใน Excel แล้วบันทึกเป็น .xlsx จากนั้นเลือกไฟล์อีกครั้ง"
SAY_DATE = "กรอกวันเกิด เช่น 12/06/2558"
SAY_EMPTY = "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์ที่ดาวน์โหลดจาก DMC"
SAY_TOO_MANY_ROWS = f"ไฟล์นี้มีเกิน {MAX_ROWS:,} แถว แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์"

_EXCEL_EPOCH = date(1899, 12, 30)
_BLANKS = {"", "-", "–", "—", "--", "ไม่ระบุ", "#n/a", "null", "none"}


class Unreadable(ValueError):
    """A file that cannot be read; the message says in Thai what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def text_of(cell: Cell) -> str:
    """A cell as one clean line; "-" and its kin are empty; 4.0 is "4"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    text = clean(str(cell)[:2000])
    return "" if text.lower() in _BLANKS else text


def date_of(cell: Cell) -> tuple[date | None, bool]:
    """A cell as a date, and whether its year was written in ค.ศ.; (None, False) for an empty cell.

    Understands text, Excel's own dates and serial numbers, each with a พ.ศ. or a ค.ศ. year.  Raises BadDate.
    """
    if isinstance(cell, bool | time | timedelta):
        raise BadDate(SAY_DATE)
    if isinstance(cell, datetime):
        return _out_of_excel(cell.date())
    if isinstance(cell, date):
        return _out_of_excel(cell)
    text = text_of(cell)
    if not text:
        return None, False
    if re.fullmatch(r"\d{4,6}(?:\.\d+)?", text):
        return _out_of_excel(_from_serial(float(text)))
    parsed = parse(text)
    return parsed.on, parsed.from_ce is not None


def _from_serial(days: float) -> date:
    try:
        return _EXCEL_EPOCH + timedelta(int(days))
    except OverflowError as too_far:
        raise BadDate(SAY_DATE) from too_far


def _out_of_excel(on: date) -> tuple[date, bool]:
    """Excel takes 12/06/2558 for the year 2558 after Christ: such years are brought back."""
    if 2400 <= on.year <= 2700:
        return parse_fields(str(on.day), str(on.month), str(on.year)).on, False
    if 1857 <= on.year <= 2157:
        return on, True
    raise BadDate(SAY_DATE)


def from_csv(content: bytes) -> list[list[str]]:
    """The rows of a text file: UTF-8 with or without mark, UTF-16, Windows-874; comma, semicolon, tab, bar.

    Raises Unreadable.
    """
    text = decode(content)
    if not text.strip():
        raise Unreadable(SAY_EMPTY)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if len(rows) >= MAX_ROWS + 50:  # a few lines of heading do not count
                raise Unreadable(SAY_TOO_MANY_ROWS)
            rows.append(row[:MAX_COLUMNS])
    except csv.Error as failed:
        raise Unreadable(SAY_CSV) from failed
    return rows


def decode(content: bytes) -> str:
    """Bytes as text: by their mark, else UTF-8, else Windows-874 (TIS-620), the old way of Thai Excel."""
    encodings = ["utf-8-sig", "cp874"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(SAY_CSV)


def _delimiter(text: str) -> str:
    """The sign that splits the first filled lines most often and most evenly; a comma when none does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    return max(",;\t|", key=lambda sign: sorted(line.count(sign) for line in lines)[len(lines) // 2])
