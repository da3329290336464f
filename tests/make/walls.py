"""Who is shut out of a child's record, and an hour in which it was opened."""

import datetime

from students.models import Emergency, Exclusion, Ground
from tests.make.moments import now


def exclusion(student, user, *, by, text="เป็นน้าของนักเรียน", kind="relative"):
    made = Exclusion.objects.create(student=student, school_id=student.school_id, user=user, made_by=by, made_at=now())
    Ground.objects.create(exclusion=made, student=student, school_id=student.school_id, kind=kind, text=text)
    return made


def emergency(student, user, *, at=None, reason="นักเรียนล้มหน้าโรงเรียน ต้องรู้ว่าแพ้ยาอะไร", **more):
    at = at or now()
    return Emergency.objects.create(
        student=student,
        school_id=student.school_id,
        user=user,
        why=more.pop("why", "hurt"),
        reason=reason,
        opened_at=at,
        until_at=at + datetime.timedelta(minutes=60),
        review_by_at=at + datetime.timedelta(days=1),
        **more,
    )
