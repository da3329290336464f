"""When, and which one: the values that every builder needs."""

import datetime
import itertools
import uuid

from django.utils import timezone

counter = itertools.count(101)  # the sample files' schools have the codes before
START, END = datetime.date(2025, 5, 16), datetime.date(2026, 5, 15)


def now():
    return timezone.now()


def uid():
    return uuid.uuid4()
