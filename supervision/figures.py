"""The numbers of decisions B5, per school, as they are kept from one change to the next (`models.Standing`).

Nobody who reads them here needs a right to a child: `school_figures()` gives numbers only, of the schools whose
figures the acting person may read. The statements are the same two for 2 or 200 schools.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from schools.models import School
from screening.models import Round


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
    were sent and have no answer, also where the link has expired.
    """

    # in the order of `school_figures()`
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


# A school's current round, whether it has started, its figures.
Told = tuple[int | None, bool, Figures]
NOTHING: Told = (None, False, Figures())


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


def of_schools(schools: Iterable[School]) -> list[SchoolFigures]:
    """Figures of these schools, in their order. Two statements beside their list, for 2 or 200 schools."""
    told = standings()
    rounds = {one.pk: one for one in Round.objects.filter(pk__in={r for r, *_ in told.values()}).select_related("year")}
    return [
        SchoolFigures(school, rounds.get(round_ or 0), figures, has_started=started)
        for school in schools
        for round_, started, figures in [told.get(school.pk, NOTHING)]
    ]


def standings() -> dict[int, Told]:
    """School → (its current round, has it started, its figures), wherever the acting person may read figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM school_figures()")
        return {school: (round_, started, Figures(*numbers)) for school, round_, started, *numbers in cursor.fetchall()}


def recount() -> None:
    """Count every school whose kept figures are of another day. Run by the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT supervision_recount(ARRAY(SELECT id FROM schools_school EXCEPT"
            " SELECT school_id FROM supervision_standing WHERE counted_on = app_today()))"
        )


def rebuild() -> None:
    """Count every school again. For `acting(system=…)`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT supervision_recount(ARRAY(SELECT id FROM schools_school))")


def differences() -> list[str]:
    """A line for each school whose figures, kept today, are not what its rows say. For `acting(system=…)`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT school, kept, counted FROM supervision_differences() ORDER BY school")
        return [f"school {school}: kept {kept}, rows {counted}" for school, kept, counted in cursor.fetchall()]


def total(lines: Iterable[SchoolFigures]) -> Figures:
    every = [line.figures for line in lines]
    return Figures(**{name: sum(getattr(one, name) for one in every) for name in Figures.__dataclass_fields__})
