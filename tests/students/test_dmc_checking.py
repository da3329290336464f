"""The cells of the pupil file of DMC: every fault that was met, each said with what to do."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.levels import Level
from students import national_id
from students.dmc import checking, layout
from students.dmc.pupils import Decisions, Expected, Reading

TODAY = date(2025, 6, 25)
HEAD = ["เลขประจำตัวประชาชน", "เลขประจำตัวนักเรียน", "ชั้น", "ห้อง", "เพศ", "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล", "วันเกิด"]
ROW = ["1000000001013", "501", "ป.4", "2", "ญ", "เด็กหญิง", "ชบา", "ลองเรียน", "12/06/2558"]


def row(**changed: Any) -> list[Any]:
    names = ("id", "number", "level", "room", "sex", "title", "first", "last", "born")
    return [changed.get(name, value) for name, value in zip(names, ROW, strict=True)]


def read(*rows: Sequence[Any], decisions: Decisions | None = None, head: Sequence[str] = HEAD) -> Reading:
    table: list[list[Any]] = [list(head), *map(list, rows)]
    return checking.read(table, layout.find(table), Expected(today=TODAY), decisions=decisions)


def only(found: Reading) -> tuple[str, str]:
    assert len(found.problems) == 1
    return found.problems[0].field, found.problems[0].message


@pytest.mark.parametrize(
    "born",
    [
        "12/06/2558",
        "๑๒/๐๖/๒๕๕๘",
        "12/06/2015",
        "12 มิ.ย. 2558",
        date(2015, 6, 12),
        datetime(2015, 6, 12),  # noqa: DTZ001 - Excel knows no time zones
        date(2558, 6, 12),
        42167,
        42167.0,
        "42167",
    ],
)
def test_a_birthday_in_every_shape(born: Any) -> None:
    found = read(row(born=born))
    assert found.problems == ()
    assert found.pupils[0].details["born_on"] == date(2015, 6, 12)


def test_christian_years_are_said_once_for_the_file() -> None:
    found = read(row(born="12/06/2015"), row(id="1000000001021", number="502", born="1/2/2016"))
    assert found.notes == ("วันเกิด 2 แถวเป็นปี ค.ศ. ระบบเปลี่ยนเป็น พ.ศ. ให้แล้ว ตรวจดูอีกครั้ง",)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"level": "ป.7"}, "level", "ชั้น “ป.7” ไม่มีในโรงเรียนนี้ เลือกชั้นที่ถูกต้อง"),
        ({"level": "-"}, "level", "เลือกชั้นของนักเรียน"),
        ({"room": "ก"}, "room", "ห้อง “ก” ต้องเป็นเลขห้อง 1 ถึง 99 เช่น 2"),
        ({"born": "31/02/2558"}, "born_on", "กุมภาพันธ์ 2558 มี 28 วัน ไม่มีวันที่ 31 ตรวจวันที่อีกครั้ง"),
        ({"born": "12/06/2530"}, "born_on", "วันเกิดนี้ทำให้อายุ 38 ปี ตรวจปีเกิดอีกครั้ง"),
        ({"born": 10**20}, "born_on", "กรอกวันที่ เช่น 12 มิถุนายน 2568"),
        ({"first": "-"}, "first_name", "กรอกชื่อนักเรียน"),
        ({"last": None}, "last_name", "กรอกนามสกุลนักเรียน"),
        ({"id": 1.23e12}, "national_id", national_id.SAY_EXCEL),
        ({"id": "1.23E+12"}, "national_id", national_id.SAY_EXCEL),
        ({"id": "1000000001014"}, "national_id", national_id.SAY_CHECK_DIGIT),
        ({"id": "-"}, "national_id", national_id.SAY_MISSING),
        ({"sex": "?"}, "sex", "เลือกเพศ ชาย หรือ หญิง"),
        ({"sex": "ช"}, "sex", "เพศ “ช” ไม่ตรงกับคำนำหน้าชื่อ เทียบกับ DMC อีกครั้ง"),
        ({"number": "A" * 13}, "school_number", "เลขประจำตัวนักเรียนยาวเกิน 12 ตัว ตรวจคอลัมน์ที่เลือก"),
        ({"first": "ก" * 81}, "first_name", "ชื่อยาวเกิน 80 ตัวอักษร จะเก็บเฉพาะ 80 ตัวแรก"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(changed: dict[str, Any], field: str, says: str) -> None:
    assert only(read(row(**changed))) == (field, says)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"level": "ประถมศึกษาปีที่ ๔", "room": 2.0}, "ป.4/2"),
        ({"level": "ป.4/3", "room": ""}, "ป.4/3"),
        ({"level": "อ.2", "room": "-"}, "อ.2/1"),
    ],
)
def test_levels_and_rooms_as_written(changed: dict[str, Any], expected: str) -> None:
    assert read(row(**changed)).pupils[0].room_name == expected


@pytest.mark.parametrize(
    ("title", "first", "kept"),
    [
        ("ด.ญ.", "ชบา", ("เด็กหญิง", "ชบา")),
        ("", "ด.ญ. ชบา", ("เด็กหญิง", "ชบา")),
        ("", "เด็กหญิงชบา", ("เด็กหญิง", "ชบา")),
        ("น.ส.", "ชบา", ("นางสาว", "ชบา")),
        ("หม่อมหลวง", "ชบา", ("หม่อมหลวง", "ชบา")),
        ("เด็กหญิง", "นางฟ้า", ("เด็กหญิง", "นางฟ้า")),
        ("เด็กหญิง", "เเก้วน้ํา\u200b", ("เด็กหญิง", "แก้วน้ำ")),
    ],
)
def test_names_are_cleaned_and_titles_known(title: str, first: str, kept: tuple[str, str]) -> None:
    pupil = read(row(title=title, first=first)).pupils[0]
    assert (pupil.title, pupil.first_name) == kept


def test_the_second_of_two_equal_rows_says_which_is_the_first() -> None:
    found = read(row(), row(number="502"))
    assert only(found) == ("national_id", "แถว 3 ซ้ำกับแถว 2 เลือกแถวที่จะเก็บ")
    assert found.problems[0].choices == (("skip:3", "เก็บแถว 2"), ("skip:2", "เก็บแถว 3"))
    kept = read(row(), row(number="502"), decisions=Decisions().choose(3, "national_id", "skip:2"))
    assert (kept.problems, kept.skipped, kept.pupils[0].row) == ((), (2,), 3)
    assert only(read(row(), row(id="1000000001021")))[0] == "school_number"


def test_typed_corrections_are_read_like_the_file() -> None:
    decisions = Decisions().choose(2, "level", "ป.5").choose(2, "born_on", "๑๓/๖/๒๕๕๘").choose(3, "x", "skip:3")
    again = Decisions.from_json(decisions.as_json())
    assert again == decisions
    found = read(row(level="ป.7", born="99"), row(first=""), decisions=again)
    assert (found.problems, found.skipped) == ((), (3,))
    assert found.pupils[0].level is Level.P5
    assert found.pupils[0].details["born_on"] == date(2015, 6, 13)


def test_totals_and_signatures_below_the_list_are_no_children() -> None:
    assert read(row(), ["รวม 1 คน"], [], ["", "", "", "", "", "", "ผู้รับรอง"]).rows == 1


def test_measures_and_guardians() -> None:
    head = [*HEAD, "น้ำหนัก", "ส่วนสูง", "ชื่อบิดา", "นามสกุลบิดา", "ชื่อมารดา"]
    found = read([*row(), "28.55", "1.4", "ภูผา", "ลองเรียน", "-"], head=head)
    assert only(found)[0] == "height"
    assert found.pupils[0].details["weight"] == Decimal("28.6")
    assert found.pupils[0].guardians == {"father": {"first_name": "ภูผา", "last_name": "ลองเรียน"}}


CELLS = st.one_of(st.none(), st.text(max_size=20), st.floats(), st.integers(), st.dates(), st.booleans())


@given(st.lists(st.lists(CELLS, max_size=10), max_size=5))
def test_any_cells_are_read_or_complained_about(rows: list[list[Any]]) -> None:
    found = read(*rows)
    assert len({pupil.row for pupil in found.pupils} | {problem.row for problem in found.errors}) == found.rows


@pytest.mark.parametrize("text", ["0001" + "0" * 5000, "²", "9" * 5000])
def test_a_room_that_is_no_number_is_a_fault_and_no_crash(text):
    assert only(read(row(room=text)))[0] == "room"


@pytest.mark.parametrize("text", ["²", "9" * 5000])
def test_a_row_that_is_no_number_is_not_left_out(text):
    assert Decisions().choose(3, "x", f"skip:{text}") == Decisions()
