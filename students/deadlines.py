"""By when somebody must look: at a child who needs help at once (decisions A2), at a page opened in an emergency."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from schools.calendar import add_working_days, is_working_day

END_OF_DAY = time(16, 30)
START_OF_DAY = time(8, 30)
TO_THE_HEAD_AFTER = timedelta(hours=4)


def alert_due(raised: datetime, holidays: Collection[date] = frozenset()) -> datetime:
    """16:30 of the same school day; raised later or on a free day, 08:30 of the next working day.

    `raised` is a moment in Bangkok's time, and so is the answer.
    """
    day = raised.date()
    if is_working_day(day, holidays) and raised.timetz().replace(tzinfo=None) < END_OF_DAY:
        return raised.replace(hour=END_OF_DAY.hour, minute=END_OF_DAY.minute, second=0, microsecond=0)
    next_day = add_working_days(day, 1, holidays)
    return datetime.combine(next_day, START_OF_DAY, tzinfo=raised.tzinfo)


def review_due(opened: datetime, holidays: Collection[date] = frozenset()) -> datetime:
    """16:30 of the next working day (security.md 2.9). `opened` is a moment in Bangkok's time, and so is the answer."""
    return datetime.combine(add_working_days(opened.date(), 1, holidays), END_OF_DAY, tzinfo=opened.tzinfo)
