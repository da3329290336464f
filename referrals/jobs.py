"""What the worker does for letters that are under way."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from journal.context import acting
from referrals import actions
from referrals.models import Referral
from schools.models import School

logger = logging.getLogger(__name__)

MORNING = 6  # o'clock; nobody is told anything at night


@app.periodic(cron="25 * * * *")
@app.task(name="referrals.escalate", queueing_lock="referrals.escalate")
def escalate(timestamp: int) -> None:
    """Once an hour by day, since a machine may sleep through the morning; a school's trouble stops no other school."""
    now = timezone.localtime()
    if now.hour < MORNING:
        return
    with acting(system="escalate"):
        schools = list(School.objects.order_by("pk"))
    for school in schools:
        try:
            with acting(system="escalate"):
                actions.escalate(school, today=now.date(), by=None)
        except Exception:
            logger.exception("letters of school %s are not counted", school.pk)


@app.periodic(cron="5 * * * *")
@app.task(name="referrals.expire", queueing_lock="referrals.expire")
def expire(timestamp: int) -> None:
    """Links that ended unanswered; a letter without a link is never over by itself."""
    with acting(system="expire"):
        ended = list(Referral.objects.unanswered_after(timezone.now()))
    for referral in ended:
        try:
            with acting(system="expire"):
                actions.expire(referral, by=None)
        except Exception:
            logger.exception("letter %s does not expire", referral.pk)
