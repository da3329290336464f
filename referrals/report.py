"""A school's letters of a year or a term in numbers: to whom, how they ended, how long an answer took. No child.

A letter belongs to the period in which it was sent, and stands in exactly one column, so that the columns sum to
what was sent. Times count working days from sending to the first answer (B11: the first answer stops the clock).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from referrals.answer_times import Times, Took, times
from referrals.clock import waiting, within
from referrals.models import INSIDE_OPEN, Agency, FollowUp, Inside, InsideState, Outcome, Referral, Reply, State, To
from referrals.waiting import holidays_of
from schools import calendar
from schools.models import AcademicYear, School, User

YEARS = 5  # to choose from; the award asks for three (domain.md D.8)
ANSWERED, DECLINED, WAITING, EXPIRED, REVOKED, ENDED = (
    "answered",
    "declined",
    "waiting",
    "expired",
    "revoked",
    "ended",
)
STANDINGS = {
    ANSWERED: "ตอบแล้ว",
    DECLINED: "ไม่รับ",
    WAITING: "ยังรอ",
    EXPIRED: "หมดอายุ",
    REVOKED: "เพิกถอน",
    ENDED: "ปิดโดยไม่มีคำตอบ",
}
SAY_COLUMNS = (
    "ตอบแล้ว: รับดูแล ขอข้อมูลเพิ่ม หรือส่งต่อเฉพาะทาง รวมที่ปิดแล้ว · มัธยฐาน: วันทำการตั้งแต่ส่งถึงคำตอบแรก · "
    "ทันกำหนด: ตอบภายใน 7 วันทำการ (เร่งด่วน 3) จากเรื่องที่ตอบแล้วหรือเลยกำหนดแล้ว"
)


@dataclass(frozen=True)
class Period:
    """A year "2568" or a term "2568-1". A term lasts until the next begins: together the two are the year."""

    key: str
    label: str
    since: date
    until: date


@dataclass(frozen=True)
class Letter:
    """One letter that was sent, as the report and its list read it."""

    referral: Referral
    agency: Agency
    standing: str
    took: Took

    @property
    def word(self) -> str:
        return STANDINGS[self.standing]

    @property
    def days(self) -> str:
        return "–" if self.took.days is None else str(self.took.days)


@dataclass(frozen=True)
class Row:
    """A line of a table: its letters, and what is counted of them. `agency` and `kind` narrow its lists."""

    label: str
    letters: tuple[Letter, ...]
    agency: str = ""
    kind: str = ""

    @property
    def sent(self) -> int:
        return len(self.letters)

    @property
    def only(self) -> str:
        """The one agency that all of them went to; "" when there were several."""
        names = {one.agency.name for one in self.letters}
        return names.pop() if len(names) == 1 else ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(standing, number) of every column; together they are `sent`."""
        return [(standing, sum(one.standing == standing for one in self.letters)) for standing in STANDINGS]

    @property
    def times(self) -> Times:
        return times(one.took for one in self.letters)


@dataclass(frozen=True)
class InsideRow:
    """Internal referrals to one duty. `open` are asked or taken and not done."""

    label: str
    sent: int
    open: int
    done: int
    declined: int
    revoked: int
    times: Times


@dataclass(frozen=True)
class Followed:
    """Asking after the service: `due` until today, of these `done` and `skipped`; (word, number) of what was found."""

    due: int
    done: int
    skipped: int
    found: list[tuple[str, int]]

    @property
    def undone(self) -> int:
        return self.due - self.done - self.skipped


@dataclass(frozen=True)
class Report:
    school: School
    period: Period
    total: Row
    by_agency: list[Row]
    by_type: list[Row]
    inside: list[InsideRow]
    outcomes: list[tuple[str, int]]
    followed: Followed
    unsent: int

    @property
    def is_empty(self) -> bool:
        return not (self.total.sent or self.inside or self.unsent)


def periods(user: User, school: School, today: date) -> list[Period]:
    """The years that have begun, each with its terms, newest first."""
    rows = AcademicYear.objects.visible_to(user).filter(area=school.area_id, starts_on__lte=today)
    found: list[Period] = []
    for year in rows.prefetch_related("terms").order_by("-year")[:YEARS]:
        begins = [(term.number, term.starts_on) for term in year.terms.all()]
        found += _of_year(year.year, year.starts_on, year.ends_on, begins, today)
    if not found:
        number = calendar.academic_year(today)
        begins = [(term.number, term.from_on) for term in calendar.default_terms(number)]
        found = _of_year(number, *calendar.academic_year_dates(number), begins, today)
    return found


def _of_year(year: int, since: date, until: date, begins: Sequence[tuple[int, date]], today: date) -> list[Period]:
    made = [Period(str(year), f"ปีการศึกษา {year}", since, until)]
    starts = [since, *(begin for _, begin in begins[1:])]
    ends = [*(begin - timedelta(days=1) for _, begin in begins[1:]), until]
    for (number, _), start, end in zip(begins, starts, ends, strict=True):
        if start <= today:
            made.append(Period(f"{year}-{number}", f"ภาคเรียนที่ {number}/{year}", start, end))
    return made


def report(user: User, school: School, period: Period, today: date) -> Report:
    letters = letters_of(user, school, period, today)
    mine = Referral.objects.visible_to(user).filter(school=school)
    drafted = mine.filter(state__in=(State.DRAFT, State.AWAITING_SIGNATURE))
    day_after = period.until + timedelta(days=1)
    return Report(
        school=school,
        period=period,
        total=Row("ทั้งหมด", tuple(letters)),
        by_agency=_rows(letters, lambda one: (one.agency.name, one.agency.public_id, "")),
        by_type=_rows(letters, lambda one: (one.agency.type.name, "", one.agency.type.code)),
        inside=inside_of(user, school, period),
        outcomes=_outcomes(letters),
        followed=followed(user, letters, today),
        unsent=drafted.filter(drafted_at__date__gte=period.since, drafted_at__date__lt=day_after).count(),
    )


def letters_of(user: User, school: School, period: Period, today: date) -> list[Letter]:
    """What she may see of the period's letters, by the day of sending; two statements."""
    first = Reply.objects.filter(referral=OuterRef("pk")).order_by("number", "pk")
    last = first.reverse()
    rows = Referral.objects.visible_to(user).filter(
        school=school, sent_on__range=(period.since, period.until), agency__isnull=False
    )
    rows = rows.select_related("agency__type", "agency__merged_into__type").annotate(
        first_answer_on=Subquery(first.values("received_on")[:1]),
        last_result=Subquery(last.values("result")[:1]),
    )
    known = holidays_of({school.area_id})[school.area_id]
    return [_letter(row, row.agency, today, known) for row in rows.order_by("sent_on", "pk") if row.agency]


def _letter(row: Referral, agency: Agency, today: date, holidays: Collection[date]) -> Letter:
    answered_on: date | None = getattr(row, "first_answer_on", None)
    sent_on = row.sent_on or today
    asked = within(is_urgent=row.is_urgent)
    standing = standing_of(row, getattr(row, "last_result", None))
    if answered_on:
        took = Took(waiting(sent_on, answered_on, holidays, is_urgent=row.is_urgent).days, asked)
    else:
        silent = waiting(sent_on, today, holidays, is_urgent=row.is_urgent).is_silent
        took = Took(None, asked, is_overdue=silent and standing in (WAITING, EXPIRED))
    return Letter(row, agency.merged_into or agency, standing, took)


def standing_of(row: Referral, last_result: str | None) -> str:
    """The one column a letter stands in."""
    if row.revoked_at is not None:
        return REVOKED
    if last_result is not None:
        return DECLINED if last_result == Reply.Result.DECLINED else ANSWERED
    if row.state == State.EXPIRED:
        return EXPIRED
    return ENDED if row.state == State.CLOSED else WAITING


def _rows(letters: Iterable[Letter], of: Callable[[Letter], tuple[str, str, str]]) -> list[Row]:
    """Most letters first."""
    grouped = groupby(sorted(letters, key=of), key=of)
    rows = [Row(label, tuple(some), agency, kind) for (label, agency, kind), some in grouped]
    return sorted(rows, key=lambda row: (-row.sent, row.label))


def _outcomes(letters: Sequence[Letter]) -> list[tuple[str, int]]:
    closed = [one.referral.outcome for one in letters if one.referral.state == State.CLOSED]
    told = [(outcome.label, closed.count(outcome.value)) for outcome in Outcome if outcome.value in closed]
    return [*told, ("ปิดโดยไม่ระบุผล", closed.count(""))] if "" in closed else told


def followed(user: User, letters: Sequence[Letter], today: date) -> Followed:
    rows = FollowUp.objects.visible_to(user).filter(referral__in=[one.referral.pk for one in letters])
    every = list(rows.order_by().values_list("due_on", "found"))
    due = [found for due_on, found in every if found or due_on <= today]
    done = [found for found in due if found and found != FollowUp.Found.SKIPPED]
    words = [(one.label, done.count(one.value)) for one in FollowUp.Found if one.value in done]
    return Followed(len(due), len(done), due.count(FollowUp.Found.SKIPPED.value), words)


def inside_of(user: User, school: School, period: Period) -> list[InsideRow]:
    """What was asked inside the house or of the area's office, by duty; times until somebody said yes or no."""
    day_after = period.until + timedelta(days=1)
    rows = Inside.objects.visible_to(user).filter(
        school=school, sent_at__date__gte=period.since, sent_at__date__lt=day_after
    )
    known = holidays_of({school.area_id})[school.area_id]
    every = list(rows.order_by("pk"))
    found = []
    for to in To:
        some = [one for one in every if one.to == to]
        if some:
            states = [one.state for one in some]
            found.append(
                InsideRow(
                    to.label,
                    len(some),
                    sum(state in INSIDE_OPEN for state in states),
                    states.count(InsideState.DONE),
                    states.count(InsideState.DECLINED),
                    states.count(InsideState.REVOKED),
                    times(_took(one, known) for one in some),
                )
            )
    return found


def _took(one: Inside, holidays: Collection[date]) -> Took:
    asked = within(is_urgent=one.is_urgent)
    sent_on, today = timezone.localdate(one.sent_at), timezone.localdate()
    if one.answered_at is None:
        return Took(None, asked, is_overdue=one.is_late(today))
    return Took(waiting(sent_on, timezone.localdate(one.answered_at), holidays).days, asked)
