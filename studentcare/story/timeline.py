"""What happened around a child, newest first: screenings, and the events of the cases one may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cases.models import Event
from schools.models import User
from screening.models import Row
from students.models import Student

MOST = 30
ICONS = {
    Event.Kind.REFERRED: "refer",
    Event.Kind.ANSWERED: "refer",
    Event.Kind.TASK_ADDED: "plus",
    Event.Kind.TASK_DONE: "check",
    Event.Kind.PLANNED: "flag",
    Event.Kind.ASSIGNED: "swap",
}


@dataclass(frozen=True)
class Moment:
    """`group` (0: none) is drawn as a chip; `url` leads to where it stands in full."""

    at: datetime
    icon: str
    who: str
    text: str
    group: int = 0
    code: str = ""
    url: str = ""


def moments(user: User, student: Student, rows: Iterable[Row], case_urls: dict[int, tuple[str, str]]) -> list[Moment]:
    """One statement. `case_urls`: case → (code, address)."""
    found = [
        Moment(row.recorded_at, "class", row.recorded_by.call_name, f"คัดกรอง {row.round.name}", group=row.final_group)
        for row in rows
    ]
    events = Event.objects.visible_to(user).filter(student=student).select_related("by").order_by("-at", "-pk")
    for event in events[:MOST]:
        code, url = case_urls.get(event.case_id, ("", ""))
        found.append(
            Moment(
                event.at,
                ICONS.get(Event.Kind(event.kind), "case"),
                event.by.call_name if event.by else "ระบบ",
                said(event),
                code=code,
                url=url,
            )
        )
    return sorted(found, key=lambda moment: moment.at, reverse=True)[:MOST]


def said(event: Event) -> str:
    kind = event.get_kind_display()
    return f"{kind} {event.text}" if event.text else kind
