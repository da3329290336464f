"""What a case is about: its aspects with the letters of the screening it came from, as one person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cases.gaps import rounds_of
from cases.gaps.waiting import aspects_of
from cases.models import Case
from schools.models import Area, School, User
from screening.models import Aspect, mind
from screening.rules import may_see_level


@dataclass(frozen=True)
class About:
    """`level` 0: the case came from no screening. `is_locked`: some aspect is closed to this person."""

    shown: Sequence[tuple[Aspect, int]]
    is_locked: bool


def about(user: User, case: Case) -> About:
    """That a sensitive aspect is among them is itself closed to whom its letter is closed (decisions C2)."""
    named = [aspect for aspect in aspects_for(case.school, case) if aspect.slug in case.aspects]
    seen = [aspect for aspect in named if may_see_level(user, aspect, case.student)]
    return About([(aspect, level_in(case, aspect)) for aspect in seen], is_locked=len(seen) < len(case.aspects))


def level_in(case: Case, aspect: Aspect) -> int:
    return case.row.level_of(aspect) if case.row else 0


def aspects_for(school: School, case: Case | None = None) -> list[Aspect]:
    """The aspects of the criteria a case was opened by, else of the school's current round."""
    row = case.row if case else None
    current = row.round if row else rounds_of(school).current
    return aspects_of([current.criteria_id])[current.criteria_id] if current else []


def aspect_names(area: Area) -> dict[str, str]:
    """Slug and name of every aspect that a criteria set of the area, or a shipped one, knows; and จิตใจ."""
    known = Aspect.objects.filter(Q(criteria__area=area) | Q(criteria__area=None))
    names = dict(known.order_by("criteria__version", "position").values_list("slug", "name"))
    return names | {mind().slug: mind().name}
