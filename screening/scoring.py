"""From the levels of the aspects to the group of a child (domain.md C.3): values in, values out."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

NONE, NORMAL, RISK, PROBLEM = range(4)
URGENT = 4


class Result(NamedTuple):
    """`group` 0–3 from what is filled; `is_complete` when every counting aspect is filled (decisions B5)."""

    group: int
    is_complete: bool


class Settled(NamedTuple):
    """The final group, and whether it is still somebody's override."""

    group: int
    is_override: bool


class Merged(NamedTuple):
    """The levels to keep, the positions whose level changes, and the positions two people set differently."""

    levels: list[int]
    changed: list[int]
    conflicts: list[int]


def compute(levels: Sequence[int], counting: Collection[int], mind: int = NONE) -> Result:
    """Any มีปัญหา makes มีปัญหา; else any เสี่ยง makes เสี่ยง; else ปกติ once everything is filled, else none.

    `counting` holds the positions (from 1) of the aspects of kind `level`; flags never count (decisions C1).
    `mind` is the computed column จิตใจ (SDQ) where the criteria set counts it: it can make the group worse, and a
    row is complete without it. A risk shows at once, before the rest is filled.
    """
    counted = [level for position, level in enumerate(levels, start=1) if position in counting]
    is_complete = bool(counted) and NONE not in counted
    worst = max([*counted, mind], default=NONE)
    if worst >= RISK:
        return Result(worst, is_complete)
    return Result(NORMAL if is_complete else NONE, is_complete)


def settle(*, computed: int, was_computed: int, was_final: int) -> Settled:
    """The final group after the levels changed, when `was_final` had been set over `was_computed` (decisions B8).

    An override upwards stays while it is above what the levels say. One downwards was a counselor's answer to
    exactly that result: when the result changes, it is asked again.
    """
    upwards = was_final > was_computed and was_final > computed
    downwards = was_final < was_computed and computed == was_computed
    return Settled(was_final, True) if upwards or downwards else Settled(computed, False)


def urgency(group: int, *, is_alerted: bool, chosen: int = NONE) -> int:
    """How fast somebody must act, 0 unknown, 1 เขียว to 4 แดง (domain.md C.3: beside the group, never instead).

    An alert that nobody has settled is แดง whatever was chosen: settling it is the only way to lower that. Else what
    a counselor chose, else as the group says: ปกติ เขียว, เสี่ยง เหลือง, มีปัญหา ส้ม.
    """
    if is_alerted:
        return URGENT
    return chosen or group


def merge(typed: Mapping[int, int], *, was: Sequence[int], stored: Sequence[int]) -> Merged:
    """What one person typed into a row, put over what is stored now, seen from what stood there when she began.

    A cell she did not touch keeps what is stored. A cell only she touched takes hers. A cell that she and
    somebody else set to different levels is a conflict and keeps what is stored until one of them decides.
    """
    levels, conflicts = list(stored), []
    for position, mine in typed.items():
        before, theirs = was[position - 1], stored[position - 1]
        if mine in (before, theirs):
            continue
        if theirs == before:
            levels[position - 1] = mine
        else:
            conflicts.append(position)
    changed = [at for at, (new, old) in enumerate(zip(levels, stored, strict=True), start=1) if new != old]
    return Merged(levels, changed, conflicts)


def bits(positions: Collection[int]) -> int:
    """Bit i stands for the cell at position i + 1, as in `Row.bulk_cells`."""
    return sum(1 << (position - 1) for position in set(positions))


def positions(cells: int) -> list[int]:
    """The positions whose bit is set."""
    return [at for at in range(1, cells.bit_length() + 1) if cells >> (at - 1) & 1]
