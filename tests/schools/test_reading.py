"""Hostile and merely broken files: each is refused with a Thai sentence, none takes the server along."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from schools import reading
from schools.tables import SAY_CSV, SAY_EMPTY, SAY_TOO_MANY_ROWS, Unreadable, from_csv

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "dmc" / "dmc-p4-2.xlsx"


def repacked(**members: bytes) -> bytes:
    """The sample workbook with members added or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return made.getvalue()


def workbook(rows: list[list[object]], *before: list[list[object]]) -> bytes:
    book = Workbook(write_only=True)
    for content in (*before, rows):
        sheet = book.create_sheet()
        for row in content:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        reading.read_file(content)
    return caught.value.message


def test_cells_keep_their_kinds() -> None:
    rows = reading.read_file(workbook([["ชื่อ", 5, 1.5, True, date(2015, 6, 12), None, "=1+1"]]))
    assert rows[0][:5] == ["ชื่อ", 5.0, 1.5, True, date(2015, 6, 12)]


def test_the_sheet_with_the_heading_is_taken() -> None:
    rows = reading.read_file(workbook([["ชื่อ", "นามสกุล", "ชั้น"], ["ชบา", "ลองเรียน", "ป.4"]], [["คำอธิบาย"]]))
    assert rows[1] == ["ชบา", "ลองเรียน", "ป.4"]


def test_row_numbers_stay_those_of_excel() -> None:
    assert reading.read_file(workbook([[], [], ["ก"]])) == [[], [], ["ก"]]


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"MZ\x90", b"Rar!\x1a", b"GIF89a"],
)
def test_other_types(content: bytes) -> None:
    assert refusal(content) == reading.SAY_TYPE


def test_sizes() -> None:
    assert refusal(b"") == SAY_EMPTY
    assert refusal(b" \r\n ") == SAY_EMPTY
    assert refusal(b"x" * (reading.MAX_BYTES + 1)) == reading.SAY_TOO_BIG
    assert refusal(workbook([])) == SAY_EMPTY


@pytest.mark.parametrize("content", [b"<html><table>", b"\r\n <!DOCTYPE html>", b'<?xml version="1.0"?>'])
def test_web_pages_that_call_themselves_excel(content: bytes) -> None:
    assert refusal(content) == reading.SAY_WEB_PAGE


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        SAMPLE.read_bytes()[:5000],
        repacked(**{"xl/worksheets/sheet1.xml": b""}),
        repacked().replace(repacked()[60:90], b"\xff" * 30),
        repacked(**{"xl/workbook.xml": b"<nonsense"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
    ],
)
def test_broken_files(content: bytes) -> None:
    assert refusal(content) in {reading.SAY_BROKEN, SAY_EMPTY}


def test_a_workbook_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(ole) == reading.SAY_LOCKED
    locked = bytearray(SAMPLE.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(signature)
        while place >= 0:
            locked[place + offset] |= 1
            place = locked.find(signature, place + 4)
    assert refusal(bytes(locked)) == reading.SAY_LOCKED


def test_bombs() -> None:
    zeros = b"0" * (4 * 1024**2)
    assert refusal(repacked(**{"xl/media/zeros.bin": zeros})) == reading.SAY_BOMB
    assert refusal(repacked(**{f"xl/media/{n}.bin": b"x" for n in range(200)})) == reading.SAY_BOMB


def test_the_size_told_by_the_directory_is_not_believed() -> None:
    lying = bytearray(repacked(**{"xl/media/zeros.bin": b"0" * (4 * 1024**2)}))
    place = lying.rfind(b"PK\x01\x02", 0, lying.rfind(b"PK\x05\x06"))
    lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(lying)) in {reading.SAY_BOMB, reading.SAY_BROKEN}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ("xl/vbaProject.bin", b"x"),
        ("xl/styles2.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
        ("xl/styles3.xml", '<!DOCTYPE a [<!ENTITY b "b">]>'.encode("utf-16")),
    ],
)
def test_links_macros_and_entities(name: str, content: bytes) -> None:
    assert refusal(repacked(**{name: content})) == reading.SAY_LINKS


def test_too_many_rows() -> None:
    assert refusal(workbook([["ก", str(n)] for n in range(60_100)])) == SAY_TOO_MANY_ROWS
    with pytest.raises(Unreadable, match="60,000"):
        from_csv(b"a,b\n" * 60_100)


def test_a_cell_at_the_far_corner_costs_no_memory_here() -> None:
    far = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    far += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far += b"</worksheet>"
    assert refusal(repacked(**{"xl/worksheets/sheet1.xml": far})) in {
        reading.SAY_TOO_HEAVY,
        SAY_TOO_MANY_ROWS,
        reading.SAY_BROKEN,
    }


def test_columns_end_at_the_limit() -> None:
    assert len(reading.read_file(workbook([["ก"] * 400]))[0]) == 300


def test_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}

    def run(*args: object, **kwargs: object) -> object:
        seen.update(kwargs)
        raise reading.subprocess.TimeoutExpired("child", 1)

    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setattr(reading.subprocess, "run", run)
    assert refusal(SAMPLE.read_bytes()) == reading.SAY_TOO_HEAVY
    assert "canary" not in str(seen["env"])


def test_binary_that_is_nothing() -> None:
    assert refusal(bytes(range(256)) * 10) == SAY_CSV
