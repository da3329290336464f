"""How far a campaign is: rooms with their teachers, schools of an area. Counts, never a name of a child."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from schools import calendar
from schools.models import Appointment, Classroom, Role, School, User
from students.figures import seated
from students.models import Campaign, IncomeLimit, RoomCount

LIMIT = 3000  # baht per head and month, the usual figure of นร./กสศ.01 (domain.md D.3)


@dataclass
class RoomVisits:
    classroom: Classroom
    enrolled: int
    visited: int
    teachers: list[User] = field(default_factory=list)

    @property
    def left(self) -> int:
        return max(self.enrolled - self.visited, 0)

    @property
    def names(self) -> str:
        return " ".join(teacher.call_name for teacher in self.teachers) or "ยังไม่มีครูประจำชั้น"


@dataclass
class SchoolVisits:
    school: School
    enrolled: int = 0
    visited: int = 0

    @property
    def left(self) -> int:
        return max(self.enrolled - self.visited, 0)

    @property
    def percent(self) -> int:
        return self.visited * 100 // self.enrolled if self.enrolled else 0


def counted(campaign: Campaign) -> dict[int, int]:
    """Room → children visited, of the schools whose figures the acting person may read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT classroom_id, visited FROM visit_coverage(%s)", [campaign.pk])
        return dict(cursor.fetchall())


def current(school: School, today: date) -> Campaign | None:
    """The campaign that runs in a school, or ran last in this academic year; its own before the area's."""
    return running([school], today).get(school.pk)


def running(schools: Iterable[School], today: date) -> dict[int, Campaign]:
    """School → its campaign of today, each knowing its last day; one statement for any number of schools."""
    ours = list(schools)
    found = list(
        Campaign.objects.filter(Q(school__in=ours) | Q(school=None, area__in={school.area_id for school in ours}))
        .filter(year__starts_on__lte=today, year__ends_on__gte=today)
        .select_related("year")
        .latest_first()
    )
    for campaign in found:
        campaign.knows_later(found)
    begun = [campaign for campaign in found if campaign.opens_on <= today]
    held = {school.pk: [one for one in begun if one.is_of(school)] for school in ours}
    return {school: campaigns[0] for school, campaigns in held.items() if campaigns}


def rooms_of(user: User, campaign: Campaign, *, on: date) -> list[RoomVisits]:
    """The rooms the person may see, in order; four statements."""
    whose = Q(school=campaign.school_id) if campaign.school_id else Q(school__area=campaign.area_id)
    rooms = list(
        Classroom.objects.visible_to(user)
        .filter(whose, year=campaign.year_id, count__enrolled__gt=0)
        .select_related("school")
        .in_order()
    )
    visited, here = counted(campaign), seated(room.pk for room in rooms)
    teachers = teachers_of([room.pk for room in rooms], on)
    return [
        RoomVisits(room, here.get(room.pk, 0), visited.get(room.pk, 0), teachers.get(room.pk, [])) for room in rooms
    ]


def teachers_of(rooms: Iterable[int], on: date) -> dict[int, list[User]]:
    held = Appointment.objects.on(on).filter(role=Role.HOMEROOM, classroom__in=list(rooms), user__is_active=True)
    found: dict[int, list[User]] = {}
    for appointment in held.select_related("user").order_by("from_on", "pk"):
        if appointment.classroom_id:
            found.setdefault(appointment.classroom_id, []).append(appointment.user)
    return found


def schools_of(user: User, campaign: Campaign) -> list[SchoolVisits]:
    """Schools with their numbers: for the area, without any child."""
    schools = School.objects.visible_to(user).filter(area=campaign.area_id).order_by("name", "pk")
    if campaign.school_id:
        schools = schools.filter(pk=campaign.school_id)
    found = {school.pk: SchoolVisits(school) for school in schools}
    visited = counted(campaign)
    counts = RoomCount.objects.visible_to(user).filter(school__in=found, classroom__year=campaign.year_id)
    for room, school, enrolled in counts.values_list("classroom_id", "school_id", "enrolled"):
        found[school].enrolled += enrolled
        found[school].visited += visited.get(room, 0)
    return [line for line in found.values() if line.enrolled]


def limit_of(area_id: int, year: int) -> int:
    """Baht per head and month up to which support may be asked for: the year's, else the last known, else 3,000."""
    known = IncomeLimit.objects.filter(area=area_id, year__lte=year).order_by("-year").values_list("baht", flat=True)
    return known.first() or LIMIT


def reminder(campaign: Campaign, rooms: list[RoomVisits], *, address: str) -> str:
    """A text to paste into LINE: rooms and teachers that are not finished, and no child's name."""
    late = [room for room in rooms if room.left]
    if not late:
        return ""
    lines = [
        f"แจ้งครูประจำชั้น: {campaign.name}",
        f"เยี่ยมและบันทึกให้ครบภายใน {calendar.format_long(campaign.closes_on)}",
        "ห้องที่ยังไม่ครบ",
        *(f"• {room.classroom.name} {room.names} เหลือ {room.left} คน" for room in late),
        f"บันทึกได้ที่ {address}",
        "ถ้าติดขัด ทักครูแนะแนวได้เลย ขอบคุณค่ะ",
    ]
    return "\n".join(lines)


def school_reminder(campaign: Campaign, schools: list[SchoolVisits]) -> str:
    """The same for schools that have visited nobody yet."""
    late = [f"• รร.{line.school.name}" for line in schools if not line.visited]
    if not late:
        return ""
    return "\n".join(
        [
            f"แจ้งโรงเรียนที่ยังไม่เริ่ม{campaign.name}",
            f"ขอให้เยี่ยมและบันทึกให้ครบภายใน {calendar.format_long(campaign.closes_on)}",
            *late,
        ]
    )
