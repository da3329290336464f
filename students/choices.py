"""What the registrar decided on the check page, kept sealed beside the file (W13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from students.dmc.pupils import Decisions


@dataclass(frozen=True)
class Choices:
    """Typed corrections and skipped rows, confirmed moves (rows), who left (public id -> yes), rooms not to make.

    `refused_rooms` are names as `room_key` writes them. What is not decided stands as proposed.
    """

    rows: Decisions = field(default_factory=Decisions)
    moves: frozenset[int] = frozenset()
    leaving: Mapping[str, bool] = field(default_factory=dict)
    refused_rooms: frozenset[str] = frozenset()

    def correct(self, row: int, name: str, value: str) -> Self:
        return replace(self, rows=self.rows.choose(row, name, value))

    def skip(self, row: int) -> Self:
        return replace(self, rows=self.rows.skip(row))

    def take_back(self, row: int) -> Self:
        """A skipped row counts again, as it stands in the file."""
        kept = {number: said for number, said in self.rows.corrections.items() if number != row}
        return replace(self, rows=Decisions(kept, self.rows.skipped - {row}))

    def confirm_moves(self, *, shown: frozenset[int], ticked: frozenset[int]) -> Self:
        return replace(self, moves=(self.moves - shown) | (ticked & shown))

    def let_go(self, *, shown: frozenset[str], ticked: frozenset[str]) -> Self:
        return replace(self, leaving={**self.leaving, **{child: child in ticked for child in shown}})

    def make_rooms(self, *, shown: frozenset[str], ticked: frozenset[str]) -> Self:
        return replace(self, refused_rooms=(self.refused_rooms - shown) | (shown - ticked))

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows.as_json(),
            "moves": sorted(self.moves),
            "leaving": dict(self.leaving),
            "refused_rooms": sorted(self.refused_rooms),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            Decisions.from_json(kept.get("rows", {})),
            frozenset(kept.get("moves", ())),
            dict(kept.get("leaving", {})),
            frozenset(kept.get("refused_rooms", ())),
        )


def room_key(room: tuple[int, int]) -> str:
    """ "7-3" for ป.4/3: how a room that does not exist yet is named in a form."""
    return f"{room[0]}-{room[1]}"
