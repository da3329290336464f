"""Many accounts at once, from a list that has been checked."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from schools import calendar
from schools.actions.accounts import add_person
from schools.actions.appointments import appoint
from schools.models import Classroom, School, User
from schools.roster import Checked, phone_of


@transaction.atomic
def add_people(checked: Sequence[Checked], *, by: User) -> list[User]:
    """One account per entry, with its duty until the end of the academic year. Entries without problems only."""
    year = calendar.academic_year(timezone.localdate())
    from_on, until_on = timezone.localdate(), calendar.academic_year_dates(year)[1]
    codes = {one.entry.school for one in checked}
    schools = {school.code8: school for school in School.objects.visible_to(by).filter(code8__in=codes)}
    in_year = Classroom.objects.filter(school__in=schools.values(), year__year=year).select_related("school")
    rooms = {(room.school.code8, room.name): room for room in in_year}
    added = []
    for one in checked:
        entry = one.entry
        person = add_person(
            username=entry.username,
            title=entry.title,
            first_name=entry.first_name,
            last_name=entry.last_name,
            phone=phone_of(entry.phone) or "",
            school=schools[entry.school],
            by=by,
        )
        if one.role:
            appoint(
                person,
                role=one.role,
                classroom=rooms[entry.school, one.room] if one.room else None,
                level=one.level,
                from_on=from_on,
                until_on=until_on,
                by=by,
            )
        added.append(person)
    return added
