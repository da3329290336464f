"""One row of the file while it is looked at, and the rows that say the same child twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from schools.tables import Rows, text_of
from students import national_id
from students.dmc.fields import LABELS, WIDTH, WIDTHS
from students.dmc.pupils import Problem, Pupil


@dataclass
class RowCheck:
    """One row while it is looked at."""

    number: int
    cells: Mapping[str, Any]
    columns: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)
    from_ce: bool = False

    @property
    def has_error(self) -> bool:
        return any(problem.kind == "error" for problem in self.problems)

    @property
    def names(self) -> set[str]:
        """The identifier and the school number on the row, whatever else is wrong with it."""
        raw = self.cells.get("national_id")
        return {national_id.normalise(raw) if text_of(raw) else "", self.text("school_number")} - {""}

    def text(self, name: str) -> str:
        return text_of(self.cells.get(name))

    def error(self, name: str, message: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        self._say(name, "error", message, choices)

    def warn(self, name: str, message: str) -> None:
        self._say(name, "warning", message, ())

    def _say(self, name: str, kind: Any, message: str, choices: Sequence[tuple[str, str]]) -> None:
        value = self.text(name)[:80]
        self.problems.append(Problem(self.number, self.columns.get(name), name, value, kind, message, tuple(choices)))

    def clipped(self, name: str, width_of: str = "") -> str:
        """A text no longer than its column, with a warning when something was cut off."""
        text, width = self.text(name), WIDTHS.get(width_of or name, WIDTH)
        if len(text) > width:
            self.warn(name, f"{LABELS[name]}ยาวเกิน {width} ตัวอักษร จะเก็บเฉพาะ {width} ตัวแรก")
        return text[:width].rstrip()


def row_cells(rows: Rows, heading_row: int, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(Excel's row number, field -> raw cell) of each row that says anything about a pupil.

    A row with less than two filled cells (a total, a signature) is none.
    """
    for number, row in enumerate(rows[heading_row + 1 :], heading_row + 2):
        cells = {name: row[column] for name, column in columns.items() if 0 <= column < len(row)}
        filled = (cell for cell in cells.values() if text_of(cell))
        if len(list(islice(filled, 2))) == 2:
            yield number, cells


def find_twins(checked: Sequence[tuple[RowCheck, Pupil | None]]) -> None:
    """The second of two rows with one identifier or one school number is an error that names the first."""
    seen: dict[tuple[str, str], int] = {}
    for row, pupil in checked:
        for name, value in _keys(row, pupil):
            first = seen.setdefault((name, value), row.number)
            if first != row.number:
                row.error(
                    name,
                    f"แถว {row.number} ซ้ำกับแถว {first} เลือกแถวที่จะเก็บ",
                    [(f"skip:{row.number}", f"เก็บแถว {first}"), (f"skip:{first}", f"เก็บแถว {row.number}")],
                )
                break


def _keys(row: RowCheck, pupil: Pupil | None) -> list[tuple[str, str]]:
    broken = {problem.field for problem in row.problems if problem.kind == "error"}
    identifier = pupil.identifier if pupil else national_id.read(row.cells.get("national_id")).value
    number = pupil.school_number if pupil else row.text("school_number")
    keys = (("national_id", identifier), ("school_number", number))
    return [(name, value) for name, value in keys if value and name not in broken]
