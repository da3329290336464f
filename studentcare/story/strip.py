"""The strip of the latest round: one letter per aspect, what changed since the round before, 🔒 where it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from schools.models import User
from screening import schemes, scoring
from screening.models import Aspect, Row, mind
from screening.rules import may_see_level
from screening.schemes import Scheme
from students.models import Student

HAS = 2
FLAG_WORDS = {0: "ยังไม่คัดกรอง", 1: "ไม่มี", 2: "มี"}


@dataclass(frozen=True)
class Cell:
    """`level` None: the person may not see it. `change`: 1 worse, -1 better, 0 the same or unknown."""

    aspect: Aspect
    level: int | None
    change: int = 0

    @property
    def is_flag(self) -> bool:
        return self.aspect.kind == Aspect.Kind.FLAG

    @property
    def word(self) -> str:
        return FLAG_WORDS.get(self.level or 0, "")


@dataclass(frozen=True)
class Strip:
    row: Row
    before: Row | None
    cells: tuple[Cell, ...]
    scheme: Scheme
    urgency: int = 0
    is_special: bool = False


def strip_of(user: User, student: Student, *, is_alerted: bool = False) -> tuple[Strip | None, list[Row]]:
    """The strip, and the child's rows, newest first. Two statements. `is_alerted`: somebody must look today."""
    rows = list(
        Row.objects.visible_to(user)
        .filter(student=student)
        .select_related("round__year", "round__criteria", "recorded_by", "urgency_by")
        .order_by("-round__opens_on", "-round_id")
    )
    if not rows:
        return None, rows
    row, before = rows[0], rows[1] if len(rows) > 1 else None
    criteria = {one.round.criteria_id for one in rows}
    aspects: dict[int, list[Aspect]] = {}
    for aspect in Aspect.objects.filter(criteria__in=criteria).order_by("position"):
        aspects.setdefault(aspect.criteria_id, []).append(aspect)
    for listed in aspects.values():
        listed.append(mind())
    was = levels_by_slug(before, aspects.get(before.round.criteria_id, [])) if before else {}
    cells = tuple(
        cell_of(user, student, row, aspect, was.get(aspect.slug, 0)) for aspect in aspects[row.round.criteria_id]
    )
    scheme = schemes.of(row.round.criteria.scheme)
    is_special = any(cell.aspect.slug == scheme.special and cell.level == HAS for cell in cells)
    urgency = scoring.urgency(row.final_group, is_alerted=is_alerted, chosen=row.urgency)
    return Strip(row, before, cells, scheme, urgency, is_special), rows


def levels_by_slug(row: Row, aspects: Sequence[Aspect]) -> dict[str, int]:
    return {aspect.slug: row.level_of(aspect) for aspect in aspects}


def cell_of(user: User, student: Student, row: Row, aspect: Aspect, was: int) -> Cell:
    if not may_see_level(user, aspect, student):
        return Cell(aspect, None)
    level = row.level_of(aspect)
    return Cell(aspect, level, (level > was) - (level < was) if level and was else 0)
