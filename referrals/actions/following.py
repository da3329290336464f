"""After the letter has left: asking the agency again, and asking whether the help arrived."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.models import IllegalMove
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import hold_case, hold_cases, tell_case
from referrals.following import AWAITED, is_followed
from referrals.models import FollowUp, Referral, Reminder
from schools.calendar import format_short
from schools.models import User


@transaction.atomic
def remind(letters: Sequence[Referral], *, how: str, note: str, by: User) -> list[Reminder]:
    """One message or call about one or several letters of an agency; each case hears of its own.

    Raises IllegalMove where nothing is awaited any more of one of them: then none is written.
    """
    hold_cases(one.case_id for one in letters)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case", "agency").order_by("pk")
    made = []
    for referral in rows.filter(pk__in=[one.pk for one in letters]):
        if referral.state not in AWAITED:
            raise IllegalMove(f"{referral.code} อยู่ในขั้น “{referral.get_state_display()}” ไม่ต้องเตือนแล้ว")
        reminder = Reminder.objects.create(
            referral=referral,
            student_id=referral.student_id,
            school_id=referral.school_id,
            how=how,
            note=note,
            by=by,
            at=timezone.now(),
        )
        record(Verb.REMINDED, referral, by=by, how=how)
        tell_case(referral, f"เตือน{referral.agency} ทาง{reminder.get_how_display()}", by=by)
        made.append(reminder)
    return made


@transaction.atomic
def plan_follow_up(referral: Referral, *, due_on: date, by: User) -> FollowUp:
    """Ask once more on a day of one's own choice. Raises IllegalMove where no service can have begun."""
    referral = _held(referral)
    if not is_followed(referral):
        raise IllegalMove("หน่วยงานยังไม่ตอบ จึงยังไม่มีบริการให้ติดตาม ใช้การเตือนแทน")
    made = FollowUp.objects.create(
        referral=referral, student_id=referral.student_id, school_id=referral.school_id, due_on=due_on
    )
    record(Verb.PLANNED, referral, by=by, part="follow_up", due_on=due_on)
    tell_case(referral, f"จะติดตามหลังรับบริการ {format_short(due_on)}", by=by)
    return made


@transaction.atomic
def follow_up(planned: FollowUp, *, found: str, text: str, by: User) -> FollowUp:
    """What was found, once. The words stay with the referral; the case hears the finding alone."""
    current = _open(planned)
    current.found, current.text, current.done_by, current.done_at = found, text, by, timezone.now()
    current.save(update_fields=["found", "text", "done_by", "done_at"])
    record(Verb.FOLLOWED, current.referral, by=by, found=found)
    tell_case(current.referral, f"ติดตามหลังรับบริการ: {current.get_found_display()}", by=by)
    return current


@transaction.atomic
def skip_follow_up(planned: FollowUp, *, text: str, by: User) -> FollowUp:
    """Nobody has to ask any more, and why."""
    return follow_up(planned, found=FollowUp.Found.SKIPPED, text=text, by=by)


def _held(referral: Referral) -> Referral:
    hold_case(referral.case_id)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case", "agency")
    return rows.get(pk=referral.pk)


def _open(planned: FollowUp) -> FollowUp:
    """Locked, with its referral and its case. Raises IllegalMove when it was done already."""
    hold_case(planned.referral.case_id)
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("referral__case", "done_by")
    current = rows.get(pk=planned.pk)
    if current.done_at is not None:
        who = current.done_by.call_name if current.done_by else ""
        raise IllegalMove(f"{who}บันทึกการติดตามครั้งนี้แล้วว่า “{current.get_found_display()}”")
    return current
