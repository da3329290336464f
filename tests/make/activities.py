"""An activity and who took part, a group and its members, an area's word."""

import datetime

from activities import actions
from activities.models import Activity, Circle, Membership, Participation, Tag
from activities.terms import term_of
from students.pictures import read
from tests.make.moments import now
from tests.make.visits import picture as drawn

ON = datetime.date(2025, 6, 20)


def activity(*, by, classroom=None, circle=None, school=None, kind="homeroom", title="วินัยในห้อง", on=ON, **more):
    year, term = term_of(on)
    return Activity.objects.create(
        school=school or (classroom or circle).school,
        classroom=classroom,
        circle=circle,
        kind=kind,
        title=title,
        held_on=on,
        year=year,
        term=term,
        led_by=more.pop("led_by", by),
        recorded_by=by,
        recorded_at=now(),
        **more,
    )


def participation(activity, student, mark="present", **more):
    return Participation.objects.create(
        activity=activity, student=student, school=activity.school, classroom=student.classroom, mark=mark, **more
    )


def circle(*, school, led_by, name="ชุมนุมหุ่นยนต์", kind="club", members=(), **more):
    made = Circle.objects.create(
        school=school, year=2568, kind=kind, name=name, led_by=led_by, made_by=led_by, made_at=now(), **more
    )
    for child in members:
        Membership.objects.create(
            circle=made, student=child, school=school, from_on=datetime.date(2025, 6, 1), added_by=led_by
        )
    return made


def activity_picture(activity, *, by, **more):
    return actions.add_picture(activity, picture=read(drawn(**more)), by=by)


def tag(area, name="ปลูกฝัง", *, family="model", set_name="3 ป", **more):
    return Tag.objects.create(area=area, family=family, set_name=set_name, name=name, **more)
