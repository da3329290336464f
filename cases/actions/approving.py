"""What a head says to the plan and to the closing of an urgent case. Nobody approves what she made
or asked for herself.

In a small school the only head may be the one who did: then she may, and the case says so for good and stands on
the area's list (decisions A4).
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.looks import look_every_week
from cases.actions.timeline import locked, must_be_in, tell
from cases.models import Case, Event, IllegalMove, State, heads_of
from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Notice, User
from students.models import Exclusion


@transaction.atomic
def approve_plan(case: Case, *, version: int | None = None, by: User) -> Case:
    """The help begins."""
    case = locked(case, version)
    must_be_in(case, State.PLAN_REVIEW, say="อนุมัติแผนได้")
    must_not_be_her_own(case, authors=case.plan_authors, by=by)
    case.plan_approved_by, case.plan_approved_at = by, timezone.now()
    case.is_plan_self_approved = by.pk in case.plan_authors
    start_helping(case, by=by)
    answer(case, case.plan_asked_by, by=by)
    return case


@transaction.atomic
def return_plan(case: Case, *, reason: str, version: int | None = None, by: User) -> Case:
    """Back to assessment, with what is missing."""
    case = locked(case, version)
    must_be_in(case, State.PLAN_REVIEW, say="ส่งแผนกลับได้")
    case.move(State.ASSESSMENT)
    case.plan_returned = reason
    case.version += 1
    case.save()
    tell(case, Event.Kind.PLAN_RETURNED, reason, by=by)
    record(Verb.RETURNED, case, by=by, what="plan")
    answer(case, case.plan_asked_by, by=by)
    return case


def start_helping(case: Case, *, by: User) -> None:
    """From assessment or review into the help itself; says by whom the plan was approved, when it had to be."""
    case.move(State.HELPING)
    case.plan_returned = ""
    case.version += 1
    case.save()
    is_own = case.is_plan_self_approved
    said = "อนุมัติโดยผู้จัดทำ (โรงเรียนขนาดเล็ก)" if is_own else "เริ่มช่วยเหลือ"
    kind = Event.Kind.PLAN_APPROVED if case.plan_approved_by_id else Event.Kind.PLANNED
    tell(case, kind, said, is_self_approved=is_own, by=by)
    record(Verb.APPROVED if case.plan_approved_by_id else Verb.PLANNED, case, by=by, what="plan")
    look_every_week(case, by=by)


def must_not_be_her_own(case: Case, *, authors: Collection[int], by: User) -> None:
    """Whoever asked or made it (keys) does not answer, unless no other head is there to."""
    if by.pk in authors and heads_of(case).exclude(pk__in=authors).exists():
        raise IllegalMove("คุณเป็นผู้เสนอหรือผู้จัดทำเรื่องนี้ ให้ผู้บริหารอีกคนเป็นผู้อนุมัติ")


def answer(case: Case, person: User | None, *, by: User) -> None:
    """Who asked and who looks after the case learn that there is an answer."""
    tell_people([one for one in (person, case.owner) if one is not None], case, kind=Notice.Kind.CASE, by=by)


def tell_people(people: Iterable[User], case: Case, *, kind: str, by: User) -> None:
    """A line on their page without a name; never to somebody who is shut out from the child."""
    shut_out = set(Exclusion.objects.filter(student=case.student_id).values_list("user", flat=True))
    url = reverse("cases:case", args=[case.public_id])
    notify((one for one in people if one.pk not in shut_out), kind=kind, url=url, by=by)
