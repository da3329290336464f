"""Groups: made, changed, filled with children, ended."""

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.actions.locked import going
from activities.models import Circle, Membership
from journal.actions import record
from journal.models import Verb
from schools.calendar import academic_year
from schools.models import School, User
from students.models import Student

CHANGEABLE = ("name", "led_by", "about")


class StaleCircle(Exception):
    """Somebody changed the group after the page was made. `circle` is as it stands now."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(str(circle))
        self.circle = circle


@transaction.atomic
def make_circle(school: School, *, kind: str, name: str, led_by: User, about: str = "", by: User) -> Circle:
    """For this academic year.  Raises ValidationError where there is one of this name already."""
    circle = Circle(
        school=school,
        year=academic_year(timezone.localdate()),
        kind=kind,
        name=name,
        led_by=led_by,
        about=about,
        made_by=by,
        made_at=timezone.now(),
    )
    circle.validate_constraints()
    circle.save()
    record(Verb.OPENED, circle, by=by, kind=kind)
    return circle


@transaction.atomic
def edit_circle(circle: Circle, *, version: int, by: User, **told: Any) -> Circle:
    """Another name, leader or sentence about it.  Raises StaleCircle, ValidationError, Over."""
    circle = going(circle)
    if circle.version != version:
        raise StaleCircle(circle)
    for name in CHANGEABLE:
        setattr(circle, name, told[name])
    circle.version += 1
    circle.validate_constraints()
    circle.save(update_fields=[*CHANGEABLE, "version"])
    record(Verb.RECORDED, circle, by=by, version=circle.version)
    return circle


class StaleMembers(Exception):
    """Somebody else took children in or out after the page was made. `stored`: keys of those who are in it now."""

    def __init__(self, stored: Collection[int]) -> None:
        super().__init__("members")
        self.stored = stored


def members_seen(students: Iterable[int]) -> str:
    """What a page of ticks was made from: equal as long as the same of its children are in the group."""
    return hashlib.sha256(repr(sorted(students)).encode()).hexdigest()[:16]


@transaction.atomic
def set_members(
    circle: Circle, *, among: Collection[Student], chosen: Collection[int], was: str, by: User
) -> tuple[int, int]:
    """Of the children `among`, exactly the `chosen` are members from now on: (how many joined, how many left).

    `was`: `members_seen` of those `among` them who were in it when the page was made.  Raises StaleMembers, Over.
    """
    circle, today = going(circle), timezone.localdate()
    members = set(circle.memberships.now().filter(student__in=among).values_list("student_id", flat=True))
    if was != members_seen(members):
        raise StaleMembers(members)
    joining = [child for child in among if child.pk in chosen and child.pk not in members]
    leaving = [child.pk for child in among if child.pk in members and child.pk not in chosen]
    Membership.objects.bulk_create(
        Membership(circle=circle, student=child, school_id=circle.school_id, from_on=today, added_by=by)
        for child in joining
    )
    if leaving:
        circle.memberships.now().filter(student__in=leaving).update(until_on=today)
    if joining or leaving:
        who = [*(child.pk for child in joining), *leaving]
        record(Verb.RECORDED, circle, by=by, students=who, joined=len(joining), left=len(leaving))
    return len(joining), len(leaving)


@transaction.atomic
def end_circle(circle: Circle, *, by: User) -> None:
    """Its members leave it; its activities stay."""
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    if circle.ended_at:
        return
    circle.ended_at = timezone.now()
    circle.save(update_fields=["ended_at"])
    circle.memberships.now().update(until_on=timezone.localdate())
    record(Verb.CLOSED, circle, by=by)


@transaction.atomic
def reopen_circle(circle: Circle, *, by: User) -> int:
    """It was not over after all: who left it with its end is in it again. Returns how many."""
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    if circle.ended_at is None:
        return 0
    left = circle.memberships.filter(until_on=timezone.localdate(circle.ended_at), student__classroom__isnull=False)
    last = dict(left.order_by("pk").values_list("student", "pk"))  # who joined twice is in it once
    circle.ended_at = None
    circle.save(update_fields=["ended_at"])
    circle.memberships.filter(pk__in=last.values()).update(until_on=None)
    record(Verb.REOPENED, circle, by=by, students=list(last), joined=len(last))
    return len(last)
