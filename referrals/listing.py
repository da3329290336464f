"""Letters as a list: which ones an address asks for, in what order, and what each says beside its code (ux.md W8)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case as Rank
from django.db.models import DateField, Exists, F, IntegerField, OuterRef, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from referrals import rules
from referrals.clock import Waiting, waiting
from referrals.models import NEXT, SIDE_EXITS, AgencyType, Referral, Reply, State
from referrals.models.referral import ReferralQuerySet
from referrals.steps import missing_in_draft
from referrals.waiting import holidays_of
from schools.calendar import format_tiny
from schools.levels import Level
from schools.models import User
from schools.thai import clean, nbsp

COLUMN = 50  # cards of one state
CLOSED_SHOWN = 10  # of what is closed the newest; the rest is in the table
ROWS = 200  # of the table
MOST = 2000  # of the workbook
WAY = [state for state in State if state not in SIDE_EXITS]

STATE_RANK = Rank(
    *(When(state=state, then=Value(n)) for n, state in enumerate(State)), default=Value(99), output_field=IntegerField()
)
WAITS_SINCE = Rank(When(state=State.SENT, then=F("sent_on")), output_field=DateField())
SORTS = {  # what an address may sort by; "-" before it turns it round
    "code": ("year", "number"),
    "agency": ("agency__name",),
    "type": ("agency__type__position", "agency__name"),
    "level": ("student__level", "student__sort_key"),
    "state": ("state_rank",),
    "waiting": ("waits_since",),
}


@dataclass(frozen=True)
class Asked:
    """The filters of an address; rubbish is no filter. `state` "open" is everything that is not closed."""

    agency: str = ""
    type: str = ""
    level: int = 0
    state: str = ""
    silent: bool = False
    urgent: bool = False
    mine: bool = False
    unread: bool = False
    sort: str = "-waiting"

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Asked":
        level, sort, state = str(said.get("level", "")), str(said.get("sort", "")), str(said.get("state", ""))
        return cls(
            agency=clean(str(said.get("agency", ""))[:8]),
            type=clean(str(said.get("type", ""))[:30]),
            level=int(level) if level in {str(each.value) for each in Level} else 0,
            state=state if state in State.values or state == "all" else "",
            silent=bool(said.get("silent")),
            urgent=bool(said.get("urgent")),
            mine=bool(said.get("mine")),
            unread=bool(said.get("unread")),
            sort=sort if sort.removeprefix("-") in SORTS else "-waiting",
        )

    @property
    def is_narrow(self) -> bool:
        return self != Asked(state=self.state, sort=self.sort)

    def as_query(self, **others: Any) -> dict[str, str]:
        """What an address says to ask the same again, with `others` instead."""
        wanted = replace(self, **others)
        said = {name: getattr(wanted, name) for name in ("agency", "type", "level", "state", "sort")}
        said |= {name: "1" for name in ("silent", "urgent", "mine", "unread") if getattr(wanted, name)}
        if wanted.sort == "-waiting":
            del said["sort"]
        return {name: str(value) for name, value in said.items() if value}

    def narrow(self, rows: ReferralQuerySet, user: User) -> ReferralQuerySet:
        """All but `state`, which is asked by who lists them. How long is `silent` enough, the calendar says later."""
        if self.agency:
            rows = rows.filter(agency__public_id=self.agency)
        if self.type:
            rows = rows.filter(agency__type__code=self.type)
        if self.level:
            rows = rows.filter(student__level=self.level)
        if self.silent:
            rows = rows.filter(state=State.SENT)
        if self.urgent:
            rows = rows.filter(is_urgent=True)
        if self.mine:
            rows = rows.filter(Q(drafted_by=user) | Q(case__owner=user))
        if self.unread:
            waits = Reply.objects.filter(referral=OuterRef("pk"), read_at=None)
            rows = rows.filter(Exists(waits)).exclude(state=State.CLOSED)
        return rows


@dataclass(frozen=True)
class Way:
    """One act that state and rules allow."""

    view: str
    word: str

    @property
    def url(self) -> str:
        """The name of its address."""
        return f"referrals:{self.view}"


@dataclass(frozen=True)
class Card:
    """One letter on the board or in the table. `unread`: number of the reply that is still to be read, or 0."""

    referral: Referral
    note: str = ""
    waiting: Waiting | None = None
    ways: tuple[Way, ...] = ()
    unread: int = 0
    follower: Referral | None = None

    @property
    def may_sign(self) -> bool:
        return any(way.view == "sign" for way in self.ways)


def ways_on(user: User, referral: Referral) -> tuple[Way, ...]:
    """What this person may do with it now, the likeliest first; every other move is refused by the actions."""
    state, to = State(referral.state), NEXT[State(referral.state)]
    prepares, keeps = rules.may_prepare(user, referral), rules.may_record_reply(user, referral)
    ways = _before_sending(user, referral)
    if prepares and state in SIDE_EXITS:
        ways.append(Way("send_to_another", "ส่งหน่วยงานอื่น"))
    if state == State.EXPIRED and rules.may_keep_link(user, referral):
        ways.append(Way("renew_link", "ต่ออายุลิงก์"))
    if keeps and referral.is_sent and State.ANSWERED in to:
        ways.append(Way("record_reply", "บันทึกคำตอบ"))
    if State.REVOKED in to and rules.may_revoke(user, referral):
        ways.append(Way("revoke", "เพิกถอน"))
    if prepares and State.CLOSED in to:
        ways.append(Way("close", "ปิดการส่งต่อ" if referral.is_sent else "ไม่ส่งต่อแล้ว ปิดร่าง"))
    return tuple(ways)


def _before_sending(user: User, referral: Referral) -> list[Way]:
    ways, prepares = [], rules.may_prepare(user, referral)
    if prepares and referral.state == State.DRAFT:
        ways.append(Way("check", "ตรวจทานและส่งให้ลงนาม"))
    if referral.state == State.AWAITING_SIGNATURE:
        if rules.may_sign(user, referral):
            ways += [Way("sign", "ดูและลงนาม"), Way("return_to_draft", "ส่งกลับให้แก้ไข")]
        if prepares:
            ways.append(Way("take_back", "ดึงกลับมาแก้"))
    return ways


def with_what_cards_say(rows: ReferralQuerySet, user: User) -> ReferralQuerySet:
    """Each with agency, child, its replies in order and what follows it: two statements more for any number."""
    replies = Reply.objects.visible_to(user).order_by("number")
    followers = Referral.objects.visible_to(user).exclude(state=State.CLOSED).order_by("pk")
    return rows.select_related("student", "agency__type", "school", "case").prefetch_related(
        Prefetch("replies", replies, to_attr="answers"), Prefetch("followed_by", followers, to_attr="followers")
    )


def cards_of(rows: Collection[Referral], user: User) -> list[Card]:
    """What each says. One statement for the calendars."""
    today = timezone.localdate()
    holidays = holidays_of({row.school.area_id for row in rows})
    return [_card(row, user, today, holidays.get(row.school.area_id, set())) for row in rows]


def _card(row: Referral, user: User, today: date, holidays: Collection[date]) -> Card:
    answers: list[Reply] = getattr(row, "answers", [])
    waits = waiting(row.sent_on, today, holidays, is_urgent=row.is_urgent) if _is_waiting(row) and row.sent_on else None
    unread = answers[-1].number if answers and answers[-1].read_at is None else 0
    return Card(
        row,
        note=note_of(row, user, answers),
        waiting=waits,
        ways=ways_on(user, row),
        unread=unread if rules.may_record_reply(user, row) and row.state != State.CLOSED else 0,
        follower=next(iter(getattr(row, "followers", [])), None),
    )


def _is_waiting(row: Referral) -> bool:
    return row.state == State.SENT


def note_of(row: Referral, user: User, answers: list[Reply]) -> str:
    """One line: what it waits for, or how it ended. Nothing that was written about the child."""
    if row.state == State.DRAFT:
        if row.returned_reason:
            return "ผอ. ส่งกลับให้แก้ไข"
        lacks = missing_in_draft(row) if rules.may_read_packet(user, row) else 0
        return f"เหลือ {nbsp(lacks, 'รายการ')}" if lacks else ""
    if row.state == State.AWAITING_SIGNATURE:
        return f"รอ ผอ. ตั้งแต่ {_tiny(row.asked_to_sign_at)}"
    if row.state == State.EXPIRED:
        return f"ไม่มีคำตอบใน {nbsp(row.link_days, 'วัน')}"
    if row.state == State.REVOKED:
        why = f" “{row.revoked_reason}”" if rules.may_read_packet(user, row) else ""
        return f"โรงเรียนยกเลิก {_tiny(row.revoked_at)}{why}"
    if row.state == State.CLOSED:
        outcome = f" · {row.get_outcome_display()}" if row.outcome else ""
        return f"ปิด {_tiny(row.closed_at)}{outcome}"
    return _answered(row, answers[-1]) if answers else ""


def _answered(row: Referral, last: Reply) -> str:
    if row.state == State.DECLINED:
        return f"“{last.get_why_display()}”" if last.why else "หน่วยงานไม่รับ"
    count = len(last.advice_lines)
    said = [
        f"นัด {format_tiny(last.appointment_on)}" if last.appointment_on else "",
        f"มีคำแนะนำ {nbsp(count, 'ข้อ')}" if count else "",
    ]
    return " · ".join(filter(None, said)) or last.get_result_display()


def _tiny(at: Any) -> str:
    return format_tiny(timezone.localdate(at)) if at else ""


def board_rows(seen: ReferralQuerySet, user: User) -> list[Referral]:
    """Of each state the first: open ones longest waiting first, of the closed the newest."""
    place = Window(RowNumber(), partition_by=[F("state")], order_by=[F("sent_on").asc(), F("drafted_at").asc()])
    running = seen.exclude(state=State.CLOSED).annotate(place=place).filter(place__lte=COLUMN)
    closed = seen.filter(state=State.CLOSED).order_by("-closed_at", "-pk")[:CLOSED_SHOWN]
    in_order = with_what_cards_say(running.order_by("sent_on", "drafted_at", "pk"), user)
    return [*in_order, *with_what_cards_say(closed, user)]


def table_rows(user: User, asked: Asked) -> ReferralQuerySet:
    """The letters an address asks for, in its order. Without a state: those that are not closed."""
    rows = asked.narrow(Referral.objects.visible_to(user), user)
    if not asked.state:
        rows = rows.exclude(state=State.CLOSED)
    elif asked.state != "all":
        rows = rows.filter(state=asked.state)
    rows = rows.annotate(state_rank=STATE_RANK, waits_since=WAITS_SINCE)
    turned = asked.sort.startswith("-")
    names = SORTS[asked.sort.removeprefix("-")]
    if names == SORTS["waiting"]:
        turned = not turned  # the most days are the earliest day
    in_order = [F(name).desc(nulls_last=True) if turned else F(name).asc(nulls_last=True) for name in names]
    return with_what_cards_say(rows.order_by(*in_order, "pk"), user)


def levels_of(seen: ReferralQuerySet) -> list[Level]:
    numbers = seen.order_by("student__level").values_list("student__level", flat=True).distinct()
    return [Level(number) for number in numbers]


def types_of(seen: ReferralQuerySet) -> list[AgencyType]:
    kinds = AgencyType.objects.filter(agencies__referrals__in=seen).distinct()
    return list(kinds.order_by("position"))
