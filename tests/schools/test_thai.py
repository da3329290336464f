"""Thai text: what people type, paste and search for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools import thai

THAI = st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  สม   ชาย ", "สม ชาย"),
        ("เเก้ว", "แก้ว"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("คํา", "คำ"),
        ("ท่ี", "ที่"),
        ("กล้าหาญ\u200b", "กล้าหาญ"),
        ("\ufeffชบา\x00", "ชบา"),
        ("ชบา\u00a0ลองเรียน", "ชบา ลองเรียน"),
        ("e\u0301", "é"),
        ("บ้าน\r\nเลขที่", "บ้าน เลขที่"),
        ("", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert thai.clean(typed) == kept


def test_clean_keeps_lines_when_asked() -> None:
    assert thai.clean(" หนึ่ง \r\n\r\n\r\n สอง\t\tสาม ", lines=True) == "หนึ่ง\n\nสอง สาม"


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = thai.clean(text)
    assert thai.clean(once) == once
    assert "\x00" not in once


@given(THAI)
def test_cleaning_thai_twice_changes_nothing(text: str) -> None:
    assert thai.clean(thai.clean(text)) == thai.clean(text)


def test_a_megabyte_is_cleaned_without_waiting() -> None:
    assert len(thai.clean("เ" * 1_000_000)) == 500_000


def test_digits_both_ways() -> None:
    assert thai.to_thai_digits("22 พ.ย. 2568") == "๒๒ พ.ย. ๒๕๖๘"
    assert thai.to_arabic_digits("๑๒๓-ก4") == "123-ก4"


@given(st.text())
def test_digits_return(text: str) -> None:
    assert thai.to_arabic_digits(thai.to_thai_digits(text)) == thai.to_arabic_digits(text)


def test_names_stand_in_dictionary_order() -> None:
    right = [
        "กอง",
        "ก้อง",
        "กานดา",
        "เกษม",
        "แก้ว",
        "โกวิท",
        "ไกร",
        "ขวัญ",
        "น้ำผึ้ง",
        "สมชาย",
        "เสาวนีย์",
        "อนงค์",
        "เอก",
    ]
    assert sorted(reversed(right), key=thai.sort_key) == right


def test_the_key_is_the_one_of_the_database() -> None:
    assert thai.sort_key("แก้ว") == "กแว" + "\x01" + "กแ้ว"


@given(THAI, THAI)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert (thai.sort_key(one) == thai.sort_key(other)) == (
        re.sub("([เแโใไ])([ก-ฮ])", r"\2\1", one) == re.sub("([เแโใไ])([ก-ฮ])", r"\2\1", other)
    )


@pytest.mark.parametrize(
    ("stored", "searched"),
    [
        ("ณัฐพงศ์", "นัถพงส"),
        ("เด็กหญิงชบา ลองเรียน", "ด.ญ. ชบา"),
        ("ด.ช.ภูผา", "พูผา"),
        ("น.ส. น้ำฝน", "นางสาวนำฝน"),
        ("วันเพ็ญ", "วันเพญ"),
        ("ธนภัทร", "ทนพัทร"),
        ("ใบเตย", "ไบเตย"),
        ("Somchai", "SOMCHAI"),
        ("นาย ศิลา สาธิตกุล", "สิลาสาทิตกุล"),
    ],
)
def test_found_as_heard(stored: str, searched: str) -> None:
    assert thai.fold(searched) in thai.fold(stored)


@pytest.mark.parametrize("name", ["นาย", "นาง", "เด็กชาย"])
def test_a_title_alone_is_a_name(name: str) -> None:
    assert thai.fold(name)


def test_unlike_names_stay_apart() -> None:
    assert thai.fold("ชบา") != thai.fold("ชวา")
    assert thai.fold("มะลิ") != thai.fold("มาลี")


@pytest.mark.parametrize(
    ("first", "last", "short", "letters"),
    [
        ("ชบา", "ลองเรียน", "ชบา\u00a0ล.", "ชล"),
        ("เอื้องฟ้า", "แบบฝึกหัด", "เอื้องฟ้า\u00a0บ.", "อบ"),
        ("ภูผา", "", "ภูผา", "ภ"),
        ("Anna", "smith", "Anna\u00a0S.", "AS"),
    ],
)
def test_short_name_and_initials(first: str, last: str, short: str, letters: str) -> None:
    assert thai.short_name(first, last) == short
    assert thai.initials(first, last) == letters


def test_what_belongs_together_does_not_break() -> None:
    assert thai.nbsp(40, "คน") == "40\u00a0คน"
    assert thai.nbsp("เขต", "", 9) == "เขต\u00a09"
    assert thai.full_name("เด็กหญิง", "ชบา", "ลองเรียน") == "เด็กหญิงชบา\u00a0ลองเรียน"
    assert thai.repeat_mark("ต่าง ๆ") == "ต่าง\u00a0ๆ"
    assert thai.unbroken("22 พ.ย. 2568") == "22\u00a0พ.ย.\u00a02568"
