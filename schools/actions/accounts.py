"""Accounts: made by an account admin, opened with a one-time code, closed when somebody leaves."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools import codes
from schools.models import Area, OneTimeCode, School, User


@transaction.atomic
def add_person(
    *,
    username: str,
    title: str,
    first_name: str,
    last_name: str,
    position: str = "",
    phone: str = "",
    school: School | None = None,
    area: Area | None = None,
    by: User | None,
) -> User:
    """An account without a usable password. An empty username becomes the next free number of its place."""
    person = User(
        username=username.lower() or free_username(school),
        title=title,
        first_name=first_name,
        last_name=last_name,
        position=position,
        phone=phone,
        school=school,
        area=area,
        must_set_password=True,
    )
    person.set_unusable_password()
    person.save()
    record(Verb.CONFIGURED, person, by=by, added=True)
    return person


def free_username(school: School | None) -> str:
    """ "97000001-07": the school's code and the next number; accounts of the office count as "khet-07"."""
    prefix = f"{school.code8 if school else 'khet'}-"
    taken = User.objects.filter(username__startswith=prefix).values_list("username", flat=True)
    numbers = [int(tail) for name in taken if (tail := name.removeprefix(prefix)).isascii() and tail.isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"


@transaction.atomic
def edit_person(
    person: User,
    *,
    title: str,
    first_name: str,
    last_name: str,
    position: str,
    phone: str,
    by: User,
) -> User:
    person.title, person.first_name, person.last_name = title, first_name, last_name
    person.position, person.phone = position, phone
    person.save(update_fields=["title", "first_name", "last_name", "position", "phone"])
    record(Verb.CONFIGURED, person, by=by)
    return person


@transaction.atomic
def make_code(person: User, *, by: User | None) -> str:
    """A fresh code in the clear, for this once; the one before it no longer opens anything."""
    return make_codes([person], by=by)[person.pk]


@transaction.atomic
def make_codes(people: Iterable[User], *, by: User | None) -> dict[int, str]:
    """person's key -> code in the clear. Nothing but its digest is kept."""
    now = timezone.now()
    chosen = sorted(people, key=lambda person: person.pk)
    fresh = {person.pk: codes.new_code() for person in chosen}
    OneTimeCode.objects.filter(user__in=chosen, used_at=None).delete()
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            user=person,
            school_id=person.school_id,
            hashed=codes.digest(settings.FIELD_KEYS, fresh[person.pk], user=person.pk),
            made_by=by,
            made_at=now,
            expires_at=now + codes.LIFE,
        )
        for person in chosen
    )
    for person in chosen:
        record(Verb.CODE_MADE, person, by=by)
    return fresh


@transaction.atomic
def use_code(*, by: User) -> User:
    """Her code is spent, and the next page she gets is the choice of a password.

    Raises ValidationError when somebody used it a moment before: of two at once one comes in.
    """
    if OneTimeCode.objects.filter(user=by, used_at=None).update(used_at=timezone.now()) != 1:
        raise ValidationError("รหัสนี้ถูกใช้ไปแล้วเมื่อครู่ ขอรหัสใหม่จากผู้ดูแลบัญชี")
    by.must_set_password = True
    by.save(update_fields=["must_set_password"])
    return by


@transaction.atomic
def choose_password(password: str, *, by: User) -> User:
    """Ends every other session of hers: they carry the old password's hash."""
    by.set_password(password)
    by.must_set_password = False
    by.save(update_fields=["password", "must_set_password"])
    record(Verb.CONFIGURED, by, by=by, password=True)
    return by


@transaction.atomic
def set_keys(*, slash_searches: bool, by: User) -> User:
    by.slash_searches = slash_searches
    by.save(update_fields=["slash_searches"])
    record(Verb.CONFIGURED, by, by=by, slash_searches=slash_searches)
    return by


@transaction.atomic
def set_morning_mail(*, wants_digest_mail: bool, email: str, by: User) -> User:
    """Whether numbers, never names, come by mail each school morning, and where to."""
    by.wants_digest_mail, by.email = wants_digest_mail, email
    by.save(update_fields=["wants_digest_mail", "email"])
    record(Verb.CONFIGURED, by, by=by, wants_digest_mail=wants_digest_mail)
    return by


@transaction.atomic
def close_account(person: User, *, by: User) -> User:
    """She left: no sign-in, no duty from today on, codes gone. Whatever she wrote stays hers."""
    yesterday = timezone.localdate() - timedelta(days=1)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    OneTimeCode.objects.filter(user=person, used_at=None).delete()
    running = person.appointments.filter(until_on__gt=yesterday)
    running.filter(from_on__lte=yesterday).update(until_on=yesterday)
    running.filter(from_on__gt=yesterday).delete()
    record(Verb.CLOSED, person, by=by)
    return person
