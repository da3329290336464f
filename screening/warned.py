"""Children with early-warning points: who they are for the person who looks, and why. One statement for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from schools.calendar import academic_year
from schools.models import User
from screening import warning
from screening.models import Aspect, Row, WarningRules
from screening.warning import Facts, Month, Point, Rules, Tier
from students.models import ConductStanding, MonthAttendance, Student, TermResult

MONTHS_AT_MOST = 12
SUBJECTS = ("zeros", "waiting", "no_right", "not_passed")
# Levels that may give points: never of a sensitive aspect (decisions C2).
OPEN = Aspect.objects.filter(criteria=OuterRef("round__criteria"), kind=Aspect.Kind.LEVEL, is_sensitive=False).order_by(
    "position"
)
TIERS = {"high": Tier.HIGH, "medium": Tier.MEDIUM}


@dataclass(frozen=True)
class Warned:
    """A child, her points and the tier they make."""

    student: Student
    points: list[Point]
    tier: Tier

    @property
    def total(self) -> int:
        return sum(point.points for point in self.points)


def watched(user: User) -> QuerySet[Student]:
    """Children whose warnings a person reads: her rooms', her levels', all of the school she counsels or heads."""
    rights = user.rights
    hers = Q(classroom__in=rights.rooms) | Q(school__in=rights.schools("counselor", "head"))
    for school, level in rights.levels:
        hers |= Q(school=school, level=level)
    return Student.objects.filter(hers, pk__in=Student.objects.visible_to(user).values("pk")).enrolled()


def warned(user: User, today: date) -> list[Warned]:
    """Who of her children has a tier, most points first, then by room and number."""
    found = [one for one in weighed(watched(user), today) if one.tier]
    found.sort(key=lambda one: -one.total)
    return found


def weighed(among: QuerySet[Student], today: date) -> list[Warned]:
    """Each of the children with her points, by room and number."""
    children = list(told_of(among, today))
    if not children:
        return []
    rules: dict[int, Rules] = {}
    found = []
    for child in children:
        if child.school_id not in rules:
            rules[child.school_id] = rules_for(child)
        theirs = rules[child.school_id]
        points = warning.points_of(facts_of(child, theirs, today), theirs)
        found.append(Warned(child, points, warning.tier_of(points, theirs)))
    return found


def chosen(everyone: list[Warned], room: str, tier: str) -> list[Warned]:
    """Those of one room (its public id) and one tier ("high", "medium"); "" is any."""
    wanted = TIERS.get(tier)
    return [
        one
        for one in everyone
        if (not room or (one.student.classroom and one.student.classroom.public_id == room))
        and (wanted is None or one.tier == wanted)
    ]


def told_of(children: QuerySet[Student], today: date) -> QuerySet[Student]:
    """The children with what is known about each, gathered in their own statement."""
    kept = WarningRules.objects.filter(Q(school=OuterRef("school")) | Q(area=OuterRef("school__area")))
    return (
        children.select_related("school", "classroom")
        .annotate(
            told_rules=Subquery(kept.order_by(F("school").asc(nulls_last=True)).values("rules")[:1]),
            told_months=ArraySubquery(told_months(months_before(today, MONTHS_AT_MOST - 1))),
            told_results=ArraySubquery(told_results(academic_year(today) - 1)),
            told_row=Subquery(told_rows()[:1]),
            told_conduct=Subquery(told_conduct(academic_year(today)).values("points")[:1]),
        )
        .order_by("classroom__level", "classroom__number", F("number").asc(nulls_last=True), "pk")
    )


Told = QuerySet[Any, Any]


def told_months(since: date) -> Told:
    """Attendance of the outer child, the oldest month first."""
    months = MonthAttendance.objects.filter(student=OuterRef("pk"), month__gte=since).order_by("month")
    told = JSONObject(first="month", days="school_days", absent="absent", excused="excused", streak="streak")
    return months.values(told=told)


def told_results(since: int) -> Told:
    """Results of the outer child, the newest term first."""
    results = TermResult.objects.filter(student=OuterRef("pk"), year__gte=since).order_by("-year", "-term")
    subjects = {name: name for name in SUBJECTS}
    return results.values(told=JSONObject(gpax="gpax", conduct="conduct", year="year", term="term", **subjects))


def told_conduct(year: int) -> QuerySet[ConductStanding]:
    """The points the outer child has left at her school this year, from what teachers wrote down."""
    return ConductStanding.objects.filter(student=OuterRef("pk"), school=OuterRef("school"), year=year)


def told_rows() -> Told:
    """Screening of the outer child, the latest round first, with the aspects that may give points."""
    rows = Row.objects.filter(student=OuterRef("pk")).order_by("-round__opens_on", "-pk")
    told = JSONObject(
        levels="levels",
        mind="mind_level",
        open=ArraySubquery(OPEN.values(told=JSONObject(at="position", short="short"))),
        year="round__year__year",
        term="round__term",
    )
    return rows.values(told=told)


def facts_of(child: Student, rules: Rules, today: date) -> Facts:
    """What her statement told, as values; aspects that are sensitive were never asked for."""
    since = months_before(today, rules.months - 1)
    told: Any = child
    row = told.told_row or {}
    average, subjects = newest(told.told_results, ["gpax"]), newest(told.told_results, SUBJECTS)
    conduct, conduct_in = conduct_of(newest(told.told_results, ["conduct"]), told.told_conduct, academic_year(today))
    found = [
        Month(date.fromisoformat(month["first"]), month["days"], month["absent"], month["excused"], month["streak"])
        for month in told.told_months
    ]
    shown = {aspect["at"]: aspect["short"] for aspect in row.get("open", ())}
    levels = [(shown[at], level) for at, level in enumerate(row.get("levels", ()), 1) if at in shown and level >= 2]
    return Facts(
        months=[month for month in found if month.first >= since],
        gpax=Decimal(str(average["gpax"])).quantize(Decimal("0.01")) if average else None,
        unresolved=sum(subjects[name] or 0 for name in SUBJECTS) if subjects else None,
        conduct=conduct,
        terms={"gpax": term_of(average), "unresolved": term_of(subjects), "conduct": conduct_in},
        levels=levels,
        mind=row.get("mind", 0),
        round=f"{row['term']}/{row['year']}" if row else "",
    )


def newest(results: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """The newest term in which one of the columns was told; a term that has only begun takes nothing away."""
    return next((one for one in results if any(one[name] is not None for name in names)), {})


def conduct_of(result: dict[str, Any], running: int | None, year: int) -> tuple[int | None, str]:
    """(points, where they come from): what runs this year, unless a result of this year says less."""
    if running is None or (result.get("year") == year and result["conduct"] < running):
        return result.get("conduct"), term_of(result)
    return running, f"ปี {year} จากที่ครูบันทึก"


def term_of(result: dict[str, Any]) -> str:
    return f"{result['term']}/{result['year']}" if result else ""


def rules_for(child: Student) -> Rules:
    """Her school's own, else its area's, else the shipped ones."""
    told: Any = child
    return Rules.of(told.told_rules) if told.told_rules else warning.shipped()


def months_before(today: date, many: int) -> date:
    """The first day of the month so many months ago."""
    at = today.year * 12 + today.month - 1 - many
    return date(at // 12, at % 12 + 1, 1)
