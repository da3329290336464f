"""Who may be asked inside: people of the school by their duty, and named people of the area's office."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from cases.models import Case
from referrals.ladder import rungs
from referrals.models import OUTSIDE_SCHOOL, To
from schools.models import Appointment, Role, School, User
from students.models import Student

ROLES = {
    To.COUNSELOR: (Role.COUNSELOR,),
    To.DISCIPLINE: (Role.DISCIPLINE,),
    To.NURSE: (Role.NURSE,),
    To.HEAD: (Role.HEAD,),
    To.PSYCHOLOGIST: (Role.AREA_PSYCHOLOGIST,),
    To.COMMITTEE: (Role.AREA_OFFICER, Role.AREA_PSYCHOLOGIST),
}
LONGEST = timedelta(days=365)


def may_be_asked(student: Student, school: School, *, to: str, but: User) -> list[User]:
    """Who does this duty today, by name; nobody who is shut out from the child, and not who asks."""
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=ROLES[To(to)], user__is_active=True)
    held = held.filter(area=school.area_id) if to in OUTSIDE_SCHOOL else held.filter(school=school)
    people = User.objects.filter(pk__in=held.values("user")).exclude(exclusions__student=student).exclude(pk=but.pk)
    return list(people.order_by("first_name", "pk"))


def choices_for(student: Student, school: School, *, tos: Iterable[str], but: User) -> dict[To, list[User]]:
    """Only duties that somebody holds."""
    found = {To(to): may_be_asked(student, school, to=to, but=but) for to in tos}
    return {to: people for to, people in found.items() if people}


def open_until(person: User, case: Case, *, to: str) -> date:
    """A year at most, and no longer than she holds the duty for which she is asked."""
    today = timezone.localdate()
    held = Appointment.objects.on(today).filter(user=person, role__in=ROLES[To(to)])
    ends: date | None = held.aggregate(last=Max("until_on"))["last"]
    return min(ends or today, today + LONGEST)


def goes_past_counselor(case: Case | None, *, to: str, by: User, school: School | None = None) -> bool:
    """Teacher → counselor → head or area: who asks the last before a counselor has helped says why (domain.md D.6)."""
    if to not in (To.HEAD, *OUTSIDE_SCHOOL):
        return False
    where = case.school_id if case is not None else school.pk if school is not None else None
    if by.rights.has("counselor", school=where):
        return False
    return case is None or not any(rung.is_done for rung in rungs(case) if rung.key == "counselor")
