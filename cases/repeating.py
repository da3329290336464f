"""On which day something is to be done again. No database or clock: today, holidays and terms are passed in."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from schools.calendar import is_working_day

STEPS = {"weekly": timedelta(weeks=1), "biweekly": timedelta(weeks=2)}
MONTHLY = "monthly"


@dataclass(frozen=True)
class SchoolDays:
    """When a school works: (first, last) day of its terms in order, and the days nobody works.

    Without terms every working day is one.
    """

    holidays: Collection[date] = frozenset()
    terms: Sequence[tuple[date, date]] = field(default_factory=tuple)

    def first_from(self, on: date) -> date:
        """The first school day from `on`: between terms the next one's, after the last term known any working day."""
        while True:
            ahead = [begins for begins, ends in self.terms if ends >= on]
            on = max(on, ahead[0]) if ahead else on
            if is_working_day(on, self.holidays):
                return on
            on += timedelta(1)


def step(on: date, repeats: str) -> date:
    """A week, two weeks or a month later; the 31st becomes the last day of a shorter month."""
    if repeats != MONTHLY:
        return on + STEPS[repeats]
    year, month = on.year + on.month // 12, on.month % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def next_due(due_on: date, *, repeats: str, until: date, done_on: date, days: SchoolDays) -> date | None:
    """When it is due again after it was done on `done_on`, None when that would be after `until`.

    What was done late is not due again on a day that has passed.
    """
    following = step(due_on, repeats)
    while following <= done_on:
        following = step(following, repeats)
    following = days.first_from(following)
    return following if following <= until else None
