"""Opening a spreadsheet that a stranger may have made, so that the worst it can do is be refused.

The file is parsed in a child process of the same interpreter that has no secrets in its environment, 1 GB of
memory and 60 s of processor time (decisions C22); rows come back through a pipe as JSON.  Every refusal is a
Thai sentence that says what to do.

    python -m schools.reading < file.xlsx     the child's side
"""

import io
import json
import pkgutil
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from schools.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    SAY_EMPTY,
    SAY_TOO_MANY_ROWS,
    Cell,
    Unreadable,
    from_csv,
)

MAX_BYTES = 20 * 1024**2
MAX_MEMBERS = 200
MAX_UNPACKED = 300 * 1024**2
MAX_RATIO = 100
MAX_SHEETS = 20
MEMORY = 1024**3
CPU_SECONDS = 60
WALL_SECONDS = 45  # below the 60 s after which the web server ends a request

SAY_TYPE = "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv"
SAY_TOO_BIG = f"ไฟล์นี้ใหญ่เกิน {MAX_BYTES // 1024**2} MB ลบรูปภาพและแผ่นงานอื่นออก หรือแบ่งเป็นหลายไฟล์"
SAY_BROKEN = "เปิดไฟล์นี้ไม่ได้ ดาวน์โหลดจาก DMC ใหม่ หรือเปิดใน Excel แล้วบันทึกเป็น .xlsx อีกครั้ง"
SAY_LOCKED = "ไฟล์นี้ตั้งรหัสผ่านไว้ เปิดใน Excel แล้วบันทึกใหม่โดยไม่ตั้งรหัสผ่าน"
SAY_BOMB = "ไฟล์นี้คลายออกมาใหญ่ผิดปกติ คัดลอกเฉพาะตารางรายชื่อไปไว้ในไฟล์ใหม่ แล้วเลือกไฟล์นั้น"
SAY_LINKS = "ไฟล์นี้มีลิงก์ไปไฟล์อื่นหรือมีมาโคร คัดลอกเฉพาะค่าในตารางไปไว้ในไฟล์ใหม่ แล้วเลือกไฟล์นั้น"
SAY_WEB_PAGE = "ไฟล์นี้เป็นหน้าเว็บที่ตั้งชื่อเป็น Excel เปิดใน Excel แล้วบันทึกเป็น .xlsx"
SAY_TOO_HEAVY = "ไฟล์นี้ใช้เวลาหรือหน่วยความจำมากเกินไป คัดลอกเฉพาะตารางรายชื่อไปไว้ในไฟล์ใหม่ แล้วเลือกไฟล์นั้น"

FILLED = "schools.reading.filled"
_ROOT = Path(__file__).resolve().parent.parent
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_TYPES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
)
_CHUNK = 1024**2


def read_file(content: bytes, *, scored_by: str = FILLED) -> list[list[Cell]]:
    """The rows of the best sheet, whatever the file is called.

    `scored_by` is the dotted name of a function rows -> number that says, in the child, which sheet is best;
    without one it is the one with the most filled rows.  Texts, numbers, dates and times as they stand; row 1 of
    the sheet is the first.  Raises Unreadable.
    """
    if not content:
        raise Unreadable(SAY_EMPTY)
    if len(content) > MAX_BYTES:
        raise Unreadable(SAY_TOO_BIG)
    if is_workbook(content):
        return _in_a_child(content, scored_by)
    start = content[:1024].lstrip().lower()
    if start.startswith(_OTHER_TYPES) or content.startswith(_OTHER_TYPES):
        raise Unreadable(SAY_TYPE)
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise Unreadable(SAY_WEB_PAGE)
    rows: list[list[Cell]] = [list(row) for row in from_csv(content)]
    return rows


def is_workbook(content: bytes) -> bool:
    """What Excel writes, whatever the file is called."""
    return content.startswith((_ZIP, _OLE))


def _in_a_child(content: bytes, scored_by: str) -> list[list[Cell]]:
    environment = {"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, the file comes by pipe
            [sys.executable, "-P", "-s", "-m", "schools.reading", scored_by],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=environment,
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as too_long:
        raise Unreadable(SAY_TOO_HEAVY) from too_long
    if done.returncode != 0:
        raise Unreadable(SAY_TOO_HEAVY)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return [[_from_json(cell) for cell in row] for row in answer["rows"]]


# --- the child's side ------------------------------------------------------------------------------------


def _sheets(content: bytes) -> Iterator[list[list[Cell]]]:
    """The first sheets of a checked workbook, each cut at the limits."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in workbook.sheet_names[:MAX_SHEETS]:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height > MAX_ROWS + 50:  # a few lines of heading do not count
            raise Unreadable(SAY_TOO_MANY_ROWS)
        yield [_trimmed(row) for row in sheet.to_python(skip_empty_area=False)]


def _trimmed(row: list[Any]) -> list[Cell]:
    """A row without the empty cells at its end, at most `MAX_COLUMNS` wide."""
    cells = row[:MAX_COLUMNS]
    while cells and cells[-1] in ("", None):
        cells.pop()
    return cells


def filled(rows: list[list[Cell]]) -> int:
    """How many rows hold anything."""
    return sum(any(row) for row in rows)


def parse(content: bytes, score: Callable[[list[list[Cell]]], int] = filled) -> list[list[Cell]]:
    """The rows of the best sheet of an .xlsx or .xls, in this process.  Raises Unreadable."""
    if content.startswith(_ZIP):
        _check_zip(content)
    elif "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(SAY_LOCKED)
    try:
        found = max(_sheets(content), key=score, default=[])
    except PasswordError as locked:
        raise Unreadable(SAY_LOCKED) from locked
    except (CalamineError, OSError, ValueError, IndexError) as failed:
        if isinstance(failed, Unreadable):
            raise
        raise Unreadable(SAY_BROKEN) from failed
    if not any(found):
        raise Unreadable(SAY_EMPTY)
    return found


def _check_zip(content: bytes) -> None:
    """The members of an .xlsx: few, not blown up, no links to elsewhere, no macros, no DTD."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            if len(members) > MAX_MEMBERS:
                raise Unreadable(SAY_BOMB)
            names = " ".join(member.filename.lower() for member in members)
            if "externallinks/" in names or "vbaproject" in names:
                raise Unreadable(SAY_LINKS)
            left = MAX_UNPACKED
            for member in members:
                left -= _unpacked(packed, member, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as failed:
        raise Unreadable(SAY_BROKEN) from failed
    except RuntimeError as locked:  # zipfile's word for an encrypted member
        raise Unreadable(SAY_LOCKED) from locked


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """The real size of one member, counted while it is unpacked because the directory may lie."""
    limit = min(left, max(member.compress_size, 1) * MAX_RATIO, MAX_UNPACKED)
    limit = max(limit, min(left, _CHUNK))  # a small part of many equal cells is no bomb
    size, tail = 0, b""
    with packed.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise Unreadable(SAY_BOMB)
            seen = (tail + chunk).replace(b"\x00", b"").upper()  # UTF-16 hides nothing
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise Unreadable(SAY_LINKS)
            tail = chunk[-40:]
    return size


def pack(rows: list[list[Cell]]) -> bytes:
    """Rows as bytes to be kept (sealed) between two pages of the wizard; `unpack` gives them back."""
    return zlib.compress(json.dumps([[_as_json(cell) for cell in row] for row in rows], ensure_ascii=False).encode())


def unpack(kept: bytes) -> list[list[Cell]]:
    return [[_from_json(cell) for cell in row] for row in json.loads(zlib.decompress(kept))]


def _as_json(cell: Any) -> Any:
    if isinstance(cell, datetime | date | time):
        return [cell.isoformat()]
    return [cell.total_seconds()] if isinstance(cell, timedelta) else cell


def _from_json(cell: Any) -> Cell:
    """Dates travel as a list of one text, so that no text of the file can pose as one."""
    if not isinstance(cell, list):
        kept: Cell = cell
        return kept
    told = cell[0]
    if isinstance(told, int | float):
        return timedelta(seconds=told)
    if "T" in told:
        return datetime.fromisoformat(told)
    return date.fromisoformat(told) if "-" in told else time.fromisoformat(told)


def _answer(content: bytes, scored_by: str) -> str:
    try:
        rows = parse(content, pkgutil.resolve_name(scored_by))
    except Unreadable as refusal:
        return json.dumps({"refused": refusal.message})
    return json.dumps({"rows": [[_as_json(cell) for cell in row] for row in rows]}, ensure_ascii=False)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), sys.argv[1]).encode())
