"""Something happened: reported in three taps or written in full, mended, taken, and settled with a sentence."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases import rules
from cases.models import IllegalMove, Incident, Involved
from cases.models.incident import Changed
from journal.actions import record
from journal.models import Verb
from schools import calendar
from schools.actions import notify
from schools.models import Notice, Role, School, User
from students.actions import held, raise_alert, settle_alert
from students.models import Alert, Exclusion, Student

LONGEST = 3000
SETTLED = "เหตุการณ์นี้สรุปผลแล้ว จึงแก้ไม่ได้"
ALERT_SETTLED = "สรุปผลเหตุการณ์แล้ว"  # more people read why an alert is settled than read how the incident ended


@transaction.atomic
def report_quickly(
    school: School, *, group: str, threat: str = "", student: Student | None = None, by: User
) -> Incident:
    """Three taps: what, which room, which child (None: not known, or not ours). A known child's alert is raised.

    Counselors and heads are told, and the discipline office unless a right was violated.
    """
    alert, is_new = None, False
    if student is not None:
        student = held(student)
        kind = Alert.Kind.SAFETY if group == Incident.Group.RIGHT else Alert.Kind.TEACHER
        is_new = not Alert.objects.unsettled().filter(student=student, kind=kind).exists()
        alert = raise_alert(student, kind=kind, source="แจ้งเหตุด่วน", by=by)
    facts = {"group": group, "threat": threat, "is_quick": True}
    incident = _create(school, by=by, alert=alert, has_raised_alert=is_new, **facts)
    if student is not None:
        _involve(incident, student, Involved.Part.VICTIM, by)
    record(Verb.RECORDED, incident, by=by, students=children_of(incident), what="quick")
    _tell(incident, by=by)
    return incident


@transaction.atomic
def add_details(
    incident: Incident, *, text: str = "", place: str = "", happened_at: datetime | None = None, by: User
) -> Incident:
    """What the reporter adds afterwards: behind what others may have written, never over it.

    Place and time fill what is empty; where somebody wrote them already they stand in the text.
    """
    incident = _locked(incident)
    _must_be_open(incident)
    added = [text]
    if place and incident.place:
        added.append(f"ที่ {place}")
    if happened_at and incident.happened_at:
        added.append(f"เมื่อ {calendar.format_moment(timezone.localtime(happened_at))}")
    incident.place = incident.place or place
    incident.happened_at = incident.happened_at or happened_at
    if words := " ".join(filter(None, added)):
        incident.text = f"{incident.text}\n{by.call_name}: {words}".strip()
    if len(incident.text) > LONGEST:
        raise IllegalMove("รายละเอียดยาวเกินที่เก็บได้ บอกครูแนะแนวโดยตรง")
    incident.version += 1
    incident.save()
    record(Verb.RECORDED, incident, by=by, students=children_of(incident), what="details")
    _tell(incident, by=by)
    return incident


@transaction.atomic
def write_incident(school: School, *, by: User, **facts: Any) -> Incident:
    """In full, by who keeps incidents: `group`, `threat`, `happened_at`, `place`, `text`, `done`. Children follow."""
    incident = _create(school, by=by, **facts)
    if rules.may_keep_incident(by, incident):
        incident.taken_at, incident.taken_by = incident.reported_at, by
        incident.save(update_fields=["taken_at", "taken_by"])
    record(Verb.RECORDED, incident, by=by, students=[], what="full")
    _tell(incident, by=by)
    return incident


@transaction.atomic
def edit_incident(incident: Incident, *, version: int, by: User, **facts: Any) -> Incident:
    """Raises Changed when somebody was faster, IllegalMove when it is settled."""
    incident = _locked(incident, version)
    _must_be_open(incident)
    for name, value in facts.items():
        setattr(incident, name, value)
    incident.version += 1
    incident.save()
    record(Verb.RECORDED, incident, by=by, students=children_of(incident), what="facts")
    return incident


@transaction.atomic
def involve(incident: Incident, student: Student, *, part: str, by: User) -> Involved:
    """A child once; named again she is it as something else."""
    incident = _locked(incident)
    _must_be_open(incident)
    found = _involve(incident, student, part, by)
    record(Verb.RECORDED, incident, by=by, students=[student.pk], what="child", part=part)
    return found


@transaction.atomic
def uninvolve(incident: Incident, involved: Involved, *, by: User) -> None:
    """She was not in it after all. A case opened from it stays hers."""
    incident = _locked(incident)
    _must_be_open(incident)
    record(Verb.REMOVED, incident, by=by, students=[involved.student_id], what="child")
    involved.delete()


@transaction.atomic
def take_incident(incident: Incident, *, by: User) -> Incident:
    """Somebody acts on it; who reported it reads so. Taken once."""
    incident = _locked(incident)
    if not incident.taken_at:
        incident.taken_at, incident.taken_by = timezone.now(), by
        incident.save(update_fields=["taken_at", "taken_by"])
        record(Verb.ACCEPTED, incident, by=by, students=children_of(incident))
    return incident


@transaction.atomic
def hand_on_incident(incident: Incident, *, by: User) -> None:
    """The discipline office finds that a right was violated: counselors and heads keep it from now on, as one that
    nobody has taken yet. By the owner's function: the wall lets nobody write what she may not read.

    Raises IllegalMove when it is settled, or not hers to hand on.
    """
    incident = _locked(incident)
    _must_be_open(incident)
    children = children_of(incident)
    with connection.cursor() as cursor:
        cursor.execute("SELECT incident_violates_rights(%s)", [incident.pk])
        if not cursor.fetchone()[0]:
            raise IllegalMove("ส่งต่อเรื่องนี้ไม่ได้")
    incident.group = Incident.Group.RIGHT
    record(Verb.HANDED_OVER, incident, by=by, students=children)
    _tell(incident, children=children, by=by)


@transaction.atomic
def settle_incident(incident: Incident, *, text: str, version: int, by: User) -> Incident:
    """How it ended. The alert it raised is settled with it, by who may settle one."""
    incident = _locked(incident, version)
    _must_be_open(incident)
    now = timezone.now()
    if not incident.taken_at:
        incident.taken_at, incident.taken_by = now, by
    incident.settled_at, incident.settled_by, incident.settled_text = now, by, text
    incident.version += 1
    incident.save()
    settle_alert_of(incident, reason=ALERT_SETTLED, by=by)
    record(Verb.SETTLED, incident, by=by, students=children_of(incident))
    return incident


def settle_alert_of(incident: Incident, *, reason: str, student: int | None = None, by: User) -> None:
    """Settle the alert that this very report raised (about `student`), unless it is not hers to settle or another
    open report holds it too: then it goes on waiting, and rises to the head as every other.
    """
    alert = incident.alert
    if alert is None or not incident.has_raised_alert or not rules.may_settle_alert(by, alert):
        return
    if student is not None and alert.student_id != student:
        return
    if not Incident.objects.unsettled().filter(alert=alert).exclude(pk=incident.pk).exists():
        settle_alert(alert, reason=reason, by=by)


def children_of(incident: Incident) -> list[int]:
    return sorted(incident.involved.values_list("student", flat=True))


def _create(school: School, *, by: User, **facts: Any) -> Incident:
    return Incident.objects.create(school=school, reported_by=by, reported_at=timezone.now(), **facts)


def _involve(incident: Incident, student: Student, part: str, by: User) -> Involved:
    found, _ = Involved.objects.update_or_create(
        incident=incident,
        student=student,
        defaults={"part": part},
        create_defaults={
            "school_id": incident.school_id,
            "part": part,
            "added_by": by,
            "added_at": timezone.now(),
        },
    )
    return found


def _locked(incident: Incident, version: int | None = None) -> Incident:
    held = Incident.objects.select_for_update(of=("self",)).select_related("school", "alert")
    now = held.get(pk=incident.pk)
    if version is not None and now.version != version:
        raise Changed(now)
    return now


def _must_be_open(incident: Incident) -> None:
    if incident.settled_at:
        raise IllegalMove(SETTLED)


def _tell(incident: Incident, *, children: list[int] | None = None, by: User) -> None:
    """Who keeps it, but nobody who is shut out from one of its children.

    `children`: when who tells sees them no more.
    """
    roles = [Role.COUNSELOR, Role.HEAD]
    if incident.group != Incident.Group.RIGHT:
        roles.append(Role.DISCIPLINE)
    keepers = User.objects.doing(*roles, school=incident.school, on=timezone.localdate())
    shut_out = Exclusion.objects.filter(student__in=children_of(incident) if children is None else children)
    barred = set(shut_out.values_list("user", flat=True))
    url = reverse("cases:incident", args=[incident.public_id])
    notify((one for one in keepers if one.pk not in barred), kind=Notice.Kind.INCIDENT, url=url, by=by)
