"""The area's library of ways to help: begun with the shipped set, added to, changed, retired, put in order."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.models import Strategy
from journal.actions import record
from journal.models import Verb
from schools.models import Area, User

SHIPPED = Path("fixtures") / "strategies.toml"


@transaction.atomic
def add_strategy(area: Area, *, by: User | None, **told: Any) -> Strategy:
    """At the end of the library. Raises ValidationError for a title that is there already."""
    last = area.strategies.aggregate(last=Max("position"))["last"] or 0
    strategy = Strategy(area=area, position=last + 1, changed_by=by, changed_at=timezone.now(), **told)
    strategy.validate_constraints()
    strategy.save()
    record(Verb.CONFIGURED, strategy, by=by)
    return strategy


@transaction.atomic
def change_strategy(strategy: Strategy, *, version: int, by: User, **told: Any) -> Strategy:
    """Another wording from now on; tasks that were taken from it stay. Raises ValidationError (stale: code "stale")."""
    strategy = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    if strategy.version != version:
        raise ValidationError("มีคนแก้แนวทางนี้ไปก่อน ค่าในระบบแสดงอยู่ด้านบน ตรวจแล้วกดบันทึกอีกครั้ง", code="stale")
    for name, value in told.items():
        setattr(strategy, name, value)
    _changed(strategy, by=by)
    strategy.validate_constraints()
    strategy.save()
    record(Verb.CONFIGURED, strategy, by=by, version=strategy.version)
    return strategy


@transaction.atomic
def use_strategy(strategy: Strategy, *, is_active: bool, by: User) -> None:
    """Retired: offered no more, and stays where it was taken. Or offered again."""
    strategy = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    if strategy.is_active == is_active:
        return
    strategy.is_active = is_active
    _changed(strategy, by=by)
    strategy.save()
    record(Verb.CONFIGURED, strategy, by=by, retired=not is_active)


@transaction.atomic
def move_strategy(strategy: Strategy, *, up: bool, by: User) -> None:
    """One place up or down in the library."""
    kept: Sequence[Strategy] = list(
        Strategy.objects.select_for_update(of=("self",)).filter(area=strategy.area_id).order_by("position", "pk")
    )
    at = next(number for number, one in enumerate(kept) if one.pk == strategy.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(kept):
        return
    order = [*kept]
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order, start=1):
        one.position = position
    Strategy.objects.bulk_update(order, ["position"])
    record(Verb.CONFIGURED, strategy, by=by, position=to + 1)


@transaction.atomic
def fill_strategies(area: Area, *, by: User | None) -> int:
    """Add the shipped set; titles that are there already, used or retired, are left alone. How many were new."""
    shipped = tomllib.loads((Path(settings.BASE_DIR) / SHIPPED).read_text(encoding="utf-8"))["strategies"]
    known = set(area.strategies.values_list("title", flat=True))
    last = area.strategies.aggregate(last=Max("position"))["last"] or 0
    new = [one for one in shipped if one["title"] not in known]
    Strategy.objects.bulk_create(
        [
            Strategy(area=area, position=last + place, changed_by=by, changed_at=timezone.now(), **one)
            for place, one in enumerate(new, start=1)
        ]
    )
    if new:
        record(Verb.CONFIGURED, area, by=by, strategies=len(new))
    return len(new)


def _changed(strategy: Strategy, *, by: User) -> None:
    strategy.version += 1
    strategy.changed_by, strategy.changed_at = by, timezone.now()
