"""What the worker does for letters that are under way."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from journal.context import acting
from referrals import actions
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
