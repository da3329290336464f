"""How long an agency has been silent, in working days, and from when that is worth a mark (ux.md W8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from schools.calendar import working_days
from schools.thai import nbsp

SOON, LATE = 5, 10  # working days
SILENT = 7  # more than this many: the letter itself asked for an answer by then
ANSWER_WITHIN = 7


@dataclass(frozen=True)
class Waiting:
    """`icon` and `css` are of the sheet's status marks: ▲ from 5 working days, ⬣ from 10."""

    days: int

    @property
    def icon(self) -> str:
        return "prob" if self.days >= LATE else "risk" if self.days >= SOON else ""

    @property
    def css(self) -> str:
        return "due-over" if self.days >= LATE else "due-soon" if self.days >= SOON else ""

    @property
    def words(self) -> str:
        return nbsp(self.days, "วันทำการ")

    @property
    def is_silent(self) -> bool:
        return self.days > SILENT


def waiting(sent_on: date, today: date, holidays: Collection[date]) -> Waiting:
    """Working days after the day of sending, up to and including today; never below zero."""
    return Waiting(max(0, working_days(sent_on, today, holidays)))
