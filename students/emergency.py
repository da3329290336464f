"""What an emergency opens and to whom, whose it may be, and what of it still waits for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from schools import calendar, duties
from schools.models import Classroom, Role, User
from schools.thai import fold
from students.models import Alert, Emergency, Guardian, Health, Student
from students.models.student import WHOLE_SCHOOL
from students.suspicion import is_home_suspected

if TYPE_CHECKING:
    from students.models.sharing import EmergencyQuerySet

MOST_NAMES = 10
ORDER = (Role.HOMEROOM, Role.COUNSELOR, Role.HEAD)  # whom to ring first


@dataclass(frozen=True)
class Phone:
    """Somebody to ring: a number beside each name."""

    name: str
    duty: str
    number: str


@dataclass(frozen=True)
class Opened:
    """All that the page of an emergency shows of a child: T2 for her safety, and what must not be done (T3)."""

    facts: tuple[tuple[str, str], ...]
    health: tuple[tuple[str, str], ...]
    guardians: tuple[Phone, ...]
    staff: tuple[Phone, ...]
    alerted_at: datetime | None
    is_home_suspected: bool


def emergency_sections(user: User, student: Student) -> Opened:
    """Who she is, health, telephones, and whether there is an alarm about her. The one place that says so.

    No notes, no answers to an instrument, nothing of a visit or a case, no levels of screening.
    """
    alerts = list(Alert.objects.visible_to(user).unsettled().filter(student=student).order_by("raised_at"))
    return Opened(
        facts=facts(student),
        health=health(Health.objects.visible_to(user).filter(student=student).first(), student),
        guardians=tuple(
            Phone(str(one), one.kinship or one.get_relation_display(), one.phone)
            for one in Guardian.objects.visible_to(user).filter(student=student).order_by("pk")
        ),
        staff=tuple(phones_of_staff(student)),
        alerted_at=alerts[0].raised_at if alerts else None,
        is_home_suspected=is_home_suspected(student),
    )


def facts(student: Student) -> tuple[tuple[str, str], ...]:
    named = [
        ("ชื่อเล่น", student.nickname),
        ("เพศ", student.get_sex_display()),
        ("วันเกิด", calendar.format_short(student.born_on) if student.born_on else ""),
        ("ที่อยู่", student.address),
        ("โทรศัพท์นักเรียน", student.phone),
    ]
    return tuple((label, value) for label, value in named if value)


def health(known: Health | None, student: Student) -> tuple[tuple[str, str], ...]:
    named = [
        ("แพ้ยาหรืออาหาร", known.allergies if known else ""),
        ("โรคประจำตัว", known.conditions if known else ""),
        ("ยาที่ต้องใช้", known.medicines if known else ""),
        ("สถานพยาบาลประจำ", known.hospital if known else ""),
        ("ความพิการ", known.get_disability_display() if known and known.disability else ""),
        ("กลุ่มเลือด", student.blood_group),
    ]
    return tuple((label, value) for label, value in named if value)


def phones_of_staff(student: Student) -> list[Phone]:
    """Her homeroom teachers, the counselors and heads of her school; nobody who is shut out from her."""
    of_school = Q(school=student.school_id, role__in=[Role.COUNSELOR, Role.HEAD])
    teaches = Q(classroom=student.classroom_id, role=Role.HOMEROOM) if student.classroom_id else Q(pk__in=[])
    held = duties.held(timezone.localdate(), *ORDER).filter(of_school | teaches)
    held = held.exclude(user__exclusions__student=student)
    ordered = sorted(held, key=lambda one: (ORDER.index(Role(one.role)), one.pk))
    return [Phone(one.user.display_name, str(Role(one.role).label).split("/")[0], one.user.phone) for one in ordered]


def rooms_with_names(user: User) -> QuerySet[Classroom]:
    """This year's rooms of her schools."""
    today = timezone.localdate()
    rooms = Classroom.objects.filter(
        school__in=user.rights.care_schools, year__starts_on__lte=today, year__ends_on__gte=today
    )
    return rooms.in_order()


def named(user: User, room: Classroom, words: str) -> list[Student]:
    """Children of the room whose name holds what was typed; she names one before she opens one."""
    key = fold(words)
    found = Student.objects.nameable_to(user).in_room(room).filter(search_key__contains=key) if key else ()
    return list(found.by_number()[:MOST_NAMES]) if found else []


def running_for(user: User, student: Student) -> Emergency | None:
    """The emergency through which alone she sees this child now: no duty of hers opens her."""
    rights = user.rights
    has_duty = (
        student.school_id in rights.schools(*WHOLE_SCHOOL)
        or student.classroom_id in rights.rooms
        or (student.school_id, student.level) in rights.levels
    )
    if has_duty or student.school_id not in rights.care_schools:
        return None
    return Emergency.objects.visible_to(user).filter(user=user, student=student).running(timezone.now()).first()


def unreviewed_emergencies(user: User) -> "EmergencyQuerySet":
    """What waits for this counselor or head, the oldest first: cards of วันนี้ count these."""
    return Emergency.objects.to_review(user)


@dataclass(frozen=True)
class Audited:
    """One line for the auditor: no child, and not what was typed about one."""

    code: str
    school: str
    person: str
    why: str
    opened_at: datetime
    until_at: datetime
    closed_at: datetime | None
    review_by_at: datetime
    reviewed_at: datetime | None
    verdict: str
    left_to_area: bool

    @property
    def why_word(self) -> str:
        return str(Emergency.Why(self.why).label)

    @property
    def verdict_word(self) -> str:
        return str(Emergency.Verdict(self.verdict).label) if self.verdict else ""


def emergencies_of_area() -> Sequence[Audited]:
    """Those of the acting auditor's area, through the database's function; for everybody else there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM emergencies_of_area()")
        return [Audited(*row) for row in cursor.fetchall()]
