"""Who a child is: adding her by hand, correcting what is known, and the number that names her in the register."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, User
from students import national_id
from students.actions.enrolling import enrol, level_in, locked
from students.identifiers import find_elsewhere, index_of, new_identifier
from students.models import Guardian, Identifier, Student
from students.search_key import search_key

SAY_SCHOOL_NUMBER_TAKEN = "มีนักเรียนเลขประจำตัวนี้ในโรงเรียนแล้ว"

# What may be corrected; where the child sits and her number in the register are acts of their own.
CORRECTABLE = frozenset(
    {
        *("title", "first_name", "last_name", "nickname", "sex", "born_on", "school_number"),
        *("blood_group", "religion", "ethnicity", "nationality", "weight", "height", "phone"),
        *("house", "moo", "road", "subdistrict", "district", "province"),
        *("disadvantage", "suspended", "strengths", "interests", "own_words", "own_words_on"),
    }
)


@transaction.atomic
def add_student(
    *,
    classroom: Classroom,
    identifier: str,
    from_on: date,
    level: int | None = None,
    number: int | None = None,
    by: User,
    **identity: Any,
) -> Student:
    """A child who is not in a file yet; `identity` as for `correct`. Raises ValidationError.

    `identifier` is a national ID or a G-code as typed, or "" while she has none.
    """
    _only_correctable(identity)
    student = Student(school_id=classroom.school_id, level=level_in(classroom, level, classroom.level), **identity)
    student.search_key = _search_key(student)
    _save(student)
    if identifier:
        _give_number(student, identifier)
    return enrol(student, classroom=classroom, number=number, level=level, from_on=from_on, by=by)


class Changed(Exception):
    """Somebody else kept something different after the page was made."""


def refuse_changed(row: Any, shown: Mapping[str, Any] | None, names: Iterable[str]) -> None:
    """`shown` is what the page was made from; called once the child's row is locked. Raises Changed."""
    if shown is None:
        return
    blank = type(row)()
    if any(getattr(row, name) != shown.get(name, getattr(blank, name)) for name in names):
        raise Changed(str(row))


@transaction.atomic
def correct(
    student: Student,
    *,
    guardians: Mapping[str, Mapping[str, str]] | None = None,
    shown: Mapping[str, Any] | None = None,
    by: User,
    **fields: Any,
) -> Student:
    """Mend what is known about a child; `guardians` is relation -> field -> text. Raises ValidationError, Changed.

    `shown` is what the page said before: the fields, and under each relation those of that guardian.
    """
    _only_correctable(fields)
    student = locked(student)
    refuse_changed(student, shown, fields)
    for relation, said in (guardians or {}).items():
        held = student.guardians.filter(relation=relation).first() or Guardian()
        refuse_changed(held, None if shown is None else shown.get(relation, {}), said)
    changed = sorted(name for name, value in fields.items() if getattr(student, name) != value)
    for name in changed:
        setattr(student, name, fields[name])
    if changed:
        student.search_key = _search_key(student)
        _save(student, update_fields=[*changed, "search_key"])
    mended = [relation for relation, said in (guardians or {}).items() if _keep_guardian(student, relation, said)]
    if changed or mended:
        record(Verb.RECORDED, student, by=by, fields=[*changed, *mended])
    return student


@transaction.atomic
def identify(student: Student, *, kind: str, number: str, by: User) -> Identifier:
    """Give a child her number. A number of another kind (G-code → national ID) retires the one before.

    A number of the same kind was mistyped and is replaced. Raises ValidationError: not of this kind, or known
    already, with the school that knows it (decisions A6).
    """
    student = locked(student)
    if str(national_id.kind_of(national_id.normalise(number))) != kind:
        raise ValidationError({"number": national_id.read(number).error or national_id.SAY_LENGTH})
    identifier = _give_number(student, number)
    record(Verb.IDENTIFIED, student, by=by, kind=kind)
    return identifier


def _give_number(student: Student, number: str) -> Identifier:
    held = list(student.identifiers.select_for_update().order_by("pk"))
    index = index_of(number)
    current = next((one for one in held if one.retired_at is None), None)
    known = next((one for one in held if bytes(one.index) == index), None)
    fresh = new_identifier(number, student_id=student.pk, school_id=student.school_id)
    if known is not None and known is current:
        return known
    if known is None:
        _refuse_known(number)
    if current is not None and current.kind == fresh.kind and known is None:
        current.uid, current.sealed, current.index = fresh.uid, fresh.sealed, fresh.index
        current.save(update_fields=["uid", "sealed", "index"])
        return current
    if current is not None:
        current.retired_at = timezone.now()
        current.save(update_fields=["retired_at"])
    kept = known or fresh
    kept.retired_at = None
    kept.save()
    return kept


def _refuse_known(number: str) -> None:
    owner = Identifier.objects.filter(index=index_of(number)).select_related("student__classroom").first()
    if owner is not None:
        room = f" ห้อง {owner.student.classroom.name}" if owner.student.classroom else " (ออกจากโรงเรียนแล้ว)"
        raise ValidationError({"number": f"เลขนี้เป็นของ{owner.student.full_name}{room} ในโรงเรียนนี้อยู่แล้ว"})
    if found := find_elsewhere(number):
        raise ValidationError({"number": found.sentence})


def _keep_guardian(student: Student, relation: str, said: Mapping[str, str]) -> bool:
    """Whether anything about this guardian is different now."""
    guardian = student.guardians.filter(relation=relation).first()
    if guardian is None:
        if not any(said.values()):
            return False
        guardian = Guardian(student=student, school_id=student.school_id, relation=relation)
    elif all(getattr(guardian, name) == text for name, text in said.items()):
        return False
    for name, text in said.items():
        setattr(guardian, name, text)
    guardian.save()
    return True


def _save(student: Student, update_fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            student.save(update_fields=update_fields)
    except IntegrityError as taken:
        if "school_number_once_in_school" in str(taken):
            raise ValidationError({"school_number": SAY_SCHOOL_NUMBER_TAKEN}) from taken
        raise


def _search_key(student: Student) -> str:
    return search_key(student.first_name, student.last_name, student.nickname, student.school_number)


def _only_correctable(fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - CORRECTABLE:
        raise TypeError(f"not to be corrected: {', '.join(sorted(unknown))}")
