"""Telling somebody inside the app that something waits: what and where, never about whom (decisions A2)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from schools.models import Notice, User


@transaction.atomic
def notify(users: Iterable[User], *, kind: str, url: str, by: User | None) -> None:
    """One unread line for each person and address, whoever is told again before reading it included."""
    now = timezone.now()
    Notice.objects.bulk_create(
        [Notice(to_user=one, kind=kind, url=url, made_by=by, made_at=now) for one in set(users) if one != by],
        ignore_conflicts=True,
    )


@transaction.atomic
def summarise(user: User, *, text: str, url: str, by: User | None) -> Notice:
    """This morning's numbers instead of an unread older morning's: nobody finds five summaries after a holiday."""
    Notice.objects.filter(to_user=user, kind=Notice.Kind.DIGEST, read_at=None).delete()
    return Notice.objects.create(
        to_user=user, kind=Notice.Kind.DIGEST, url=url, text=text[:120], made_by=by, made_at=timezone.now()
    )


def read_notices(user: User, *, only: Notice | None = None) -> None:
    """What she opened, or everything, is read."""
    unread = Notice.objects.visible_to(user).unread()
    (unread.filter(pk=only.pk) if only else unread).update(read_at=timezone.now())
