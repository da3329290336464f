"""How long agencies take to answer: the middle of the working days, and the share that kept to the day asked for.

Pure. Days are whole working days from sending to the first answer. Who has not answered has no number of days; once
the day asked for is over she counts among those who did not keep to it, so that silence does not make a report better.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median as middle


@dataclass(frozen=True)
class Took:
    """One letter. `days` None: no answer; `is_overdue`: the day it asked for is over without one."""

    days: int | None
    within: int
    is_overdue: bool = False

    @property
    def kept(self) -> bool:
        return self.days is not None and self.days <= self.within

    @property
    def counts(self) -> bool:
        """Whether it can be said of this letter that the day was kept or was not."""
        return self.days is not None or self.is_overdue


@dataclass(frozen=True)
class Times:
    """`answered` letters with `median` and `longest` working days (None of nothing); `kept` of `due` kept the day."""

    answered: int
    median: float | None
    longest: int | None
    kept: int
    due: int

    @property
    def median_words(self) -> str:
        """ "4", "4.5", "–"."""
        return "–" if self.median is None else f"{self.median:g}"

    @property
    def share(self) -> str:
        return percent(self.kept, self.due)


def times(letters: Iterable[Took]) -> Times:
    every = list(letters)
    days = [one.days for one in every if one.days is not None]
    due = [one for one in every if one.counts]
    return Times(
        answered=len(days),
        median=float(middle(days)) if days else None,
        longest=max(days, default=None),
        kept=sum(one.kept for one in due),
        due=len(due),
    )


def percent(part: int, whole: int) -> str:
    """Whole percent; neither 0% nor 100% unless it is, and "–" of nothing."""
    if not whole:
        return "–"
    rounded = round(part * 100 / whole)
    return f"{min(max(rounded, 1), 99) if 0 < part < whole else rounded}%"
