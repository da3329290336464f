"""On whose behalf the database works. Rows show, and the journal writes, only inside `acting`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

NAMES = ("app.actor", "app.uid", "app.today", "app.request", "app.address")
READ = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in NAMES)
WRITE = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in NAMES)


@contextmanager
def acting(
    user: "AbstractBaseUser | AnonymousUser | None" = None,
    *,
    system: str | None = None,
    agency: int | None = None,
    request: str = "",
    address: str = "",
) -> Iterator[None]:
    """One transaction in which every statement acts for `user`, or for the named part of the system itself,
    or for the agency of one referral (its key), which has no account.

    `app.today` is Bangkok's date: policies use it and never `current_date`, which is UTC's. Inside another
    transaction (an act inside an act, a test) the outer context is given back at the end.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read() if nested else []
        uid = str(user.pk) if user is not None and user.pk else ""
        named = f"system:{system}" if system else f"agency:{agency}" if agency else ""
        actor = named or (f"user:{uid}" if uid else "anonymous")
        _write([actor, uid, timezone.localdate().isoformat(), request, address])
        try:
            yield
        finally:
            if nested and not connection.needs_rollback:
                _write(before)


def _read() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row: tuple[Any, ...] = cursor.fetchone()
    return [value or "" for value in row]


def _write(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
