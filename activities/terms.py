"""The academic year and term a day belongs to. A day of the holidays counts for the term before it."""

from datetime import date

from schools.calendar import academic_year, default_terms


def term_of(on: date) -> tuple[int, int]:
    """(ปีการศึกษา, ภาคเรียนที่): 2568, 1 of 25 June 2025."""
    year = academic_year(on)
    first, second = default_terms(year)
    return year, second.number if on >= second.from_on else first.number


def first_day(year: int, term: int) -> date:
    return default_terms(year)[term - 1].from_on
