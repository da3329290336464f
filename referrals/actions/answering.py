"""What the agency answers, as told to staff, and the end of a referral."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.models import Event
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import keep, take, tell_case
from referrals.models import Referral, Reply, State
from schools.calendar import format_short
from schools.models import User


@transaction.atomic
def record_reply(
    referral: Referral,
    *,
    result: str,
    said_by: str,
    position: str,
    phone: str,
    how: str,
    received_on: date,
    appointment_on: date | None,
    advice: str,
    version: int,
    by: User,
) -> Reply:
    """The first reply stops the clock; later ones are added to it (decisions B11)."""
    referral = take(referral, version=version)
    referral.move(State.ANSWERED)
    now = timezone.now()
    reply = Reply.objects.create(
        referral=referral,
        student_id=referral.student_id,
        school_id=referral.school_id,
        number=referral.replies.count() + 1,
        result=result,
        said_by=said_by,
        position=position,
        phone=phone,
        how=how,
        received_on=received_on,
        appointment_on=appointment_on,
        advice=advice,
        recorded_by=by,
        recorded_at=now,
    )
    keep(referral, answered_at=referral.answered_at or now)
    record(Verb.ANSWERED, referral, by=by, result=result)
    when = f" นัด {format_short(appointment_on)}" if appointment_on else ""
    told = f"{referral.agency}: {reply.get_result_display()}{when}"
    tell_case(referral, told, kind=Event.Kind.ANSWERED, by=by)
    return reply


@transaction.atomic
def close(referral: Referral, *, reason: str, version: int, by: User) -> Referral:
    """Nothing more is expected of it: answered and done, given up, or never sent."""
    referral = take(referral, version=version)
    referral.move(State.CLOSED)
    keep(referral, closed_by=by, closed_at=timezone.now(), closing_reason=reason)
    record(Verb.CLOSED, referral, by=by)
    tell_case(referral, "ปิดการส่งต่อ", by=by)
    return referral
