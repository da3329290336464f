"""Rows into pupils, and for every cell that cannot be taken as it is a sentence that says what to do.

An error keeps its row out until it is corrected or skipped; a warning lets it in.  Nothing is guessed
silently: a year in ค.ศ., a number cut by Excel and a level that does not exist are all said.
"""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self

from schools.levels import Level, room_name
from students.dmc.fields import LABELS

Guardians = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Pupil:
    """One row understood.  ``row`` is Excel's number of it, from 1; ``identifier`` is normalised.

    ``details`` holds only what the file says (field of the register -> text, date or Decimal): an empty cell
    or a missing column never erases what is known.  ``guardians``: relation -> field -> text.
    """

    row: int
    identifier: str
    identifier_kind: str
    school_number: str
    level: Level
    room: int
    title: str
    first_name: str
    last_name: str
    sex: str
    number: int | None = None
    details: Mapping[str, str | date | Decimal] = field(default_factory=dict)
    guardians: Guardians = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def room_name(self) -> str:
        return room_name(self.level, str(self.room))


@dataclass(frozen=True)
class Problem:
    """What stands in the way of a row, or makes it doubtful.

    ``choices`` (value, label) are what a person can pick instead of typing; picking is `Decisions.choose`.
    """

    row: int
    column: int | None
    field: str
    value: str
    kind: Literal["error", "warning"]
    message: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The Thai name of the column."""
        return LABELS.get(self.field, "")

    @property
    def sentence(self) -> str:
        """ "แถว 18: …" for a summary outside the table."""
        return f"แถว {self.row}: {self.message}"


@dataclass(frozen=True)
class Decisions:
    """What a person decided on the check page: typed corrections and rows left out."""

    corrections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    skipped: Set[int] = frozenset()

    def choose(self, row: int, name: str, value: str) -> Self:
        """With one more decision: ``value`` is typed or picked; "skip:12" leaves row 12 out."""
        if value.startswith("skip:"):
            number = value[5:]
            return self.skip(int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else self
        corrections = {number: dict(fields) for number, fields in self.corrections.items()}
        corrections.setdefault(row, {})[name] = value
        return type(self)(corrections, self.skipped)

    def skip(self, row: int) -> Self:
        """With one more row left out."""
        return type(self)(self.corrections, self.skipped | {row})

    def as_json(self) -> dict[str, Any]:
        """As plain lists and texts, to be kept between two visits of the page."""
        return {
            "corrections": {str(row): dict(fields) for row, fields in self.corrections.items()},
            "skipped": sorted(self.skipped),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        corrections = {int(row): dict(fields) for row, fields in kept.get("corrections", {}).items()}
        return cls(corrections, frozenset(kept.get("skipped", ())))


@dataclass(frozen=True)
class Expected:
    """What is known beforehand: codes of the school (8 and 10 digits), levels, a class list's room, today."""

    school_codes: Collection[str] = ()
    levels: Collection[int] = tuple(Level)
    room: tuple[Level, int] | None = None
    today: date | None = None


@dataclass(frozen=True)
class Reading:
    """A whole file: pupils that can come in, problems by row, rows left out, sentences about the file.

    ``kept_out``: identifiers and school numbers on rows that do not come in; their children have not left.
    """

    pupils: tuple[Pupil, ...]
    problems: tuple[Problem, ...]
    rows: int
    skipped: tuple[int, ...]
    kept_out: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.kind == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.kind == "warning")

    @property
    def fine(self) -> int:
        """Rows without any problem."""
        return len({pupil.row for pupil in self.pupils} - {problem.row for problem in self.problems})

    @property
    def rooms(self) -> tuple[tuple[Level, int], ...]:
        """The rooms that occur, in order."""
        return tuple(sorted({(pupil.level, pupil.room) for pupil in self.pupils}))

    @property
    def rooms_sentence(self) -> str:
        """ "ไฟล์นี้มี 1 ห้อง: ป.4/1", the head of the check page (decisions B1)."""
        names = [room_name(level, str(room)) for level, room in self.rooms]
        shown = ", ".join(names[:12]) + (f" และอีก {len(names) - 12} ห้อง" if len(names) > 12 else "")
        return f"ไฟล์นี้มี {len(names)} ห้อง: {shown}" if names else "ไฟล์นี้ยังไม่มีแถวที่นำเข้าได้"
