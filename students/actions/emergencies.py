"""A child's page opened for an hour because somebody is in danger, and looked at afterwards (security.md 2.9)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from journal.actions import line, record
from journal.models import Verb
from schools.actions import notify
from schools.models import Appointment, Holiday, Notice, Role, User
from students.actions.enrolling import locked
from students.actions.excluding import REVIEWERS
from students.deadlines import review_due
from students.models import Emergency, Exclusion, Student

SAY_REVIEW_FIRST = "คุณเคยเปิดข้อมูลฉุกเฉินของนักเรียนคนนี้แล้ว และยังไม่มีผู้ทบทวน จึงเปิดอีกไม่ได้ โทรหาครูแนะแนวหรือผู้บริหารของโรงเรียน"
SAY_REVIEWED = "รายการนี้มีผู้ทบทวนแล้ว"
SAY_NOT_OWN = "ทบทวนการเปิดข้อมูลของตัวเองไม่ได้"


class NotReviewed(Exception):
    """She opened this child's page before and nobody has looked at that yet; `emergency` is that one."""

    def __init__(self, emergency: Emergency) -> None:
        super().__init__(SAY_REVIEW_FIRST)
        self.emergency = emergency


class Over(Exception):
    """The hour has passed, or it was closed: nothing is kept any more."""


@transaction.atomic
def open_emergency(student: Student, *, why: str, reason: str, by: User) -> Emergency:
    """Open the child's page for `Emergency.MINUTES`; who reviews is told at once, without a name.

    Raises NotReviewed.
    """
    student = locked(student)
    before = Emergency.objects.filter(student=student, user=by).unreviewed().first()
    if before is not None:
        raise NotReviewed(before)
    now = timezone.localtime()
    holidays = frozenset(Holiday.objects.filter(area=student.school.area_id).values_list("on", flat=True))
    made = Emergency.objects.create(
        student=student,
        school_id=student.school_id,
        user=by,
        why=why,
        reason=reason,
        opened_at=now,
        until_at=now + timedelta(minutes=Emergency.MINUTES),
        review_by_at=review_due(now, holidays),
    )
    record(Verb.BROKE_GLASS, made, by=by, why=why)
    _tell(made, by=by)
    return made


def _tell(emergency: Emergency, *, by: User) -> None:
    """Counselors and heads of the school, and the auditors of its area; nobody who is shut out from the child."""
    today, school = timezone.localdate(), emergency.student.school
    shut_out = set(Exclusion.objects.filter(student=emergency.student_id).values_list("user", flat=True))
    review = [one for one in User.objects.doing(*REVIEWERS, school=school, on=today) if one.pk not in shut_out]
    notify(review, kind=Notice.Kind.EMERGENCY, url=reverse("students:emergency", args=[emergency.public_id]), by=by)
    held = Appointment.objects.on(today).filter(role=Role.AUDITOR, area=school.area_id, user__is_active=True)
    auditors = [one.user for one in held.select_related("user") if one.user_id not in shut_out]
    listed = f"{reverse('students:emergencies')}#e-{emergency.public_id}"
    notify(auditors, kind=Notice.Kind.EMERGENCY, url=listed, by=by)


@transaction.atomic
def refuse_emergency(emergency: Emergency, *, by: User) -> None:
    """That a second opening before the review was refused leaves its line."""
    record(Verb.REFUSED, emergency, by=by, what="emergency")


@transaction.atomic
def search_names(students: list[Student], *, by: User) -> None:
    """Whose names were shown to choose whom an emergency is about."""
    school = by.rights.home
    line(
        Verb.SEARCHED,
        "students.Emergency",
        by=by,
        school=school.pk if school else None,
        students=[child.pk for child in students],
        found=len(students),
    )


@transaction.atomic
def tell_emergency(emergency: Emergency, *, told: str, closes: bool, by: User) -> Emergency:
    """Keep what was done so far; with `closes` the page is closed before its hour. Raises Over afterwards."""
    emergency = Emergency.objects.select_for_update(of=("self",)).get(pk=emergency.pk)
    now = timezone.now()
    if not emergency.is_running(now):
        raise Over
    emergency.told = told
    emergency.closed_at = now if closes else None
    emergency.save(update_fields=["told", "closed_at"])
    record(Verb.CLOSED if closes else Verb.NOTED, emergency, by=by)
    return emergency


@transaction.atomic
def review_emergency(emergency: Emergency, *, verdict: str, text: str, by: User) -> Emergency:
    """Somebody else says whether it was right. Raises ValidationError for oneself and a second time."""
    emergency = Emergency.objects.select_for_update(of=("self",)).get(pk=emergency.pk)
    if emergency.user_id == by.pk:
        raise ValidationError(SAY_NOT_OWN)
    if emergency.reviewed_at is not None:
        raise ValidationError(SAY_REVIEWED)
    emergency.verdict, emergency.review_text = verdict, text
    emergency.reviewed_by, emergency.reviewed_at = by, timezone.now()
    emergency.save(update_fields=["verdict", "review_text", "reviewed_by", "reviewed_at"])
    record(Verb.REVIEWED, emergency, by=by, verdict=verdict)
    return emergency


@transaction.atomic
def review_unseen(code: str, *, verdict: str, text: str, by: User) -> None:
    """The auditor's review where her area's school has nobody left to make it. Raises ValidationError otherwise.

    The database's function writes it and its line: it takes the reviewer from the context, and shows no child.
    """
    if not by.rights.has(Role.AUDITOR):
        raise ValidationError(SAY_NOT_OWN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT review_emergency_unseen(%s, %s, %s, %s)", [code, verdict, text, timezone.now()])
        (is_done,) = cursor.fetchone()
    if not is_done:
        raise ValidationError(SAY_REVIEWED)
