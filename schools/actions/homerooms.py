"""The homeroom teachers of a whole year, and its rooms, set at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.actions.appointments import appoint, end_appointment
from schools.models import AcademicYear, Appointment, Classroom, Role, School, User
from schools.models.people import AppointmentQuerySet


@transaction.atomic
def copy_rooms(school: School, *, year: AcademicYear, by: User) -> int:
    """The rooms of the year before, made for `year` where they are missing. Returns how many were made."""
    before = Classroom.objects.filter(school=school, year__year=year.year - 1)
    known = set(Classroom.objects.filter(school=school, year=year).values_list("level", "to_level", "number"))
    missing = [where for where in before.values_list("level", "to_level", "number") if where not in known]
    Classroom.objects.bulk_create(
        Classroom(school=school, year=year, level=level, to_level=to_level, number=number)
        for level, to_level, number in sorted(missing)
    )
    if missing:
        record(Verb.CONFIGURED, school, by=by, rooms=len(missing), year=year.year)
    return len(missing)


class HomeroomsChanged(Exception):
    """Somebody else gave one of the rooms another teacher after the page was made; nothing was saved."""

    def __init__(self, rooms: Sequence[Classroom]) -> None:
        super().__init__(", ".join(room.name for room in rooms))
        self.rooms = list(rooms)


@transaction.atomic
def assign_homerooms(
    school: School,
    *,
    year: AcademicYear,
    teachers: Mapping[Classroom, Sequence[User]],
    shown: Mapping[Classroom, Collection[str]],
    by: User,
) -> int:
    """Who looks after each room of `year`; rooms not named stay as they are. Returns how many duties changed.

    A new duty begins with the year, or today; the one before ends the day before (decisions C7). Whoever acts
    neither gives herself a room nor loses one (`rules.grantable`). `shown` are the public ids of those who held
    each room when the page was made; raises HomeroomsChanged.
    """
    begins = max(timezone.localdate(), year.starts_on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"homerooms:{school.pk}"])
    duties = {room: list(homerooms(room).filter(until_on__gte=begins).select_related("user")) for room in teachers}
    meanwhile = [room for room in duties if {duty.user.public_id for duty in duties[room]} != set(shown[room])]
    if meanwhile:
        raise HomeroomsChanged(meanwhile)
    changed = 0
    for room, wanted in teachers.items():
        held = duties[room]
        for duty in held:
            if duty.user not in wanted and duty.user != by:
                end_appointment(duty, until_on=begins - timedelta(1), by=by)
                changed += 1
        for person in wanted:
            if person not in [duty.user for duty in held] and person != by:
                appoint(person, role=Role.HOMEROOM, classroom=room, from_on=begins, until_on=year.ends_on, by=by)
                changed += 1
    overlong = Appointment.objects.filter(role=Role.HOMEROOM, school=school, until_on__gte=begins)
    for duty in overlong.filter(classroom__year__year__lt=year.year).exclude(user=by).order_by("pk"):
        end_appointment(duty, until_on=begins - timedelta(1), by=by)
    return changed


def homerooms(room: Classroom) -> AppointmentQuerySet:
    return Appointment.objects.filter(role=Role.HOMEROOM, classroom=room).order_by("from_on", "pk")
