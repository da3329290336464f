"""The pupil file of DMC: every layout that is known, every fault that was met, and what would change."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools import tables
from schools.levels import Level
from schools.tables import Unreadable
from students import national_id, reading
from students.dmc import checking, layout
from students.dmc.comparing import Kind, Known, compare
from students.dmc.pupils import Decisions, Expected, Pupil, Reading
from tools import sample_dmc

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"
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


# --- layouts ---------------------------------------------------------------------------------------------


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


# --- cells -----------------------------------------------------------------------------------------------


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


# --- text files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_text_files_of_every_age(encoding: str, sign: str) -> None:
    content = f'ชื่อ{sign}นามสกุล{sign}ชั้น\r\n"ชบา"{sign}ลองเรียน{sign}ป.4\r\n'.encode(encoding)
    assert tables.from_csv(content) == [["ชื่อ", "นามสกุล", "ชั้น"], ["ชบา", "ลองเรียน", "ป.4"]]


@pytest.mark.parametrize("content", [b"a\x00b,c", b"\xff\xfe\x00", b'"' + b"x" * 200_000])
def test_no_text_file(content: bytes) -> None:
    with pytest.raises(Unreadable, match="บันทึกเป็น"):
        tables.from_csv(content)


# --- comparing -------------------------------------------------------------------------------------------


def pupil(n: int, level: Level = Level.P4, room: int = 1, **changed: Any) -> Pupil:
    said: dict[str, Any] = {
        "row": n,
        "identifier": f"id{n}",
        "identifier_kind": "thai",
        "school_number": str(n),
        "level": level,
        "room": room,
        "title": "เด็กหญิง",
        "first_name": f"ชบา{n}",
        "last_name": "ลองเรียน",
        "sex": "f",
    }
    return Pupil(**{**said, **changed})


def known(n: int, level: int = Level.P4, room: int = 1, *, gone: bool = False, **changed: Any) -> Known:
    fields = {"title": "เด็กหญิง", "first_name": f"ชบา{n}", "last_name": "ลองเรียน", "sex": "f", "school_number": str(n)}
    said: dict[str, Any] = {
        "ref": n,
        "keys": (f"id{n}",),
        "school_number": str(n),
        "room": None if gone else (level, room),
    }
    return Known(**{**said, "fields": fields, **changed})


def test_new_changed_moved_unchanged_and_returned() -> None:
    register = [known(1), known(2), known(3), known(4, gone=True)]
    file = [pupil(1), pupil(2, details={"religion": "พุทธ"}), pupil(3, room=2), pupil(4), pupil(5)]
    found = compare(file, register)
    kinds = [Kind.UNCHANGED, Kind.CHANGED, Kind.MOVED, Kind.RETURNED, Kind.NEW]
    assert [change.kind for change in found.changes] == kinds
    assert (found.changes[1].before, found.changes[1].after) == ({"religion": ""}, {"religion": "พุทธ"})
    assert found.changes[2].move_sentence == "เปลี่ยนห้องจาก ป.4/1 เป็น ป.4/2"
    assert found.counts == {
        "added": 1,
        "returned": 1,
        "promoted": 0,
        "moved": 1,
        "changed": 1,
        "unchanged": 1,
        "left": 0,
    }


def test_left_is_looked_for_only_in_the_rooms_of_the_file() -> None:
    register = [known(n) for n in range(1, 11)] + [known(n, room=2) for n in range(11, 21)]
    found = compare([pupil(n) for n in range(1, 10)], register)
    assert [(left.known.ref, left.proposed) for left in found.left] == [(10, True)]
    many = compare([pupil(n) for n in range(1, 6)], register)
    assert [left.proposed for left in many.left] == [False] * 5


def test_a_child_on_a_row_with_an_error_has_not_left() -> None:
    register = [known(n) for n in range(1, 11)]
    file = [pupil(n) for n in range(1, 9)]
    assert compare(file, register, kept_out={"id9", "10"}).left == ()


def test_a_file_one_level_higher_is_a_roll_over() -> None:
    register = [known(n, Level.P4) for n in range(1, 11)] + [known(n, Level.P6) for n in range(11, 21)]
    file = [pupil(n, Level.P5, room=n % 2 + 1) for n in range(1, 10)] + [pupil(10, Level.P4)] + [pupil(99, Level.P6)]
    found = compare(file, register)
    assert found.rolled_over
    assert found.roll_over_sentence == "ไฟล์นี้เป็นปีการศึกษาใหม่ นักเรียน 9 คนเลื่อนขึ้นหนึ่งชั้น"
    assert found.counts["promoted"] == 9
    assert found.counts["moved"] == 0
    assert [(left.graduated, left.proposed) for left in found.left] == [(True, True)] * 10


def test_half_a_room_moved_up_is_no_roll_over() -> None:
    register = [known(n) for n in range(1, 11)]
    file = [pupil(n, Level.P5) for n in range(1, 6)] + [pupil(n) for n in range(6, 11)]
    found = compare(file, register)
    assert not found.rolled_over
    assert found.counts["moved"] == 5


def test_a_g_code_that_became_a_national_id_is_the_same_child() -> None:
    change = compare([pupil(1, identifier="1000000001013")], [known(1, keys=("G680100000001",))]).changes[0]
    assert (change.kind, change.new_identifier) == (Kind.CHANGED, True)


def test_a_school_number_of_another_child_is_a_clash() -> None:
    found = compare([pupil(9, school_number="1")], [known(1)])
    assert found.changes == ()
    assert "เป็นของเด็กหญิงชบา1 ลองเรียนอยู่แล้ว" in found.clashes[0].message


def test_identifiers_meet_as_their_keys() -> None:
    found = compare([pupil(1)], [known(1, keys=(b"di1",))], key_of=lambda value: value.encode()[::-1][-3:])
    assert found.changes[0].known is not None


def test_an_empty_cell_erases_nothing() -> None:
    register = known(1, guardians={"father": {"first_name": "ภูผา", "phone": "0000000000"}})
    found = compare([pupil(1, guardians={"father": {"first_name": "ศิลา"}})], [register])
    assert found.changes[0].after == {"father.first_name": "ศิลา"}


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)), st.integers(1, 3))
def test_every_pupil_and_every_child_is_counted_once(file: set[int], register: set[int], rooms: int) -> None:
    found = compare(
        [pupil(n, room=n % rooms + 1) for n in sorted(file)], [known(n, room=n % 3 + 1) for n in sorted(register)]
    )
    assert len(found.changes) == len(file)
    assert {left.known.ref for left in found.left}.isdisjoint(file)
    assert sum(found.counts.values()) - found.counts["left"] == len(file)
