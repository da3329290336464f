"""A referral held still while one act is done to it, and the line that act leaves on the case.

Whoever writes locks in one order: the case, then the referral (a letter or one inside), then the link. The closing of
a case comes from the case, an answer from the link; in two orders each would wait for the other.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse

from cases.actions import note_event
from cases.models import Event
from referrals.models import Referral
from schools.models import User


class Stale(Exception):
    """Somebody else changed the referral after the form was opened; `current` is how it stands now."""

    def __init__(self, current: Referral) -> None:
        super().__init__("มีผู้แก้ไขการส่งต่อนี้หลังจากที่เปิดหน้านี้")
        self.current = current


def hold_case(key: int) -> None:
    """The case, locked until the transaction ends, also for an agency or an addressee, who sees nothing of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_case(%s)", [key])


def hold_cases(keys: Iterable[int]) -> None:
    """Several at once, always in the same order: two acts about the same cases never wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_case(one) FROM unnest(%s::bigint[]) AS one", [sorted(set(keys))])


def take(referral: Referral, *, version: int) -> Referral:
    """The row, locked until the transaction ends. Raises Stale when it is no longer at `version`."""
    hold_case(referral.case_id)
    rows = Referral.objects.select_for_update(of=("self",))
    current = rows.select_related("case", "student__classroom", "school__area", "agency", "drafted_by").get(
        pk=referral.pk
    )
    if current.version != version:
        raise Stale(current)
    return current


def keep(referral: Referral, **values: Any) -> None:
    """Save what was set; its version goes up by one."""
    for name, value in values.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=[*values, "state", "version"])


def tell_case(referral: Referral, text: str, *, kind: Event.Kind = Event.Kind.REFERRED, by: User | None) -> None:
    """A line on the case's timeline: the code, what happened, where. Never what was written about the child."""
    note_event(referral.case, kind=kind, text=f"{referral.code} {text}"[:300], url=page_of(referral), by=by)


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.public_id])
