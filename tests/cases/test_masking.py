"""A child's names taken out of what was typed about her."""

import pytest

from cases.masking import is_unsure, without_names


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("ชบามาเรียน", ["ชบา"], "[นักเรียน]มาเรียน"),
        ("แม่ของชบา ลองเรียน", ["ชบา", "ชบา ลองเรียน"], "แม่ของ[นักเรียน]"),
        ("นกแก้วของเด็ก", ["นก"], "นกแก้วของเด็ก"),
        ("ไม่มีชื่อ", ["", " "], "ไม่มีชื่อ"),
    ],
)
def test_names(text, names, shown):
    assert without_names(text, names) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("วันนี้ ดา ไม่มา", "วันนี้ [นักเรียน] ไม่มา"),
        ("ด.ญ.ดา ไม่มา", "ด.ญ.[นักเรียน] ไม่มา"),
        ("เด็กหญิงดา ไม่มา", "เด็กหญิง[นักเรียน] ไม่มา"),
        ("ดาวเต็มฟ้า", "ดาวเต็มฟ้า"),
        ("วันธรรมดา", "วันธรรมดา"),
    ],
)
def test_a_name_of_two_letters_goes_where_it_is_a_word_of_its_own(text, shown):
    assert without_names(text, ["ดา"]) == shown


@pytest.mark.parametrize(("names", "unsure"), [(["ดา"], True), (["ฟ้า", "ลองเรียน"], True), (["ลองเรียน", ""], False)])
def test_short_names_are_to_be_read_again(names, unsure):
    assert is_unsure(names) == unsure
