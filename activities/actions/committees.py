"""Who sits on the parents' committee of a room, and which office a child holds in her room."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import ParentMember, RoomDuty
from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, User
from students.models import Student

SAY_ENDED = "คนนี้พ้นตำแหน่งแล้ว"
SAY_BEFORE = "วันที่พ้นตำแหน่งต้องไม่ก่อนวันที่ได้รับเลือก"
SAY_ASK = "บันทึกไม่ได้ ขอให้ครูแนะแนวหรือผู้บริหารบันทึกแทน"
SAY_MOVED = "นักเรียนคนนี้ไม่ได้อยู่ห้องนี้แล้ว"
Duty = tuple[Student, str, bool]  # the child, her side, does she lead it


@contextmanager
def unless_taken() -> Iterator[None]:
    """A seat may be held by somebody of a child `by` is shut out from: refused without a word about whom.

    Raises ValidationError.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        raise ValidationError(SAY_ASK) from refusal


# -- เครือข่ายผู้ปกครอง ------------------------------------------------------------------------------------------------


@transaction.atomic
def add_parent(
    classroom: Classroom,
    *,
    student: Student,
    position: str,
    chosen_on: date,
    replace: bool = False,
    by: User,
    **told: Any,
) -> ParentMember:
    """A parent takes a seat; with `replace` whoever holds the office leaves it that day.  Raises ValidationError."""
    if student.classroom_id != classroom.pk:
        raise ValidationError({"student": SAY_MOVED})
    if replace and position != ParentMember.Position.MEMBER:
        for holder in ParentMember.objects.serving().filter(classroom=classroom, position=position):
            end_parent(holder, ended_on=chosen_on, by=by)
    member = ParentMember(
        classroom=classroom,
        school_id=classroom.school_id,
        student=student,
        position=position,
        chosen_on=chosen_on,
        made_by=by,
        made_at=timezone.now(),
        **told,
    )
    member.validate_constraints()
    with unless_taken():
        member.save()
    record(Verb.APPOINTED, member, by=by, position=position)
    return member


class StaleParent(Exception):
    """Somebody else corrected the seat after the page was made. `member` is as it stands now."""

    def __init__(self, member: ParentMember) -> None:
        super().__init__(str(member))
        self.member = member


@transaction.atomic
def edit_parent(member: ParentMember, *, version: int, by: User, **told: Any) -> ParentMember:
    """Raises StaleParent, ValidationError."""
    member = ParentMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.version != version:
        raise StaleParent(member)
    for name, value in told.items():
        setattr(member, name, value)
    member.validate_constraints()
    member.version += 1
    with unless_taken():
        member.save(update_fields=[*told, "version"])
    record(Verb.RECORDED, member, by=by, corrected=True)
    return member


@transaction.atomic
def end_parent(member: ParentMember, *, ended_on: date, by: User) -> ParentMember:
    """Raises ValidationError."""
    member = ParentMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.ended_on is not None:
        raise ValidationError(SAY_ENDED)
    if ended_on < member.chosen_on:
        raise ValidationError({"ended_on": SAY_BEFORE})
    member.ended_on = ended_on
    member.version += 1
    member.save(update_fields=["ended_on", "version"])
    record(Verb.DISMISSED, member, by=by, position=member.position)
    return member


# -- ห้องเรียนสีขาว ----------------------------------------------------------------------------------------------------


class StaleDuties(Exception):
    """Somebody else gave out offices after the page was made. `stored` are those that stand now."""

    def __init__(self, stored: Sequence[RoomDuty]) -> None:
        super().__init__("duties")
        self.stored = stored


def duties_seen(duties: Iterable[RoomDuty]) -> int:
    """What a page was made from: equal as long as nobody changed one of them."""
    told = sorted((duty.student_id, duty.side, duty.is_leader) for duty in duties)
    return int(hashlib.sha256(repr(told).encode()).hexdigest()[:8], 16)


@transaction.atomic
def set_duties(classroom: Classroom, *, among: Sequence[Student], duties: Sequence[Duty], was: int, by: User) -> int:
    """The offices of the children `among`; whom the page did not show keep theirs. Returns how many changed.

    Raises StaleDuties, ValidationError.
    """
    Classroom.objects.select_for_update(of=("self",)).get(pk=classroom.pk)
    keys = [child.pk for child in among]
    stored = list(RoomDuty.objects.filter(classroom=classroom, student__in=keys).order_by("pk"))
    if duties_seen(stored) != was:
        raise StaleDuties(stored)
    held = {(one.student_id, one.side, one.is_leader): one for one in stored}
    wanted = {(child.pk, side, leads): child for child, side, leads in duties}
    gone = [one.pk for told, one in held.items() if told not in wanted]
    new = [told for told in wanted if told not in held]
    must_be_led_once(classroom, keys, wanted)
    RoomDuty.objects.filter(pk__in=gone).delete()
    with unless_taken():
        RoomDuty.objects.bulk_create([duty_of(classroom, told, by) for told in new])
    if gone or new:
        record(Verb.APPOINTED, classroom, by=by, students=keys, duties=len(wanted))
    return len(gone) + len(new)


def duty_of(classroom: Classroom, told: tuple[int, str, bool], by: User) -> RoomDuty:
    student, side, leads = told
    made = RoomDuty(classroom=classroom, school_id=classroom.school_id, student_id=student, side=side, is_leader=leads)
    made.made_by, made.made_at = by, timezone.now()
    return made


def must_be_led_once(classroom: Classroom, shown: list[int], wanted: Iterable[tuple[int, str, bool]]) -> None:
    """Also with those who were not on the page. Raises ValidationError."""
    others = RoomDuty.objects.filter(classroom=classroom, is_leader=True).exclude(student__in=shown)
    led = list(others.values_list("side", flat=True))
    for _, side, leads in wanted:
        if leads and side in led:
            raise ValidationError(f"{leads_word(side)}มีได้คนเดียว")
        if leads:
            led.append(side)


def leads_word(side: str) -> str:
    """ "หัวหน้าห้อง", "หัวหน้าฝ่ายการเรียน"."""
    return "หัวหน้าห้อง" if side == RoomDuty.Side.LEAD else f"หัวหน้า{RoomDuty.Side(side).label}"
