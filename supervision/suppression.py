"""Which figures may stand in a table that leaves the school, so that no child can be counted out (decisions B6).

Pure. A column of a table is a number of children per school, the schools in groups, under totals. A number of 1–4
is hidden. Where a total would give a hidden number away, more cells are hidden, the smallest first: while only one
cell of a group is hidden, and while the sum leaves a hidden cell only one value. Where nothing is left to hide, the
group's total goes, as it does in a group of one school, and is kept secret among the groups of the area.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALL = 5  # fewer children than this are never shown, none at all is
WORD_ONLY = 20  # a school with fewer children gets a word in place of a percentage
NO_END = 10**6
TOTAL = -1  # stands for the total among the keys of groups


@dataclass(frozen=True)
class Part:
    """`count` children of `whole`; for a plain number `whole` is None. `coarse`: only a word will be shown."""

    count: int
    whole: int | None = None
    coarse: bool = False

    @property
    def is_small(self) -> bool:
        """1–4 children stand on one of the two sides."""
        return 0 < self.count < SMALL or (self.whole is not None and 0 < self.whole - self.count < SMALL)

    @property
    def limits(self) -> tuple[int, int]:
        """Least and greatest count that a reader of the hidden cell has to reckon with."""
        most = self.whole if self.whole is not None else NO_END
        if 0 < self.count < SMALL:
            return 1, SMALL - 1
        if self.coarse:
            return 0, most
        if self.is_small:
            return most - SMALL + 1, most - 1
        return SMALL, most - SMALL if self.whole is not None else most

    @property
    def can_hide(self) -> bool:
        """Nobody and everybody hide nothing: a reader who knows that the cell is not small would guess them."""
        return self.is_small or self.coarse or (self.count > 0 and self.count != self.whole)


@dataclass(frozen=True)
class Hidden:
    """The keys of schools and of groups whose number is not shown, and whether the total is not.

    `signless`: hidden totals of which not even "fewer than five" may be said (`TOTAL` stands for the total of all).
    """

    schools: frozenset[int]
    groups: frozenset[int]
    total: bool
    signless: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Protected:
    keys: frozenset[int]
    is_safe: bool  # False: all that can be hidden is hidden and the sum still tells; the sum has to go as well


def hide(table: Mapping[int, Mapping[int, Part]]) -> Hidden:
    """Decide one column. `table` maps group → school → part; the totals are its sums."""
    totals = {group: add(list(schools.values())) for group, schools in table.items()}
    forced = {group for group, total in totals.items() if total.is_small}
    inside: dict[int, frozenset[int]] = {}
    for group, schools in table.items():
        first = {key for key, part in schools.items() if part.is_small or part.coarse}
        found = protect(schools, first, {key: part.limits for key, part in schools.items()})
        inside[group] = found.keys
        if not found.is_safe:
            forced.add(group)
    limits = {group: group_limits(schools, inside[group], totals[group]) for group, schools in table.items()}
    among = protect(totals, forced, limits)
    hidden = {key for keys in inside.values() for key in keys}
    for group in among.keys:
        hidden |= cover(table[group], inside[group])
    whole = add(list(totals.values()))
    signless = {group for group in among.keys if len(inside[group]) >= SMALL - 1}
    signless |= {TOTAL} if len(hidden) >= SMALL - 1 else set()
    return Hidden(frozenset(hidden), among.keys, whole.is_small or not among.is_safe, frozenset(signless))


def protect(cells: Mapping[int, Part], first: set[int], limits: Mapping[int, tuple[int, int]]) -> Protected:
    """Hide more cells beside `first`, the smallest first, until the sum of all tells none of them."""
    hidden = set(first)
    while hidden and tells(cells, hidden, limits):
        shown = sorted((part.count, key) for key, part in cells.items() if key not in hidden and part.can_hide)
        if not shown:
            return Protected(frozenset(hidden), is_safe=False)
        hidden.add(shown[0][1])
    return Protected(frozenset(hidden), is_safe=True)


def tells(cells: Mapping[int, Part], hidden: set[int], limits: Mapping[int, tuple[int, int]]) -> bool:
    """Can a reader who knows the sum work out a hidden cell? Always, when it is the only one."""
    rest = sum(cells[key].count for key in hidden)
    least = sum(limits[key][0] for key in hidden)
    most = sum(limits[key][1] for key in hidden)
    for key in hidden:
        low, high = limits[key]
        if max(low, rest - (most - high)) >= min(high, rest - (least - low)):
            return True
    return False


def group_limits(schools: Mapping[int, Part], hidden: frozenset[int], total: Part) -> tuple[int, int]:
    """What is known of a group's total when it is hidden: what its schools show, and the limits of the others."""
    covered = hidden | cover(schools, hidden)
    shown = sum(part.count for key, part in schools.items() if key not in covered)
    low = shown + sum(schools[key].limits[0] for key in covered)
    high = shown + sum(schools[key].limits[1] for key in covered)
    if len(hidden) >= SMALL - 1:
        return low, high  # "fewer than five" of four schools with children would be one child each
    if 0 < total.count < SMALL:
        return max(low, 1), min(high, SMALL - 1)
    return max(low, SMALL), high  # a star says that it is not small


def cover(schools: Mapping[int, Part], hidden: frozenset[int]) -> frozenset[int]:
    """A hidden total must not be the sum of what the schools show: without a hidden one the smallest goes."""
    able = [key for key, part in schools.items() if part.can_hide]
    if hidden or not able:
        return frozenset()
    return frozenset({min(able, key=lambda key: (schools[key].count, key))})


def add(parts: Sequence[Part]) -> Part:
    wholes = [part.whole for part in parts if part.whole is not None]
    return Part(sum(part.count for part in parts), sum(wholes) if wholes else None)
