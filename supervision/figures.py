"""The numbers of decisions B5, per school, from counts that are kept and from one function that counts for us.

Nobody who reads them here needs a right to a child: `screening_count` and `students_roomcount` show the schools of
`figure_schools()`, and `care_figures()` gives numbers only. The statements are the same few for 2 or 200 schools.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Count as CountRows
from django.db.models import Q, Sum

from schools.models import School, User
from screening.models import Count, Group, Round
from students.models import RoomCount


def percent(part: int, whole: int) -> str:
    """Whole percent; neither 0% nor 100% unless it is, and "–" of nothing."""
    if not whole:
        return "–"
    rounded = round(min(part, whole) * 100 / whole)
    return f"{min(max(rounded, 1), 99) if 0 < part < whole else rounded}%"


@dataclass(frozen=True)
class Figures:
    """`screened`: all level aspects filled, in the current round. `risk` and `problem` of those.

    `needing`: in the latest result at risk; `uncared`: of those, on the gap list (B4). `waiting`: referrals that
    were sent and have no answer.
    """

    enrolled: int = 0
    screened: int = 0
    risk: int = 0
    problem: int = 0
    needing: int = 0
    uncared: int = 0
    waiting: int = 0
    rooms: int = 0

    @property
    def at_risk(self) -> int:
        return self.risk + self.problem

    @property
    def cared(self) -> int:
        return self.needing - self.uncared

    @property
    def screened_percent(self) -> str:
        return percent(self.screened, self.enrolled)

    @property
    def at_risk_percent(self) -> str:
        return percent(self.at_risk, self.screened)

    @property
    def cared_percent(self) -> str:
        return percent(self.cared, self.needing)

    @property
    def unscreened(self) -> int:
        return max(self.enrolled - self.screened, 0)


@dataclass(frozen=True)
class SchoolFigures:
    """`has_started`: any cell of the current round is filled, as on the round's own page."""

    school: School
    round: Round | None = None
    figures: Figures = field(default_factory=Figures)
    has_started: bool = False

    @property
    def is_done(self) -> bool:
        return self.figures.unscreened == 0


def of_schools(user: User, schools: Iterable[School], today: date) -> list[SchoolFigures]:
    """Figures of these schools, in their order. Five statements."""
    ours = list(schools)
    rounds = current_rounds(user, ours, today)
    rooms = {
        school: (children, rooms)
        for school, children, rooms in RoomCount.objects.visible_to(user)
        .filter(school__in=ours)
        .values_list("school")
        .annotate(children=Sum("enrolled"), rooms=CountRows("pk", filter=Q(enrolled__gt=0)))
        .order_by()
    }
    groups = group_counts(user, rounds)
    care = care_figures()
    return [
        SchoolFigures(
            school,
            rounds.get(school.pk),
            put(rooms.get(school.pk, (0, 0)), groups.get(school.pk, {}), care, school),
            has_started=school.pk in groups,
        )
        for school in ours
    ]


def put(
    enrolled: tuple[int, int],
    groups: dict[int, int],
    care: dict[int, tuple[int, int, int]],
    school: School,
) -> Figures:
    needing, uncared, waiting = care.get(school.pk, (0, 0, 0))
    return Figures(
        enrolled=enrolled[0],
        rooms=enrolled[1],
        screened=sum(groups.values()),
        risk=groups.get(Group.RISK, 0),
        problem=groups.get(Group.PROBLEM, 0),
        needing=needing,
        uncared=uncared,
        waiting=waiting,
    )


def current_rounds(user: User, schools: Sequence[School], today: date) -> dict[int, Round]:
    """School → its latest begun round: its own or the area's."""
    areas = {school.area_id for school in schools}
    begun = Round.objects.visible_to(user).filter(area__in=areas).begun(today).latest_first().select_related("year")
    found: dict[int, Round] = {}
    rounds = list(begun)
    for school in schools:
        for round_ in rounds:
            if round_.school_id == school.pk or (round_.school_id is None and round_.area_id == school.area_id):
                found[school.pk] = round_
                break
    return found


def group_counts(user: User, rounds: dict[int, Round]) -> dict[int, dict[int, int]]:
    """School → final group (1–3) → fully screened children, in the school's current round.

    A school is in it as soon as one cell of the round is filled.
    """
    wanted = {(school, round_.pk) for school, round_ in rounds.items()}
    rows = (
        Count.objects.visible_to(user)
        .filter(level__gt=Group.NONE, round__in={round_ for _, round_ in wanted}, school__in=rounds)
        .values_list("school", "round", "level")
        .annotate(complete=Sum("children", filter=Q(position=0), default=0))
        .order_by()
    )
    found: dict[int, dict[int, int]] = {}
    for school, round_, level, complete in rows:
        if (school, round_) in wanted:
            found.setdefault(school, {})[level] = complete
    return found


def care_figures() -> dict[int, tuple[int, int, int]]:
    """School → (needing, uncared, waiting), for every school whose figures the acting person may read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT school_id, needing, uncared, waiting FROM care_figures()")
        return {school: (needing, uncared, waiting) for school, needing, uncared, waiting in cursor.fetchall()}


def total(lines: Iterable[SchoolFigures]) -> Figures:
    every = [line.figures for line in lines]
    return Figures(**{name: sum(getattr(one, name) for one in every) for name in Figures.__dataclass_fields__})
