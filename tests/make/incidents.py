"""Incidents with their children, and records that a child may be in danger."""

import datetime

from cases.models import Incident, Involved, Protection, Report
from tests.make.moments import now


def incident(*children, by, school=None, part="victim", **more):
    """`children`: who was in it, all as `part`. Without children say the `school`."""
    defaults = {"group": "accident", "text": "หกล้มที่บันได", "reported_at": now()}
    made = Incident.objects.create(school=school or children[0].school, reported_by=by, **defaults | more)
    for child in children:
        involved(made, child, by=by, part=part)
    return made


def involved(incident, student, *, by, part="victim"):
    return Involved.objects.create(
        incident=incident, student=student, school=incident.school, part=part, added_by=by, added_at=now()
    )


def protection(student, *, by, hours=4, **more):
    """Due in `hours`."""
    defaults = {
        "seen": "มีรอยช้ำที่แขน",
        "known_at": now(),
        "due_at": now() + datetime.timedelta(hours=hours),
        "recorded_at": now(),
    }
    return Protection.objects.create(student=student, school=student.school, recorded_by=by, **defaults | more)


def report(protection, *, by, to="hotline", **more):
    return Report.objects.create(
        protection=protection,
        student=protection.student,
        school=protection.school,
        to=to,
        reported_by=by,
        reported_at=now(),
        recorded_at=now(),
        **more,
    )
