"""The letter's words: numerals, spaces that do not break, no name."""

import datetime

import pytest

from referrals.letter import BLANK, Facts, area_in_full, compose, held_together, signature_lines

FACTS = Facts(
    school="โรงเรียนบ้านสมมติวิทยา",
    area="สพป.ตัวอย่างธานี เขต 9",
    address="99 หมู่ 4 ตำบลสมมติ\nอำเภอจำลอง จังหวัดตัวอย่าง 99990",
    phone="000-000-0000",
    code="R-2568-0017",
    addressee="ผู้อำนวยการโรงพยาบาลจำลองรัตน์",
    number="ศธ 04000.000/12",
    on=datetime.date(2025, 6, 25),
    signer="นายประพันธ์ นามสมมติ",
    position="ผู้อำนวยการโรงเรียนบ้านสมมติวิทยา",
    agreed_on=datetime.date(2025, 6, 20),
    in_writing=True,
    thai_numerals=True,
)


def change(**values):
    return Facts(**{**FACTS.__dict__, **values})


def test_numbers_are_thai_and_the_code_and_telephone_are_not():
    letter = compose(FACTS)
    assert letter.number == "ศธ\u00a0๐๔๐๐๐.๐๐๐/๑๒"
    assert letter.on == "๒๕\u00a0มิถุนายน\u00a0๒๕๖๘"
    assert letter.address[0] == "๙๙ หมู่\u00a0๔ ตำบลสมมติ"
    assert letter.phone == "000-000-0000"
    assert "R-2568-0017" in letter.paragraphs[0]
    assert "๒๐\u00a0มิถุนายน\u00a0๒๕๖๘" in letter.paragraphs[0]


def test_a_school_may_write_arabic_numbers():
    letter = compose(change(thai_numerals=False))
    assert letter.on == "25\u00a0มิถุนายน\u00a02568"
    assert "ภายใน 7\u00a0วันทำการ" in letter.paragraphs[1]


def test_what_belongs_together_stays_on_one_line():
    letter = compose(FACTS)
    assert "เขต\u00a0๙" in letter.paragraphs[0]
    assert "๕\u00a0ขั้นตอน" in letter.paragraphs[0]
    assert "๗\u00a0วันทำการ" in letter.paragraphs[1]
    assert "จำนวน\u00a0๑\u00a0ฉบับ" in letter.enclosures[0]
    assert letter.signer == "นายประพันธ์\u00a0นามสมมติ"


def test_the_area_is_written_out():
    assert area_in_full("สพม.ตัวอย่าง") == "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตัวอย่าง"
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่างธานี" in compose(FACTS).paragraphs[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "ได้รับความยินยอมให้ส่งต่อเป็นลายลักษณ์อักษรแล้ว"),
        ({"in_writing": False}, "ได้รับความยินยอมให้ส่งต่อแล้ว"),
        ({"agreed_on": None}, "มีเหตุตามกฎหมาย"),
    ],
)
def test_the_letter_says_on_what_it_rests(more, said):
    assert said in compose(change(**more)).paragraphs[0]


def test_what_is_not_known_yet_is_dotted():
    letter = compose(change(number="", on=None, addressee="", signer=""))
    assert (letter.number, letter.on, letter.addressee, letter.signer) == (BLANK,) * 4


@pytest.mark.parametrize(
    ("position", "lines"),
    [
        ("ผู้อำนวยการโรงเรียน", ["ผู้อำนวยการโรงเรียน"]),
        (
            "ครู รักษาการในตำแหน่งผู้อำนวยการโรงเรียนบ้านสมมติวิทยา",
            ["ครู", "รักษาการในตำแหน่งผู้อำนวยการโรงเรียนบ้านสมมติวิทยา"],
        ),
        (
            "รองผู้อำนวยการ ปฏิบัติราชการแทน ผู้อำนวยการโรงเรียน",
            ["รองผู้อำนวยการ", "ปฏิบัติราชการแทน\u00a0ผู้อำนวยการโรงเรียน"],
        ),
    ],
)
def test_who_stands_in_has_the_duty_on_a_line_of_its_own(position, lines):
    assert signature_lines(position) == lines


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("เขต 9", "เขต\u00a09"),
        ("ภายใน 7 วันทำการ", "ภายใน 7\u00a0วันทำการ"),
        ("ต่าง ๆ", "ต่าง\u00a0ๆ"),
        ("หมู่ 4", "หมู่\u00a04"),
    ],
)
def test_held_together(text, held):
    assert held_together(text) == held
