"""Children at risk in the aspects that a duty reads, whatever room they sit in (decisions C2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from cases.gaps import rounds_of
from cases.gaps.waiting import aspects_of
from cases.models import InCare
from schools.models import School, User
from screening.models import Aspect, Group, Row
from screening.rules import may_see_level
from students.models import Student


@dataclass(frozen=True)
class AtRisk:
    """`shown`: (aspect, level) at risk that this person may see; of a flag level 2 means มี."""

    student: Student
    shown: Sequence[tuple[Aspect, int]]
    is_cared: bool


def at_risk(user: User, schools: Sequence[School], role: str) -> list[AtRisk]:
    """Two statements for each school: those at risk in an aspect whose criteria name `role`, by room and number.

    Only letters that the person may see count: a row whose other aspects are at risk is not listed.
    """
    found = []
    for school in schools:
        round_ = rounds_of(school).current
        if round_ is None:
            continue
        named = [one for one in aspects_of([round_.criteria_id])[round_.criteria_id] if role in one.also_read_by]
        risky = Q(pk__in=[])
        for aspect in named:
            risky |= Q(**{f"levels__{aspect.position - 1}__gte": Group.RISK})
        rows = (
            Row.objects.visible_to(user)
            .filter(risky, round=round_, school=school, student__school=school, student__classroom__isnull=False)
            .annotate(is_cared=Exists(InCare.objects.filter(student=OuterRef("student"))))
            .select_related("student__classroom")
            .order_by("student__level", "student__classroom__number", F("student__number").asc(nulls_last=True), "pk")
        )
        found += [one for row in rows if (one := as_seen(user, row, named)).shown]
    return found


def as_seen(user: User, row: Row, aspects: Sequence[Aspect]) -> AtRisk:
    shown = [
        (aspect, row.level_of(aspect))
        for aspect in aspects
        if row.level_of(aspect) >= Group.RISK and may_see_level(user, aspect, row.student)
    ]
    return AtRisk(row.student, shown, is_cared=getattr(row, "is_cared", False))
