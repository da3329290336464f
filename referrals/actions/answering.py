"""What the agency answers, whoever writes it down."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import Stale, hold_case, keep, tell_case
from referrals.models import FollowUp, Referral, Reply, State
from referrals.models.following import DAYS_AFTER
from schools.actions import notify
from schools.calendar import format_short
from schools.models import Notice, User


@transaction.atomic
def add_reply(
    referral: Referral,
    *,
    how: str,
    result: str,
    key: UUID | None = None,
    version: int | None = None,
    by: User | None,
    **said: Any,
) -> Reply:
    """The first reply stops the clock; later ones are added to it (decisions B11).

    `said`: the other fields of the reply form, by the names of `Reply`; `said_by` and `received_on` are always known.
    `by` None: the agency itself, acting as `agency:<referral>`. `key`: of the form that was sent; the same one again
    is the same reply. Raises Stale when the referral is no longer at `version`, IllegalMove where it cannot be
    answered any more.
    """
    referral = _held(referral, version)
    if key is not None and (sent := referral.replies.filter(key=key).first()) is not None:
        return sent
    referral.move(state_after(referral, result, bool(said.get("findings") or said.get("advice"))))
    if result != Reply.Result.DECLINED:
        said["why"] = ""
    now = timezone.now()
    last = referral.replies.order_by("-number").values_list("number", flat=True).first() or 0
    reply = Reply.objects.create(
        referral=referral,
        student_id=referral.student_id,
        school_id=referral.school_id,
        number=last + 1,
        key=key,
        result=result,
        how=how,
        recorded_by=by,
        recorded_at=now,
        **said,
    )
    keep(referral, answered_at=referral.answered_at or now)
    record(Verb.ANSWERED, referral, by=by, result=result, how=how, number=reply.number)
    _follow(referral, reply)
    _tell(referral, reply, by)
    return reply


def _held(referral: Referral, version: int | None) -> Referral:
    """Locked, with nothing of the child or the case: the agency has no right to those rows."""
    hold_case(referral.case_id)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("school", "agency")
    current = rows.get(pk=referral.pk)
    if version is not None and current.version != version:
        raise Stale(current)
    return current


def state_after(referral: Referral, result: str, has_words: bool) -> State:
    """รับแล้ว as long as only the child is taken, ตอบกลับแล้ว with findings or advice; it never falls back."""
    if result == Reply.Result.DECLINED:
        return State.DECLINED
    told = has_words and result != Reply.Result.MORE
    if told or result == Reply.Result.SPECIALIST or referral.state == State.ANSWERED:
        return State.ANSWERED
    return State.RECEIVED


def _follow(referral: Referral, reply: Reply) -> None:
    """30 and 90 days after the first appointment, or after they said yes, somebody asks whether it helped."""
    if reply.result != Reply.Result.ACCEPTED:
        return
    begins = reply.appointment_on or reply.received_on
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                referral=referral,
                student_id=referral.student_id,
                school_id=referral.school_id,
                days=days,
                due_on=begins + timedelta(days=days),
            )
            for days in DAYS_AFTER
        ],
        ignore_conflicts=True,
    )


def _tell(referral: Referral, reply: Reply, by: User | None) -> None:
    """A line on the case, and whoever keeps it hears that there is an answer; never what it says."""
    when = f" นัด {format_short(reply.appointment_on)}" if reply.appointment_on else ""
    told = f"{referral.agency}: {reply.get_result_display()}{when}"
    url = reverse("referrals:referral", args=[referral.public_id])
    with connection.cursor() as cursor:
        if by is None:
            words = f"{referral.code} {told}"
            cursor.execute(
                "SELECT case_is_told(%s, %s, %s, %s)", [referral.case_id, Event.Kind.ANSWERED.value, words, url]
            )
        cursor.execute("SELECT people_of_referral(%s)", [referral.pk])
        people = [row[0] for row in cursor.fetchall()]
    if by is not None:
        tell_case(referral, told, kind=Event.Kind.ANSWERED, by=by)
    notify(User.objects.filter(pk__in=people), kind=Notice.Kind.REPLY, url=url, by=by)


@transaction.atomic
def record_reply(referral: Referral, *, version: int, by: User, **said: Any) -> Reply:
    """What staff were told by telephone, on paper or in person: the fields of the reply form (decisions B11)."""
    return add_reply(referral, version=version, by=by, **said)
