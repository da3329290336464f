"""What is written down already, against which a list of new people is checked."""

from django.utils import timezone

from schools import calendar, rules
from schools.models import Classroom, School, User
from schools.roster import Known


def known(user: User) -> Known:
    """What a list is checked against, in four statements."""
    areas = user.rights.areas_as("area_admin")
    if areas:
        schools = School.objects.filter(area__in=areas)
    else:
        schools = School.objects.filter(pk__in=user.rights.schools("school_admin"))
    codes8 = list(schools.values_list("code8", flat=True))
    year = calendar.academic_year(timezone.localdate())
    rooms = Classroom.objects.filter(school__in=schools, year__year=year).select_related("school")
    return Known(
        usernames=frozenset(User.objects.values_list("username", flat=True)),
        schools=frozenset(codes8),
        rooms=frozenset((room.school.code8, room.name) for room in rooms),
        roles=[role.value for role in (rules.BY_AREA if areas else rules.IN_SCHOOL)],
        own_school=codes8[0] if len(codes8) == 1 else "",
    )
