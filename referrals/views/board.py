"""The board and the table: every letter one may see, by state, with the days an agency has been silent (ux.md W8)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import Case
from journal.papers import disclose
from referrals import rules, work_papers
from referrals.clock import years_unknown
from referrals.listing import (
    ROWS,
    WAY,
    Asked,
    Card,
    board_rows,
    cards_of,
    levels_of,
    table_rows,
    types_of,
    with_what_cards_say,
)
from referrals.models import SIDE_EXITS, Agency, Referral, State
from referrals.models.referral import ReferralQuerySet
from referrals.waiting import holidays_of
from schools.http import StaffRequest
from schools.models import School, User

HEADS = [  # of the table: (what it sorts by, word)
    ("code", "รหัส"),
    ("", "นักเรียน"),
    ("level", "ชั้น"),
    ("agency", "หน่วยงาน"),
    ("type", "ประเภท"),
    ("state", "ขั้น"),
    ("waiting", "รอคำตอบ"),
]


@dataclass
class Column:
    state: State
    cards: list[Card] = field(default_factory=list)
    total: int = 0

    @property
    def word(self) -> str:
        return "ส่งแล้ว รอรับ" if self.state == State.SENT else self.state.label

    @property
    def hidden(self) -> int:
        return self.total - len(self.cards)


@dataclass(frozen=True)
class Head:
    """A column of the table. `query` sorts by it, or turns it round; "" where nothing sorts."""

    word: str
    query: str = ""
    sorted: str = ""  # "ascending" | "descending" | "": aria-sort


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """`view=table` is one list; otherwise columns by state, of which a phone shows the one that `state` names."""
    user = request.user
    if not rules.may_see_board(user):
        raise PermissionDenied
    asked = Asked.read(request.GET)
    seen = Referral.objects.visible_to(user)
    is_table = request.GET.get("view") == "table"
    context = _table(asked, user) if is_table else _board(asked, user, seen)
    context |= {
        "asked": asked,
        "export_query": urlencode(asked.as_query()),
        "board_query": urlencode(asked.as_query(state="", sort="-waiting")),
        "table_query": urlencode({"view": "table"} | asked.as_query()),
        "is_table": is_table,
        "states": State,
        "closed_query": urlencode({"view": "table"} | asked.as_query(state=State.CLOSED)),
        "has_any": bool(context["total"]) or asked.is_narrow or seen.exists(),
        "agencies": Agency.objects.visible_to(user).filter(referrals__isnull=False).order_by("name"),
        "types": types_of(seen),
        "levels": levels_of(seen),
        "unknown_years": _unknown_years(user),
        "may_list_inside": rules.may_list_inside(user),
        "may_list_waiting": rules.may_list_waiting(user),
        "may_begin": rules.may_begin(user),
        "may_export": rules.may_export(user),
    }
    return render(request, "referrals/board.html", context)


def _board(asked: Asked, user: User, seen: ReferralQuerySet) -> dict[str, Any]:
    rows = asked.narrow(seen, user)
    cards = cards_of(board_rows(rows, user), user)
    if asked.silent:
        cards = [card for card in cards if card.waiting and card.waiting.is_silent]
        counts: dict[str, int] = {}
    else:
        counts = dict(rows.order_by("state").values_list("state").annotate(number=Count("pk")))
    columns = _columns(cards, counts)
    exits = [card for card in cards if card.referral.state in SIDE_EXITS]
    return {
        "columns": columns,
        "current": asked.state if asked.state in WAY else _first(columns, user),
        "to_sign": [card for card in cards if card.may_sign],
        "exits": exits,
        "exits_total": sum(counts.get(state, 0) for state in SIDE_EXITS) if counts else len(exits),
        "total": sum(counts.values()) - counts.get(State.CLOSED, 0) if counts else len(cards),
        "closed": counts.get(State.CLOSED, 0),
    }


def _columns(cards: Iterable[Card], counts: dict[str, int]) -> list[Column]:
    columns = {state: Column(state) for state in WAY}
    for card in cards:
        if card.referral.state in columns:
            columns[State(card.referral.state)].cards.append(card)
    for column in columns.values():
        column.total = counts.get(column.state, len(column.cards))
    return list(columns.values())


def _first(columns: list[Column], user: User) -> str:
    """The column a phone shows: what lies on the head's table, else what is out, else the first with something."""
    wanted = [State.AWAITING_SIGNATURE] if user.rights.has("head") else []
    filled = {column.state for column in columns if column.cards}
    return next((state for state in [*wanted, State.SENT, *WAY] if state in filled), State.DRAFT)


def _table(asked: Asked, user: User) -> dict[str, Any]:
    rows = table_rows(user, asked)
    cards = cards_of(list(rows[: ROWS + 1]), user)
    is_cut = len(cards) > ROWS
    if asked.silent:
        cards = [card for card in cards if card.waiting and card.waiting.is_silent]
    shown = cards[:ROWS]
    closed = 0
    if not (asked.state or asked.silent):
        closed = asked.narrow(Referral.objects.visible_to(user), user).filter(state=State.CLOSED).count()
    return {
        "cards": shown,
        "is_cut": is_cut,
        "most": ROWS,
        "heads": _heads(asked),
        "total": len(shown),
        "closed": closed,
    }


def _heads(asked: Asked) -> list[Head]:
    return [_head(asked, name, word) if name else Head(word) for name, word in HEADS]


def _head(asked: Asked, name: str, word: str) -> Head:
    if asked.sort.removeprefix("-") != name:
        first = "-waiting" if name == "waiting" else name
        return Head(word, urlencode({"view": "table"} | asked.as_query(sort=first)))
    is_down = asked.sort.startswith("-")
    turned = urlencode({"view": "table"} | asked.as_query(sort=name if is_down else f"-{name}"))
    return Head(word, turned, "descending" if is_down else "ascending")


def _unknown_years(user: User) -> list[int]:
    """The years in which, for one of her schools, weekends alone are left out (decisions B12)."""
    today = timezone.localdate()
    schools = School.objects.visible_to(user).filter(pk__in=user.rights.care_schools)
    known = holidays_of(set(schools.values_list("area", flat=True)))
    return sorted({year for days in known.values() for year in years_unknown(today, today, days)})


@require_safe
def board_xlsx(request: StaffRequest) -> HttpResponse:
    """The table as it is filtered and sorted, of the schools whose counselor or head she is; without a word written."""
    user = request.user
    if not rules.may_export(user):
        raise PermissionDenied
    asked = Asked.read(request.GET).as_query()
    children = work_papers.rows_of(user, asked)
    return disclose(
        request,
        work_papers.letters,
        about=user.rights.home or user,
        filename="ส่งต่อ.xlsx",
        at_once=len(children) <= 60,
        students={row.student_id for row in children},
        asked=asked,
    )


@require_safe
def letters_of_case(request: StaffRequest, cid: str) -> HttpResponse:
    """The box on the case's page, or the same as a page of its own."""
    user = request.user
    seen = Case.objects.visible_to(user).filter(school__in=user.rights.care_schools)
    case = get_object_or_404(seen.select_related("student__classroom"), public_id=cid)
    rows = with_what_cards_say(Referral.objects.visible_to(user).filter(case=case).order_by("-pk"), user)
    name = "referrals/letters_of_case.html"
    context = {"case": case, "cards": cards_of(list(rows), user)}
    return render(request, f"{name}#box" if request.htmx else name, context)
