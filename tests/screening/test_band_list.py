"""A pasted list of names and band words: by number, school number or name, with what other systems write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.levels import Level
from screening.band_list import Child, read_bands

WORDS = {1: "ปกติ", 2: "เสี่ยง", 3: "มีปัญหา"}
ROOM = [
    Child("chaba", 7, "4007", "ด.ญ.ชบา ลองเรียน"),
    Child("kita", 3, "4003", "ด.ช.คีตา ตัวอย่างดี"),
    Child("twin1", 8, "4008", "ด.ญ.ฝน ซ้ำชื่อ"),
    Child("twin2", 9, "4009", "ด.ญ.ฝน ซ้ำชื่อ"),
]


@pytest.mark.parametrize(
    ("text", "ref", "level"),
    [
        ("7\tเสี่ยง", "chaba", 2),
        ("๗ เสี่ยง", "chaba", 2),
        ("4003\tมีปัญหา", "kita", 3),
        ("ด.ญ.ชบา ลองเรียน\tปกติ", "chaba", 1),
        ("ชบา ลองเรียน ปกติ", "chaba", 1),
        ("เด็กหญิงชบา  ลองเรียน, กลุ่มเสี่ยง", "chaba", 2),
        ("7 ชบา ลองเรียน\tส", "chaba", 2),
        ("7. ชบา ลองเรียน\tแดง", "chaba", 3),
        ("9 ด.ญ.ฝน ซ้ำชื่อ\tปกติ", None, 1),
        ("4007 ชบา ลองเรียน\tเสี่ยง", "chaba", 2),
        ("4007\tชบา ลองเรียน\tเสี่ยง", "chaba", 2),
        ("4003\tชบา ลองเรียน\tเสี่ยง", None, 2),
        ("3\tชบา ลองเรียน\tเสี่ยง", None, 2),
    ],
)
def test_a_line_that_is_understood(text, ref, level):
    (line,) = read_bands(text, ROOM, WORDS)
    assert (line.ref, line.level if ref else level) == (ref, level)
    assert bool(line.problem) == (ref is None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("มะลิ ไม่อยู่ห้องนี้\tปกติ", "ไม่ตรงกับนักเรียนคนใดในห้อง"),
        ("99 มะลิ ไม่อยู่ห้องนี้\tปกติ", "ไม่ตรงกับนักเรียนคนใดในห้อง"),
        ("ฝน ซ้ำชื่อ\tปกติ", "ไม่ตรงกับนักเรียนคนใดในห้อง"),
        ("7\tดีมาก", "ไม่รู้จักผล “ดีมาก”"),
        ("7", "สองคอลัมน์"),
    ],
)
def test_a_line_that_is_not(text, says):
    (line,) = read_bands(text, ROOM, WORDS)
    assert says in line.problem


def test_the_same_child_twice_names_the_line_before():
    lines = read_bands("7\tปกติ\n\n4007\tเสี่ยง", ROOM, WORDS)
    assert [line.problem for line in lines] == ["", "ซ้ำกับบรรทัด 1 ลบออกหนึ่งบรรทัด"]


def test_a_number_that_names_two_children_names_nobody():
    room = [Child("chaba", 7, "4007", "ด.ญ.ชบา ใจดี"), Child("kita", 3, "7", "ด.ช.คีตา ใจงาม")]
    (line,) = read_bands("7\tเสี่ยง", room, WORDS)
    assert (line.ref, "เป็นทั้งเลขที่และเลขประจำตัวของคนละคน" in line.problem) == (None, True)
    (same,) = read_bands("7\tเสี่ยง", [Child("chaba", 7, "7", "ด.ญ.ชบา ใจดี")], WORDS)
    assert (same.ref, same.problem) == ("chaba", "")


def test_lines_beyond_the_most_are_refused_and_do_not_vanish():
    lines = read_bands("\n" * 200 + "7\tเสี่ยง", ROOM, WORDS)
    assert [line.problem for line in lines] == ["วางได้ครั้งละไม่เกิน 200\u00a0บรรทัด แบ่งวางหลายครั้ง"]
    assert not read_bands("\n" * 199 + "7\tเสี่ยง", ROOM, WORDS)[0].problem


def test_a_head_copied_along_is_passed_over():
    assert [line.ref for line in read_bands("ชื่อ-สกุล\tผล\n7\tปกติ", ROOM, WORDS)] == ["chaba"]


def test_an_instrument_s_own_words_come_first():
    (line,) = read_bands("7\tตามวัย", ROOM, {1: "ตามวัย", 2: "ควรติดตาม"})
    assert (line.level, line.words) == (1, "ตามวัย")
    (line,) = read_bands("7\tมีปัญหา", ROOM, {1: "ตามวัย", 2: "ควรติดตาม"})
    assert "ไม่รู้จักผล" in line.problem


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_nobody_is_named_twice(text):
    lines = read_bands(text, ROOM, WORDS)
    named = [line.ref for line in lines if line.ref is not None and not line.problem]
    assert len(named) == len(set(named))
    assert all(line.level in WORDS for line in lines if not line.problem)


@pytest.mark.parametrize("text", ["3\tชบา ลองเรียน\tเสี่ยง", "4003 ชบา ลองเรียน\tเสี่ยง"])
def test_a_number_of_one_child_before_the_name_of_another_is_said_to_be_of_two(text):
    (line,) = read_bands(text, ROOM, WORDS)
    assert line.ref is None
    assert "เลขเป็นของคนหนึ่ง ชื่อเป็นของอีกคน" in line.problem


KNOWN = [
    Child("chaba", 7, "4007", "ด.ญ.ชบา ลองเรียน", Level.P4, date(2015, 5, 12)),
    Child("kita", 3, "4003", "ด.ช.คีตา ตัวอย่างดี", Level.P4),
]


@pytest.mark.parametrize(
    ("text", "ref", "says", "is_number_only"),
    [
        ("7\tเสี่ยง", "chaba", "", True),
        ("4007\tเสี่ยง", "chaba", "", True),
        ("ชบา ลองเรียน\tเสี่ยง", "chaba", "", False),
        ("7 ชบา ลองเรียน\tเสี่ยง", "chaba", "", False),
        ("7\t12/05/2558\tเสี่ยง", "chaba", "", False),
        ("7\tเกิด 12-5-2558\tเสี่ยง", "chaba", "", False),
        ("3\t12/05/2558\tเสี่ยง", "kita", "", True),
        ("7\tป.4\tเสี่ยง", "chaba", "", True),
        ("7\tป.4/1\tเสี่ยง", "chaba", "", True),
        ("7\t13/05/2558\tเสี่ยง", None, "วันเกิดไม่ตรง", False),
        ("7\tป.5\tเสี่ยง", None, "ไม่ได้อยู่ชั้นที่บรรทัดนี้บอก", False),
        ("ชบา ลองเรียน ป.5\tเสี่ยง", None, "ไม่ได้อยู่ชั้นที่บรรทัดนี้บอก", False),
        ("7\t31/02/2558\tเสี่ยง", None, "วันเกิด “31/02/2558”", False),
    ],
)
def test_a_number_alone_is_looked_at_and_what_stands_beside_it_must_be_hers(text, ref, says, is_number_only):
    """A day of birth says whose number it is; a level says only that it may be."""
    (line,) = read_bands(text, KNOWN, WORDS)
    assert (line.ref, line.is_number_only) == (ref, is_number_only)
    assert says in line.problem
    assert bool(line.problem) == bool(says)
