"""A Wednesday in June as วันนี้ tells it to one person."""

import datetime

from journal.context import acting
from schools.models.people import User
from studentcare.today import day_of

TODAY = datetime.date(2025, 6, 25)
NOON = datetime.datetime(2025, 6, 25, 5, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def day(user):
    fresh = User.objects.get(pk=user.pk)
    with acting(fresh):
        return day_of(fresh, TODAY)


def cards(user):
    """All that is asked of her: the five and what has no room among them."""
    hers = day(user)
    return {card.title: card for card in [*hers.cards, *hers.more]}


def found(user, beginning):
    return next((card for title, card in cards(user).items() if title.startswith(beginning)), None)
