"""A case goes with its child to another school: prepared and taken back here, taken there (ส่งมอบเคสพร้อมย้าย).

Between the two stands the acceptance of the child, in the database (cases 0025): it closes the case and shows the
packet.
"""

from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases import packet
from cases.actions.opening import accept, open_case
from cases.actions.timeline import locked, must_be_open, tell
from cases.models import AlreadyOpen, Case, Event, IllegalMove, Passing, Source
from cases.passed import OPEN
from journal.actions import line
from journal.models import Verb
from schools.actions import notify
from schools.calendar import add_working_days
from schools.models import Holiday, Notice, Role, User
from students.models import Exclusion, Student, Transfer

SAY_GONE = "เรื่องย้ายของนักเรียนเปลี่ยนไปแล้ว ดูสถานะล่าสุด"
SAY_TAKEN = "รับมอบเคสนี้ไปแล้ว ดูสถานะล่าสุด"
SAY_LEFT = "นักเรียนไม่ได้เรียนที่โรงเรียนนี้แล้ว รับมอบไม่ได้"
WAITS_DAYS = 3  # working days until the heads are told


@transaction.atomic
def prepare_passing(
    case: Case, *, transfer: Transfer, sections: Collection[str], notes: Collection[str], by: User
) -> Passing:
    """Freeze what the new school will read of it. Prepared again, the earlier choice is replaced.

    Locks the move first, as its acceptance does. Raises IllegalMove when it or the case is over.
    """
    transfer = _held_move(transfer.pk)
    case = locked(case)
    must_be_open(case)
    if transfer.student_id != case.student_id or transfer.from_school_id != case.school_id:
        raise IllegalMove(SAY_GONE)
    passing = Passing.objects.filter(case=case, transfer=transfer).first() or Passing(case=case, transfer=transfer)
    passing.student, passing.from_school, passing.to_school_id = case.student, case.school, transfer.to_school_id
    passing.state, passing.child_name = Passing.State.PREPARED, case.student.full_name
    passing.code, passing.title = case.code, case.title
    passing.opened_on = timezone.localdate(case.opened_at)
    passing.sections = [key for key in packet.SECTIONS if key in sections]
    passing.packet = dict(packet.build(by, case, sections=sections, notes=notes))
    passing.made_by, passing.made_at = by, timezone.now()
    passing.save()
    _told(Verb.RECORDED, passing, by, passing.from_school_id)
    return passing


@transaction.atomic
def withdraw_passing(passing: Passing, *, by: User) -> Passing:
    """Not this case after all. Taken back already, it stays so; once the child has gone it is too late."""
    _held_move(passing.transfer_id)
    passing = Passing.objects.select_for_update(of=("self",)).get(pk=passing.pk)
    if passing.state == Passing.State.WITHDRAWN:
        return passing
    if not passing.is_prepared:
        raise IllegalMove(SAY_GONE)
    passing.state, passing.sections, passing.packet = Passing.State.WITHDRAWN, [], {}
    passing.save(update_fields=["state", "sections", "packet"])
    _told(Verb.REVOKED, passing, by, passing.from_school_id)
    return passing


def _held_move(key: int) -> Transfer:
    """Neither accepted nor ended meanwhile: then the old school has no open row to lock."""
    found = Transfer.objects.select_for_update(of=("self",)).filter(pk=key, state__in=OPEN).first()
    if found is None:
        raise IllegalMove(SAY_GONE)
    return found


@transaction.atomic
def take_passing(passing: Passing, *, by: User) -> Case:
    """The new school's case begins with her as its owner; an open one about the same takes it in instead."""
    held = Passing.objects.select_for_update(of=("self",)).select_related("from_school", "made_by").get(pk=passing.pk)
    if not held.is_waiting:
        raise IllegalMove(SAY_TAKEN)
    student = Student.objects.filter(pk=held.student_id, school=held.to_school_id).first()
    if student is None:
        raise IllegalMove(SAY_LEFT)
    told = f"จาก รร.{held.from_school.name} ({held.code})"
    try:
        case = _begun(held, student, told, by=by)
    except AlreadyOpen as already:
        case = locked(already.case)
    tell(case, Event.Kind.TAKEN_OVER, told, by=by)
    held.state, held.taken_by, held.taken_at, held.new_case = Passing.State.TAKEN, by, timezone.now(), case
    held.save(update_fields=["state", "taken_by", "taken_at", "new_case"])
    _told(Verb.ACCEPTED, held, by, held.from_school_id, held.to_school_id)
    if not Exclusion.objects.filter(student=student, user=held.made_by).exists():
        notify([held.made_by], kind=Notice.Kind.CASE, url=url_of(held), by=by)
    return case


def _begun(passing: Passing, student: Student, told: str, *, by: User) -> Case:
    """Raises AlreadyOpen."""
    case = open_case(
        student,
        title=passing.title,
        reason=passing.packet["reason"] or f"รับมอบ{told}",
        aspects=passing.packet["aspects"],
        urgency=passing.packet["urgency"],
        source=Source.TRANSFER,
        by=by,
    )
    return accept(case, by=by)


@transaction.atomic
def escalate_passings() -> int:
    """Three working days and nobody has taken it: before the heads of the new school, once. Returns how many."""
    now, today = timezone.now(), timezone.localdate()
    waiting = Passing.objects.waiting().filter(escalated_at=None, passed_at__isnull=False)
    found = 0
    for passing in waiting.select_for_update(of=("self",)).select_related("to_school").order_by("pk"):
        holidays = Holiday.objects.filter(area=passing.to_school.area_id).values_list("on", flat=True)
        came_on = timezone.localdate(passing.passed_at)
        if add_working_days(came_on, WAITS_DAYS, frozenset(holidays)) >= today:
            continue
        passing.escalated_at = now
        passing.save(update_fields=["escalated_at"])
        heads = User.objects.doing(Role.HEAD, school=passing.to_school, on=today)
        people = heads.exclude(exclusions__student=passing.student_id)
        notify(people, kind=Notice.Kind.PASSED, url=url_of(passing), by=None)
        found += 1
    return found


def url_of(passing: Passing) -> str:
    return reverse("cases:passing", args=[passing.public_id])


def _told(verb: Verb, passing: Passing, by: User, *schools: int) -> None:
    """A line in the journal of each side, in the order of the schools."""
    for school in sorted(schools):
        line(verb, "cases.Passing", passing.pk, by=by, school=school, students=[passing.student_id])
