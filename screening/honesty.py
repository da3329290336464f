"""Signs that a room's answers may have been copied, drawn in one line or typed unread (สัญญาณให้ทวน). Pure.

They say "look again", never "you lied": the teacher hears them first, before she hands in. ปกติ for many children is
no sign, and neither is "ที่เหลือปกติ": most children are fine, and saying so at once is what the button is for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Values = tuple[int | None, ...]


@dataclass(frozen=True)
class Sheet:
    """One child's answers: `values` in the order of the form, when and by whom they were saved.

    `quiet`: what an answer is when there is nothing to tell (1, ปกติ, for levels; 0 for scores).
    """

    student: int
    values: Values
    at: datetime
    by: int
    quiet: int

    @property
    def is_quiet(self) -> bool:
        return all(value == self.quiet for value in self.values)


@dataclass(frozen=True)
class Limits:
    """From where on a sign is told: editable defaults of ours, no published figures exist (mark "?")."""

    fewest: int = 5  # children who must be alike before "as last time" means anything
    share: float = 0.9  # of those with something to tell last time
    alike: int = 3  # children with the very same answers
    length: int = 10  # answers a form must have before sameness is no chance
    zeros: int = 10  # answers that are all zero
    row: timedelta = timedelta(seconds=3)  # a child of the eleven aspects, read and chosen by hand
    item: timedelta = timedelta(milliseconds=200)  # one item read from paper and typed
    run: int = 8  # children one after the other


SAME_AS_BEFORE, SAME_AS_ANOTHER, ALL_ZERO, TOO_FAST = "same_as_before", "same_as_another", "all_zero", "too_fast"


def signals(
    now: Sequence[Sheet], before: Mapping[int, Values], *, per_item: bool, limits: Limits | None = None
) -> dict[str, list[int]]:
    """Kind → the children it is about, in the order given; kinds without any child are left out.

    `before`: the same form's answers of the round before. `per_item`: answers to single items, not levels or totals.
    """
    bounds = limits or Limits()
    found = {
        SAME_AS_BEFORE: same_as_before(now, before, bounds),
        SAME_AS_ANOTHER: same_as_another(now, bounds) if per_item else [],
        ALL_ZERO: all_zero(now, bounds) if per_item else [],
        TOO_FAST: too_fast(now, bounds, per_item=per_item),
    }
    return {kind: students for kind, students in found.items() if students}


def same_as_before(now: Sequence[Sheet], before: Mapping[int, Values], limits: Limits) -> list[int]:
    """Children with something to tell, nearly all of whom tell exactly what they told last time."""
    known = [sheet for sheet in now if sheet.student in before and any_of(before[sheet.student], sheet.quiet)]
    alike = [sheet.student for sheet in known if sheet.values == before[sheet.student]]
    enough = len(alike) >= limits.fewest and len(alike) >= limits.share * len(known)
    return alike if enough else []


def any_of(values: Values, quiet: int) -> bool:
    return any(value is not None and value != quiet for value in values)


def same_as_another(now: Sequence[Sheet], limits: Limits) -> list[int]:
    """Children who share every answer of a long form with others, and not because there is nothing to tell."""
    groups: dict[Values, list[int]] = defaultdict(list)
    for sheet in now:
        if len(sheet.values) >= limits.length and not sheet.is_quiet:
            groups[sheet.values].append(sheet.student)
    alike = {student for group in groups.values() if len(group) >= limits.alike for student in group}
    return [sheet.student for sheet in now if sheet.student in alike]


def all_zero(now: Sequence[Sheet], limits: Limits) -> list[int]:
    """Zero on every item, although a form that reverses items never reads so for a child it was asked about."""
    return [
        sheet.student
        for sheet in now
        if len(sheet.values) >= limits.zeros and all(value == 0 for value in sheet.values)
    ]


def too_fast(now: Sequence[Sheet], limits: Limits, *, per_item: bool) -> list[int]:
    """Runs of children saved one by one faster than a form is read. Saved in the same moment (a page sent whole, a
    pasted table) is no run: nobody typed those row by row.
    """
    found: set[int] = set()
    for by in {sheet.by for sheet in now}:
        mine = sorted((sheet for sheet in now if sheet.by == by and not sheet.is_quiet), key=lambda sheet: sheet.at)
        for run in runs(mine, limits, per_item=per_item):
            if len(run) >= limits.run:
                found |= {sheet.student for sheet in run}
    return [sheet.student for sheet in now if sheet.student in found]


def runs(sheets: Sequence[Sheet], limits: Limits, *, per_item: bool) -> list[list[Sheet]]:
    """Longest stretches in which each sheet followed the one before within the time of a form, but not at once."""
    found: list[list[Sheet]] = []
    for sheet in sheets:
        need = limits.item * len(sheet.values) if per_item else limits.row
        gap = sheet.at - found[-1][-1].at if found else None
        if gap is not None and timedelta(0) < gap < need:
            found[-1].append(sheet)
        else:
            found.append([sheet])
    return found
