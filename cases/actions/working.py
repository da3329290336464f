"""What is planned for the child."""

from typing import TYPE_CHECKING

from django.db import transaction

from cases.actions.timeline import locked, tell
from cases.models import Case, Event, IllegalMove, State
from journal.actions import record
from journal.models import Verb
from schools.models import User

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def plan(
    case: Case,
    *,
    goal: str,
    measure: str = "",
    weeks: int,
    review_on: "date",
    version: int | None = None,
    by: User,
) -> Case:
    """What should happen, by what it is known, how long it takes and when the team looks again."""
    case = locked(case, version)
    _must_be_helping(case)
    case.goal, case.measure, case.weeks, case.review_on = goal, measure, weeks, review_on
    case.version += 1
    case.save(update_fields=["goal", "measure", "weeks", "review_on", "version"])
    tell(case, Event.Kind.PLANNED, goal, by=by)
    record(Verb.PLANNED, case, by=by, weeks=weeks, review_on=review_on)
    return case


def _must_be_helping(case: Case) -> None:
    if case.state != State.HELPING:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” วางแผนได้เมื่อกำลังช่วยเหลือ")
