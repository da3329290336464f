"""From the counselor's desk to the head's and out of the school."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import IllegalMove, heads_of
from journal.actions import record
from journal.models import Verb
from referrals.actions.leaving import close_followed
from referrals.actions.linking import issue_link
from referrals.actions.locked import keep, page_of, take, tell_case
from referrals.actions.telling import tell_keepers
from referrals.models import Referral, State
from referrals.packet import build
from referrals.steps import missing
from schools.actions import notify
from schools.models import Notice, User


class Incomplete(Exception):
    """The draft lacks something; `missing` says what to do, sentence by sentence."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


@transaction.atomic
def choose_sending(referral: Referral, *, version: int, by: User, **sending: Any) -> Referral:
    """With a link or without, for how long, and how its code is told (`Referral.uses_link` and the three after it)."""
    referral = take(referral, version=version)
    if not referral.is_draft:
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” แก้ไขได้เฉพาะตอนเป็นร่าง")
    keep(referral, **sending)
    record(Verb.RECORDED, referral, by=by, part="sending")
    return referral


@transaction.atomic
def ask_signature(referral: Referral, *, version: int, by: User, **sending: Any) -> Referral:
    """Freeze what the agency will read and lay it on the head's table. `sending` as in `choose_sending`."""
    referral = take(referral, version=version)
    _must_run(referral)
    referral.move(State.AWAITING_SIGNATURE)
    for name, value in sending.items():
        setattr(referral, name, value)
    if lacks := missing(referral):
        raise Incomplete(lacks)
    packet = build(referral, by=by)
    keep(referral, **sending, packet=packet, asked_to_sign_at=timezone.now(), returned_reason="")
    record(Verb.ASKED, referral, by=by, sections=referral.sections)
    tell_case(referral, "ส่งให้ ผอ. ลงนาม", by=by)
    notify(heads_of(referral.case), kind=Notice.Kind.APPROVAL, url=page_of(referral), by=by)
    return referral


def _must_run(referral: Referral) -> None:
    if not referral.case.is_open():
        raise IllegalMove("เคสนี้ปิดแล้ว ส่งต่อไม่ได้ เปิดเคสอีกครั้งก่อน")


@transaction.atomic
def return_to_draft(referral: Referral, *, reason: str, version: int, by: User) -> Referral:
    """The head wants it changed: the frozen packet is thrown away."""
    referral = take(referral, version=version)
    referral.move(State.DRAFT)
    keep(referral, packet=None, asked_to_sign_at=None, returned_reason=reason)
    record(Verb.REOPENED, referral, by=by)
    tell_case(referral, "ผอ. ส่งกลับให้แก้ไข", by=by)
    tell_keepers(referral, kind=Notice.Kind.CASE, by=by)
    return referral


@transaction.atomic
def take_back(referral: Referral, *, version: int, by: User) -> Referral:
    """Who prepared it has something to change before the head signs: it leaves the head's table as a draft."""
    referral = take(referral, version=version)
    referral.move(State.DRAFT)
    keep(referral, packet=None, asked_to_sign_at=None, returned_reason="")
    record(Verb.REOPENED, referral, by=by)
    tell_case(referral, "ครูแนะแนวดึงกลับมาแก้ก่อนลงนาม", by=by)
    return referral


@transaction.atomic
def sign(referral: Referral, *, letter_number: str, letter_on: date, sent_on: date, version: int, by: User) -> Referral:
    """The head signs and it is sent; from the day of sending the clock runs.

    In a small school the head may have drafted it: that is allowed and said on the case. Where the draft asks for a
    link, its door opens with the signature.
    """
    referral = take(referral, version=version)
    _must_run(referral)
    if referral.state == State.EXPIRED:  # it waits again by a new link, not by another signature
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” ลงนามแล้ว ให้ต่ออายุลิงก์แทน")
    referral.move(State.SENT)
    keep(
        referral,
        letter_number=letter_number,
        letter_on=letter_on,
        sent_on=sent_on,
        signed_by=by,
        signed_at=timezone.now(),
    )
    is_drafter = referral.drafted_by_id == by.pk
    record(Verb.SIGNED, referral, by=by, is_drafter=is_drafter)
    record(Verb.SENT, referral, by=by, sections=referral.sections)
    both = " (ผู้ลงนามเป็นผู้ร่างด้วย)" if is_drafter else ""
    tell_case(referral, f"ลงนามและส่งถึง{referral.agency}{both}", by=by)
    if referral.uses_link:
        issue_link(referral, by=by)
    close_followed(referral, by=by)
    tell_keepers(referral, kind=Notice.Kind.CASE, url=reverse("referrals:hand_over", args=[referral.public_id]), by=by)
    return referral
