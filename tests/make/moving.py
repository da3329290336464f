"""Moves to another school, in any state, and words for the next teacher."""

from students.models import Handover, Transfer
from tests.make.moments import now


def transfer(student, *, to_school, by, state="offered", **more):
    """A move as it stands; an offer shows the child's name and one part."""
    shown = state in ("prepared", "offered", "accepted")
    parts = [{"key": "identity", "label": "ตัวนักเรียน", "entries": [{"label": "ชื่อ", "value": student.full_name}]}]
    defaults = {
        "child_name": student.full_name if shown else "",
        "level": student.level if shown else None,
        "sections": ["identity"] if shown else [],
        "packet": {"parts": parts} if shown else {},
        "reason": "ครอบครัวย้ายบ้าน",
        "made_at": now(),
        "offered_at": now() if state == "offered" else None,
    }
    return Transfer.objects.create(
        student=student, from_school=student.school, to_school=to_school, state=state, made_by=by, **defaults | more
    )


def handover(student, *, by, state="proposed", classroom=None, decided_by=None, **more):
    room = classroom or student.classroom
    defaults = {"works": "ให้ช่วยงานเล็ก ๆ ก่อนเริ่มเรียน", "watch": "วันจันทร์มักเงียบ", "written_at": now()}
    decided = {} if state == "proposed" else {"decided_by": decided_by or by, "decided_at": now()}
    return Handover.objects.create(
        student=student,
        school=room.school,
        year=room.year,
        classroom=room,
        state=state,
        by=by,
        **defaults | decided | more,
    )
