"""What an agency does at its door: try the code, read the letter, answer it."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from journal.actions import record
from journal.ids import new_public_id
from journal.models import Verb
from referrals.actions.answering import add_reply
from referrals.actions.locked import hold_case
from referrals.actions.telling import tell_school
from referrals.attachments import place_of
from referrals.door import end_of
from referrals.links import code_of
from referrals.models import Attachment, Link, Referral, Reply
from referrals.models.link import LOCKED_FOR, TRIES
from referrals.uploads import Stored
from schools.models import Notice, User
from schools.sealing import seal


class Tried(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


MOST_ANSWERS = 50  # of one letter through its link


class Enough(Exception):
    """So many answers are no agency's: nobody fills the school's disk through this door."""


class Shut(Exception):
    """The door was shut between the opening of the form and its sending."""


@transaction.atomic
def try_code(referral: Referral, *, code: str, by: None = None) -> Tried:
    """Five wrong ones from wherever lock the door for 30 minutes and tell the school; the right one starts anew.

    While it is locked nothing is compared and nothing is written, so the right code is refused as every other.
    """
    link = Link.objects.select_for_update(of=("self",)).get(referral=referral)
    now = timezone.now()
    if link.is_locked(now):
        return Tried.LOCKED
    if constant_time_compare(code, code_of(link)):
        _opened(link)
        return Tried.RIGHT
    link.wrong += 1
    if link.wrong < TRIES:
        link.save(update_fields=["wrong"])
        return Tried.WRONG
    link.wrong, link.locked_until = 0, now + LOCKED_FOR
    link.save(update_fields=["wrong", "locked_until"])
    record(Verb.LOCKED, link, by=by, minutes=int(LOCKED_FOR.total_seconds() // 60))
    tell_school(referral, kind=Notice.Kind.LOCKED, by=by)
    return Tried.LOCKED


def _opened(link: Link) -> None:
    now = timezone.now()
    link.wrong, link.locked_until = 0, None
    link.opened_at, link.last_opened_at = link.opened_at or now, now
    link.save(update_fields=["wrong", "locked_until", "opened_at", "last_opened_at"])


def read_letter(referral: Referral, *, by: None = None) -> None:
    """The packet was laid open before the agency: one line each time (security.md 1.3)."""
    record(Verb.VIEWED, referral, by=by, page="packet")


@transaction.atomic
def answer(
    referral: Referral,
    *,
    key: UUID,
    received_on: date,
    files: Sequence[Stored] = (),
    by: None = None,
    **said: Any,
) -> Reply:
    """One more version of the agency's answer, with what it brought. The same form again is the same answer.

    Raises Shut when the door was shut meanwhile, and Enough.
    """
    hold_case(referral.case_id)
    held = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    link = Link.objects.select_for_update(of=("self",)).get(referral=held)
    if end_of(held, link, timezone.now()):
        raise Shut
    sent = referral.replies.filter(key=key).first()
    if sent is not None:
        return sent
    if referral.replies.filter(how=Reply.How.LINK).count() >= MOST_ANSWERS:
        raise Enough
    reply = add_reply(referral, how=Reply.How.LINK, key=key, received_on=received_on, by=by, **said)
    for file in files:
        attach(reply, file, by=by)
    return reply


def attach(reply: Reply, file: Stored, *, by: User | None) -> Attachment:
    """A checked file, sealed beside its reply."""
    public_id = new_public_id()
    return Attachment.objects.create(
        public_id=public_id,
        reply=reply,
        student_id=reply.student_id,
        school_id=reply.school_id,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sealed=seal(settings.FIELD_KEYS, file.content, at=place_of(public_id)),
        added_by=by,
        added_at=timezone.now(),
    )
