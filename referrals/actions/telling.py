"""Whoever keeps a letter hears what happened to it without her."""

from django.db import connection, transaction

from referrals.actions.locked import page_of
from referrals.models import Referral
from schools.actions import notify
from schools.models import User


@transaction.atomic
def tell_school(referral: Referral, *, kind: str, by: User | None) -> None:
    """Counselors, heads and who drafted it; the notice leads to the referral and names nobody."""
    notify(User.objects.filter(pk__in=_people(referral)), kind=kind, url=page_of(referral), by=by)


@transaction.atomic
def tell_keepers(referral: Referral, *, kind: str, url: str = "", by: User) -> None:
    """Who drafted it and who looks after the case: what the head did with it is theirs to go on with."""
    keepers = [one for one in _people(referral) if one in (referral.drafted_by_id, referral.case.owner_id)]
    notify(User.objects.filter(pk__in=keepers), kind=kind, url=url or page_of(referral), by=by)


def _people(referral: Referral) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_of_referral(%s)", [referral.pk])
        return [row[0] for row in cursor.fetchall()]
