"""Shutting somebody out of a child's record because she is concerned herself, and letting her in again (A1)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Role, User
from students.actions.enrolling import locked
from students.models import Emergency, Exclusion, Ground, Share, Student

REVIEWERS = (Role.COUNSELOR, Role.HEAD)
SAY_HERSELF = "กันตัวเองออกไม่ได้ ถ้าคุณมีส่วนเกี่ยวข้อง ให้ครูแนะแนวหรือผู้บริหารอีกคนทำ"
SAY_ALREADY = "คนนี้ถูกกันออกอยู่แล้ว"
SAY_NOBODY_LEFT = "กันคนนี้ออกแล้วจะไม่เหลือครูแนะแนวหรือผู้บริหารที่ดูแลนักเรียนคนนี้ได้ โทรปรึกษา{area}ก่อน"


@transaction.atomic
def shut_out(student: Student, *, person: User, kind: str, text: str, by: User) -> Exclusion:
    """From this moment the child does not exist for `person`; what was opened or shared to her ends. She is not told.

    Raises ValidationError: for oneself, for who is shut out already, and when no counselor or head would be left.
    """
    student = locked(student)
    if person.pk == by.pk:
        raise ValidationError({"person": f"{SAY_HERSELF} หรือโทรหา{whom_to_ring(student)}"})
    if Exclusion.objects.filter(student=student, user=person).exists():
        raise ValidationError({"person": SAY_ALREADY})
    if not left_without(student, person):
        raise ValidationError({"person": SAY_NOBODY_LEFT.format(area=whom_to_ring(student))})
    now = timezone.now()
    made = Exclusion.objects.create(student=student, school_id=student.school_id, user=person, made_by=by, made_at=now)
    Ground.objects.create(exclusion=made, student=student, school_id=student.school_id, kind=kind, text=text)
    Share.objects.filter(student=student, to_user=person, ended_at=None).update(ended_at=now)
    Emergency.objects.filter(student=student, user=person).running(now).update(closed_at=now)
    record(Verb.SHUT_OUT, made, by=by, person=person.pk)
    return made


@transaction.atomic
def let_in(exclusion: Exclusion, *, reason: str, by: User) -> None:
    """What her duties allow is hers again. The reason stays in the journal."""
    record(Verb.LET_IN, exclusion, by=by, person=exclusion.user_id, words=reason)
    exclusion.delete()


def left_without(student: Student, person: User) -> bool:
    """Would a counselor or head of her school still see the child?"""
    shut = Exclusion.objects.filter(student=student).values("user")
    doing = User.objects.doing(*REVIEWERS, school=student.school, on=timezone.localdate())
    return doing.exclude(pk__in=shut).exclude(pk=person.pk).exists()


def whom_to_ring(student: Student) -> str:
    area = student.school.area
    return f"{area.name}{f' โทร {area.phone}' if area.phone else ''}"
