"""Where a child sits: enrolling, moving, leaving, and เลขที่ in a room."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from journal.actions import record
from journal.models import Verb
from schools.levels import Level
from schools.models import Classroom, User
from students.figures import recount
from students.models import Enrolment, Student

SAY_NUMBER_TAKEN = "มีนักเรียนเลขที่นี้ในห้องแล้ว ใส่เลขอื่น หรือจัดเลขที่ทั้งห้องใหม่"
SAY_SAME_ROOM = "นักเรียนอยู่ห้องนี้อยู่แล้ว เลือกห้องอื่น"


@transaction.atomic
def enrol(
    student: Student,
    *,
    classroom: Classroom,
    number: int | None = None,
    level: int | None = None,
    from_on: date,
    by: User,
) -> Student:
    """Seat a child in a room of her school from a day on; where she sat before ends the day before.

    `level` is needed in a multi-grade room only. Raises ValidationError (number taken, level not in the room).
    """
    student = sit(student, classroom=classroom, number=number, level=level, from_on=from_on)
    record(Verb.ENROLLED, student, by=by, room=classroom.name)
    return student


@transaction.atomic
def move_room(
    student: Student,
    *,
    classroom: Classroom,
    number: int | None = None,
    level: int | None = None,
    on: date,
    by: User,
) -> Student:
    """Another room of the same school from a day on. Raises ValidationError."""
    if student.classroom_id == classroom.pk:
        raise ValidationError({"classroom": SAY_SAME_ROOM})
    student = sit(student, classroom=classroom, number=number, level=level, from_on=on)
    record(Verb.MOVED, student, by=by, room=classroom.name)
    return student


@transaction.atomic
def leave(student: Student, *, on: date, by: User) -> Student:
    """The child's last day at the school (จำหน่าย). Nothing is deleted. Raises ValidationError."""
    student = locked(student)
    running = student.enrolments.filter(until_on=None).first()
    if running is None:
        return student
    if on < running.from_on:
        raise ValidationError({"on": "วันที่จำหน่ายต้องไม่ก่อนวันที่เข้าห้องนี้"})
    running.until_on, running.ended = on, Enrolment.Ended.LEFT
    running.save(update_fields=["until_on", "ended"])
    room, student.classroom, student.number = student.classroom_id, None, None
    student.save(update_fields=["classroom", "number"])
    recount([room])
    record(Verb.LEFT, student, by=by)
    return student


@transaction.atomic
def set_class_numbers(classroom: Classroom, *, numbers: Mapping[int, int | None], by: User) -> None:
    """เลขที่ of the room's children: key of the child -> number. Children not named keep theirs.

    Raises ValidationError when two children would have one number.
    """
    sitting = {child.pk: child for child in Student.objects.in_room(classroom).select_for_update().order_by("pk")}
    changed = []
    for pk, number in numbers.items():
        child = sitting.get(pk)
        if child is not None and child.number != number:
            child.number = number
            changed.append(child)
    if not changed:
        return
    Student.objects.bulk_update(changed, ["number"])
    follow_numbers([child.pk for child in changed])
    check_numbers()
    record(Verb.RECORDED, classroom, by=by, students=[child.pk for child in changed], what="number")


class Moved(Http404):
    """Another school took the child in at this very moment: nothing was changed, and she is no longer theirs."""


def held(student: Student) -> Student:
    """The child as she is now: no other school takes her in until what begins about her here is there. Raises `Moved`.

    The acceptance locks the same row and then asks whether anything is unsettled: of the two the later one sees the
    earlier.
    """
    children = Student.objects.select_for_update(of=("self",), no_key=True).select_related("school", "classroom")
    found = children.filter(pk=student.pk, school=student.school_id).first()
    if found is None:
        raise Moved
    return found


def locked(student: Student) -> Student:
    return Student.objects.select_for_update(of=("self",)).get(pk=student.pk)


def sit(student: Student, *, classroom: Classroom, number: int | None, level: int | None, from_on: date) -> Student:
    """End the running enrolment, begin a new one, and say it on the child's row and in the rooms' counts."""
    student = locked(student)
    if student.school_id != classroom.school_id:
        raise ValueError("a child changes school by a transfer, never by an enrolment (decisions A5)")
    level = level_in(classroom, level, student.level)
    left = student.classroom_id
    _end_running(student, classroom=classroom, level=level, from_on=from_on)
    Enrolment.objects.create(
        student=student,
        school_id=student.school_id,
        classroom=classroom,
        year_id=classroom.year_id,
        level=level,
        number=number,
        from_on=from_on,
    )
    student.classroom, student.level, student.number = classroom, level, number
    student.save(update_fields=["classroom", "level", "number"])
    check_numbers()
    recount([left, classroom.pk])
    return student


def level_in(classroom: Classroom, wanted: int | None, before: int) -> int:
    """The level a child has in a room: the one wanted, the one she had, or the room's only one."""
    if wanted is not None and not classroom.holds(wanted):
        raise ValidationError({"level": f"ห้อง {classroom.name} ไม่มีชั้น {Level(wanted).short} เลือกชั้นอีกครั้ง"})
    if wanted is None:
        return before if classroom.holds(before) else classroom.level
    return wanted


def _end_running(student: Student, *, classroom: Classroom, level: int, from_on: date) -> None:
    running = student.enrolments.filter(until_on=None).first()
    if running is None:
        return
    promoted = running.year_id != classroom.year_id and level > running.level
    running.until_on = max(running.from_on, from_on - timedelta(1))
    running.ended = Enrolment.Ended.PROMOTED if promoted else Enrolment.Ended.MOVED_ROOM
    running.save(update_fields=["until_on", "ended"])


def follow_numbers(students: list[int]) -> None:
    """The running enrolments say the numbers of their children's rows."""
    running = list(
        Enrolment.objects.filter(student__in=students, until_on=None).select_related("student").order_by("pk")
    )
    differ = [enrolment for enrolment in running if enrolment.number != enrolment.student.number]
    for enrolment in differ:
        enrolment.number = enrolment.student.number
    Enrolment.objects.bulk_update(differ, ["number"], batch_size=500)


def check_numbers() -> None:
    """Say now, in words, what the deferred constraint would otherwise say at commit without any."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS class_number_once_in_room IMMEDIATE")
            cursor.execute("SET CONSTRAINTS class_number_once_in_room DEFERRED")
    except IntegrityError as taken:
        raise ValidationError({"number": SAY_NUMBER_TAKEN}) from taken
