"""The agency's door is opened, opened for longer, and shut (decisions C5)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.models import IllegalMove
from cases.models import State as CaseState
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import hold_case, keep, take, tell_case
from referrals.actions.telling import tell_school
from referrals.links import code_of, new_code, new_secrets
from referrals.models import Link, Referral, State
from schools.models import Notice, User

LIVING = (State.SENT, State.RECEIVED, State.ANSWERED, State.DECLINED)
RENEWABLE = (*LIVING, State.EXPIRED)


@transaction.atomic
def issue_link(referral: Referral, *, by: User) -> Link:
    """The first door of a letter that is going out; `link_days` and `hides_school` as the draft says."""
    now = timezone.now()
    made = new_secrets(referral.pk)
    link = Link.objects.create(
        referral=referral,
        student_id=referral.student_id,
        school_id=referral.school_id,
        token_index=made.token_index,
        token_sealed=made.token_sealed,
        code_sealed=made.code_sealed,
        hides_school=referral.hides_school,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=referral.link_days),
    )
    record(Verb.OPENED, link, by=by, days=referral.link_days)
    return link


@transaction.atomic
def renew_link(referral: Referral, *, days: int, version: int, by: User) -> Link:
    """For `days` more from now, with a new code and the same address; a letter that had expired waits again."""
    referral = take(referral, version=version)
    if referral.state not in RENEWABLE:
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” จึงต่ออายุลิงก์ไม่ได้")
    if referral.case.state == CaseState.CLOSED:
        raise IllegalMove("เคสนี้ปิดแล้ว จึงต่ออายุลิงก์ไม่ได้ เปิดเคสใหม่ก่อน")
    link = Link.objects.select_for_update(of=("self",)).filter(referral=referral).first()
    if link is None:
        keep(referral, uses_link=True, link_days=days)
        return issue_link(referral, by=by)
    if referral.state == State.EXPIRED:
        referral.move(State.SENT)
    keep(referral, link_days=days, expired_at=None)
    now = timezone.now()
    link.code_sealed, link.generation = new_code(referral.pk), link.generation + 1
    link.expires_at, link.renewed_at, link.revoked_at, link.revoked_by = now + timedelta(days=days), now, None, None
    link.wrong, link.locked_until, link.code_told_at = 0, None, None
    link.save()
    record(Verb.RENEWED, link, by=by, days=days)
    tell_case(referral, "ต่ออายุลิงก์ตอบรับและออกรหัสใหม่", by=by)
    return link


def shut_link(referral: Referral, *, by: User | None) -> None:
    """From this moment the address opens nothing. Part of revoking and closing; writes its own line."""
    link = Link.objects.select_for_update(of=("self",)).filter(referral=referral, revoked_at=None).first()
    if link is not None:
        link.revoked_by, link.revoked_at = by, timezone.now()
        link.save(update_fields=["revoked_by", "revoked_at"])
        record(Verb.REVOKED, link, by=by)


@transaction.atomic
def reveal_code(referral: Referral, *, by: User) -> str:
    """The six digits, to be told by telephone; the school sees when they were told first."""
    link = Link.objects.select_for_update(of=("self",)).get(referral=referral)
    link.code_told_at = link.code_told_at or timezone.now()
    link.save(update_fields=["code_told_at"])
    record(Verb.REVEALED, link, by=by, what="code")
    return code_of(link)


@transaction.atomic
def unlock_link(referral: Referral, *, by: User) -> Link:
    """Five wrong codes are forgiven, because the agency has rung; its code stays. Raises IllegalMove."""
    link = Link.objects.select_for_update(of=("self",)).get(referral=referral)
    if not link.is_locked(timezone.now()):
        raise IllegalMove("ลิงก์นี้ไม่ได้ล็อกอยู่แล้ว")
    link.wrong, link.locked_until = 0, None
    link.save(update_fields=["wrong", "locked_until"])
    record(Verb.CONFIGURED, link, by=by, what="unlocked")
    return link


@transaction.atomic
def expire(referral: Referral, *, by: None = None) -> bool:
    """Nobody answered before the link ended: the letter waits for the school's next step. False: not so any more."""
    hold_case(referral.case_id)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case", "agency", "link")
    referral = rows.get(pk=referral.pk)
    now = timezone.now()
    if referral.state != State.SENT or referral.link.is_alive(now) or referral.link.revoked_at:
        return False
    referral.move(State.EXPIRED)
    keep(referral, expired_at=now)
    record(Verb.EXPIRED, referral, by=by)
    tell_case(referral, "ลิงก์หมดอายุ ยังไม่มีคำตอบ", by=by)
    tell_school(referral, kind=Notice.Kind.WAITING, by=by)
    return True
