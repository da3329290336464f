"""A child moves to another school of the area: asked for, prepared, offered, and moved by one function (A5)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from journal.actions import line
from journal.ids import new_public_id
from journal.models import Verb
from schools import calendar
from schools.actions import notify
from schools.models import Appointment, Classroom, Notice, School, User
from students import packet
from students.actions.enrolling import check_numbers, level_in
from students.identifiers import index_of
from students.models import Student, Transfer
from students.search_key import search_key
from students.sections import in_order

SAY_NOBODY = "ไม่พบเลขนี้ที่โรงเรียนอื่นในเขต ตรวจเลขอีกครั้ง ถ้าไม่มีจริงให้เพิ่มเป็นนักเรียนใหม่"
SAY_MOVING = "มีเรื่องย้ายของนักเรียนคนนี้อยู่แล้ว โทรประสานโรงเรียนเดิม"
SAY_UNSETTLED = "ยังเสนอย้ายไม่ได้ ครูแนะแนวต้องสรุปงานที่ค้างของนักเรียน หรือเตรียมส่งมอบก่อน"
SAY_UNSETTLED_THERE = "ยังรับไม่ได้ โรงเรียนเดิมยังสรุปงานไม่เสร็จ โทร รร.{name} {phone}"
SAY_TOO_EARLY = "วันที่เข้าเรียนต้องไม่ก่อนวันที่โรงเรียนเดิมเสนอ ({on})"
SAY_GONE = "เรื่องนี้เปลี่ยนไปแล้ว ดูสถานะล่าสุด"
SAY_NOT_HERE = "รับไม่ได้แล้ว นักเรียนไม่ได้อยู่ที่โรงเรียนที่เสนอ หรือห้องกับวันที่ไม่ตรงกับปีการศึกษานี้"
KEEPERS = ("registrar", "head")
UNSETTLED = "CARE1"  # the database's answer while an alert, a case or a referral of the child is open (A5)


@transaction.atomic
def ask_transfer(school: School, *, number: str, reason: str, by: User) -> Transfer:
    """Ask the school that has the number for the child, whose name is not told. Raises ValidationError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ask_transfer(%s, %s, %s, %s)", [index_of(number), school.pk, reason, new_public_id()])
        code = cursor.fetchone()[0]
    if not code:
        raise ValidationError({"number": SAY_NOBODY if code is None else SAY_MOVING})
    transfer = Transfer.objects.filter(public_id=code).first() or _asked_before(code)
    _told(Verb.ASKED, transfer, by)
    _tell(transfer.from_school, transfer, by)
    return transfer


def _asked_before(code: str) -> Transfer:
    return next(one for one in Transfer.objects.asked_for() if one.public_id == code)


@transaction.atomic
def prepare_transfer(
    student: Student, *, to_school: School, reason: str, sections: Iterable[str], own: Iterable[str], by: User
) -> Transfer:
    """Choose what goes along; the sections among `own` are this person's to choose, the others stay as they were.

    What is chosen is frozen now, as the other school will read it; another school is chosen for anew. A school that
    has asked stays the one it goes to. Raises ValidationError.
    """
    student = Student.objects.select_for_update(of=("self",)).select_related("classroom").get(pk=student.pk)
    open_one = Transfer.objects.filter(student=student, state__in=OPEN).select_for_update().first()
    if open_one is not None and open_one.state == Transfer.State.OFFERED:
        raise ValidationError(SAY_GONE)
    transfer = open_one or Transfer(student=student, from_school=student.school, made_by=by, made_at=timezone.now())
    transfer.was_asked = transfer.was_asked or transfer.state == Transfer.State.ASKED
    mine, theirs = set(own), set(transfer.sections) - set(own)
    if not transfer.was_asked:
        if transfer.to_school_id != to_school.pk:
            theirs = set()  # chosen for another school's eyes
        transfer.to_school, transfer.reason = to_school, reason
    parts = packet.build(student, set(sections) & mine)
    kept = [part for part in transfer.packet.get("parts", []) if part["key"] in theirs]
    transfer.sections, transfer.packet = in_order(theirs | (set(sections) & mine)), dict(packet.merged(parts, kept))
    transfer.state, transfer.child_name, transfer.level = Transfer.State.PREPARED, student.full_name, student.level
    transfer.save()
    return transfer


OPEN = (Transfer.State.ASKED, Transfer.State.PREPARED, Transfer.State.OFFERED)


@transaction.atomic
def add_part(transfer: Transfer, *, part: packet.Part | None, key: str, by: User) -> Transfer:
    """A later step's section of the packet, put in or (None) taken out while it is prepared. Raises ValidationError."""
    transfer = _locked(transfer, Transfer.State.PREPARED)
    kept = [one for one in transfer.packet["parts"] if one["key"] != key]
    transfer.packet = dict(packet.merged([part] if part else [], kept))
    transfer.sections = in_order(set(transfer.sections) - {key} | ({key} if part else set()))
    transfer.save(update_fields=["packet", "sections"])
    line(
        Verb.RECORDED,
        "students.Transfer",
        transfer.pk,
        by=by,
        school=transfer.from_school_id,
        students=[transfer.student_id],
        part=key,
    )
    return transfer


@transaction.atomic
def offer_transfer(transfer: Transfer, *, by: User) -> Transfer:
    """Show the other school what was prepared. Offering again changes nothing. Raises ValidationError."""
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if transfer.state == Transfer.State.OFFERED:
        return transfer
    if transfer.state != Transfer.State.PREPARED:
        raise ValidationError(SAY_GONE)
    transfer.state, transfer.offered_at = Transfer.State.OFFERED, timezone.now()
    with _settled(SAY_UNSETTLED):
        transfer.save(update_fields=["state", "offered_at"])
    _told(Verb.OFFERED, transfer, by)
    _tell(transfer.to_school, transfer, by)
    return transfer


@contextmanager
def _settled(say: str) -> Iterator[None]:
    """The database refuses while the old school has not settled what it began; nobody is told what that is."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as refused:
        if getattr(refused.__cause__, "sqlstate", "") != UNSETTLED:
            raise
        raise ValidationError(say) from refused


@transaction.atomic
def accept_transfer(
    transfer: Transfer,
    *,
    classroom: Classroom,
    level: int | None,
    number: int | None,
    school_number: str,
    on: date,
    by: User,
) -> Student:
    """Take the child into a room from a day on. The database moves her and looks once more whether it may.

    Raises ValidationError: not on offer any more, number taken, the day or the room is not of this year.
    """
    level = level_in(classroom, level, transfer.level or classroom.level)
    offered_on = timezone.localdate(transfer.offered_at or transfer.made_at)
    if on < offered_on:
        raise ValidationError({"on": SAY_TOO_EARLY.format(on=calendar.format_long(offered_on))})
    old = transfer.from_school
    try:
        with _settled(SAY_UNSETTLED_THERE.format(name=old.name, phone=old.phone)), connection.cursor() as cursor:
            cursor.execute(
                "SELECT accept_transfer(%s, %s, %s, %s, %s)", [transfer.public_id, classroom.pk, level, number, on]
            )
    except IntegrityError as refused:
        raise ValidationError(SAY_NOT_HERE) from refused
    check_numbers()
    student = Student.objects.select_for_update(of=("self",)).get(pk=transfer.student_id)
    student.school_number = school_number
    student.search_key = search_key(student.first_name, student.last_name, student.nickname, school_number)
    _save(student)
    _tell(transfer.from_school, transfer, by)
    return student


@transaction.atomic
def decline_transfer(transfer: Transfer, *, reason: str, by: User) -> Transfer:
    """The other side says no: the new school to an offer, the old one to a request. What was shown is taken back."""
    transfer = _locked(transfer, Transfer.State.OFFERED, Transfer.State.ASKED)
    other = transfer.from_school if transfer.state == Transfer.State.OFFERED else transfer.to_school
    transfer.answer = reason
    _end(transfer, Transfer.State.DECLINED, Verb.DECLINED, by)
    _tell(other, transfer, by)
    return transfer


@transaction.atomic
def revoke_transfer(transfer: Transfer, *, by: User) -> Transfer:
    """Who began takes it back before it is answered. Raises ValidationError."""
    transfer = _locked(transfer, *OPEN)
    others = transfer.to_school if transfer.state == Transfer.State.OFFERED else None
    _end(transfer, Transfer.State.REVOKED, Verb.REVOKED, by)
    if others is not None:
        _tell(others, transfer, by)
    return transfer


def _end(transfer: Transfer, state: Transfer.State, verb: Verb, by: User) -> None:
    _told(verb, transfer, by)
    transfer.state, transfer.decided_by, transfer.decided_at = state, by, timezone.now()
    transfer.packet, transfer.child_name = {}, ""
    transfer.save(update_fields=["state", "decided_by", "decided_at", "packet", "child_name", "answer"])


def _locked(transfer: Transfer, *states: Transfer.State) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer.pk).first()
    if found is None or found.state not in states:  # none: shown without its row while the other school prepares
        raise ValidationError(SAY_GONE)
    return found


def _told(verb: Verb, transfer: Transfer, by: User) -> None:
    """A line in the journal of each side, in the order of the schools."""
    for school in sorted({transfer.from_school_id, transfer.to_school_id}):
        line(verb, "students.Transfer", transfer.pk, by=by, school=school, students=[transfer.student_id])


def _tell(school: School, transfer: Transfer, by: User) -> None:
    """Those of the other side who answer, but nobody who is shut out from the child; without a name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shut_out_of_transfer(%s)", [transfer.pk])
        shut_out = [user for (user,) in cursor.fetchall()]
    acting = Appointment.objects.on(timezone.localdate()).filter(school=school, role__in=KEEPERS, user__is_active=True)
    people = [one.user for one in acting.exclude(user__in=shut_out).select_related("user")]
    notify(people, kind=Notice.Kind.TRANSFER, url=reverse("students:transfer", args=[transfer.public_id]), by=by)


def _save(student: Student) -> None:
    try:
        with transaction.atomic():
            student.save(update_fields=["school_number", "search_key"])
    except IntegrityError as taken:
        raise ValidationError({"school_number": "มีนักเรียนเลขประจำตัวนี้ในโรงเรียนแล้ว"}) from taken
