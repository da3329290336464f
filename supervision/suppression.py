"""Which figures may stand in a table that leaves the school, so that no child can be counted out (decisions B6).

Pure. A column of a table is a number of children per school, the schools in groups, under totals. A number of 1–4
is hidden. Where the totals would give a hidden number away, more cells are hidden, the smallest first: while only
one cell of a group is hidden, and while the sum leaves a hidden cell only one value. A group of one school has its
school's number; it is kept secret among the groups of the area.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALL = 5  # fewer children than this are never shown, none at all is
WORD_ONLY = 20  # a school with fewer children gets a word in place of a percentage


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
        """What a reader of the hidden cell knows at most: least and greatest possible count."""
        if 0 < self.count < SMALL:
            return 1, SMALL - 1
        if self.is_small and self.whole is not None:
            return self.whole - SMALL + 1, self.whole - 1
        return 0, self.whole if self.whole is not None else 10**6


@dataclass(frozen=True)
class Hidden:
    """The keys of schools and of groups whose number is not shown, and whether the total is not."""

    schools: frozenset[int]
    groups: frozenset[int]
    total: bool


def hide(table: Mapping[int, Mapping[int, Part]]) -> Hidden:
    """Decide one column. `table` maps group → school → part; the totals are its sums."""
    totals = {group: add(list(schools.values())) for group, schools in table.items()}
    hidden: set[int] = set()
    forced = {group for group, total in totals.items() if total.is_small}
    for group, schools in table.items():
        inside = protect(schools, {key for key, part in schools.items() if part.is_small or part.coarse})
        hidden |= inside.keys
        if not inside.is_safe or (len(schools) == 1 and inside.keys):
            forced.add(group)
    among = protect(totals, forced)
    for group in among.keys:
        hidden |= cover(table[group], hidden)
    whole = add(list(totals.values()))
    return Hidden(frozenset(hidden), frozenset(among.keys), whole.is_small or not among.is_safe)


@dataclass(frozen=True)
class Protected:
    keys: frozenset[int]
    is_safe: bool  # False: everything is hidden and the sum still tells; the sum has to go as well


def protect(cells: Mapping[int, Part], first: set[int]) -> Protected:
    """Hide more cells beside `first` until the sum of all tells none of them."""
    hidden = set(first)
    while hidden and tells(cells, hidden):
        shown = sorted((cells[key].count, key) for key in cells if key not in hidden)
        if not shown:
            return Protected(frozenset(hidden), is_safe=False)
        hidden.add(shown[0][1])
    return Protected(frozenset(hidden), is_safe=True)


def tells(cells: Mapping[int, Part], hidden: set[int]) -> bool:
    """Can a reader who knows the sum work out a hidden cell? True for a lone one."""
    rest = sum(cells[key].count for key in hidden)
    least = sum(cells[key].limits[0] for key in hidden)
    most = sum(cells[key].limits[1] for key in hidden)
    for key in hidden:
        low, high = cells[key].limits
        if max(low, rest - (most - high)) >= min(high, rest - (least - low)):
            return True
    return False


def cover(schools: Mapping[int, Part], hidden: set[int]) -> set[int]:
    """A group's hidden total must not be the sum of what its schools show: the smallest school goes as well."""
    if hidden & schools.keys() or not schools:
        return set()
    return {min(schools, key=lambda key: (schools[key].count, key))}


def add(parts: Sequence[Part]) -> Part:
    wholes = [part.whole for part in parts if part.whole is not None]
    return Part(sum(part.count for part in parts), sum(wholes) if wholes else None)
