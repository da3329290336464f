"""The pupil file of DMC: every layout that is known, every kind of file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schools import tables
from schools.tables import Unreadable
from students import reading
from students.dmc import checking, layout
from students.dmc.pupils import Expected
from tools import sample_dmc

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"
TODAY = date(2025, 6, 25)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if "p4-2" in path.name))
def test_every_layout_gives_the_same_forty_children(name: str) -> None:
    rows = reading.read_file((SAMPLES / name).read_bytes())
    found = checking.read(rows, layout.find(rows), Expected(("97000001", "9700000101"), today=TODAY))
    assert (found.rows, found.fine, found.problems) == (40, 40, ())
    assert found.rooms_sentence == "ไฟล์นี้มี 1 ห้อง: ป.4/2"
    first = found.pupils[0]
    assert (first.identifier, first.school_number) == (sample_dmc.identifier(60001), "60001")
    assert (first.full_name, first.sex, first.room_name) == ("เด็กชายกล้าหาญ สมมุติใจ", "m", "ป.4/2")
    assert first.details["born_on"] == date(2015, 1, 1)


def test_the_school_file_has_seven_errors_and_five_warnings() -> None:
    rows = reading.read_file((SAMPLES / "dmc-421.xlsx").read_bytes())
    found = checking.read(rows, layout.find(rows), Expected(("97000003",), today=TODAY))
    assert (found.rows, found.fine, len(found.errors), len(found.warnings)) == (421, 409, 7, 5)
    assert [problem.row for problem in found.warnings] == [18, 55, 140, 260, 388]
    assert {problem.row: problem.field for problem in found.errors} == {
        77: "level",
        90: "national_id",
        131: "born_on",
        164: "first_name",
        203: "national_id",
        240: "national_id",
        301: "school_code",
    }
    assert len(found.pupils) == 414


def test_the_samples_are_what_the_generator_writes() -> None:
    for name, content in sample_dmc.files().items():
        kept = (SAMPLES / name).read_bytes()
        assert (kept == content) or reading.read_file(kept) == reading.read_file(content)


def test_two_columns_with_one_heading_are_told_apart_by_their_thirteen_digits() -> None:
    head = ["เลขประจำตัวนักเรียน", "ชื่อ", "นามสกุล", "ชั้น", "เลขประจำตัวนักเรียน"]
    for ids in ([501, "1000000001013"], ["1000000001013", 501]):
        found = layout.find([head, [ids[0], "ชบา", "ลองเรียน", "ป.4", ids[1]]])
        assert found.columns["national_id"] == ids.index("1000000001013") * 4
        assert found.columns["school_number"] == ids.index(501) * 4


def test_chosen_columns_are_remembered_by_heading_and_turn() -> None:
    head = ("รหัสลับ", "ชื่อ", "นามสกุล", "ชั้น", "รหัสลับ")
    kept = layout.remember(head, {"national_id": 4, "first_name": 1})
    table = [["รหัสลับ", "รหัสลับ", "ชื่อ", "นามสกุล", "ชั้น"], ["x", "1000000001013", "ชบา", "ลองเรียน", "ป.4"]]
    assert layout.find(table, kept).columns["national_id"] == 1


def test_missing_columns_are_named() -> None:
    found = layout.find([["เลขที่", "นามสกุล", "เพศ"], ["1", "ลองเรียน", "ช"]])
    assert [text.split("”")[0] for text in found.missing] == [
        "ไฟล์นี้ไม่มีคอลัมน์ “เลขประจำตัวประชาชน",
        "ไฟล์นี้ไม่มีคอลัมน์ “ชื่อ",
        "ไฟล์นี้ไม่มีคอลัมน์ “ชั้น",
    ]
    assert found.choices[2] == (2, "C · เพศ")
    assert layout.letter(27) == "AB"


@pytest.mark.parametrize("rows", [[], [[]], [["สวัสดี"], ["ก", "ข"]]])
def test_a_table_without_heading_is_refused(rows: list[list[Any]]) -> None:
    with pytest.raises(Unreadable, match="ไม่พบแถวหัวตาราง"):
        layout.find(rows)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ยังไม่สามารถจำหน่ายได้(3.1.8)", "suspended"),
        ("ยังไม่สามารถจำหน่ายได้ (3.1.8)", "suspended"),
        ("น้ำหนัก", "weight"),
        ("วัน/เดือน/ปีเกิด", "born_on"),
        ("คำนำหน้าชื่อบิดา", "father_title"),
        ("เลขบัตร", "national_id"),
    ],
)
def test_headings(heading: str, field: str) -> None:
    assert layout.find([["ชื่อ", "นามสกุล", "ชั้น", heading]]).columns[field] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_text_files_of_every_age(encoding: str, sign: str) -> None:
    content = f'ชื่อ{sign}นามสกุล{sign}ชั้น\r\n"ชบา"{sign}ลองเรียน{sign}ป.4\r\n'.encode(encoding)
    assert tables.from_csv(content) == [["ชื่อ", "นามสกุล", "ชั้น"], ["ชบา", "ลองเรียน", "ป.4"]]


@pytest.mark.parametrize("content", [b"a\x00b,c", b"\xff\xfe\x00", b'"' + b"x" * 200_000])
def test_no_text_file(content: bytes) -> None:
    with pytest.raises(Unreadable, match="บันทึกเป็น"):
        tables.from_csv(content)
