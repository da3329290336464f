"""Whether the help arrived: what is to be asked after the service, when, and what may be done with the answer."""

from datetime import date, timedelta
from typing import Any

from cases.models import Outcome as CaseOutcome
from referrals import rules
from referrals.models import FollowUp, Outcome, Referral, Reminder, State
from referrals.models.following import FollowUpQuerySet
from schools.models import User

AHEAD = timedelta(days=14)  # what comes next stands on the list as well
AWAITED = (State.SENT, State.RECEIVED, State.EXPIRED)  # something is still expected of the agency
FOLLOWED = (State.RECEIVED, State.ANSWERED, State.DECLINED, State.CLOSED)
NOBODY_LEFT = (Outcome.NOT_SERVED, Outcome.REFUSED, Outcome.ELSEWHERE, Outcome.MOVED, Outcome.UNSENT)
SERVED = (FollowUp.Found.BETTER, FollowUp.Found.DONE)
UNSERVED = (FollowUp.Found.CALLED, FollowUp.Found.STOPPED)


def follow_ups(user: User) -> FollowUpQuerySet:
    """Not done, of the schools whose counselor or head she is, where there is still something to ask about."""
    mine = user.rights.schools("counselor", "head")
    rows = FollowUp.objects.visible_to(user).undone().filter(school__in=mine)
    rows = rows.exclude(referral__outcome__in=NOBODY_LEFT).exclude(referral__case__outcome=CaseOutcome.MOVED)
    return rows.select_related("referral__agency", "referral__student").order_by("due_on", "pk")


def due_follow_ups(user: User, today: date) -> FollowUpQuerySet:
    """What is to be asked today or should have been."""
    return follow_ups(user).filter(due_on__lte=today)


def coming_follow_ups(user: User, today: date) -> FollowUpQuerySet:
    return follow_ups(user).filter(due_on__gt=today, due_on__lte=today + AHEAD)


def after_sending(user: User, referral: Referral) -> dict[str, Any]:
    """What the two blocks of a referral's page show: `referrals/reminders.html` and `referrals/follow_ups.html`."""
    return {
        "reminders": list(Reminder.objects.visible_to(user).filter(referral=referral).select_related("by")),
        "follow_ups": list(FollowUp.objects.visible_to(user).filter(referral=referral).select_related("done_by")),
        "may_remind": rules.may_remind(user, referral) and referral.state in AWAITED,
        "may_follow_up": rules.may_follow_up(user, referral),
        "may_plan_follow_up": rules.may_follow_up(user, referral) and is_followed(referral),
    }


def is_followed(referral: Referral) -> bool:
    """Whether a service can have begun that is asked after."""
    return referral.state in FOLLOWED and referral.answered_at is not None


def ways_on(follow_up: FollowUp) -> list[str]:
    """What was found points to: "close", "elsewhere", "case"; the likeliest first."""
    if follow_up.found in SERVED:
        return ["close", "case"]
    if follow_up.found in UNSERVED:
        return ["elsewhere", "case", "close"]
    return ["case", "elsewhere", "close"]
