"""Asking somebody of the school or of the area for help with a child (ส่งต่อภายใน), as the sender does it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions import note_event, open_case
from cases.models import Case, Event, IllegalMove, SharedCase
from journal.actions import record
from journal.models import Verb
from referrals.addressees import goes_past_counselor, may_be_asked, open_until
from referrals.clock import ANSWER_WITHIN, URGENT_WITHIN
from referrals.inside_packet import build_inside
from referrals.models import OUTSIDE_SCHOOL, Addressee, Inside, To
from referrals.offered import offered, sensitive
from referrals.rules import may_ask_area
from schools import calendar
from schools.actions import notify
from schools.models import Notice, School, User
from students.actions import Moved, held
from students.models import Share, Student

SAY_WHO = "คนที่เลือกไม่ได้ทำหน้าที่นี้แล้ว หรือรับเรื่องของนักเรียนคนนี้ไม่ได้ เลือกใหม่"
SAY_SKIP = "เขียนเหตุที่ไม่ผ่านครูแนะแนวก่อน"
SAY_SENSITIVE = "เขียนเหตุที่ต้องให้ข้อมูลอ่อนไหว"
SAY_AREA = "ครูแนะแนวหรือผู้บริหารเป็นผู้ส่งเรื่องถึงเขต"


@transaction.atomic
def send_inside(
    case: Case,
    *,
    to: str,
    people: Collection[User],
    sections: Collection[str] = (),
    is_urgent: bool = False,
    by: User,
    **words: str,
) -> Inside:
    """Freeze what the addressees read, open it to each of them, start the clock and tell them.

    `words`: reason, asked, tried, sensitive_reason, skip_reason, memo_number. Raises IllegalMove when the case is
    closed, the child has moved, one of the people cannot be asked, or a reason that is needed is missing.
    """
    case = _held(case)
    keys = [section.key for section in offered(by, case.student, case, to=to) if section.key in sections]
    _must_be_askable(case, to, people, by)
    year = calendar.academic_year(timezone.localdate())
    inside = Inside.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        year=year,
        number=_next_number(case.school, year),
        to=to,
        is_urgent=is_urgent,
        sections=keys,
        packet=build_inside(case, keys=keys, to=to, by=by),
        sent_by=by,
        sent_at=timezone.now(),
        due_on=due_on(case.school, is_urgent=is_urgent),
        **words | _reasons(case, keys, to, words, by),
    )
    for person in people:
        _open_to(inside, person, by=by)
    record(Verb.REFERRED, inside, by=by, to=to, people=sorted(one.pk for one in people), sections=keys)
    _tell(inside, people, by=by)
    return inside


@transaction.atomic
def send_child_inside(
    student: Student, *, title: str, aspects: Collection[str], reason: str, by: User, **asked: Any
) -> Inside:
    """The same for a child without a case: it is opened in the same act (domain.md D.6). Raises AlreadyOpen as well."""
    case = open_case(student, title=title, reason=reason, aspects=aspects, by=by)
    return send_inside(case, reason=reason, by=by, **asked)


def _reasons(case: Case, keys: Collection[str], to: str, words: Mapping[str, str], by: User) -> dict[str, str]:
    """Why something sensitive goes along and why a rung is skipped: needed then, and kept only then."""
    why, skip = words.get("sensitive_reason", ""), words.get("skip_reason", "")
    is_sensitive, is_skipped = bool(sensitive(keys)), goes_past_counselor(case, to=to, by=by)
    if is_sensitive and not why:
        raise IllegalMove(SAY_SENSITIVE)
    if is_skipped and not skip:
        raise IllegalMove(SAY_SKIP)
    return {"sensitive_reason": why if is_sensitive else "", "skip_reason": skip if is_skipped else ""}


def due_on(school: School, *, is_urgent: bool) -> date:
    """Three working days when it is urgent, else seven."""
    holidays = set(school.area.holidays.values_list("on", flat=True))
    days = URGENT_WITHIN if is_urgent else ANSWER_WITHIN
    return calendar.add_working_days(timezone.localdate(), days, holidays)


def page_of(inside: Inside) -> str:
    return reverse("referrals:inside", args=[inside.public_id])


def _held(case: Case) -> Case:
    """Child and case, locked in the order in which a move and an opening lock them."""
    try:
        held(case.student)
    except Moved as moved:
        raise IllegalMove("นักเรียนย้ายไปโรงเรียนอื่นแล้ว ส่งต่อภายในไม่ได้") from moved
    rows = Case.objects.select_for_update(of=("self",)).select_related("student__classroom", "school__area", "owner")
    locked = rows.get(pk=case.pk)
    if not locked.is_open():
        raise IllegalMove("เคสนี้ปิดแล้ว เปิดเคสอีกครั้งก่อนส่งต่อภายใน")
    return locked


def _must_be_askable(case: Case, to: str, people: Collection[User], by: User) -> None:
    if to in OUTSIDE_SCHOOL and not may_ask_area(by, case.school_id):
        raise IllegalMove(SAY_AREA)
    known = {one.pk for one in may_be_asked(case.student, case.school, to=to, but=by)}
    if not people or not {one.pk for one in people} <= known or (len(people) > 1 and to != To.COMMITTEE):
        raise IllegalMove(SAY_WHO)


def _open_to(inside: Inside, person: User, *, by: User) -> None:
    """Her share of what was chosen, and the case itself when that was chosen too. It ends with the referral."""
    share = Share.objects.create(
        student_id=inside.student_id,
        school_id=inside.school_id,
        to_user=person,
        sections=inside.sections,
        reason=f"ส่งต่อภายใน {inside.code}",
        from_on=timezone.localdate(),
        until_on=open_until(person, inside.case, to=inside.to),
        made_by=by,
    )
    ids = {"student_id": inside.student_id, "school_id": inside.school_id}
    Addressee.objects.create(inside=inside, user=person, share=share, **ids)
    if "case" in inside.sections:
        SharedCase.objects.create(share=share, case_id=inside.case_id, **ids)


def _next_number(school: School, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_inside_number(%s, %s)", [school.pk, year])
        number: int = cursor.fetchone()[0]
    return number


def _tell(inside: Inside, people: Iterable[User], *, by: User) -> None:
    """The case's timeline names the duty and not the area's people; each addressee is told without a name."""
    text = f"{inside.code} ส่งถึง{inside.get_to_display()}{' เร่งด่วน' if inside.is_urgent else ''}"
    note_event(inside.case, kind=Event.Kind.INSIDE, text=text, url=page_of(inside), by=by)
    notify(people, kind=Notice.Kind.INSIDE, url=page_of(inside), by=by)
