"""The area, its groups, six schools and 74 rooms of this year (and last year's, for the history)."""

import datetime
from dataclasses import dataclass, field
from random import Random

from journal.ids import ALPHABET
from schools import calendar
from schools.levels import Level
from schools.models import AcademicYear, Area, Classroom, QualityGroup, School, Term
from students.models import Student

AREA = "สพป.ตัวอย่างธานี เขต 9"
P = list(range(Level.P1, Level.P6 + 1))


@dataclass(frozen=True)
class Plan:
    """What one school is to look like: `rooms` are (level, to_level, number of parallel rooms)."""

    name: str
    code8: str
    group: str
    district: str
    children: int
    rooms: list[tuple[int, int, int]]


PLANS = [
    Plan("บ้านสมมติวิทยา", "97000001", "ต้นกล้า", "เมืองตัวอย่าง", 420,
         [(1, 1, 1), (2, 2, 1), (3, 3, 1), *((p, p, 2) for p in P[:5]), (9, 9, 1)]),
    Plan("บ้านดอนจำลอง", "97000002", "ต้นกล้า", "เมืองตัวอย่าง", 118,
         [(2, 2, 1), (3, 3, 1), *((p, p, 1) for p in P)]),
    Plan("อนุบาลตัวอย่าง", "97000003", "ธารน้ำใส", "เมืองตัวอย่าง", 860,
         [(1, 1, 2), (2, 2, 3), (3, 3, 3), *((p, p, 3) for p in P)]),
    Plan("บ้านท่านิทาน", "97000004", "ธารน้ำใส", "จำลอง", 74,
         [(2, 2, 1), (3, 3, 1), *((p, p, 1) for p in P)]),
    Plan("ชุมชนบ้านทุ่งสาธิต", "97000005", "ทุ่งตะวัน", "จำลอง", 310,
         [*((p, p, 1) for p in P), *((m, m, 2) for m in (10, 11, 12))]),
    Plan("บ้านภูนามสมมุติ", "97000006", "ทุ่งตะวัน", "จำลอง", 52,
         [(2, 3, 1), (4, 5, 1), (6, 6, 1), (7, 7, 1), (8, 8, 1), (9, 9, 1)]),
]  # fmt: skip


@dataclass
class World:
    """What has been made so far, by the names the story uses."""

    today: datetime.date
    chance: Random
    area: Area = field(init=False)
    years: dict[int, AcademicYear] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    rooms: list[Classroom] = field(default_factory=list)
    rooms_before: dict[int, list[Classroom]] = field(default_factory=dict)
    serial: int = 0
    latest: datetime.datetime | None = None  # now, when the story's today is today

    @property
    def year(self) -> AcademicYear:
        return self.years[calendar.academic_year(self.today)]

    def public_id(self) -> str:
        return "".join(self.chance.choice(ALPHABET) for _ in range(8))

    def room(self, school: str, name: str) -> Classroom:
        wanted = self.schools[school]
        return next(room for room in self.rooms if room.school_id == wanted.pk and room.name == name)

    def room_before(self, student: Student) -> Classroom:
        """Where she sat last year: the room of her school that held the level below hers, else its first."""
        rooms = self.rooms_before[student.school_id]
        own = student.classroom.number if student.classroom else 1
        held = [room for room in rooms if room.holds(student.level - 1)] or rooms
        return next((room for room in held if room.number == own), held[0])

    def moment(self, days_ago: float, hour: int = 9, minute: int = 0) -> datetime.datetime:
        """An instant `days_ago` days before today, at Bangkok's `hour:minute`, and never after `latest`."""
        day = self.today - datetime.timedelta(days=int(days_ago))
        at = datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=BANGKOK)
        return min(at, self.latest) if self.latest else at


BANGKOK = datetime.timezone(datetime.timedelta(hours=7))


def build_places(world: World) -> None:
    world.area = Area.objects.create(
        public_id=world.public_id(),
        name=AREA,
        address="เลขที่ 9 ถนนตัวอย่าง อำเภอเมืองตัวอย่าง จังหวัดตัวอย่างธานี 00000",
        phone="000-000-0000",
        director_name="นายสมมุติ ตัวอย่างดี",
        promotion_head_name="นางจำลอง สาธิตกุล",
        is_demo=True,
    )
    this_year = calendar.academic_year(world.today)
    for number in (this_year - 1, this_year):
        world.years[number] = build_year(world.area, number)
    groups: dict[str, QualityGroup] = {}
    for plan in PLANS:
        if plan.group not in groups:
            groups[plan.group] = QualityGroup.objects.create(
                area=world.area, name=plan.group, public_id=world.public_id()
            )
        world.schools[plan.name] = build_school(world, plan, groups[plan.group])
        world.rooms += build_rooms(world, plan, world.year)
        last = world.schools[plan.name].pk
        world.rooms_before[last] = build_rooms(world, plan, world.years[this_year - 1])


def build_year(area: Area, number: int) -> AcademicYear:
    starts_on, ends_on = calendar.academic_year_dates(number)
    year = AcademicYear.objects.create(area=area, year=number, starts_on=starts_on, ends_on=ends_on)
    Term.objects.bulk_create(
        Term(year=year, number=term.number, starts_on=term.from_on, until_on=term.until_on)
        for term in calendar.default_terms(number)
    )
    return year


def build_school(world: World, plan: Plan, group: QualityGroup) -> School:
    return School.objects.create(
        public_id=world.public_id(),
        area=world.area,
        group=group,
        name=plan.name,
        code8=plan.code8,
        code10=f"10{plan.code8}",
        address=f"หมู่ 9 ตำบลสมมติ อำเภอ{plan.district} จังหวัดตัวอย่างธานี 00000",
        district=plan.district,
        phone="000-000-0000",
        head_position=f"ผู้อำนวยการโรงเรียน{plan.name}",
        letter_series="ศธ 00000.000/",
    )


def build_rooms(world: World, plan: Plan, year: AcademicYear) -> list[Classroom]:
    return Classroom.objects.bulk_create(
        Classroom(
            public_id=world.public_id(),
            school=world.schools[plan.name],
            year=year,
            level=level,
            to_level=to_level,
            number=number,
        )
        for level, to_level, parallel in plan.rooms
        for number in range(1, parallel + 1)
    )
