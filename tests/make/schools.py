"""Areas, schools, rooms and the people who work there."""

import datetime

from schools.levels import Level
from schools.models import AcademicYear, Appointment, Area, Classroom, QualityGroup, Role, School, Term, User
from tests.make.moments import END, START, counter

PASSWORD = "ดอกไม้ริมทาง 9 ดอก"


def area(name="สพป.ตัวอย่างธานี เขต 9", **more):
    made, _ = Area.objects.get_or_create(name=name, defaults=more)
    year(made)
    return made


def year(area, number=2568):
    starts = datetime.date(number - 543, 5, 16)
    ends = datetime.date(number - 542, 5, 15)
    made, is_new = AcademicYear.objects.get_or_create(
        area=area, year=number, defaults={"starts_on": starts, "ends_on": ends}
    )
    if is_new:
        Term.objects.create(year=made, number=1, starts_on=starts, until_on=datetime.date(number - 543, 10, 10))
        Term.objects.create(
            year=made,
            number=2,
            starts_on=datetime.date(number - 543, 11, 1),
            until_on=datetime.date(number - 542, 3, 31),
        )
    return made


def group(name="ต้นกล้า", *, area):
    return QualityGroup.objects.create(name=name, area=area)


def school(name="บ้านสมมติวิทยา", *, area=None, **more):
    number = next(counter)
    defaults = {"code8": f"97{number:06d}", "phone": "000-000-0000", "head_name": "นายประพันธ์ นามสมมติ"}
    return School.objects.create(name=name, area=area or globals()["area"](), **defaults | more)


def classroom(*, school, level=Level.P4, to_level=None, number=1, year_number=2568):
    return Classroom.objects.create(
        school=school,
        year=year(school.area, year_number),
        level=level,
        to_level=to_level or level,
        number=number,
    )


def staff(username, role=None, *, home=None, first_name="", until_on=END, from_on=START, **scope):
    """A person with one appointment (none, when no role is given); `home` keeps the account."""
    place = scope.get("classroom")
    kept_by = home or scope.get("school") or (place.school if place else None)
    is_area = role in (Role.AREA_OFFICER, Role.AREA_PSYCHOLOGIST, Role.AREA_ADMIN, Role.AUDITOR)
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        title="ครู",
        first_name=first_name or username,
        last_name="นามสมมติ",
        school=None if is_area else kept_by,
        area=scope.get("area") if is_area else None,
        must_set_password=False,
    )
    if role:
        appoint(user, role, from_on=from_on, until_on=until_on, **scope)
    return user


def appoint(user, role, *, from_on=START, until_on=END, **scope):
    if scope.get("classroom"):
        scope["school"] = scope["classroom"].school
    user.__dict__.pop("rights", None)
    return Appointment.objects.create(user=user, role=role, from_on=from_on, until_on=until_on, **scope)
