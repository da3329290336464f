"""What a school wants to know of an agency before it writes: does it take this child, is there an agreement, how long
does it usually take to answer, with whom is one speaking on the telephone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, Prefetch, Q
from django.utils import timezone

from referrals.answer_times import Times, Took, times
from referrals.clock import due_on, waiting, within
from referrals.fitting import ages, hours, serves, wrong_age, wrong_place
from referrals.models import Agency, Agreement, Referral, State
from referrals.models.agreement import AgreementQuerySet
from referrals.models.referral import ReferralQuerySet
from schools.models import Holiday, School, User
from schools.thai import fold
from students.models import Student

WRONG_AGE, WRONG_PLACE = "อายุไม่อยู่ในเกณฑ์", "ตรวจพื้นที่ก่อน"
FEW = 3  # answers before "usually" may be said
UNANSWERED = (State.SENT, State.EXPIRED, State.REVOKED)
LEFT = Q(sent_on__isnull=False)


@dataclass(frozen=True)
class Choice:
    """An agency as it is offered for one child: what it does and where, and what speaks against it."""

    agency: Agency
    wrong_age: str
    wrong_place: str
    agreement: str
    usual: str

    @property
    def is_fit(self) -> bool:
        return not (self.wrong_age or self.wrong_place)

    @property
    def doubt(self) -> str:
        """What speaks against it, beside its name in a select."""
        return " · ".join(each for each in (self.wrong_age and WRONG_AGE, self.wrong_place and WRONG_PLACE) if each)

    @property
    def does(self) -> str:
        """Its services, each on a line of the network's page, here on one."""
        return " · ".join(line.strip() for line in self.agency.services.splitlines() if line.strip())

    @property
    def words(self) -> str:
        """One line below its name, nothing that is not known."""
        agency = self.agency
        told = (self.wrong_age or ages(agency), self.wrong_place or serves(agency), hours(agency))
        return " · ".join(each for each in (*told, self.agreement, self.usual) if each)


def suited(school: School, student: Student) -> list[Choice]:
    """What a letter of this school about this child may be addressed to; first those that take its age and place."""
    today = timezone.localdate()
    agreements = Agreement.objects.running(today).filter(Q(school=None) | Q(school=school)).order_by("title", "pk")
    rows = Agency.objects.in_use_by(school).prefetch_related(
        Prefetch("agreements", agreements, to_attr="running_agreements")
    )
    took = answers(Referral.objects.filter(school=school), holidays_of(school.area_id), today)
    choices = [
        Choice(
            agency=agency,
            wrong_age=wrong_age(agency, student, today),
            wrong_place=wrong_place(agency, student, school),
            agreement="มีบันทึกข้อตกลง" if getattr(agency, "running_agreements", []) else "",
            usual=usual(times(took.get(agency.pk, []))),
        )
        for agency in rows
    ]
    return sorted(choices, key=lambda choice: (bool(choice.wrong_age), bool(choice.wrong_place)))


def usual(told: Times) -> str:
    """ "ปกติตอบใน 4 วันทำการ", once there are enough answers to say so."""
    return f"ปกติตอบใน\u00a0{told.median_words}\u00a0วันทำการ" if told.answered >= FEW else ""


def holidays_of(area: int) -> set[date]:
    return set(Holiday.objects.filter(area=area).order_by().values_list("on", flat=True))


def answers(letters: ReferralQuerySet, holidays: Collection[date], today: date) -> dict[int, list[Took]]:
    """Per agency, how long each of these letters took or has been taking."""
    rows = letters.filter(LEFT, agency__isnull=False).annotate(first_on=Min("replies__received_on")).order_by("pk")
    found: dict[int, list[Took]] = {}
    for row in rows.only("agency", "sent_on", "state", "is_urgent"):
        found.setdefault(row.agency_id or 0, []).append(_took(row, holidays, today))
    return found


def _took(row: Referral, holidays: Collection[date], today: date) -> Took:
    first_on: date | None = getattr(row, "first_on", None)
    asked = within(is_urgent=row.is_urgent)
    if row.sent_on is not None and first_on is not None:
        return Took(waiting(row.sent_on, first_on, holidays).days, asked)
    due = due_on(row, holidays)
    return Took(None, asked, row.state in UNANSWERED and due is not None and due < today)


@dataclass(frozen=True)
class Standing:
    """The letters to one agency that the person may see: how many, how many wait, how long it takes."""

    letters: int
    waiting: int
    times: Times


def standing(user: User, agency: Agency, today: date) -> Standing:
    """Of the agency and of the doubles that were merged into it."""
    rows = Referral.objects.visible_to(user).filter(Q(agency=agency) | Q(agency__merged_into=agency)).filter(LEFT)
    took = answers(rows, holidays_of(agency.area_id), today)
    every = [one for each in took.values() for one in each]
    return Standing(len(every), sum(one.days is None for one in every), times(every))


def expiring_agreements(user: User, today: date) -> AgreementQuerySet:
    """Those she keeps whose last day is nearer than they ask to be reminded, the nearest first."""
    rights = user.rights
    own = Q(school__in=rights.schools("counselor"))
    areas = Q(school=None, area__in=rights.areas_as("area_officer", "area_admin"))
    return Agreement.objects.visible_to(user).filter(own | areas).expiring(today).order_by("until_on", "pk")


@dataclass(frozen=True)
class Wanted:
    """What the list of agencies is narrowed to. Empty: everything."""

    words: str = ""
    kind: str = ""
    district: str = ""
    age: int | None = None
    agreed: bool = False

    @property
    def is_anything(self) -> bool:
        return bool(self.words or self.kind or self.district or self.agreed or self.age is not None)


@dataclass(frozen=True)
class Listed:
    """An agency on the list with who is called there and whether an agreement runs."""

    agency: Agency
    may_keep: bool = False
    contacts: list[str] = field(default_factory=list)

    @property
    def ages(self) -> str:
        return ages(self.agency)

    @property
    def is_agreed(self) -> bool:
        return bool(getattr(self.agency, "running_agreements", []))


def found(user: User, wanted: Wanted, today: date) -> list[Agency]:
    """The agencies of her lists that answer it, kind by kind, each with `running_agreements`; doubles are not listed.

    Words are found in names, addressees, services, places and contacts, as they sound.
    """
    agreements = Agreement.objects.visible_to(user).running(today).order_by("title", "pk")
    rows = Agency.objects.visible_to(user).filter(merged_into=None).select_related("type", "school")
    rows = rows.prefetch_related("contacts", Prefetch("agreements", agreements, to_attr="running_agreements"))
    if wanted.kind:
        rows = rows.filter(type__code=wanted.kind)
    if wanted.district:
        rows = rows.filter(district=wanted.district)
    words = fold(wanted.words)
    return [
        row
        for row in rows.order_by("type__position", "name", "pk")
        if words in _said(row)
        and (wanted.age is None or row.accepts(wanted.age))
        and (not wanted.agreed or getattr(row, "running_agreements", []))
    ]


def _said(agency: Agency) -> str:
    people = [f"{one.name} {one.position}" for one in agency.contacts.all()]
    told = [agency.name, agency.addressee, agency.services, agency.serves, agency.district, agency.contact, *people]
    return " ".join(fold(each) for each in told)


def districts(user: User) -> list[str]:
    rows = Agency.objects.visible_to(user).exclude(district="").order_by("district").values_list("district", flat=True)
    return list(dict.fromkeys(rows))


def doubles(agencies: Iterable[Agency]) -> list[list[Agency]]:
    """Agencies in use that are likely the same office: the same name as it sounds, or the same telephone number.

    Short numbers (191, 1300) and the invented number of the demo are many offices'.
    """
    groups: dict[str, list[Agency]] = {}
    for agency in agencies:
        for mark in _marks(agency):
            groups.setdefault(mark, []).append(agency)
    unlike: dict[tuple[int, ...], list[Agency]] = {}
    for group in groups.values():
        if len(group) > 1:
            unlike.setdefault(tuple(one.pk for one in group), group)
    return list(unlike.values())


SHORT = {
    "รพ.สต.": "โรงพยาบาลส่งเสริมสุขภาพตำบล",
    "รพ.": "โรงพยาบาล",
    "สภ.": "สถานีตำรวจภูธร",
    "สนง.": "สำนักงาน",
    "อ.": "อำเภอ",
}


def _marks(agency: Agency) -> list[str]:
    name = agency.name
    for short, long in SHORT.items():
        name = name.replace(short, long)
    digits = "".join(letter for letter in agency.phone if letter.isdigit())
    number = [digits] if len(digits) >= 9 and digits.strip("0") else []
    return [fold(name), *number]
