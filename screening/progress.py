"""Who has not filled in yet: rooms of a school with their teachers, or schools of an area. Counts, never names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from schools import calendar
from schools.models import Appointment, Classroom, Role, School, User
from screening import figures
from screening.models import Count, Round, Submission
from students.figures import seated
from students.models import RoomCount

NOTHING = figures.Sums()


@dataclass
class RoomProgress:
    """`done` children of `enrolled` are fully screened; `filled` of `cells` cells are filled.

    `minded` children have an SDQ of the round's informant.
    """

    classroom: Classroom
    enrolled: int
    done: int
    filled: int
    cells: int
    minded: int
    submission: Submission | None
    teachers: list[User] = field(default_factory=list)

    @property
    def is_submitted(self) -> bool:
        return bool(self.submission and self.submission.submitted_at)

    @property
    def is_asking(self) -> bool:
        return bool(self.submission and self.submission.asked_at)

    @property
    def left(self) -> int:
        return max(self.enrolled - self.done, 0)

    @property
    def names(self) -> str:
        return " ".join(teacher.call_name for teacher in self.teachers) or "ยังไม่มีครูประจำชั้น"


@dataclass
class SchoolProgress:
    school: School
    rooms: int
    started: int
    submitted: int


def rooms_of(user: User, round_: Round, *, on: date) -> list[RoomProgress]:
    """The rooms the person may see, in order; five queries."""
    whose = Q(school=round_.school_id) if round_.school_id else Q(school__area=round_.area_id)
    rooms = list(
        Classroom.objects.visible_to(user).filter(whose, year=round_.year_id).select_related("school").in_order()
    )
    keys = [room.pk for room in rooms]
    sums, enrolled = figures.sums_of(round_, keys), seated(keys)
    submissions = {
        found.classroom_id: found
        for found in Submission.objects.filter(round=round_, classroom__in=keys).select_related("asked_by")
    }
    teachers = teachers_of(keys, on)
    width = round_.criteria.aspects.count()
    return [
        RoomProgress(
            classroom=room,
            enrolled=enrolled.get(room.pk, 0),
            done=sums.get(room.pk, NOTHING).done,
            filled=sums.get(room.pk, NOTHING).filled,
            minded=sums.get(room.pk, NOTHING).minded,
            cells=enrolled.get(room.pk, 0) * width,
            submission=submissions.get(room.pk),
            teachers=teachers.get(room.pk, []),
        )
        for room in rooms
        if enrolled.get(room.pk) or room.pk in sums
    ]


def teachers_of(keys: Iterable[int], on: date) -> dict[int, list[User]]:
    held = Appointment.objects.on(on).filter(role=Role.HOMEROOM, classroom__in=list(keys), user__is_active=True)
    found: dict[int, list[User]] = {}
    for appointment in held.select_related("user").order_by("from_on", "pk"):
        if appointment.classroom_id:
            found.setdefault(appointment.classroom_id, []).append(appointment.user)
    return found


def schools_of(user: User, round_: Round) -> list[SchoolProgress]:
    """How many rooms of each school have begun and handed in: for the area and the groups, without any child."""
    schools = School.objects.visible_to(user).filter(area=round_.area_id).order_by("name")
    if round_.school_id:
        schools = schools.filter(pk=round_.school_id)
    rooms: dict[int, set[int]] = {}
    counts = RoomCount.objects.filter(school__in=schools, classroom__year=round_.year_id, enrolled__gt=0)
    for school, room in counts.values_list("school_id", "classroom_id"):
        rooms.setdefault(school, set()).add(room)
    begun = by_school(Count.objects.filter(round=round_, school__in=schools).values_list("school_id", "classroom_id"))
    handed = by_school(
        Submission.objects.filter(round=round_, school__in=schools).handed_in().values_list("school_id", "classroom_id")
    )
    return [
        SchoolProgress(
            school=school,
            rooms=len(rooms.get(school.pk, ())),
            started=len(begun.get(school.pk, set()) & rooms.get(school.pk, set())),
            submitted=len(handed.get(school.pk, set()) & rooms.get(school.pk, set())),
        )
        for school in schools
    ]


def by_school(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for school, room in pairs:
        found.setdefault(school, set()).add(room)
    return found


def reminder(round_: Round, rooms: list[RoomProgress], *, address: str) -> str:
    """A text to paste into LINE: rooms and teachers that are not finished, and no child's name."""
    late = [room for room in rooms if not room.is_submitted]
    if not late:
        return ""
    lines = [
        f"แจ้งครูประจำชั้น: คัดกรองนักเรียนครั้งที่ {round_.name}",
        f"กรอกและส่งภายใน {calendar.format_long(round_.closes_on)}",
        "ห้องที่ยังไม่เสร็จ",
        *(f"• {room.classroom.name} {room.names} {what_is_left(room)}" for room in late),
        f"เข้าไปกรอกได้ที่ {address}",
        "ถ้าติดขัด ทักครูแนะแนวได้เลย ขอบคุณค่ะ",
    ]
    return "\n".join(lines)


def what_is_left(room: RoomProgress) -> str:
    if not room.filled and not room.minded:
        return "ยังไม่เริ่ม"
    return f"เหลือ {room.left} คน" if room.left else "กรอกครบแล้ว เหลือกดส่ง"


def school_reminder(round_: Round, schools: list[SchoolProgress]) -> str:
    """The same for schools none of whose rooms has begun."""
    late = [f"• รร.{found.school.name}" for found in schools if found.rooms and not found.started]
    if not late:
        return ""
    return "\n".join(
        [
            f"แจ้งโรงเรียนที่ยังไม่เริ่มคัดกรองครั้งที่ {round_.name}",
            f"ขอให้กรอกและส่งภายใน {calendar.format_long(round_.closes_on)}",
            *late,
        ]
    )
