"""What stands behind an address an agency holds: which letter, whether it still opens, and who has it open.

Asked inside `acting(agency=…)`: of the child, the case and the guardians not one row is read here, only the letter as
it was frozen. Whoever has typed the code carries a signed cookie of this one letter for 30 minutes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import cast

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from referrals.links import token_of
from referrals.models import Link, Referral, Reply, State
from referrals.models.link import OPENED_FOR
from referrals.packet import Cover, Packet

SALT = "referrals.door"
PREFIX = "__Host-" if settings.SESSION_COOKIE_SECURE else ""


class End(Enum):
    """Why an address opens nothing any more; what stands on the page."""

    EXPIRED = "ลิงก์หมดอายุแล้ว"
    REVOKED = "โรงเรียนเพิกถอนลิงก์นี้แล้ว"
    CLOSED = "การส่งต่อนี้ปิดแล้ว"


class Pass(Enum):
    """Whether this browser may read the letter. LAPSED: the code was typed here, but too long or a code ago."""

    NONE = "none"
    LAPSED = "lapsed"
    OPEN = "open"


@dataclass(frozen=True)
class Letter:
    """One letter with its door. `referral` brings its agency and nothing of the child's rows."""

    referral: Referral
    link: Link

    @property
    def packet(self) -> Packet:
        return cast(Packet, self.referral.packet)

    @property
    def cover(self) -> Cover:
        return self.packet["cover"]

    @property
    def sender(self) -> str:
        """From whom, before the code: not smaller than the area where the head chose so (ux.md W9)."""
        return f"โรงเรียนในสังกัด {self.cover['area']}" if self.link.hides_school else self.cover["school"]

    @property
    def token(self) -> str:
        return token_of(self.link)

    @property
    def locked_until(self) -> datetime | None:
        return self.link.locked_until if self.link.is_locked(timezone.now()) else None

    @property
    def end(self) -> End | None:
        return end_of(self.referral, self.link, timezone.now())

    @property
    def last_reply(self) -> Reply | None:
        return self.referral.replies.order_by("-number").first()

    def sent_by_link(self, number: int | None = None) -> Reply | None:
        """What was answered through this door: the last, or the one of this number."""
        sent = self.referral.replies.filter(how=Reply.How.LINK)
        return (sent if number is None else sent.filter(number=number)).order_by("-number").first()


def letter_of(referral_id: int) -> Letter | None:
    link = Link.objects.select_related("referral__agency").filter(referral_id=referral_id).first()
    return Letter(link.referral, link) if link and link.referral.packet else None


def end_of(referral: Referral, link: Link, at: datetime) -> End | None:
    """A link that was shut without the letter being revoked ended with the letter or with its case."""
    if referral.state == State.REVOKED:
        return End.REVOKED
    if referral.state == State.CLOSED or link.revoked_at is not None:
        return End.CLOSED
    return None if link.is_alive(at) and referral.state != State.EXPIRED else End.EXPIRED


# -- who has typed the code ---------------------------------------------------------------------------------------


def cookie_name(link: Link) -> str:
    """A name of its own for each letter, so that two letters in two tabs do not shut each other out."""
    return f"{PREFIX}reply-{hashlib.sha256(bytes(link.token_index)).hexdigest()[:12]}"


def cookie_value(link: Link) -> str:
    return signing.TimestampSigner(salt=SALT).sign(f"{link.pk}.{link.generation}")


def pass_of(link: Link, cookies: Mapping[str, str]) -> Pass:
    """Nothing of another letter, nothing of an older code, nothing older than 30 minutes opens."""
    signer = signing.TimestampSigner(salt=SALT)
    value = cookies.get(cookie_name(link), "")
    try:
        key, _, generation = signer.unsign(value).partition(".")
        if key != str(link.pk):
            return Pass.NONE
        signer.unsign(value, max_age=OPENED_FOR)
    except signing.SignatureExpired:
        return Pass.LAPSED
    except signing.BadSignature:
        return Pass.NONE
    return Pass.OPEN if generation == str(link.generation) else Pass.LAPSED


def form_token(link: Link, cookies: Mapping[str, str]) -> str:
    """Stands in the forms behind the code: only a page that was drawn for this very cookie knows it."""
    return salted_hmac(SALT, cookies.get(cookie_name(link), ""), algorithm="sha256").hexdigest()[:32]


def is_own_form(link: Link, cookies: Mapping[str, str], said: str) -> bool:
    return constant_time_compare(said, form_token(link, cookies))
