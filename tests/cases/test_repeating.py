"""When something is due again: steps, holidays, terms, and the day after which it is not."""

from datetime import date

import pytest

from cases.repeating import SchoolDays, next_due, step

TERMS = ((date(2025, 5, 16), date(2025, 10, 10)), (date(2025, 11, 1), date(2026, 3, 31)))
PLAIN = SchoolDays()
WEDNESDAY = date(2025, 6, 25)


@pytest.mark.parametrize(
    ("on", "repeats", "then"),
    [
        (WEDNESDAY, "weekly", date(2025, 7, 2)),
        (WEDNESDAY, "biweekly", date(2025, 7, 9)),
        (WEDNESDAY, "monthly", date(2025, 7, 25)),
        (date(2025, 12, 15), "monthly", date(2026, 1, 15)),
        (date(2026, 1, 31), "monthly", date(2026, 2, 28)),
    ],
)
def test_one_step(on, repeats, then):
    assert step(on, repeats) == then


def again(due_on, *, done_on=None, repeats="weekly", until=date(2026, 5, 15), days=PLAIN):
    return next_due(due_on, repeats=repeats, until=until, done_on=done_on or due_on, days=days)


def test_a_week_later_on_the_same_weekday():
    assert again(WEDNESDAY) == date(2025, 7, 2)
    assert again(WEDNESDAY, done_on=date(2025, 6, 23)) == date(2025, 7, 2)


def test_what_was_done_late_is_not_due_again_on_a_day_that_has_passed():
    assert again(date(2025, 6, 4), done_on=WEDNESDAY) == date(2025, 7, 2)
    assert again(date(2025, 6, 4), done_on=date(2025, 6, 24)) == WEDNESDAY


def test_a_holiday_and_the_weekend_after_it_are_skipped():
    thursday = date(2025, 7, 10)
    days = SchoolDays(frozenset({thursday, date(2025, 7, 11)}), TERMS)
    assert again(date(2025, 7, 3), days=days) == date(2025, 7, 14)
    saturday = date(2025, 8, 30)
    assert again(date(2025, 7, 30), repeats="monthly", days=SchoolDays(frozenset(), TERMS)) == date(2025, 9, 1)
    assert saturday.weekday() == 5


def test_between_two_terms_it_waits_for_the_next():
    days = SchoolDays(frozenset(), TERMS)
    assert again(date(2025, 10, 8), days=days) == date(2025, 11, 3)  # 1 November is a Saturday
    assert again(date(2025, 10, 3), days=days) == date(2025, 10, 10)


def test_after_the_last_term_known_any_working_day():
    days = SchoolDays(frozenset(), TERMS)
    assert again(date(2026, 3, 30), days=days) == date(2026, 4, 6)


def test_not_after_its_last_day():
    assert again(WEDNESDAY, until=date(2025, 7, 2)) == date(2025, 7, 2)
    assert again(WEDNESDAY, until=date(2025, 7, 1)) is None
    holiday = SchoolDays(frozenset({date(2025, 7, 2)}), TERMS)
    assert again(WEDNESDAY, until=date(2025, 7, 2), days=holiday) is None
