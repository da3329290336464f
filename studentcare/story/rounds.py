"""Screening round by round as a table: aspects down, rounds across, letters in the cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from schools.models import User
from screening.models import Aspect, Row, mind
from screening.rules import may_see_level
from students.models import Student

MOST = 4
LETTER = {0: "", 1: "ป", 2: "ส", 3: "ม"}
FLAG = {0: "", 1: "–", 2: "มี"}
CSS = {0: "st-none", 1: "st-ok", 2: "st-risk", 3: "st-prob"}


@dataclass(frozen=True)
class Cell:
    text: str
    css: str


@dataclass(frozen=True)
class Table:
    """`heads`: names of the rounds, the oldest first; each line has a cell per round."""

    heads: list[str]
    lines: list[tuple[str, list[Cell]]]
    groups: list[Cell]


def table_of(user: User, student: Student, rows: Sequence[Row], *, full: bool) -> Table | None:
    """`rows` newest first. One statement. Without `full` the sensitive aspects are left out (decisions C2)."""
    recent = list(reversed(rows[:MOST]))
    if not recent:
        return None
    aspects = list(Aspect.objects.filter(criteria__in={row.round.criteria_id for row in recent}).order_by("position"))
    newest = [aspect for aspect in aspects if aspect.criteria_id == recent[-1].round.criteria_id]
    by_round = {(aspect.criteria_id, aspect.slug): aspect for aspect in aspects}
    lines = [
        (aspect.name, [cell(aspect, by_round.get((row.round.criteria_id, aspect.slug)), row) for row in recent])
        for aspect in newest
        if may_see_level(user, aspect, student) and (full or not aspect.is_sensitive)
    ]
    if any(row.mind_level for row in recent):
        lines.append((mind().name, [cell(mind(), mind(), row) for row in recent]))
    groups = [Cell(LETTER[row.final_group], CSS[row.final_group]) for row in recent]
    return Table([row.round.name for row in recent], lines, groups)


def cell(head: Aspect, aspect: Aspect | None, row: Row) -> Cell:
    level = row.level_of(aspect) if aspect else 0
    if head.kind == Aspect.Kind.FLAG:
        return Cell(FLAG.get(level, ""), CSS[1])
    return Cell(LETTER[level], CSS[level])
