"""A child may be in danger: recorded at once, passed on to those the law names, escalated when nobody does.

Nothing here asks for consent, and nothing here tells the household (พ.ร.บ.คุ้มครองเด็ก 2546 ม.29, ม.41).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.timeline import note_event
from cases.models import Case, Event, IllegalMove, Incident, Protection, Report
from cases.models.incident import Changed
from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Appointment, Holiday, Notice, Role, User
from students.actions import suspect_home
from students.deadlines import alert_due
from students.models import Alert, Exclusion, Student

ACTORS = (Role.COUNSELOR, Role.HEAD)


@transaction.atomic
def protect(
    student: Student,
    *,
    seen: str,
    known_at: datetime,
    child_words: str = "",
    is_home_suspected: bool = False,
    case: Case | None = None,
    incident: Incident | None = None,
    by: User,
) -> Protection:
    """Write down what was seen and since when it is known. The law says "without delay" (ม.29 วรรคสอง, `?` in hours):
    we count the same school day, as for an alert. Counselors and heads are told; who recorded it is told to nobody.
    """
    known_at = timezone.localtime(known_at)
    holidays = frozenset(Holiday.objects.filter(area=student.school.area_id).values_list("on", flat=True))
    protection = Protection.objects.create(
        student=student,
        school_id=student.school_id,
        case=case,
        incident=incident,
        seen=seen,
        child_words=child_words,
        is_home_suspected=is_home_suspected,
        known_at=known_at,
        due_at=alert_due(known_at, holidays),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    record(Verb.RECORDED, protection, by=by, what="protection")
    if is_home_suspected:
        for alert in Alert.objects.unsettled().filter(student=student):
            suspect_home(alert, is_suspected=True, by=by)
    if case is not None:
        note_event(case, kind=Event.Kind.PROTECTED, url=url_of(protection), by=None)
    _tell(protection, kind=Notice.Kind.PROTECT, roles=ACTORS, by=by)
    return protection


@transaction.atomic
def add_report(protection: Protection, *, by: User, **facts: Any) -> Report:
    """To whom, when, how, by whom, and what they answered. Never changed: an answer that comes later is another."""
    protection = _locked(protection)
    report = Report.objects.create(
        protection=protection,
        student_id=protection.student_id,
        school_id=protection.school_id,
        recorded_at=timezone.now(),
        **facts,
    )
    record(Verb.REPORTED, protection, by=by, to=report.to)
    return report


@transaction.atomic
def settle_protection(
    protection: Protection, *, text: str, version: int, is_unreported_meant: bool = False, by: User
) -> Protection:
    """The end of it, for counselor and head. That nobody was told has to be said on purpose."""
    protection = _locked(protection, version)
    if protection.settled_at:
        raise IllegalMove("เรื่องนี้สรุปผลแล้ว")
    if not is_unreported_meant and not protection.reports.exists():
        raise IllegalMove("ยังไม่มีบันทึกว่าแจ้งหน่วยงานใด บันทึกการแจ้งก่อน หรือเลือกว่าปิดโดยไม่แจ้ง")
    protection.settled_at, protection.settled_by, protection.settled_text = timezone.now(), by, text
    protection.version += 1
    protection.save()
    record(Verb.SETTLED, protection, by=by)
    return protection


@transaction.atomic
def escalate_protections() -> int:
    """Past their time and told to no authority: before the heads again, and the area's psychologists learn which
    school to ring, nothing else. Once each. Returns how many.
    """
    now = timezone.now()
    late = Protection.objects.unreported().filter(escalated_at=None, due_at__lt=now)
    found = list(late.select_for_update(of=("self",)).select_related("student__school").order_by("pk"))
    for protection in found:
        protection.escalated_at = now
        protection.save(update_fields=["escalated_at"])
        _tell(protection, kind=Notice.Kind.OVERDUE, roles=(Role.HEAD,), by=None)
        _tell_the_area(protection, kind=Notice.Kind.OVERDUE, by=None)
    return len(found)


def url_of(protection: Protection) -> str:
    return reverse("cases:protection", args=[protection.public_id])


def _locked(protection: Protection, version: int | None = None) -> Protection:
    now = Protection.objects.select_for_update(of=("self",)).get(pk=protection.pk)
    if version is not None and now.version != version:
        raise Changed(now)
    return now


def _tell(protection: Protection, *, kind: str, roles: Iterable[str], by: User | None) -> None:
    """Nobody who is shut out from the child; when no counselor is left, the area's psychologists as well."""
    today, school = timezone.localdate(), protection.student.school
    shut_out = _shut_out(protection)
    acting = User.objects.doing(*roles, school=school, on=today)
    notify((one for one in acting if one.pk not in shut_out), kind=kind, url=url_of(protection), by=by)
    counselors = set(User.objects.doing(Role.COUNSELOR, school=school, on=today).values_list("pk", flat=True))
    if counselors <= shut_out:
        _tell_the_area(protection, kind=kind, by=by)


def _tell_the_area(protection: Protection, *, kind: str, by: User | None) -> None:
    school = protection.student.school
    held = Appointment.objects.on(timezone.localdate()).filter(role=Role.AREA_PSYCHOLOGIST, area=school.area_id)
    shut_out = _shut_out(protection)
    people = [one.user for one in held.select_related("user") if one.user_id not in shut_out]
    notify(people, kind=kind, url=reverse("schools:school", args=[school.public_id]), by=by)


def _shut_out(protection: Protection) -> set[int]:
    return set(Exclusion.objects.filter(student=protection.student_id).values_list("user", flat=True))
