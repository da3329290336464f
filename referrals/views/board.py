"""The board: every referral one may see, by state, with the days an agency has been silent (ux.md W8)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals import rules
from referrals.clock import Waiting, waiting
from referrals.models import SIDE_EXITS, Agency, Referral, Reply, State
from referrals.models.referral import ReferralQuerySet
from referrals.steps import missing
from schools.calendar import be_year, format_tiny
from schools.http import StaffRequest
from schools.models import School, User
from schools.thai import clean

CLOSED_SHOWN = 10  # the newest; the rest behind a link
CLOSED_LISTED = 200


@dataclass(frozen=True)
class Card:
    referral: Referral
    note: str = ""
    waiting: Waiting | None = None
    may_sign: bool = False


@dataclass
class Column:
    state: State
    cards: list[Card] = field(default_factory=list)
    total: int = 0

    @property
    def hidden(self) -> int:
        return self.total - len(self.cards)


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """`state` opens one column on a phone (and all that is closed), `agency` and `silent` narrow."""
    user = request.user
    if not rules.may_see_board(user):
        raise PermissionDenied
    asked = request.GET.get("state", "")
    seen = _narrowed(Referral.objects.visible_to(user), request)
    today = timezone.localdate()
    holidays = _holidays(user)
    cards = [_card(row, user, today, holidays) for row in _rows(seen, everything=asked == State.CLOSED)]
    if request.GET.get("silent"):
        cards = [card for card in cards if card.waiting and card.waiting.is_silent]
    columns = _columns(cards, closed=seen.filter(state=State.CLOSED).count() if not request.GET.get("silent") else 0)
    context: dict[str, Any] = {
        "columns": columns,
        "current": asked if asked in State else _first(columns, user),
        "to_sign": [card for card in cards if card.may_sign],
        "total": sum(column.total for column in columns),
        "agencies": Agency.objects.visible_to(user).filter(referrals__isnull=False).order_by("name"),
        "asked_agency": request.GET.get("agency", ""),
        "silent": bool(request.GET.get("silent")),
        "lacks_holidays": not any(be_year(day) == be_year(today) for day in holidays),
        "may_keep": rules.may_see_agencies(user),
    }
    return render(request, "referrals/board.html", context)


def _narrowed(rows: ReferralQuerySet, request: StaffRequest) -> ReferralQuerySet:
    agency = clean(request.GET.get("agency", "")[:8])
    return rows.filter(agency__public_id=agency) if agency else rows


def _rows(seen: ReferralQuerySet, *, everything: bool) -> list[Referral]:
    """Open ones, longest waiting first, then what was closed last."""
    rows = seen.select_related("student", "agency", "school").with_last_reply()
    running = rows.exclude(state=State.CLOSED).order_by("sent_on", "drafted_at", "pk")
    closed = rows.filter(state=State.CLOSED).order_by("-closed_at", "-pk")
    return [*running, *closed[: CLOSED_LISTED if everything else CLOSED_SHOWN]]


def _holidays(user: User) -> set[date]:
    schools = School.objects.visible_to(user).filter(pk__in=user.rights.care_schools)
    return {day for day in schools.values_list("area__holidays__on", flat=True) if day}


def _card(row: Referral, user: User, today: date, holidays: set[date]) -> Card:
    if row.state == State.SENT and row.sent_on:
        return Card(row, waiting=waiting(row.sent_on, today, holidays))
    if row.state == State.AWAITING_SIGNATURE:
        since = f"รอ ผอ. ตั้งแต่ {_tiny(row.asked_to_sign_at)}"
        return Card(row, note=since, may_sign=rules.may_sign(user, row))
    return Card(row, note=_note(row, user))


def _note(row: Referral, user: User) -> str:
    if row.state == State.DRAFT:
        if row.returned_reason:
            return "ผอ. ส่งกลับให้แก้ไข"
        lacks = len(missing(row)) if rules.may_read_packet(user, row) else 0
        return f"เหลือ {lacks} รายการ" if lacks else ""
    if row.state == State.CLOSED:
        return f"ปิด {_tiny(row.closed_at)}"
    result = getattr(row, "result", None)
    word = Reply.Result(result).label if result else ""
    appointment = getattr(row, "appointment_on", None)
    return f"{word} นัด {format_tiny(appointment)}" if appointment else word


def _tiny(at: Any) -> str:
    return format_tiny(timezone.localdate(at)) if at else ""


def _columns(cards: Iterable[Card], *, closed: int) -> list[Column]:
    columns = {state: Column(state) for state in State if state not in SIDE_EXITS}
    for card in cards:
        if card.referral.state in columns:
            columns[State(card.referral.state)].cards.append(card)
    for column in columns.values():
        column.total = closed if column.state == State.CLOSED else len(column.cards)
    return list(columns.values())


def _first(columns: list[Column], user: User) -> str:
    """The column a phone shows: what lies on the head's table, else what is out, else the first with something."""
    wanted = [State.AWAITING_SIGNATURE] if user.rights.has("head") else []
    order = [*wanted, State.SENT, *State]
    filled = {column.state for column in columns if column.cards}
    return next((state for state in order if state in filled), State.DRAFT)
