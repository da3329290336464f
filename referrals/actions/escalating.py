"""Silence that has lasted too long: heads hear of it once, and the area is given a number of each school.

Done by the worker (`referrals.jobs`), a school at a time. Doing it again changes nothing.
"""

from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import hold_cases
from referrals.clock import waiting
from referrals.models import Inside, InsideState, Referral, Reminder, WaitingCount
from referrals.models.inside import InsideQuerySet
from referrals.models.referral import ReferralQuerySet
from referrals.waiting import UNANSWERED, holidays_of
from schools.actions import notify
from schools.models import Notice, Role, School, User
from students.models import Exclusion


@transaction.atomic
def escalate(school: School, *, today: date, by: User | None) -> int:
    """Count a school's waiting letters for its area, and tell the heads of those that have become late. How many."""
    known = holidays_of({school.area_id})[school.area_id]
    letters = Referral.objects.filter(school=school, state__in=UNANSWERED, sent_on__isnull=False)
    silent = {row.pk: waiting(row.sent_on or today, today, known, is_urgent=row.is_urgent) for row in letters}
    late = [pk for pk, one in silent.items() if one.is_late]
    WaitingCount.objects.update_or_create(
        school=school,
        defaults={
            "waiting": len(silent),
            "late": len(late),
            "longest": max((one.days for one in silent.values()), default=0),
            "counted_at": timezone.now(),
        },
    )
    told = Referral.objects.filter(pk__in=late, head_told_at=None, state__in=UNANSWERED)
    left = Inside.objects.filter(school=school, state=InsideState.PENDING, due_on__lt=today, head_told_at=None)
    hold_cases([*told.values_list("case_id", flat=True), *left.values_list("case_id", flat=True)])
    return _tell_of_letters(told, by=by) + _tell_of_inside(left, school, today, by=by)


def _tell_of_letters(rows: ReferralQuerySet, *, by: User | None) -> int:
    """Once for each letter, whoever else runs at the same moment."""
    new = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for referral in new:
        now = referral.head_told_at = timezone.now()
        referral.save(update_fields=["head_told_at"])
        Reminder.objects.bulk_create(
            Reminder(
                referral=referral,
                student_id=referral.student_id,
                school_id=referral.school_id,
                how=how,
                by=by,
                at=now,
            )
            for how in (Reminder.How.HEAD, Reminder.How.AREA)
        )
        record(Verb.REMINDED, referral, by=by, how=Reminder.How.HEAD.value)
        url = reverse("referrals:referral", args=[referral.public_id])
        _write(referral, "หน่วยงานยังไม่ตอบ แจ้ง ผอ. แล้ว และแจ้งเขตเป็นจำนวน", url, now)
        notify(_people_of(referral), kind=Notice.Kind.WAITING, url=url, by=by)
    return len(new)


def _tell_of_inside(rows: InsideQuerySet, school: School, today: date, *, by: User | None) -> int:
    """Nobody has taken what was asked for inside the house or of the area's office."""
    new = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for inside in new:
        now = inside.head_told_at = timezone.now()
        inside.save(update_fields=["head_told_at"])
        record(Verb.REMINDED, inside, by=by, how=Reminder.How.HEAD.value)
        url = reverse("referrals:inside", args=[inside.public_id])
        _write(inside, "เลยกำหนดแล้วยังไม่มีผู้ตอบรับ แจ้ง ผอ. แล้ว", url, now)
        shut_out = Exclusion.objects.filter(student=inside.student_id).values("user")
        heads = User.objects.doing(Role.HEAD, school=school, on=today).exclude(pk__in=shut_out)
        notify(heads, kind=Notice.Kind.INSIDE, url=url, by=by)
    return len(new)


def _people_of(referral: Referral) -> list[User]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_of_referral(%s)", [referral.pk])
        return list(User.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]))


def _write(about: Referral | Inside, text: str, url: str, at: datetime) -> None:
    """A line on the case by "ระบบ". The case stays as silent as it was: nobody has done anything for the child."""
    Event.objects.create(
        case_id=about.case_id,
        student_id=about.student_id,
        school_id=about.school_id,
        kind=Event.Kind.REFERRED,
        text=f"{about.code} {text}",
        url=url,
        by=None,
        at=at,
    )
