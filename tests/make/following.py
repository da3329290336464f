"""What happens after a letter has left: reminders, and asking after the service."""

import datetime

from referrals.models import FollowUp, Reminder
from tests.make.moments import now


def reminder(referral, *, by, how="phone", note="", at=None):
    place = {"student": referral.student, "school": referral.school}
    return Reminder.objects.create(referral=referral, how=how, note=note, by=by, at=at or now(), **place)


def follow_up(referral, *, due_on=datetime.date(2025, 6, 24), days=None, **more):
    """Not done; `found`, `done_by` and `done_at` make it done."""
    place = {"student": referral.student, "school": referral.school}
    return FollowUp.objects.create(referral=referral, due_on=due_on, days=days, **place, **more)
