"""A case ends with an outcome, and may begin again."""

from django.db import transaction
from django.utils import timezone

from cases.actions.approving import answer, must_not_be_her_own, tell_people
from cases.actions.checking import must_be_looked_at_again
from cases.actions.planning import ask_for_approval
from cases.actions.timeline import locked, must_be_open, must_care_for, tell
from cases.models import AlreadyOpen, Case, Event, IllegalMove, Outcome, State, carers_of, heads_of
from journal.actions import record
from journal.models import Verb
from schools.models import Notice, User
from students.models import Student


@transaction.atomic
def close_case(case: Case, *, outcome: str, text: str, version: int | None = None, by: User) -> Case:
    """Close with how it went and one sentence. A request that is not taken closes from `intake`."""
    case = locked(case, version)
    must_be_open(case)
    if case.needs_head:
        raise IllegalMove("เคสความเร่งด่วนสูงหรือด่วน ให้ผู้อำนวยการอนุมัติการปิดก่อน")
    must_be_looked_at_again(case, outcome)
    _close(case, outcome=outcome, text=text, by=by)
    return case


@transaction.atomic
def ask_to_close(case: Case, *, outcome: str, text: str, version: int | None = None, by: User) -> Case:
    """An urgent case is closed by a head; until she answers the help goes on."""
    case = locked(case, version)
    must_be_open(case)
    if case.closing_asked_at is not None:
        raise IllegalMove("ขอปิดเคสนี้ไว้แล้ว รอผู้อำนวยการ")
    must_be_looked_at_again(case, outcome)
    case.closing_asked_by, case.closing_asked_at = by, timezone.now()
    case.asked_outcome, case.asked_text, case.closing_returned = outcome, text, ""
    case.version += 1
    case.save()
    tell(case, Event.Kind.CLOSING_ASKED, f"{Outcome(outcome).label}: {text}", by=by)
    record(Verb.ASKED, case, by=by, what="closing", outcome=outcome)
    tell_people(heads_of(case), case, kind=Notice.Kind.APPROVAL, by=by)
    return case


@transaction.atomic
def approve_closing(case: Case, *, version: int | None = None, by: User) -> Case:
    """A head closes what was asked for, with the words of who asked."""
    case = locked(case, version)
    _must_be_asked(case)
    must_not_be_her_own(case, authors=[case.closing_asked_by_id or 0], by=by)
    case.is_closing_self_approved = by.pk == case.closing_asked_by_id
    must_be_looked_at_again(case, case.asked_outcome)
    _close(case, outcome=case.asked_outcome, text=case.asked_text, by=by)
    answer(case, case.closing_asked_by, by=by)
    return case


@transaction.atomic
def return_closing(case: Case, *, reason: str, version: int | None = None, by: User) -> Case:
    """Not yet: the help goes on, and what is missing stands on the case."""
    case = locked(case, version)
    _must_be_asked(case)
    asked_by = case.closing_asked_by
    case.closing_asked_by, case.closing_asked_at, case.asked_outcome, case.asked_text = None, None, "", ""
    case.closing_returned = reason
    case.version += 1
    case.save()
    tell(case, Event.Kind.CLOSING_RETURNED, reason, by=by)
    record(Verb.RETURNED, case, by=by, what="closing")
    answer(case, asked_by, by=by)
    return case


def _must_be_asked(case: Case) -> None:
    must_be_open(case)
    if case.closing_asked_at is None:
        raise IllegalMove("ไม่มีคำขอปิดเคสที่รออนุมัติ")


def _close(case: Case, *, outcome: str, text: str, by: User) -> None:
    case.move(State.CLOSED)
    case.outcome, case.closing_text = outcome, text
    case.closed_by, case.closed_at = by, timezone.now()
    case.check_on, case.closing_returned = None, ""
    case.version += 1
    case.save()
    said = f"{Outcome(outcome).label}: {text}"
    tell(case, Event.Kind.CLOSED, said, is_self_approved=case.is_closing_self_approved, by=by)
    record(Verb.CLOSED, case, by=by, outcome=outcome)


@transaction.atomic
def reopen(case: Case, *, reason: str, version: int | None = None, by: User) -> Case:
    """Back to `helping`. How it was closed stays on the timeline; a request that was never taken is taken now.

    Who looked after it does so again; when she has no duty towards the child any more, whoever opens it does. An urgent
    case without an approved plan waits for a head again, or is assessed when there is no plan to approve.

    Raises AlreadyOpen when another case about one of its aspects was opened since.
    """
    student = Student.objects.select_for_update(of=("self",), no_key=True).get(pk=case.student_id)
    case = locked(case, version)
    if student.school_id != case.school_id:
        raise IllegalMove("นักเรียนย้ายไปโรงเรียนอื่นแล้ว โรงเรียนใหม่เปิดเคสของตนเอง")
    is_planned = bool(case.assessment and case.goal)
    case.move(State.HELPING if case.may_be_helped or is_planned else State.ASSESSMENT)
    if (other := Case.objects.about_the_same(student, case.aspects).exclude(pk=case.pk).first()) is not None:
        raise AlreadyOpen(other)
    if case.owner is None:
        case.accepted_by, case.accepted_at = by, timezone.now()
    if case.owner is None or not carers_of(student, timezone.localdate()).filter(pk=case.owner.pk).exists():
        must_care_for(by, case)
        case.owner = by
    case.outcome, case.closing_text, case.closed_by, case.closed_at = "", "", None, None
    case.closing_asked_by, case.closing_asked_at, case.asked_outcome, case.asked_text = None, None, "", ""
    case.is_closing_self_approved, case.monitoring_since, case.check_on = False, None, None
    case.version += 1
    case.save()
    tell(case, Event.Kind.REOPENED, reason, by=by)
    record(Verb.REOPENED, case, by=by)
    if case.state == State.HELPING and not case.may_be_helped:
        ask_for_approval(case, by=by)
    return case
