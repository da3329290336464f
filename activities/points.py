"""How children stand in what was seen of them: the year's conduct points, the term's praise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from activities.models import ConductRule, Observation
from activities.terms import term_of
from schools.models import User
from students.models import Student

Tone = Observation.Tone


def sums(students: Collection[int], *, school: int, year: int) -> dict[int, int]:
    """Child → points the school gave and took in the year, as they stand. Children without any are left out."""
    found = Observation.objects.standing().filter(student__in=students, school=school, year=year, points__isnull=False)
    return dict(found.values_list("student").annotate(all=Sum("points")).order_by())


@dataclass
class Standing:
    """One child in the year: how often which tone, `this_term` of the praises, what is `left` of the 100 points."""

    student: Student
    praises: int = 0
    this_term: int = 0
    neutral: int = 0
    concerns: int = 0
    left: int = ConductRule.START


def of_children(user: User, children: Sequence[Student], *, on: date) -> list[Standing]:
    """In the order they are given; one statement for any number of them."""
    year, term = term_of(on)
    lines = {child.pk: Standing(child) for child in children}
    seen = Observation.objects.visible_to(user).standing().filter(student__in=lines, year=year)
    told = seen.values_list("student").annotate(
        praises=Count("pk", filter=Q(tone=Tone.PRAISE)),
        this_term=Count("pk", filter=Q(tone=Tone.PRAISE, term=term)),
        neutral=Count("pk", filter=Q(tone=Tone.NEUTRAL)),
        concerns=Count("pk", filter=Q(tone=Tone.CONCERN)),
        moved=Sum("points"),
    )
    for child, praises, this_term, neutral, concerns, moved in told.order_by():
        line = lines[child]
        line.praises, line.this_term, line.neutral, line.concerns = praises, this_term, neutral, concerns
        line.left += moved or 0
    return list(lines.values())


def of_child(user: User, student: Student, *, on: date) -> Standing:
    return of_children(user, [student], on=on)[0]
