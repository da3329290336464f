"""A case ends with an outcome, and may begin again."""

from django.db import transaction
from django.utils import timezone

from cases.actions.timeline import locked, tell
from cases.models import Case, Event, Outcome, State
from journal.actions import record
from journal.models import Verb
from schools.models import User


@transaction.atomic
def close_case(case: Case, *, outcome: str, text: str, version: int | None = None, by: User) -> Case:
    """Close with how it went and one sentence. A request that is not taken closes from `intake`."""
    case = locked(case, version)
    case.move(State.CLOSED)
    case.outcome, case.closing_text = outcome, text
    case.closed_by, case.closed_at = by, timezone.now()
    case.version += 1
    case.save(update_fields=["state", "outcome", "closing_text", "closed_by", "closed_at", "version"])
    tell(case, Event.Kind.CLOSED, f"{Outcome(outcome).label}: {text}", by=by)
    record(Verb.CLOSED, case, by=by, outcome=outcome)
    return case


@transaction.atomic
def reopen(case: Case, *, reason: str, version: int | None = None, by: User) -> Case:
    """Back to `helping`. How it was closed stays on the timeline; a request that was never taken is taken now."""
    case = locked(case, version)
    case.move(State.HELPING)
    if case.owner is None:
        case.owner, case.accepted_by, case.accepted_at = by, by, timezone.now()
    case.outcome, case.closing_text, case.closed_by, case.closed_at = "", "", None, None
    case.version += 1
    case.save()
    tell(case, Event.Kind.REOPENED, reason, by=by)
    record(Verb.REOPENED, case, by=by)
    return case
