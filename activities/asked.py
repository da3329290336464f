"""What the list of activities is narrowed to, as an address says it: room, kind, month, tag, taken back or not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from activities.models import Kind
from activities.models.activity import ActivityQuerySet
from schools.calendar import BE, format_month
from schools.thai import clean

_MONTH = re.compile(r"(25\d\d|26\d\d)-(\d\d)")


@dataclass(frozen=True)
class Asked:
    """Empty texts narrow nothing. `month` is "2568-06"; `room` a public id, `room_id` its key."""

    room: str = ""
    room_id: int | None = None
    kind: str = ""
    month: str = ""
    tag: str = ""
    removed: bool = False

    def query(self, **other: str) -> str:
        """The address's part for this list, or for one that differs by `other`."""
        told = {"room": self.room, "kind": self.kind, "month": self.month, "tag": self.tag}
        told |= {"removed": "1" if self.removed else ""} | other
        return urlencode({name: value for name, value in told.items() if value})

    def told(self) -> dict[str, str]:
        """Plain values, for a paper that is made by somebody else later."""
        return {"room": self.room, "kind": self.kind, "month": self.month, "tag": self.tag}

    @property
    def first_day(self) -> date | None:
        found = _MONTH.fullmatch(self.month)
        return date(int(found[1]) - BE, int(found[2]), 1) if found else None

    def months(self, today: date) -> list[tuple[str, str]]:
        """(code, name) of the last twelve months."""
        return [(code_of(first), format_month(first)) for first in last_months(today)]


def last_months(today: date, many: int = 12) -> list[date]:
    found, first = [], today.replace(day=1)
    for _ in range(many):
        found.append(first)
        first = month_before(first)
    return found


def month_before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def code_of(first: date) -> str:
    return f"{first.year + BE}-{first.month:02d}"


def asked_of(told: Mapping[str, str], rooms: Mapping[str, int]) -> Asked:
    """What is unknown is left out."""
    room, kind, month = told.get("room", ""), told.get("kind", ""), told.get("month", "")[:7]
    found = _MONTH.fullmatch(month)
    return Asked(
        room=room if room in rooms else "",
        room_id=rooms.get(room),
        kind=kind if kind in Kind.values else "",
        month=month if found and 1 <= int(found[2]) <= 12 else "",
        tag=clean(told.get("tag", ""))[:60],
        removed=bool(told.get("removed")),
    )


def narrowed(found: ActivityQuerySet, asked: Asked) -> ActivityQuerySet:
    found = found.filter(removed_at__isnull=not asked.removed)
    if asked.room_id:
        found = found.filter(classroom=asked.room_id)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.first_day:
        found = found.filter(held_on__gte=asked.first_day, held_on__lt=month_after(asked.first_day))
    if asked.tag:
        found = found.filter(tags__contains=[asked.tag])
    return found
