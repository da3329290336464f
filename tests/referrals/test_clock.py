"""Working days of silence and their marks."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.clock import Waiting, due_on, waiting, within, years_unknown

SENT = datetime.date(2025, 6, 10)  # a Tuesday
# Songkran 2568: 12 and 13 April fall on a weekend, 14 and 15 are holidays, and 16 stands in for the Sunday
SONGKRAN = {datetime.date(2025, 4, day) for day in (13, 14, 15, 16)}
NEW_YEAR = {datetime.date(2025, 12, 31), datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)}


def letter(sent_on, *, is_urgent=False):
    return SimpleNamespace(sent_on=sent_on, is_urgent=is_urgent)


@pytest.mark.parametrize(
    ("days", "icon", "css"),
    [
        (0, "", ""),
        (4, "", ""),
        (5, "risk", "due-soon"),
        (9, "risk", "due-soon"),
        (10, "prob", "due-over"),
        (40, "prob", "due-over"),
    ],
)
def test_marks_begin_at_five_and_ten_working_days(days, icon, css):
    assert (Waiting(days).icon, Waiting(days).css) == (icon, css)


@pytest.mark.parametrize(("days", "icon"), [(1, ""), (2, "risk"), (4, "risk"), (5, "prob")])
def test_an_urgent_letter_is_marked_earlier(days, icon):
    assert Waiting(days, is_urgent=True).icon == icon


def test_weekends_and_holidays_do_not_count():
    assert waiting(SENT, datetime.date(2025, 6, 17), set()).days == 5
    assert waiting(SENT, datetime.date(2025, 6, 17), {datetime.date(2025, 6, 12)}).days == 4


def test_a_holiday_on_a_sunday_is_not_taken_off_twice():
    assert waiting(SENT, datetime.date(2025, 6, 17), {datetime.date(2025, 6, 15)}).days == 5


def test_a_letter_dated_tomorrow_has_not_waited():
    assert waiting(SENT, datetime.date(2025, 6, 9), set()).days == 0


def test_silent_is_more_than_the_days_the_letter_asks_for():
    assert not Waiting(7).is_silent
    assert Waiting(8).is_silent
    assert not Waiting(3, is_urgent=True).is_silent
    assert Waiting(4, is_urgent=True).is_silent


def test_the_words_do_not_break():
    assert Waiting(12).words == "12\u00a0วันทำการ"
    assert Waiting(5).due_words == "เหลือ\u00a02\u00a0วันทำการ"
    assert Waiting(7).due_words == "ครบกำหนดวันนี้"
    assert Waiting(10).due_words == "เลยกำหนด\u00a03\u00a0วันทำการ"


def test_over_songkran_only_the_days_count_on_which_an_office_is_open():
    thursday = datetime.date(2025, 4, 10)
    assert waiting(thursday, datetime.date(2025, 4, 16), SONGKRAN).days == 1
    assert waiting(thursday, datetime.date(2025, 4, 17), SONGKRAN).days == 2
    assert due_on(letter(thursday), SONGKRAN) == datetime.date(2025, 4, 24)
    assert due_on(letter(thursday), set()) == datetime.date(2025, 4, 21)


def test_over_the_end_of_the_year_the_clock_goes_on_in_the_next():
    monday = datetime.date(2025, 12, 29)
    assert waiting(monday, datetime.date(2026, 1, 5), NEW_YEAR).days == 2
    assert due_on(letter(monday, is_urgent=True), NEW_YEAR) == datetime.date(2026, 1, 6)


def test_a_letter_asks_for_an_answer_within_seven_days_and_an_urgent_one_within_three():
    assert (within(is_urgent=False), within(is_urgent=True)) == (7, 3)
    assert due_on(letter(SENT), set()) == datetime.date(2025, 6, 19)
    assert due_on(letter(SENT, is_urgent=True), set()) == datetime.date(2025, 6, 13)
    assert due_on(letter(None), set()) is None


def test_a_year_of_which_no_holiday_is_known_is_named():
    until = datetime.date(2026, 1, 5)
    assert years_unknown(SENT, until, set()) == [2568, 2569]
    assert years_unknown(SENT, until, {datetime.date(2025, 4, 14)}) == [2569]
    assert years_unknown(SENT, until, NEW_YEAR) == []


days = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))


@given(days, st.booleans(), st.sets(days, max_size=40))
def test_on_its_day_a_letter_is_due_and_not_yet_silent(sent_on, is_urgent, holidays):
    one = letter(sent_on, is_urgent=is_urgent)
    on_the_day = waiting(sent_on, due_on(one, holidays), holidays, is_urgent=is_urgent)
    assert (on_the_day.left, on_the_day.is_silent) == (0, False)


@given(days, st.integers(0, 90), st.sets(days, max_size=40))
def test_waiting_never_runs_backwards_and_holidays_only_make_it_shorter(sent_on, later, holidays):
    today = sent_on + datetime.timedelta(days=later)
    one = waiting(sent_on, today, holidays).days
    assert one <= waiting(sent_on, today + datetime.timedelta(days=1), holidays).days
    assert one <= waiting(sent_on, today, set()).days <= later
