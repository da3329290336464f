"""A child's names taken out of what was typed about her."""

import pytest

from cases.masking import without_names


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
