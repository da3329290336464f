"""Criteria, rounds, rows and findings; the counts follow each row."""

import datetime
from pathlib import Path

from schools.models import User
from screening.figures import recount
from screening.models import Finding, Round, Row
from screening.reference import load_criteria
from screening.scoring import compute
from tests.make.moments import START, now
from tests.make.schools import year

CRITERIA = Path(__file__).parents[2] / "fixtures" / "criteria-11.toml"


def criteria():
    """The shipped eleven aspects."""
    return load_criteria(CRITERIA)


def screening_round(*, school=None, area=None, opens_on=START, closes_on=datetime.date(2025, 6, 30), **more):
    """Open until 30 June 2568; of a school, or of an area for all its schools."""
    place = area or school.area
    return Round.objects.create(
        area=place,
        school=school,
        year=more.pop("year", None) or year(place),
        criteria=more.pop("criteria", None) or criteria(),
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=more.pop("by", None) or User.objects.order_by("pk").first(),
        opened_at=now(),
        **{"term": 1, "sequence": 1} | more,
    )


def begun_round(school, *, by, term=1, opens_on=START, days=60, year_number=2568):
    """A round of the school's own with the shipped criteria."""
    return Round.objects.create(
        area=school.area,
        school=school,
        year=year(school.area, year_number),
        term=term,
        criteria=load_criteria(CRITERIA),
        opens_on=opens_on,
        closes_on=opens_on + datetime.timedelta(days=days),
        opened_by=by,
        opened_at=now(),
    )


def row(student, *, round_, by, levels=None, group=None):
    """Eleven letters, "11211111111"; everything ปกติ when nothing is said. Counts are kept."""
    told = [int(level) for level in levels or "1" * 11]
    result = compute(told, [2, 3, 4, 5, 6, 7, 8, 9, 11])
    is_own = group not in (None, result.group)
    made = Row.objects.create(
        round=round_,
        student=student,
        school=student.school,
        classroom=student.classroom,
        levels=told,
        is_complete=result.is_complete,
        computed_group=result.group,
        final_group=group if is_own else result.group,
        override_reason="ครูเห็นต่าง" if is_own else "",
        override_by=by if is_own else None,
        recorded_by=by,
        recorded_at=now(),
    )
    recount(round_, [student.classroom_id])
    return made


def screened(student, *, round, by, group=None, recorded_at=None, **levels):
    """A whole row: every aspect ปกติ but those named (`economy=3`). The group follows from them, unless given.

    Counts are kept.
    """
    aspects = list(round.criteria.aspects.order_by("position"))
    counting = [levels.get(a.slug, 1) for a in aspects if a.kind == "level"]
    final = max(counting) if group is None else group
    made = Row.objects.create(
        round=round,
        student=student,
        school=student.school,
        classroom=student.classroom,
        levels=[levels.get(a.slug, 1) for a in aspects],
        is_complete=True,
        computed_group=final,
        final_group=final,
        recorded_by=by,
        recorded_at=recorded_at or now(),
    )
    recount(round, [student.classroom_id])
    return made


def finding(row, slug="learning", *, by, indicators=(), text="ไม่ส่งงานหลายวิชา"):
    return Finding.objects.create(
        row=row,
        student=row.student,
        school=row.school,
        aspect=row.round.criteria.aspects.get(slug=slug),
        indicators=[indicator.pk for indicator in indicators],
        text=text,
        written_by=by,
        written_at=now(),
    )
