"""Working days of silence and their marks."""

import datetime

import pytest

from referrals.clock import Waiting, waiting

SENT = datetime.date(2025, 6, 10)  # a Tuesday


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


def test_weekends_and_holidays_do_not_count():
    assert waiting(SENT, datetime.date(2025, 6, 17), set()).days == 5
    assert waiting(SENT, datetime.date(2025, 6, 17), {datetime.date(2025, 6, 12)}).days == 4


def test_a_letter_dated_tomorrow_has_not_waited():
    assert waiting(SENT, datetime.date(2025, 6, 9), set()).days == 0


def test_silent_is_more_than_the_days_the_letter_asks_for():
    assert not Waiting(7).is_silent
    assert Waiting(8).is_silent


def test_the_words_do_not_break():
    assert Waiting(12).words == "12\u00a0วันทำการ"
