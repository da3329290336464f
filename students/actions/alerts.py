"""Somebody must look at a child today: raising and settling ช่วยทันที (decisions A2)."""

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Holiday, User
from students.deadlines import alert_due
from students.models import Alert, Student


@transaction.atomic
def raise_alert(student: Student, *, kind: str, by: User, source: str = "") -> Alert:
    """The child's unsettled alert of this kind: the one that stands already, or a new one.

    `source` names the form or the page it was seen on, and never what was seen.
    """
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
