"""Areas, groups, schools and rooms."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools import calendar
from schools.actions.accounts import add_person
from schools.actions.appointments import appoint
from schools.actions.calendar import add_year
from schools.models import AcademicYear, Area, Classroom, Letterhead, QualityGroup, Role, School, User
from schools.models.places import LetterheadMode

YEARS_OF_THE_FIRST_ADMIN = 3


@transaction.atomic
def open_area(*, name: str, admin: str) -> User:
    """A real start: the area, its academic year, and the account that makes all the others. Returns that one."""
    today = timezone.localdate()
    area = Area.objects.create(name=name)
    year = calendar.academic_year(today)
    starts_on, ends_on = calendar.academic_year_dates(year)
    add_year(area, year=year, starts_on=starts_on, ends_on=ends_on, terms=calendar.default_terms(year), by=None)
    person = add_person(username=admin, title="", first_name="ผู้ดูแลระบบ", last_name="ของเขต", area=area, by=None)
    until_on = calendar.academic_year_dates(year + YEARS_OF_THE_FIRST_ADMIN)[1]
    appoint(person, role=Role.AREA_ADMIN, from_on=today, until_on=until_on, by=None)
    return person


@transaction.atomic
def edit_area(
    area: Area, *, name: str, address: str, phone: str, director_name: str, promotion_head_name: str, by: User
) -> Area:
    area.name, area.address, area.phone = name, address, phone
    area.director_name, area.promotion_head_name = director_name, promotion_head_name
    area.save(update_fields=["name", "address", "phone", "director_name", "promotion_head_name"])
    record(Verb.CONFIGURED, area, by=by)
    return area


@transaction.atomic
def add_group(area: Area, *, name: str, by: User) -> QualityGroup:
    group = QualityGroup.objects.create(area=area, name=name)
    record(Verb.CONFIGURED, group, by=by, added=True)
    return group


@transaction.atomic
def rename_group(group: QualityGroup, *, name: str, by: User) -> QualityGroup:
    group.name = name
    group.save(update_fields=["name"])
    record(Verb.CONFIGURED, group, by=by)
    return group


@transaction.atomic
def add_school(area: Area, *, by: User, **profile: Any) -> School:
    """`profile`: the columns of School, as `forms.SchoolForm` names them."""
    school = School.objects.create(area=area, **profile)
    record(Verb.CONFIGURED, school, by=by, added=True)
    return school


@transaction.atomic
def edit_school(school: School, *, by: User, **profile: Any) -> School:
    for name, value in profile.items():
        setattr(school, name, value)
    school.save(update_fields=list(profile))
    record(Verb.CONFIGURED, school, by=by)
    return school


@transaction.atomic
def choose_letterhead(school: School, *, mode: str, picture: bytes | None, has_right: bool, by: User) -> School:
    """`picture`: drawn anew by `letterheads.redraw`; None keeps the one that is there. Who says that the school has
    the right to it, and when, stays with the picture."""
    school.letterhead = mode
    school.save(update_fields=["letterhead"])
    said = {"has_right": has_right, "brought_by": by, "brought_at": timezone.now()}
    if picture is not None:
        Letterhead.objects.update_or_create(school=school, defaults={"picture": picture, **said})
    elif mode == LetterheadMode.PICTURE:
        Letterhead.objects.filter(school=school, has_right=False).update(**said)
    record(Verb.CONFIGURED, school, by=by, part="letterhead", kind=mode, has_right=has_right, brought=bool(picture))
    return school


@transaction.atomic
def add_classroom(school: School, *, year: AcademicYear, level: int, to_level: int, number: int, by: User) -> Classroom:
    room = Classroom.objects.create(school=school, year=year, level=level, to_level=to_level, number=number)
    record(Verb.CONFIGURED, room, by=by, added=True)
    return room


@transaction.atomic
def edit_classroom(room: Classroom, *, level: int, to_level: int, number: int, by: User) -> Classroom:
    room.level, room.to_level, room.number = level, to_level, number
    room.save(update_fields=["level", "to_level", "number"])
    record(Verb.CONFIGURED, room, by=by)
    return room
