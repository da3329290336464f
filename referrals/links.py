"""The address and the code of an agency's door: made, sealed, found again. What is done through it is `actions`' part.

The address holds 128 random bits and is found by its keyed digest; the six digits travel another way. Both are
sealed in the row, because the school prints the one again and reads the other to the agency (security.md 2.9).
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse

from referrals.models import Link
from schools.sealing import keyed_index, place, seal, unseal

TOKEN_BYTES = 16
LONGEST = 64  # letters of an address that is looked up at all
DIGITS = 6


@dataclass(frozen=True)
class Secrets:
    """What a new link keeps: never the address or the code as they are."""

    token_index: bytes
    token_sealed: bytes
    code_sealed: bytes


def new_secrets(referral_id: int) -> Secrets:
    """A new address and a new code for one referral."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return Secrets(_index(token), _seal(token, "token", referral_id), new_code(referral_id))


def new_code(referral_id: int) -> bytes:
    """Six new digits, sealed."""
    return sealed_code(referral_id, f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")


def sealed_code(referral_id: int, digits: str) -> bytes:
    return _seal(digits, "code", referral_id)


def token_of(link: Link) -> str:
    return _unseal(link.token_sealed, "token", link.referral_id)


def code_of(link: Link) -> str:
    """The six digits. Who shows them writes a line."""
    return _unseal(link.code_sealed, "code", link.referral_id)


def address_of(link: Link) -> str:
    """The path; `SITE_URL` stands before it on paper and in messages."""
    return reverse("referrals:door", args=[token_of(link)])


def full_address_of(link: Link) -> str:
    """With the site's name, "" where the site does not know its own name. LINE opens it in a real browser."""
    return f"{settings.SITE_URL}{address_of(link)}?openExternalBrowser=1" if settings.SITE_URL else ""


def find(token: str) -> int | None:
    """The referral an address leads to, alive or not; nothing else is learned by it."""
    if not token or len(token) > LONGEST or not token.isascii():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT find_link(%s)", [_index(token)])
        found: int | None = cursor.fetchone()[0]
    return found


def _index(token: str) -> bytes:
    return keyed_index(settings.FIELD_KEYS, f"referral link {token}")


def _seal(value: str, column: str, referral_id: int) -> bytes:
    return seal(settings.FIELD_KEYS, value.encode(), at=place("referrals_link", column, referral_id))


def _unseal(sealed: bytes | memoryview, column: str, referral_id: int) -> str:
    return unseal(settings.FIELD_KEYS, sealed, at=place("referrals_link", column, referral_id)).decode()
