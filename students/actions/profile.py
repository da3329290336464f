"""What those who look after a child keep about her: health, brothers and sisters, and the look at her number."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from journal.actions import record
from journal.models import Line, Verb
from schools.models import User
from schools.sealing import Broken
from students import national_id
from students.actions.enrolling import held, locked
from students.actions.identity import refuse_changed
from students.identifiers import SAY_UNREADABLE, number_of
from students.models import Health, Identifier, Scholarship, Sibling, Student
from students.siblings import Elsewhere, link_by_number

TELLABLE = ("conditions", "allergies", "medicines", "hospital", "disability", "has_disability_card")
REVEALS = 10
SAY_SLOWER = "เปิดดูได้ไม่เกิน 10 เลขใน 1 นาที รอสักครู่แล้วเปิดใหม่"
SAY_NOBODY = "ไม่พบเลขนี้ในเขต ตรวจเลขอีกครั้ง ถ้าพี่น้องเรียนนอกเขตยังเชื่อมไม่ได้"
SAY_LINKED = "เชื่อมเป็นพี่น้องกันอยู่แล้ว"


@transaction.atomic
def tell_health(student: Student, *, shown: Mapping[str, Any] | None = None, by: User, **facts: Any) -> Health:
    """Keep what the school must know; `facts` are the columns of TELLABLE. Unchanged: nothing happens.

    `shown` is what the page said before. Raises Changed when that stands no longer.
    """
    if unknown := set(facts) - set(TELLABLE):
        raise TypeError(f"not about health: {', '.join(sorted(unknown))}")
    student = locked(student)
    held = Health.objects.filter(student=student).first()
    health = held or Health(student=student, school_id=student.school_id, version=0)
    refuse_changed(health, shown, facts)
    changed = sorted(name for name, value in facts.items() if getattr(health, name) != value)
    if not changed:
        return health
    for name in changed:
        setattr(health, name, facts[name])
    health.version += 1
    health.told_by, health.told_at = by, timezone.now()
    health.save()
    record(Verb.RECORDED, health, by=by, fields=changed)
    return health


@transaction.atomic
def link_sibling(student: Student, *, other: Student, by: User) -> Sibling:
    """Both live in one household. Raises ValidationError: a child is not her own sister, and a pair is linked once."""
    if student.pk == other.pk:
        raise ValidationError("เลือกพี่น้อง ไม่ใช่ตัวนักเรียนเอง")
    first, second = sorted((locked(student), locked(other)), key=lambda child: child.pk)
    if Sibling.objects.filter(one=first, other=second).exists():
        raise ValidationError(SAY_LINKED)
    sibling = Sibling.objects.create(
        one=first,
        other=second,
        one_school_id=first.school_id,
        other_school_id=second.school_id,
        linked_by=by,
        linked_at=timezone.now(),
    )
    record(Verb.RECORDED, student, by=by, students=[first.pk, second.pk], sibling="linked")
    return sibling


def link_elsewhere(student: Student, *, number: str, by: User) -> Elsewhere:
    """The same by national ID or G-code, also when the other child is behind the wall. Raises ValidationError.

    What was asked leaves its line also when it is refused, so the refusal comes after the transaction.
    """
    with transaction.atomic():
        student = locked(student)
        found = link_by_number(student, number)
        if found and found.is_new:
            record(Verb.RECORDED, student, by=by, sibling="linked")
    if found is None:
        raise ValidationError({"number": SAY_NOBODY})
    if not found.is_new:
        raise ValidationError({"number": SAY_LINKED})
    return found


@transaction.atomic
def unlink_sibling(student: Student, *, sibling: Sibling, by: User) -> None:
    """They are no brothers or sisters after all; the line stays."""
    children = [sibling.one_id, sibling.other_id]
    sibling.delete()
    record(Verb.RECORDED, student, by=by, students=children, sibling="unlinked")


@transaction.atomic
def reveal_number(identifier: Identifier, *, reason: str, words: str = "", by: User) -> str:
    """The whole number as it is written, "1-0000-00001-01-3". Opening it is a line that keeps the reason.

    Raises ValidationError after ten in a minute, and when the number cannot be opened.
    """
    since = Now() - timedelta(minutes=1)  # the journal keeps the database's time
    mine = Line.objects.visible_to(by).filter(verb=Verb.REVEALED, about=Identifier._meta.label, at__gt=since)
    if mine.count() >= REVEALS:
        raise ValidationError(SAY_SLOWER)
    try:
        number = number_of(identifier)
    except Broken as broken:
        raise ValidationError(SAY_UNREADABLE) from broken
    record(Verb.REVEALED, identifier, by=by, reason=reason, words=words)
    return national_id.dashed(number)


@transaction.atomic
def add_scholarship(
    student: Student,
    *,
    giver: str,
    year: int,
    term: int | None = None,
    amount: int | None = None,
    given_on: date | None = None,
    note: str = "",
    by: User,
) -> Scholarship:
    """Keep that somebody helps with money: `amount` in baht, of one term or of the whole year."""
    student = held(student)
    made = Scholarship.objects.create(
        student=student,
        school_id=student.school_id,
        giver=giver,
        year=year,
        term=term,
        amount=amount,
        given_on=given_on,
        note=note,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    record(Verb.RECORDED, made, by=by, what="scholarship")
    return made


@transaction.atomic
def remove_scholarship(scholarship: Scholarship, *, by: User) -> None:
    """It was told wrong; the line stays."""
    record(Verb.RECORDED, scholarship, by=by, what="scholarship removed")
    scholarship.delete()
