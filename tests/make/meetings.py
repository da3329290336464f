"""What was seen of children and the rules behind it; a meeting with parents; who sits on which committee."""

import datetime

from activities.models import Activity, ConductRule, Observation, ParentMember, Participation, RoomDuty
from tests.make.moments import now

SEEN_ON = datetime.date(2025, 6, 24)


def rule(school, code="ก1", *, least=2, most=5, **more):
    place = ConductRule.objects.filter(school=school).count() + 1
    defaults = {"text": "ช่วยงานส่วนรวม", "position": place}
    return ConductRule.objects.create(school=school, code=code, least=least, most=most, **defaults | more)


def observation(student, text="ช่วยเพื่อนถือของ", *, by, tone="praise", seen_on=SEEN_ON, points=None, rule=None, **more):
    if points is not None:
        more = {"before": 100, "after": 100 + points} | more
    told = {"tone": tone, "seen_on": seen_on, "points": points, "rule": rule, "year": 2568, "term": 1, "at": now()}
    return Observation.objects.create(student=student, school=student.school, text=text, by=by, **told | more)


def meeting(classroom, *, by, came=(), missed=(), **more):
    """`came`: (child, who) of the parents who came; `missed`: children for whom nobody came."""
    told = {"title": "ประชุมผู้ปกครอง", "held_on": SEEN_ON, "year": 2568, "term": 1, "recorded_at": now()}
    made = Activity.objects.create(
        school=classroom.school, classroom=classroom, kind="meeting", led_by=by, recorded_by=by, **told | more
    )
    for child, who in [*came, *((child, "") for child in missed)]:
        Participation.objects.create(
            activity=made,
            student=child,
            school=classroom.school,
            classroom=classroom,
            mark="present" if who else "absent",
            who=who,
        )
    return made


def parent(student, name="นางมาลี ลองเรียน", *, by, position="member", **more):
    return ParentMember.objects.create(
        classroom=student.classroom,
        school=student.school,
        student=student,
        name=name,
        position=position,
        **{"chosen_on": SEEN_ON, "made_by": by, "made_at": now()} | more,
    )


def duty(student, side="learning", *, by, is_leader=False):
    return RoomDuty.objects.create(
        classroom=student.classroom,
        school=student.school,
        student=student,
        side=side,
        is_leader=is_leader,
        made_by=by,
        made_at=now(),
    )
