"""Which letters wait for an answer: for the school with whom to ring, for the area as schools without a child."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from referrals.clock import Waiting, due_on, waiting, years_unknown
from referrals.models import Agency, Contact, Inside, InsideState, Referral, Reminder, State, WaitingCount
from referrals.models.inside import InsideQuerySet
from referrals.models.referral import ReferralQuerySet
from schools.models import Holiday, School, User
from schools.thai import nbsp

UNANSWERED = (State.SENT, State.EXPIRED)  # a link that has expired brought no answer
FEW = 5  # fewer letters of a school are told to nobody outside (decisions B6)
LONG, LONGER = 20, 40  # working days; the area reads bands and no day by which a letter could be known
MOST = 300  # letters on one page; more than any school has under way

Holidays = Mapping[int, Collection[date]]  # by area


@dataclass(frozen=True)
class Caller:
    """Whom to ring at an agency: its first contact, else the office."""

    name: str
    phone: str


@dataclass(frozen=True)
class WaitingLetter:
    referral: Referral
    waiting: Waiting
    due_on: date | None
    caller: Caller
    last: Reminder | None

    @property
    def is_expired(self) -> bool:
        return self.referral.state == State.EXPIRED


@dataclass(frozen=True)
class SchoolWaits:
    """A school of the area whose letters wait long, as far as its office may know it."""

    school: School
    late: int
    longest: int

    @property
    def words(self) -> str:
        """ "<5 เรื่อง" or "5 เรื่องขึ้นไป": never the number, which beside another table would tell a small one."""
        return nbsp(f"<{FEW}", "เรื่อง") if self.late < FEW else nbsp(FEW, "เรื่องขึ้นไป")

    @property
    def since(self) -> str:
        if self.longest >= LONGER:
            return nbsp("นานสุดเกิน", LONGER, "วันทำการ")
        return nbsp("นานสุดเกิน" if self.longest >= LONG else "นานสุดไม่ถึง", LONG, "วันทำการ")


def unanswered(user: User) -> ReferralQuerySet:
    """Letters that have left and brought no answer, longest first."""
    rows = Referral.objects.visible_to(user).filter(state__in=UNANSWERED, sent_on__isnull=False)
    return rows.order_by("sent_on", "pk")


def waiting_letters(user: User, today: date, *, agency: Agency | None = None) -> list[WaitingLetter]:
    """Of the schools whose counselor or head she is, with whom to ring and when somebody last did."""
    mine = user.rights.schools("counselor", "head")
    rows = unanswered(user).filter(school__in=mine).select_related("student", "agency", "school", "link")
    if agency is not None:
        rows = rows.filter(agency=agency)
    asked = Reminder.objects.visible_to(user).exclude(by=None).select_related("by")
    contacts = Contact.objects.visible_to(user)
    rows = rows.prefetch_related(
        Prefetch("reminders", asked, to_attr="reminded"), Prefetch("agency__contacts", contacts, to_attr="people")
    )
    letters = list(rows[:MOST])
    known = holidays_of({row.school.area_id for row in letters})
    return [_letter(row, today, known.get(row.school.area_id, ())) for row in letters]


def _letter(row: Referral, today: date, holidays: Collection[date]) -> WaitingLetter:
    sent_on = row.sent_on or today
    return WaitingLetter(
        row,
        waiting(sent_on, today, holidays, is_urgent=row.is_urgent),
        due_on(row, holidays),
        caller(row.agency, getattr(row.agency, "people", ())),
        next(iter(getattr(row, "reminded", ())), None),
    )


def caller(agency: Agency | None, people: Iterable[Contact]) -> Caller:
    if agency is None:
        return Caller("", "")
    first = next((one for one in people if one.phone), None)
    return Caller(first.name, first.phone) if first else Caller(agency.contact, agency.phone)


def letters_to_sign(user: User) -> ReferralQuerySet:
    """On her table as a head, longest waiting first: the number of "วันนี้", and the way from one to the next."""
    rows = Referral.objects.visible_to(user).to_sign().filter(school__in=user.rights.schools("head"))
    return rows.order_by("asked_to_sign_at", "pk")


def waiting_inside(user: User, today: date) -> InsideQuerySet:
    """Internal referrals of her schools that nobody has taken and whose day is over, oldest first."""
    rows = Inside.objects.visible_to(user).filter(state=InsideState.PENDING, due_on__lt=today)
    return rows.filter(school__in=user.rights.care_schools).select_related("student").order_by("due_on", "pk")


def holidays_of(areas: Collection[int]) -> dict[int, set[date]]:
    """The holidays of areas, in one statement."""
    found: dict[int, set[date]] = {area: set() for area in areas}
    for area, on in Holiday.objects.filter(area__in=areas).order_by().values_list("area", "on"):
        found[area].add(on)
    return found


def years_without_holidays(user: User, since: date, today: date) -> list[int]:
    """The พ.ศ. years of the span in which, for one of her schools, weekends alone were left out."""
    mine = user.rights.schools("counselor", "head")
    areas = set(School.objects.visible_to(user).filter(pk__in=mine).values_list("area", flat=True))
    known = holidays_of(areas)
    return sorted({year for area in areas for year in years_unknown(since, today, known[area])})


def late_schools(user: User) -> list[SchoolWaits]:
    """Schools of an area officer's areas with letters that wait ten working days and more, longest first.

    Counted every hour from 6 o'clock; no letter, no agency and no child stands behind it for her.
    """
    areas = user.rights.areas_as("area_officer")
    rows = WaitingCount.objects.visible_to(user).filter(late__gt=0, school__area__in=areas).select_related("school")
    return [SchoolWaits(row.school, row.late, row.longest) for row in rows.order_by("-longest", "school__name", "pk")]
