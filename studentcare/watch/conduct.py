"""Discipline's school: what was seen lately, child by child. Praise stands first, because it is counted too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from activities import points
from activities.models import ConductRule, Observation
from schools.calendar import academic_year
from schools.models import User
from students.models import Student

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """What was written about a child in the last 30 days; `points`: of the year so far, None when no rule was used."""

    student: Student
    praised: int
    warned: int
    points: int | None


def seen_lately(user: User, schools: Collection[int], today: date) -> list[Seen]:
    """Children about whom somebody wrote a warning, the most first. Three statements, for any number of them."""
    observed = Observation.objects.visible_to(user).standing().filter(student__school__in=schools)
    lately = Q(seen_on__gt=today - LATELY)
    counts = (
        observed.filter(lately)
        .values("student")
        .annotate(
            praised=Count("pk", distinct=True, filter=Q(tone=Observation.Tone.PRAISE)),
            warned=Count("pk", distinct=True, filter=Q(tone=Observation.Tone.CONCERN)),
        )
        .filter(warned__gt=0)
        .order_by("-warned", "student")
    )
    told = {one["student"]: one for one in counts}
    year = academic_year(today)
    children = Student.objects.visible_to(user).filter(pk__in=told).select_related("classroom").in_bulk()
    moved: dict[int, int] = {}
    for school in schools:
        moved |= points.sums([pk for pk, one in children.items() if one.school_id == school], school=school, year=year)
    return [
        Seen(children[pk], one["praised"], one["warned"], ConductRule.START + moved[pk] if pk in moved else None)
        for pk, one in told.items()
        if pk in children
    ]
