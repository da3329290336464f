"""Somebody must look at a child today: raising, telling who acts, and settling ช่วยทันที (decisions A2)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Appointment, Holiday, Notice, Role, User
from students.actions.enrolling import held
from students.deadlines import TO_THE_HEAD_AFTER, alert_due
from students.models import Alert, Exclusion, Student

ACTORS = (Role.COUNSELOR, Role.HEAD)


@transaction.atomic
def raise_alert(student: Student, *, kind: str, source: str = "", by: User) -> Alert:
    """The child's unsettled alert of this kind: the one that stands already, or a new one.

    `source`: where it was seen ("PHQ-A"), which says nothing about what. The school's counselors and heads are told.
    Raises Moved.
    """
    student = held(student)
    now = timezone.localtime()
    holidays = frozenset(Holiday.objects.filter(area=student.school.area_id).values_list("on", flat=True))
    alert, is_new = Alert.objects.get_or_create(
        student=student,
        kind=kind,
        settled_at=None,
        defaults={
            "school_id": student.school_id,
            "raised_by": by,
            "raised_at": now,
            "due_at": alert_due(now, holidays),
            "source": source[:80],
        },
    )
    if is_new:
        record(Verb.ALERTED, alert, by=by, kind=kind)
        tell(alert, kind=Notice.Kind.URGENT, roles=ACTORS, by=by)
    return alert


def tell(alert: Alert, *, kind: str, roles: tuple[str, ...], by: User | None) -> None:
    """Those of the school who act, but nobody who is shut out from the child.

    When not one counselor is left, the area's psychologists are told which school to ring, and nothing else.
    """
    today = timezone.localdate()
    shut_out = set(Exclusion.objects.filter(student=alert.student_id).values_list("user", flat=True))
    school = alert.student.school
    acting = User.objects.doing(*roles, school=school, on=today)
    notify((one for one in acting if one.pk not in shut_out), kind=kind, url=alert_url(alert), by=by)
    counselors = set(User.objects.doing(Role.COUNSELOR, school=school, on=today).values_list("pk", flat=True))
    if counselors <= shut_out:
        held = Appointment.objects.on(today).filter(role=Role.AREA_PSYCHOLOGIST, area=school.area_id)
        people = [one.user for one in held.select_related("user") if one.user_id not in shut_out]
        notify(people, kind=kind, url=reverse("schools:school", args=[school.public_id]), by=by)


def alert_url(alert: Alert) -> str:
    return reverse("cases:alert", args=[alert.public_id])


@transaction.atomic
def escalate_alerts() -> int:
    """Alerts that nobody took within four hours are told to the heads once more. Returns how many."""
    now = timezone.now()
    late = Alert.objects.unsettled().filter(escalated_at=None, raised_at__lte=now - TO_THE_HEAD_AFTER)
    found = list(late.select_for_update(of=("self",)).select_related("student__school").order_by("pk"))
    for alert in found:
        alert.escalated_at = now
        alert.save(update_fields=["escalated_at"])
        tell(alert, kind=Notice.Kind.OVERDUE, roles=(Role.HEAD,), by=None)
    return len(found)


@transaction.atomic
def suspect_home(alert: Alert, *, is_suspected: bool, by: User) -> Alert:
    """Whether somebody at home is suspected: then the parents are not told before those who protect the child.

    A settled alert stays as it is.
    """
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.settled_at is None and alert.is_home_suspected != is_suspected:
        alert.is_home_suspected = is_suspected
        alert.save(update_fields=["is_home_suspected"])
        record(Verb.RECORDED, alert, by=by, what="home")
    return alert


@transaction.atomic
def settle_alert(alert: Alert, *, reason: str, by: User) -> Alert:
    """Somebody has taken it on, or says why nothing is to do. A settled alert stays as it is."""
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.settled_at is None:
        alert.settled_at, alert.settled_by, alert.settled_reason = timezone.now(), by, reason[:300]
        alert.save(update_fields=["settled_at", "settled_by", "settled_reason"])
        record(Verb.SETTLED, alert, by=by)
    return alert
