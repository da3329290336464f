"""The gap list as people read it: who waits, for what, how long, and whose room she sits in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from cases import rules
from cases.gaps import current_rows, needing_care
from schools.models import Appointment, Role, User
from screening.models import Aspect, Group, Row, mind
from screening.rules import may_see_level
from students.models import Student

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Shown:
    """An aspect at risk, as one person may see it."""

    aspect: Aspect
    level: int


@dataclass(frozen=True)
class Waiting:
    """A child at risk whom nobody looks after yet."""

    row: Row
    shown: Sequence[Shown]
    days: int
    teachers: Sequence[User]
    may_open: bool

    @property
    def student(self) -> Student:
        return self.row.student


@dataclass(frozen=True)
class WaitingList:
    """Longest waiting first. `at_risk` counts the children the list is drawn from."""

    waiting: Sequence[Waiting]
    at_risk: int


def waiting_list(user: User) -> WaitingList:
    rows = current_rows(user)
    waiting = needing_care(rows).select_related("student__classroom", "round").order_by("recorded_at", "pk")
    return WaitingList(_as_seen(user, list(waiting)), rows.at_risk().count())


def _as_seen(user: User, rows: list[Row]) -> list[Waiting]:
    today = timezone.localdate()
    aspects = aspects_of(row.round.criteria_id for row in rows)
    teachers = teachers_of({row.student.classroom_id for row in rows}, today)
    return [
        Waiting(
            row=row,
            shown=shown_to(user, row, row.student, aspects[row.round.criteria_id]),
            days=(today - timezone.localtime(row.recorded_at).date()).days,
            teachers=teachers[row.student.classroom_id],
            may_open=rules.may_open(user, row.student),
        )
        for row in rows
    ]


def aspects_of(criteria: Iterable[int]) -> dict[int, list[Aspect]]:
    """The aspects of each criteria set, in their order, and behind them the computed column จิตใจ (SDQ)."""
    found: dict[int, list[Aspect]] = defaultdict(list)
    for aspect in Aspect.objects.filter(criteria__in=set(criteria)).order_by("position"):
        found[aspect.criteria_id].append(aspect)
    for aspects in found.values():
        aspects.append(mind())
    return found


def shown_to(user: User, row: Row, student: Student, aspects: Sequence[Aspect]) -> list[Shown]:
    """The level aspects at risk that she may see, the worst first."""
    risky = [
        Shown(aspect, row.level_of(aspect))
        for aspect in aspects
        if aspect.kind == Aspect.Kind.LEVEL
        and row.level_of(aspect) >= Group.RISK
        and may_see_level(user, aspect, student)
    ]
    return sorted(risky, key=lambda shown: -shown.level)


def teachers_of(rooms: Iterable[int | None], on: "date") -> dict[int | None, list[User]]:
    """Homeroom teachers today, by room."""
    found: dict[int | None, list[User]] = defaultdict(list)
    held = Appointment.objects.on(on).filter(role=Role.HOMEROOM, classroom__in=[room for room in rooms if room])
    for appointment in held.select_related("user").order_by("user__first_name", "pk"):
        found[appointment.classroom_id].append(appointment.user)
    return found
