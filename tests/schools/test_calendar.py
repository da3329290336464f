"""Dates as schools write and count them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools import calendar

DAYS = st.dates(date(1960, 1, 1), date(2100, 12, 31))
SPACE = "\u00a0"


def plain(text: str) -> str:
    return text.replace(SPACE, " ")


def test_the_ways_to_write_a_date() -> None:
    on = date(2025, 11, 22)
    assert calendar.format_long(on) == f"22{SPACE}พฤศจิกายน{SPACE}2568"
    assert plain(calendar.format_short(on)) == "22 พ.ย. 2568"
    assert plain(calendar.format_tiny(on)) == "22 พ.ย. 68"
    assert plain(calendar.format_letter(on)) == "๒๒ พฤศจิกายน ๒๕๖๘"
    assert plain(calendar.format_weekday(date(2025, 6, 25))) == "วันพุธที่ 25 มิถุนายน 2568"
    assert plain(calendar.format_month(on)) == "พฤศจิกายน 2568"
    at = datetime(2025, 6, 24, 9, 5)  # noqa: DTZ001 - a wall-clock moment is what is formatted
    assert plain(calendar.format_moment(at)) == "24 มิ.ย. 68 · 09:05 น."


@given(DAYS)
def test_no_written_date_can_break_over_two_lines(on: date) -> None:
    for write in (calendar.format_long, calendar.format_short, calendar.format_tiny, calendar.format_weekday):
        assert " " not in write(on)


@pytest.mark.parametrize(
    "typed",
    [
        "12/6/2568",
        "12/06/2568",
        "12-06-2568",
        "12.6.2568",
        "12 6 68",
        "๑๒/๖/๒๕๖๘",
        "12 มิถุนายน 2568",
        "12 มิ.ย. 2568",
        "12 มิ.ย. 68",
        "12 มิย 68",
        "12มิ.ย.68",
        "12-มิ.ย.-68",
        "๑๒ มิถุนายน พ.ศ. ๒๕๖๘",
        "วันพฤหัสบดีที่ 12 มิถุนายน 2568",
        "วันที่ 12 เดือน มิถุนายน พ.ศ. 2568",
        "2568-06-12",
        " 12 / 6 / 2568 ",
    ],
)
def test_read_as_buddhist(typed: str) -> None:
    assert calendar.parse(typed) == calendar.Parsed(date(2025, 6, 12))


@pytest.mark.parametrize("typed", ["12/6/2025", "2025-06-12", "12 มิ.ย. 2025", "2025-06-12 00:00:00"])
def test_a_christian_year_is_converted_and_said(typed: str) -> None:
    parsed = calendar.parse(typed)
    assert parsed.on == date(2025, 6, 12)
    assert parsed.notice == "ปี 2025 เป็น ค.ศ. ระบบเปลี่ยนเป็น พ.ศ. 2568 ให้แล้ว ตรวจดูอีกครั้ง"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", calendar.SAY_DATE),
        ("เมื่อวาน", calendar.SAY_DATE),
        ("12/2568", calendar.SAY_DATE),
        ("30/2/2568", "กุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 30 ตรวจวันที่อีกครั้ง"),
        ("31 เมษายน 2568", "เมษายน 2568 มี 30 วัน ไม่มีวันที่ 31 ตรวจวันที่อีกครั้ง"),
        ("12/13/2568", calendar.SAY_MONTH),
        ("0/1/2568", calendar.SAY_DAY),
        ("45/1/2568", calendar.SAY_DAY),
        ("12/6/1500", calendar.SAY_YEAR),
        ("12/6/256", calendar.SAY_YEAR),
        ("9" * 1_000_000, calendar.SAY_DATE),
        ("²/6/2568", calendar.SAY_DATE),
    ],
)
def test_what_is_no_date_says_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(calendar.BadDate) as caught:
        calendar.parse(typed)
    assert caught.value.message == says


def test_leap_days_follow_the_christian_year() -> None:
    assert calendar.parse("29/2/2567").on == date(2024, 2, 29)
    with pytest.raises(calendar.BadDate):
        calendar.parse("29/2/2568")


def test_three_fields() -> None:
    assert calendar.parse_fields("๑", "มิถุนายน", "68").on == date(2025, 6, 1)
    assert calendar.parse_fields("1", "6", "2025").from_ce == 2025
    with pytest.raises(calendar.BadDate, match="พ.ศ."):
        calendar.parse_fields("1", "6", "")


@given(DAYS)
def test_what_is_written_is_read_back(on: date) -> None:
    for write in (
        calendar.format_long,
        calendar.format_short,
        calendar.format_weekday,
        calendar.format_letter,
    ):
        assert calendar.parse(write(on)).on == on


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_thai_sentence(text: str) -> None:
    says = "read"
    try:
        calendar.parse(text)
    except calendar.BadDate as bad:
        says = bad.message
    assert says


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2025, 5, 15), 2567),
        (date(2025, 5, 16), 2568),
        (date(2025, 12, 31), 2568),
        (date(2026, 1, 1), 2568),
        (date(2026, 5, 15), 2568),
    ],
)
def test_academic_year(on: date, year: int) -> None:
    assert calendar.academic_year(on) == year


@given(DAYS)
def test_the_academic_year_has_no_gap(on: date) -> None:
    first, last = calendar.academic_year_dates(calendar.academic_year(on))
    assert first <= on <= last
    assert calendar.academic_year(last + timedelta(1)) == calendar.academic_year(on) + 1


def test_terms_and_fiscal_year() -> None:
    assert calendar.default_terms(2568) == (
        (1, date(2025, 5, 16), date(2025, 10, 10)),
        (2, date(2025, 11, 1), date(2026, 3, 31)),
    )
    assert calendar.fiscal_year(date(2025, 9, 30)) == 2568
    assert calendar.fiscal_year(date(2025, 10, 1)) == 2569


@pytest.mark.parametrize(
    ("born", "on", "years", "months", "text"),
    [
        (date(2015, 6, 25), date(2025, 6, 24), 9, 11, "9 ปี 11 เดือน"),
        (date(2015, 6, 25), date(2025, 6, 25), 10, 0, "10 ปี"),
        (date(2016, 2, 29), date(2025, 2, 28), 8, 11, "8 ปี 11 เดือน"),
        (date(2016, 2, 29), date(2025, 3, 1), 9, 0, "9 ปี"),
        (date(2025, 6, 1), date(2025, 6, 25), 0, 0, "0 เดือน"),
        (date(2026, 1, 1), date(2025, 6, 25), 0, 0, "0 เดือน"),
    ],
)
def test_age(born: date, on: date, years: int, months: int, text: str) -> None:
    assert calendar.age(born, on) == (years, months)
    assert plain(calendar.age_text(born, on)) == text


def test_working_days_skip_weekends_and_holidays() -> None:
    friday, monday = date(2025, 6, 20), date(2025, 6, 23)
    assert calendar.working_days(friday, monday) == 1
    assert calendar.working_days(friday, monday, {monday}) == 0
    assert calendar.working_days(monday, friday) == -1
    assert calendar.add_working_days(friday, 1) == monday
    assert calendar.add_working_days(friday, 1, {monday}) == date(2025, 6, 24)
    assert calendar.add_working_days(friday, 0) == friday


@given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=10))
def test_counting_forward_and_back_agree(start: date, days: int, holidays: set[date]) -> None:
    end = calendar.add_working_days(start, days, holidays)
    assert calendar.is_working_day(end, holidays)
    assert calendar.working_days(start, end, holidays) == days


@pytest.mark.parametrize(("days", "text"), [(5, "อีก 5 วัน"), (1, "อีก 1 วัน"), (0, "วันนี้"), (-2, "เลย 2 วัน")])
def test_due(days: int, text: str) -> None:
    today = date(2025, 6, 25)
    assert plain(calendar.due_text(today + timedelta(days), today)) == text
