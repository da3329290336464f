"""What the worker does across the steps: each school morning everybody's day, as numbers without a name."""

import logging
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from journal.context import acting
from schools import calendar
from schools.actions import summarise
from schools.models import Holiday, Term, User
from studentcare.today import day_of
from studentcare.today.cards import Day

logger = logging.getLogger(__name__)

SUBJECT = "สรุปงานดูแลนักเรียนเช้านี้"


@app.periodic(cron="0 0 * * *")  # 07:00 in Bangkok; the worker's clock is UTC
@app.task(name="studentcare.morning", queueing_lock="studentcare.morning")
def morning(timestamp: int) -> None:
    """One summary for everybody who works today and has something to do; one person's trouble stops nobody else's."""
    today = timezone.localdate()
    with acting(system="morning"):
        people = list(User.objects.working_on(today).order_by("pk").values_list("pk", flat=True))
        closed = set(Holiday.objects.filter(on=today).values_list("area", flat=True))
        closed |= between_terms(today)
    for one in people:
        try:
            tell(one, today, closed)
        except Exception:
            logger.exception("no summary for user %s", one)


def between_terms(today: date) -> set[int]:
    """Areas whose terms are known, and in none of them today lies: nobody is reminded in the school holidays."""
    terms = Term.objects.order_by()
    running = set(terms.filter(starts_on__lte=today, until_on__gte=today).values_list("year__area", flat=True))
    return set(terms.values_list("year__area", flat=True)) - running


def tell(person: int, today: date, closed: set[int]) -> None:
    """Her cards as she would see them herself; on holidays of her area, and when nothing waits, no word."""
    user = User.objects.select_related("school").get(pk=person)
    area = user.area_id or (user.school.area_id if user.school else None)
    if area in closed or not calendar.is_working_day(today):
        return
    with acting(user):
        text = words(day_of(user, today))
        if not text:
            return
        summarise(user, text=text, url=reverse("studentcare:today"), by=None)
    if settings.SENDS_MAIL and user.wants_digest_mail and user.email:
        way_in = f"\n\nเปิดระบบเพื่อดูรายชื่อ {settings.SITE_URL}".rstrip()
        send_mail(SUBJECT, f"{text}{way_in}", settings.DEFAULT_FROM_EMAIL, [user.email], fail_silently=False)


def words(day: Day) -> str:
    """ "2 เรื่อง: 3 งานที่เลยกำหนด · 1 คำขอเปิดเคสใหม่จากครู", as many as 120 letters hold; titles name no child."""
    every = [*day.cards, *day.more]
    if not every:
        return ""
    text = f"{len(every)} เรื่อง: "
    parts = [f"{card.count} {card.title}" for card in every]
    while len(text + " · ".join(parts)) > 118 and len(parts) > 1:
        parts.pop()
    return (text + " · ".join(parts))[:118] + (" …" if len(parts) < len(every) else "")
