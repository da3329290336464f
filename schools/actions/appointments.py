"""Duties: given with a scope and dates, ended with a date. Rights follow at the next request."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Appointment, Classroom, QualityGroup, Role, User
from schools.models.people import AREA_ROLES, SCHOOL_ROLES


@transaction.atomic
def appoint(
    person: User,
    *,
    role: str,
    from_on: date,
    until_on: date,
    classroom: Classroom | None = None,
    level: int | None = None,
    group: QualityGroup | None = None,
    by: User | None,
) -> Appointment:
    """The scope is the role's: a room, a level, her school, a group, or her area."""
    role = Role(role)
    in_school = role in (*SCHOOL_ROLES, Role.HOMEROOM, Role.LEVEL_HEAD)
    made = Appointment.objects.create(
        user=person,
        role=role,
        school=(classroom.school if classroom else person.school) if in_school else None,
        classroom=classroom if role == Role.HOMEROOM else None,
        level=level if role == Role.LEVEL_HEAD else None,
        group=group if role == Role.GROUP else None,
        area=person.area if role in AREA_ROLES else None,
        from_on=from_on,
        until_on=until_on,
        made_by=by,
    )
    record(Verb.APPOINTED, made, by=by, role=role.value)
    return made


@transaction.atomic
def end_appointment(appointment: Appointment, *, until_on: date, by: User) -> None:
    """`until_on` is the last day. A duty that would end before it began is taken back."""
    record(Verb.DISMISSED, appointment, by=by, role=appointment.role, until_on=until_on)
    if until_on < appointment.from_on:
        appointment.delete()
        return
    appointment.until_on = until_on
    appointment.save(update_fields=["until_on"])


def yesterday() -> date:
    """The last day of a duty that ends at once."""
    return timezone.localdate() - timedelta(days=1)
