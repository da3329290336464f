"""Who of the demo area may be visited as: asked before anybody has signed in, and of invented people only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from journal.context import acting
from referrals.door import end_of
from referrals.links import address_of, code_of
from referrals.models import Link
from schools.models import Appointment, User
from schools.models.people import AppointmentQuerySet, UserQuerySet


def demo_people(on: date) -> UserQuerySet:
    """Working people of demo areas who have a password of their own."""
    ours = User.objects.working_on(on).filter(must_set_password=False)
    return ours.filter(school__area__is_demo=True) | ours.filter(area__is_demo=True)


def duties_of(people: UserQuerySet, on: date) -> AppointmentQuerySet:
    """What they are appointed to on a day, each with its person and scope."""
    held = Appointment.objects.on(on).filter(user__in=people.values("pk"))
    return held.select_related("user", "classroom", "school", "group", "area")


@dataclass(frozen=True)
class Handed:
    """What an agency of the demo has in its hands: the letter's number, the address, and the code it was told."""

    code: str
    agency: str
    school: str
    state: str
    address: str
    digits: str
    end: str


def demo_letters() -> list[Handed]:
    """Letters of demo areas that went out with a link; those that still open come first."""
    now = timezone.now()
    with acting(system="demo"):
        rows = Link.objects.filter(school__area__is_demo=True).select_related("referral__agency", "referral__school")
        return sorted((_handed(link, now) for link in rows.order_by("-made_at", "-pk")), key=lambda one: bool(one.end))


def _handed(link: Link, now: datetime) -> Handed:
    referral = link.referral
    end = end_of(referral, link, now)
    return Handed(
        code=referral.code,
        agency=referral.agency.name if referral.agency else "",
        school=referral.school.full_name,
        state=referral.get_state_display(),
        address=address_of(link),
        digits=code_of(link),
        end=end.value if end else "ล็อกอยู่" if link.is_locked(now) else "",
    )
