"""What stands in a grid's form fields: names, values, and what a browser sent back. Nothing but text in and out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WAS = re.compile(r"([0-9]{1,9})\.([0-3]{1,32})")
HIGHEST = {"level": 3, "flag": 2}


@dataclass(frozen=True)
class Typed:
    """One child's cells as somebody sent them: level by position, and what the row was when her page was made.

    `bulk`: positions that one press filled, not a choice each ("ปกติทุกด้าน").
    """

    cells: dict[int, int] = field(default_factory=dict)
    version: int = 0
    was: tuple[int, ...] = ()
    bulk: frozenset[int] = frozenset()

    def is_empty(self) -> bool:
        return not self.cells


def cell_name(sid: str, position: int) -> str:
    return f"c-{sid}-{position}"


def was_name(sid: str) -> str:
    return f"was-{sid}"


def was_value(version: int, levels: Iterable[int]) -> str:
    """ "3.11020000000": the row's version and its levels, one digit each."""
    return f"{version}.{''.join(map(str, levels))}"


def read_was(value: str, width: int) -> tuple[int, tuple[int, ...]]:
    """(version, levels) of a value made by `was_value`; an empty row for anything else."""
    found = _WAS.fullmatch(value)
    if found is None or len(found[2]) != width:
        return 0, (0,) * width
    return int(found[1]), tuple(map(int, found[2]))


def read(sent: Mapping[str, str], sid: str, kinds: Mapping[int, str], width: int) -> tuple[Typed, list[int]]:
    """What was sent for one child, and the positions whose value is none we offer.

    `kinds` holds the kind of every position the sender may fill; other positions are not read at all.
    """
    cells, wrong = {}, []
    for position, kind in kinds.items():
        value = sent.get(cell_name(sid, position))
        if value is None:
            continue
        level = 0 if value == "" else int(value) if value in ("0", "1", "2", "3") else -1
        if 0 <= level <= HIGHEST[kind]:
            cells[position] = level
        else:
            wrong.append(position)
    version, was = read_was(sent.get(was_name(sid), ""), width)
    return Typed(cells, version, was), wrong
