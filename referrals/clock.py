"""How long an agency has been silent, in working days, and from when that is worth a mark (ux.md W8).

A working day is Monday to Friday without the area's holidays (decisions B12); where a year has no holidays yet,
weekends alone are left out, and the pages say so (`years_unknown`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schools.calendar import add_working_days, be_year, working_days
from schools.thai import nbsp

SOON, LATE = 5, 10  # working days
URGENT_SOON, URGENT_LATE = 2, 5  # of an urgent letter
ANSWER_WITHIN, URGENT_WITHIN = 7, 3  # what the letter itself asks for


class Letter(Protocol):
    """What the clock has to know of a referral."""

    @property
    def sent_on(self) -> date | None: ...
    @property
    def is_urgent(self) -> bool: ...


@dataclass(frozen=True)
class Waiting:
    """`icon` and `css` are of the sheet's status marks: ▲ from 5 working days, ⬣ from 10; urgent: from 2 and 5."""

    days: int
    is_urgent: bool = False

    @property
    def is_soon(self) -> bool:
        return self.days >= (URGENT_SOON if self.is_urgent else SOON)

    @property
    def is_late(self) -> bool:
        """From here on the head is told, and the area counts it."""
        return self.days >= (URGENT_LATE if self.is_urgent else LATE)

    @property
    def icon(self) -> str:
        return "prob" if self.is_late else "risk" if self.is_soon else ""

    @property
    def css(self) -> str:
        return "due-over" if self.is_late else "due-soon" if self.is_soon else ""

    @property
    def words(self) -> str:
        return nbsp(self.days, "วันทำการ")

    @property
    def left(self) -> int:
        """Working days until the answer is due; below zero when they are over."""
        return within(is_urgent=self.is_urgent) - self.days

    @property
    def is_silent(self) -> bool:
        """The day by which the letter asked for an answer is over."""
        return self.left < 0

    @property
    def due_words(self) -> str:
        """ "เหลือ 2 วันทำการ", "ครบกำหนดวันนี้", "เลยกำหนด 3 วันทำการ"."""
        if self.left == 0:
            return "ครบกำหนดวันนี้"
        return nbsp("เลยกำหนด" if self.left < 0 else "เหลือ", abs(self.left), "วันทำการ")


def within(*, is_urgent: bool) -> int:
    """Working days within which a letter asks for an answer."""
    return URGENT_WITHIN if is_urgent else ANSWER_WITHIN


def due_on(letter: Letter, holidays: Collection[date]) -> date | None:
    """The day by which a letter asks for an answer; None before it is sent."""
    if letter.sent_on is None:
        return None
    return add_working_days(letter.sent_on, within(is_urgent=letter.is_urgent), holidays)


def waiting(sent_on: date, today: date, holidays: Collection[date], *, is_urgent: bool = False) -> Waiting:
    """Working days after the day of sending, up to and including today; never below zero."""
    return Waiting(max(0, working_days(sent_on, today, holidays)), is_urgent)


def years_unknown(since: date, until: date, holidays: Collection[date]) -> list[int]:
    """The พ.ศ. years of a span of which no holiday is known: in them weekends alone were left out."""
    known = {be_year(day) for day in holidays}
    return [year for year in range(be_year(since), be_year(until) + 1) if year not in known]
