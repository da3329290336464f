"""Whoever keeps a letter hears what happened to it without her."""

from django.db import connection, transaction

from referrals.actions.locked import page_of
from referrals.models import Referral
from schools.actions import notify
from schools.models import User


@transaction.atomic
def tell_school(referral: Referral, *, kind: str, by: User | None) -> None:
    """Counselors, heads and who drafted it; the notice leads to the referral and names nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_of_referral(%s)", [referral.pk])
        people = [row[0] for row in cursor.fetchall()]
    notify(User.objects.filter(pk__in=people), kind=kind, url=page_of(referral), by=by)
