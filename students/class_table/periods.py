"""The term or the month a class table is about, and how an address writes it: 2568-1, 2568-06."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import BE, academic_year, be_year, default_terms, format_month, working_days
from schools.thai import to_arabic_digits

_CODE = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True)
class Period:
    """`year` is ปีการศึกษา (พ.ศ.) of a term; of a month its first day stands in `month`."""

    year: int
    term: int = 0
    month: date | None = None

    @property
    def code(self) -> str:
        return f"{be_year(self.month)}-{self.month.month:02d}" if self.month else f"{self.year}-{self.term}"

    @property
    def label(self) -> str:
        return format_month(self.month) if self.month else f"ภาคเรียนที่\u00a0{self.term}/{self.year}"

    @property
    def short(self) -> str:
        return format_month(self.month) if self.month else f"{self.term}/{self.year}"


def month_of(on: date) -> Period:
    return Period(academic_year(on), month=on.replace(day=1))


def months(today: date, *, many: int = 12) -> list[Period]:
    """This month and those before it, the newest first. April has no school days and is asked all the same."""
    found, first = [], today.replace(day=1)
    for _ in range(many):
        found.append(month_of(first))
        first = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return found


def terms(today: date, *, years: int = 2) -> list[Period]:
    """The terms that have begun, of this academic year and those before, the newest first."""
    this = academic_year(today)
    return [
        Period(year, term.number)
        for year in range(this, this - years, -1)
        for term in reversed(default_terms(year))
        if term.from_on <= today
    ]


def asked(text: str, offered: Sequence[Period], *, by_month: bool) -> Period:
    """The offered period that an address names, in พ.ศ. or ค.ศ.; the newest when it names none."""
    found = _CODE.fullmatch(to_arabic_digits(text[:20]).strip())
    if found:
        year = int(found[1]) + (BE if int(found[1]) < 2400 else 0)
        code = f"{year}-{int(found[2]):02d}" if by_month else f"{year}-{int(found[2])}"
        return next((period for period in offered if period.code == code), offered[0])
    return offered[0]


def school_days(month: date, today: date, holidays: Collection[date]) -> int:
    """Working days of the month that lie in a term, until today. May belongs to two academic years."""
    end = min(date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(1), today)
    years = {academic_year(month), academic_year(month) + 1}
    spans = [
        (max(month, term.from_on), min(end, term.until_on)) for year in sorted(years) for term in default_terms(year)
    ]
    return sum(working_days(first - timedelta(1), last, holidays) for first, last in spans if first <= last)
