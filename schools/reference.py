"""Reference data of this step: the holidays that are known, into every area that has none of that day yet."""

import datetime
import tomllib
from pathlib import Path

from django.db import transaction

from schools.models import Area, Holiday


@transaction.atomic
def load_holidays(path: Path) -> int:
    """Add what is missing and leave what an area changed; returns how many days the file names."""
    years = tomllib.loads(path.read_text())
    days = [(datetime.date.fromisoformat(on), name) for year in years.values() for on, name in year.items()]
    Holiday.objects.bulk_create(
        [Holiday(area=area, on=on, name=name) for area in Area.objects.order_by("pk") for on, name in days],
        ignore_conflicts=True,
    )
    return len(days)
