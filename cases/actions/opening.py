"""A case begins: opened as a request, accepted by a counselor, handed to another."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases import rules
from cases.actions.approving import tell_people
from cases.actions.incidents import settle_alert_of, take_incident
from cases.actions.timeline import locked, must_care_for, tell
from cases.models import TAKEN, AlreadyOpen, Case, Event, IllegalMove, Incident, Series, Source, State, Task, Urgency
from journal.actions import record
from journal.models import Verb
from schools.calendar import academic_year
from schools.models import Notice, School, User
from screening.models import Row
from students.actions import held, settle_alert
from students.models import Alert, Student


@transaction.atomic
def open_case(
    student: Student,
    *,
    title: str,
    reason: str,
    aspects: Iterable[str],
    urgency: str = Urgency.NORMAL,
    source: str = "",
    row: Row | None = None,
    alert: Alert | None = None,
    incident: Incident | None = None,
    by: User,
) -> Case:
    """Ask for help for a child: state `intake`. An alert is settled by it, when who asks may settle one.

    Raises AlreadyOpen when the child has an open case about one of the aspects, or the alert has its case.
    """
    about = sorted(set(aspects))
    student = held(student)
    _refuse_twice(student, about, alert)
    year = academic_year(timezone.localdate())
    number = take_number(student.school, year)
    now = timezone.now()
    case = Case.objects.create(
        student=student,
        school=student.school,
        classroom=student.classroom,
        year=year,
        number=number,
        title=title,
        reason=reason,
        aspects=about,
        urgency=_urgency(urgency, alert, by),
        source=source or _source(row, alert, incident),
        row=row,
        alert=alert,
        incident=incident,
        opened_by=by,
        opened_at=now,
        touched_at=now,
    )
    _answer(case, by)
    tell(case, Event.Kind.OPENED, _where_from(case), by=by)
    record(Verb.OPENED, case, by=by, urgency=case.urgency, source=case.source)
    return case


def _urgency(asked: str, alert: Alert | None, by: User) -> str:
    """Who may not settle an alert does not lower it: the case is urgent, and who accepts it settles the alert."""
    return Urgency.URGENT if alert is not None and not rules.may_settle_alert(by, alert) else asked


def _answer(case: Case, by: User) -> None:
    """What it came from has somebody now; who only repeats her own report has not taken it."""
    _settle_alerts(case, f"เปิดเคส {case.code}", by)
    if case.incident is not None and case.incident.reported_by_id != by.pk:
        take_incident(case.incident, by=by)


def _settle_alerts(case: Case, reason: str, by: User) -> None:
    """The alert the case came from, and the one that its incident raised about this child: by who may settle them."""
    if case.alert is not None and rules.may_settle_alert(by, case.alert):
        settle_alert(case.alert, reason=reason, by=by)
    if case.incident is not None:
        settle_alert_of(case.incident, reason=reason, student=case.student_id, by=by)


def _refuse_twice(student: Student, about: list[str], alert: Alert | None) -> None:
    """Asked while the child's row is held: of two people who open at once the second finds the first one's case."""
    if alert is not None and (answered := Case.objects.filter(alert=alert).first()):
        raise AlreadyOpen(answered)
    if (other := Case.objects.about_the_same(student, about).first()) is not None:
        raise AlreadyOpen(other)


def take_number(school: School, year: int) -> int:
    """The next number of the school's year, without a gap: its row stays locked until the case is there.

    A case that was brought in with a number of its own (an older register) is counted over.
    """
    Series.objects.get_or_create(school=school, year=year)
    series = Series.objects.select_for_update().get(school=school, year=year)
    highest = Case.objects.filter(school=school, year=year).aggregate(number=Max("number"))["number"] or 0
    series.last = max(series.last, highest) + 1
    series.save(update_fields=["last"])
    return series.last


def _source(row: Row | None, alert: Alert | None, incident: Incident | None) -> str:
    if alert is not None:
        return Source.ALERT
    if incident is not None:
        return Source.INCIDENT
    return Source.SCREENING if row is not None else Source.TEACHER


def _where_from(case: Case) -> str:
    if case.source == Source.SCREENING and case.row is not None:
        return f"จากผลคัดกรอง {case.row.round.name}"
    return {
        Source.ALERT: "จากการแจ้งช่วยทันที",
        Source.WARNING: "จากสัญญาณเตือน",
        Source.INCIDENT: "จากเหตุการณ์",
    }.get(Source(case.source), "")


@transaction.atomic
def accept(case: Case, *, owner: User | None = None, version: int | None = None, by: User) -> Case:
    """A counselor takes the request; who looks after it is she, or `owner`."""
    case = locked(case, version)
    if case.state != State.INTAKE:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” มีคนรับแล้ว")
    case.move(State.ASSESSMENT)
    case.owner = owner or by
    must_care_for(case.owner, case)
    case.accepted_by, case.accepted_at = by, timezone.now()
    case.version += 1
    case.save(update_fields=["state", "owner", "accepted_by", "accepted_at", "version"])
    _settle_alerts(case, f"รับเคส {case.code}", by)
    tell(case, Event.Kind.ACCEPTED, f"ผู้รับผิดชอบ {case.owner.call_name}", by=by)
    record(Verb.ACCEPTED, case, by=by, owner=case.owner_id)
    return case


@transaction.atomic
def assign(case: Case, *, owner: User, version: int | None = None, by: User) -> Case:
    """Hand the case to another person who may see the child (ส่งมอบ). The weekly look goes with it; she is told."""
    case = locked(case, version)
    if case.state not in TAKEN:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” ส่งมอบได้ตั้งแต่รับเรื่องจนถึงก่อนปิด")
    must_care_for(owner, case)
    case.tasks.undone().filter(kind=Task.Kind.CHECK, responsible=case.owner_id).update(responsible=owner)
    case.owner = owner
    case.version += 1
    case.save(update_fields=["owner", "version"])
    tell(case, Event.Kind.ASSIGNED, f"ส่งมอบให้ {owner.call_name}", by=by)
    record(Verb.HANDED_OVER, case, by=by, owner=owner.pk)
    tell_people([owner], case, kind=Notice.Kind.CASE, by=by)
    return case
