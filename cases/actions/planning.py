"""What is known about the child and what is planned for her."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cases.actions.approving import start_helping, tell_people
from cases.actions.looks import look_every_week
from cases.actions.tasks import add_task
from cases.actions.timeline import locked, must_be_in, tell
from cases.models import Case, Event, IllegalMove, State, Strategy, Task, heads_of
from journal.actions import record
from journal.models import Verb
from schools.models import Notice, User

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def assess(case: Case, *, assessment: str, strengths: str = "", version: int | None = None, by: User) -> Case:
    """What the team knows in sum (สรุปสภาพปัญหา), and what is there to build on."""
    case = locked(case, version)
    must_be_in(case, State.ASSESSMENT, State.HELPING, say="เขียนสรุปการประเมินได้")
    case.assessment, case.strengths = assessment, strengths
    case.assessed_by, case.assessed_at = by, timezone.now()
    case.version += 1
    case.save(update_fields=["assessment", "strengths", "assessed_by", "assessed_at", "version"])
    tell(case, Event.Kind.ASSESSED, by=by)
    record(Verb.ASSESSED, case, by=by)
    return case


@transaction.atomic
def plan(
    case: Case,
    *,
    goal: str,
    measure: str = "",
    weeks: int,
    review_on: "date",
    starts_on: "date | None" = None,
    version: int | None = None,
    by: User,
) -> Case:
    """What should happen, by what it is known, how long it takes and when the team looks again.

    The plan of an urgent case that is being helped goes back to the heads when it changes.
    """
    case = locked(case, version)
    must_be_in(case, State.ASSESSMENT, State.HELPING, say="วางแผนได้")
    case.goal, case.measure, case.weeks, case.review_on = goal, measure, weeks, review_on
    case.starts_on = starts_on or case.starts_on or timezone.localdate()
    case.planned_by = by
    case.version += 1
    case.save(update_fields=["goal", "measure", "weeks", "review_on", "starts_on", "planned_by", "version"])
    tell(case, Event.Kind.PLANNED, goal, by=by)
    record(Verb.PLANNED, case, by=by, weeks=weeks, review_on=review_on)
    if case.state == State.HELPING and case.needs_head:
        ask_for_approval(case, by=by)
    elif case.state == State.HELPING:
        look_every_week(case, by=by)
    return case


@transaction.atomic
def take_strategy(case: Case, *, strategy: Strategy, tasks: Sequence[Mapping[str, Any]], by: User) -> list[Task]:
    """Its tasks as they were chosen: each with `text`, `responsible`, `due_on`, `kind`, `repeats`.

    What repeats ends with the review of the plan, or with the strategy's own weeks.
    """
    until = case.review_on or timezone.localdate() + timedelta(weeks=strategy.weeks)
    return [
        add_task(
            case,
            **task,
            repeats_until=max(until, task["due_on"]) if task["repeats"] else None,
            strategy=strategy,
            by=by,
        )
        for task in tasks
    ]


@transaction.atomic
def submit_plan(case: Case, *, version: int | None = None, by: User) -> Case:
    """Begin with the plan: at once in an ordinary case; an urgent one waits for a head (decisions C18)."""
    case = locked(case, version)
    must_be_in(case, State.ASSESSMENT, say="เสนอแผนได้")
    if not case.assessment:
        raise IllegalMove("เขียนสรุปการประเมินก่อน แล้วจึงเริ่มตามแผน")
    if not case.goal:
        raise IllegalMove("วางแผนก่อน เริ่มจากคำถามว่าอยากให้เกิดอะไรขึ้น")
    if case.needs_head:
        ask_for_approval(case, by=by)
    else:
        start_helping(case, by=by)
    return case


def ask_for_approval(case: Case, *, by: User) -> None:
    """The plan waits for a head; what was approved before counts no more."""
    case.move(State.PLAN_REVIEW)
    case.plan_asked_by, case.plan_asked_at, case.plan_returned = by, timezone.now(), ""
    case.plan_approved_by, case.plan_approved_at, case.is_plan_self_approved = None, None, False
    case.version += 1
    case.save()
    tell(case, Event.Kind.PLAN_ASKED, case.goal, by=by)
    record(Verb.ASKED, case, by=by, what="plan")
    tell_people(heads_of(case), case, kind=Notice.Kind.APPROVAL, by=by)
