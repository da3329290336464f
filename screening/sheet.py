"""One room in one round as one person may read it: the children in เลขที่ order, their rows, and what is missing.

The grid, the phone list, the check before handing in and every paper are drawn from it. Two queries for the
children, whatever the size of the class.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from schools.models import Classroom, User
from screening import minds, rules
from screening.cells import was_value
from screening.models import Aspect, Finding, Group, Round, Row, Submission, mind
from screening.scoring import PROBLEM, RISK, positions
from students.models import Student, Welfare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from students.models.student import StudentQuerySet


# What กสศ. found this year, as a level of the aspect เศรษฐกิจ: offered to confirm, never filled in by itself (M2).
OFFERS = {Welfare.Result.POOR: Group.RISK, Welfare.Result.EXTREME: Group.PROBLEM}
OFFERED_FOR = "economy"


class Offer(NamedTuple):
    """A level of an aspect to confirm with one tap, and the finding behind it ("ยากจนพิเศษ")."""

    aspect: Aspect
    level: int
    word: str


def with_welfare(students: "StudentQuerySet", round_: Round) -> "StudentQuerySet":
    """The newest finding of the round's year comes along as `welfare_found`: no statement of its own (P1)."""
    found = Welfare.objects.filter(student=OuterRef("pk"), year=round_.year.year, result__in=OFFERS)
    return students.annotate(welfare_found=Subquery(found.order_by("-term").values("result")[:1]))


@dataclass
class Child:
    """A child of the room, with her row if she has one. `explained`: positions for which a reason is written."""

    student: Student
    row: Row | None
    aspects: list[Aspect]
    levels: list[int]
    explained: frozenset[int] = frozenset()

    @property
    def sid(self) -> str:
        return self.student.public_id

    @property
    def was(self) -> str:
        return was_value(self.row.version if self.row else 0, self.levels)

    @property
    def mind(self) -> int:
        """The computed column จิตใจ (SDQ)."""
        return self.row.mind_level if self.row else Group.NONE

    @property
    def final_group(self) -> int:
        return self.row.final_group if self.row else Group.NONE

    @property
    def bulk(self) -> list[int]:
        return positions(self.row.bulk_cells) if self.row else []

    @property
    def empty(self) -> list[int]:
        return [at for at, level in enumerate(self.levels, start=1) if not level]

    @property
    def unexplained(self) -> list[int]:
        """Positions of มีปัญหา without a reason (decisions B7)."""
        return [at for at, level in enumerate(self.levels, start=1) if level == PROBLEM and at not in self.explained]

    @property
    def to_explain(self) -> list[Aspect]:
        return [aspect for aspect in self.aspects if aspect.position in self.unexplained] if self.unexplained else []

    @property
    def told(self) -> list[Aspect]:
        """The aspects for which a reason is written."""
        return [aspect for aspect in self.aspects if aspect.position in self.explained]

    @property
    def risky(self) -> list[int]:
        return [at for at, level in enumerate(self.levels, start=1) if level >= RISK]

    @property
    def offer(self) -> Offer | None:
        """What กสศ. found, while her level of the aspect is lower or empty."""
        told = getattr(self.student, "welfare_found", None)
        aspect = next((one for one in self.aspects if one.slug == OFFERED_FOR), None) if told else None
        if aspect is None or aspect.kind != Aspect.Kind.LEVEL:
            return None
        result = Welfare.Result(str(told))
        is_there = self.levels[aspect.position - 1] >= OFFERS[result]
        return None if is_there else Offer(aspect, int(OFFERS[result]), str(result.label))


@dataclass
class Sheet:
    user: User
    round: Round
    classroom: Classroom
    aspects: list[Aspect]
    submission: Submission | None
    children: list[Child] = field(default_factory=list)

    @classmethod
    def of(cls, user: User, round_: Round, classroom: Classroom, *, only: Student | None = None) -> "Sheet":
        aspects = list(Aspect.objects.filter(criteria=round_.criteria_id).order_by("position"))
        submission = Submission.objects.filter(round=round_, classroom=classroom).select_related("submitted_by").first()
        sheet = cls(user, round_, classroom, aspects, submission)
        in_room = Student.objects.visible_to(user).in_room(classroom)
        seated = [only] if only else with_welfare(in_room, round_).by_number()
        sheet.children = sheet.read_children(seated)
        return sheet

    def read_children(self, students: "Iterable[Student]") -> list[Child]:
        seated = list(students)
        why = Finding.objects.filter(row=OuterRef("pk")).values("aspect__position")
        rows = (
            Row.objects.filter(round=self.round, student__in=[student.pk for student in seated])
            .select_related("recorded_by")
            .annotate(explained=ArraySubquery(why))
        )
        by_student = {row.student_id: row for row in rows}
        return [self.child(student, by_student.get(student.pk)) for student in seated]

    def child(self, student: Student, row: Row | None) -> Child:
        levels = list(row.levels) if row else [0] * len(self.aspects)
        return Child(student, row, self.aspects, levels, frozenset(getattr(row, "explained", None) or ()))

    def written(self, child: Child, row: Row, *, by: User) -> Child:
        """The child with the row that was just written; a reason goes with the level it stood for."""
        row.recorded_by = by
        explained = frozenset(at for at in child.explained if row.levels[at - 1] >= RISK)
        return Child(child.student, row, self.aspects, list(row.levels), explained)

    # -- aspects ------------------------------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> dict[int, str]:
        return {aspect.position: aspect.kind for aspect in self.aspects}

    @cached_property
    def counting(self) -> frozenset[int]:
        return frozenset(at for at, kind in self.kinds.items() if kind == Aspect.Kind.LEVEL)

    @cached_property
    def open_positions(self) -> frozenset[int]:
        """Positions of the aspects whose letters this person may read."""
        return frozenset(a.position for a in self.aspects if rules.may_see_aspect(self.user, a, self.classroom))

    @cached_property
    def sees_mind(self) -> bool:
        return rules.may_see_aspect(self.user, mind(), self.classroom)

    @cached_property
    def mind_says(self) -> str:
        """Whose SDQ by which norm set."""
        return minds.caption(self.round)

    @property
    def minded(self) -> int:
        """Children for whom จิตใจ is known."""
        return sum(1 for child in self.children if child.mind)

    @property
    def mind_counts(self) -> list[int]:
        levels = [child.mind for child in self.children]
        return [levels.count(level) for level in (1, 2, 3)]

    # -- numbers ------------------------------------------------------------------------------------------------

    @property
    def cells(self) -> int:
        return len(self.children) * len(self.aspects)

    @property
    def filled(self) -> int:
        return self.cells - self.left

    @property
    def left(self) -> int:
        return sum(len(child.empty) for child in self.children)

    @property
    def bulk(self) -> int:
        """Cells filled by "ที่เหลือปกติ" and not touched since."""
        return sum(len(child.bulk) for child in self.children)

    @property
    def unexplained(self) -> list[Child]:
        return [child for child in self.children if child.unexplained]

    def of_group(self, group: int) -> list[Child]:
        return [child for child in self.children if child.final_group == group]

    def incomplete(self) -> list[Child]:
        return [child for child in self.children if child.empty]

    @property
    def next_child(self) -> Child | None:
        """Who comes first in the wizard: whose row is not complete, else the first of the room."""
        return next(iter([*self.incomplete(), *self.children]), None)

    @property
    def last_saved(self) -> Row | None:
        rows = [child.row for child in self.children if child.row]
        return max(rows, key=lambda row: row.recorded_at, default=None)

    def counts(self, position: int) -> list[int]:
        """[ปกติ, เสี่ยง, มีปัญหา] (or [ไม่มี, มี, 0]) of an aspect; of the final groups at position 0."""
        levels = [child.levels[position - 1] if position else child.final_group for child in self.children]
        return [levels.count(level) for level in (1, 2, 3)]
