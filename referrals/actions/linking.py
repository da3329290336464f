"""The agency's door is opened, opened for longer, and shut (decisions C5)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.models import IllegalMove
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import keep, take, tell_case
from referrals.links import new_code, new_secrets
from referrals.models import Link, Referral, State
from schools.models import User

LIVING = (State.SENT, State.RECEIVED, State.ANSWERED, State.DECLINED)


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
    if referral.state not in (*LIVING, State.EXPIRED):
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” จึงต่ออายุลิงก์ไม่ได้")
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
