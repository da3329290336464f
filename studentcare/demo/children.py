"""1,834 children in their rooms, with numbers, guardians and last year's enrolment."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from schools import calendar, sealing
from schools.models import Classroom
from schools.thai import fold
from studentcare.demo.names import BOYS, DREAMS, FAMILIES, GIRLS, NICKNAMES, STRENGTHS
from studentcare.demo.places import PLANS, World
from students import national_id
from students.dmc import checking, layout
from students.dmc.pupils import Expected, Pupil
from students.models import Enrolment, Guardian, Identifier, RoomCount, Student
from students.reading import read_file
from tools.sample_dmc import identifier

SAMPLE = settings.BASE_DIR / "fixtures" / "dmc" / "dmc-421.xlsx"
LARGE, SMALL, REMOTE = "อนุบาลตัวอย่าง", "บ้านสมมติวิทยา", "บ้านภูนามสมมุติ"
EMPTY = "ป.4/2"  # of SMALL: its children wait in fixtures/dmc/dmc-p4-2.xlsx

# ป.4/1 of บ้านสมมติวิทยา: the children of the story, at their class numbers.
NAMED = {
    1: ("กล้าหาญ", "สมมุติใจ", "m"),
    2: ("ขวัญข้าว", "ตัวอย่างดี", "f"),
    3: ("คีตา", "จำลองสุข", "m"),
    4: ("ตะวัน", "ตัวอย่างดี", "m"),
    6: ("ใบเตย", "สมมุติใจ", "f"),
    7: ("ชบา", "ลองเรียน", "f"),
    11: ("ภูผา", "สาธิตกุล", "m"),
    12: ("วาโย", "ทดสอบชัย", "m"),
    17: ("เอื้องฟ้า", "ลองเรียน", "f"),
}


@dataclass
class Child:
    """A child about to be written, with the number of the register and the guardians."""

    student: Student
    number: str
    kind: str
    guardians: list[dict[str, str]]


def build_children(world: World) -> None:
    made = [child for plan in PLANS for child in _Rolls(world).school(plan.name, plan.children)]
    Student.objects.bulk_create([child.student for child in made], batch_size=500)
    _identify(made)
    _enrol(world, [child.student for child in made])
    Guardian.objects.bulk_create(
        [
            Guardian(student=child.student, school=child.student.school, **guardian)
            for child in made
            for guardian in child.guardians
        ],
        batch_size=1000,
    )


class _Rolls:
    """Who sits where: as many children as the plan says, spread over the rooms."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = world.chance
        self.free: dict[str, list[str]] = {"m": [], "f": []}

    def school(self, name: str, children: int) -> Iterator[Child]:
        rooms = [room for room in self.world.rooms if room.school_id == self.world.schools[name].pk]
        fixed: dict[str, int] = {}
        if name == SMALL:
            fixed = {"ป.4/1": 40, EMPTY: 0}
        if name == LARGE:
            fixed = {"ป.6/1": 46}
            came = list(self.from_file(rooms))
            yield from came
            filled = {child.student.classroom_id for child in came}
            rooms = [room for room in rooms if room.pk not in filled]
            children -= len(came)
        yield from self.spread(rooms, children, fixed)

    def spread(self, rooms: list[Classroom], children: int, fixed: dict[str, int]) -> Iterator[Child]:
        left = children - sum(fixed.values())
        open_rooms = [room for room in rooms if room.name not in fixed]
        each, more = divmod(left, len(open_rooms))
        sizes = {room.pk: each + (place < more) for place, room in enumerate(open_rooms)}
        sizes |= {room.pk: fixed[room.name] for room in rooms if room.name in fixed}
        for room in rooms:
            self.free = {"m": self.shuffled(BOYS), "f": self.shuffled(GIRLS)}
            for number in range(1, sizes[room.pk] + 1):
                yield self.child(room, number)

    def shuffled(self, names: list[str]) -> list[str]:
        """The names in another order, those of the story left for the story."""
        told = {name for name, _, _ in NAMED.values()}
        return self.chance.sample([name for name in names if name not in told], len(names) - len(told & set(names)))

    def given_name(self, sex: str) -> str:
        """One nobody in the room has yet, as long as there are any."""
        return self.free[sex].pop() if self.free[sex] else self.chance.choice(BOYS if sex == "m" else GIRLS)

    def child(self, room: Classroom, number: int) -> Child:
        named = NAMED.get(number) if (room.school.name, room.name) == (SMALL, "ป.4/1") else None
        sex = named[2] if named else self.chance.choice("mf")
        first = named[0] if named else self.given_name(sex)
        family = named[1] if named else self.chance.choice(FAMILIES)
        level = self.chance.randint(room.level, room.to_level)
        serial = self.serial()
        student = Student(
            public_id=self.world.public_id(),
            school=room.school,
            classroom=room,
            level=level,
            number=number,
            school_number=f"{serial:05d}",
            title=("ด.ช." if sex == "m" else "ด.ญ."),
            first_name=first,
            last_name=family,
            nickname=self.chance.choice(NICKNAMES),
            sex=sex,
            born_on=self.birthday(level),
            religion="พุทธ",
            ethnicity="ไทย",
            nationality="ไทย",
            weight=16 + level * 2 + self.chance.randint(0, 8),
            height=95 + level * 5 + self.chance.randint(0, 9),
            house=f"{self.chance.randint(1, 199)}/{self.chance.randint(1, 9)}",
            moo=str(self.chance.randint(1, 12)),
            subdistrict="สมมติ",
            district=room.school.district,
            province="ตัวอย่างธานี",
            disadvantage="เด็กยากจน" if self.chance.random() < 0.16 else "",
            strengths=self.chance.choice(STRENGTHS) if self.chance.random() < 0.6 else "",
            own_words=self.chance.choice(DREAMS) if self.chance.random() < 0.3 else "",
            dmc_on=self.world.year.starts_on + datetime.timedelta(days=25),
        )
        if first == "ชบา" and named:
            student.strengths, student.own_words = STRENGTHS[0], DREAMS[0]
        has_g = room.school.name == REMOTE and number in (2, 5)
        number_of_register = f"G68{serial:010d}" if has_g else identifier(serial)
        return Child(student, number_of_register, "g" if has_g else "thai", self.guardians(family))

    def serial(self) -> int:
        self.world.serial += 1
        return self.world.serial

    def birthday(self, level: int) -> datetime.date:
        year = self.world.year.starts_on.year - (level + 3)
        return datetime.date(year, 1, 1) + datetime.timedelta(days=self.chance.randint(0, 364))

    def guardians(self, family: str) -> list[dict[str, str]]:
        mother = {"relation": "mother", "title": "นาง", "first_name": self.chance.choice(GIRLS), "last_name": family}
        people = [mother | {"occupation": self.chance.choice(["รับจ้าง", "ค้าขาย", "เกษตรกร"])}]
        if self.chance.random() < 0.8:
            father = self.chance.choice(BOYS)
            people.append({"relation": "father", "title": "นาย", "first_name": father, "last_name": family})
        keeper = {"relation": "guardian", "kinship": "มารดา", "phone": "000-000-0000"}
        return [*people, {**mother, **keeper}]

    def from_file(self, rooms: list[Classroom]) -> Iterator[Child]:
        """The register of the large school as it stood before the sample file (W13): 12 children are not here
        yet, 58 differ, 3 sit in another room and 4 have left since."""
        pupils = self.sample()
        places = {(room.level, room.number): room for room in rooms}
        for n, pupil in enumerate(pupils):
            if n % 33 == 5 and n < 33 * 12:
                continue  # not enrolled yet: the file brings her
            room = places[pupil.level, pupil.room]
            if n in (40, 41, 42):
                room = places[pupil.level, pupil.room % 3 + 1]
            yield self.pupil(pupil, room, differs=n % 7 == 3 and n < 7 * 58)
        for place in ((4, 1), (5, 1), (6, 1), (7, 1)):
            yield self.child(places[place], 31)

    def sample(self) -> list[Pupil]:
        rows = read_file(SAMPLE.read_bytes())
        school = self.world.schools[LARGE]
        expected = Expected(school_codes=(school.code8,), today=self.world.today)
        return list(checking.read(rows, layout.find(rows), expected).pupils)

    def pupil(self, pupil: Pupil, room: Classroom, *, differs: bool) -> Child:
        details = dict(pupil.details)
        if differs:
            details["house"] = "1/1"
        student = Student(
            public_id=self.world.public_id(),
            school=room.school,
            classroom=room,
            level=pupil.level,
            school_number=pupil.school_number,
            title=pupil.title,
            first_name=pupil.first_name,
            last_name=pupil.last_name,
            sex=pupil.sex,
            dmc_on=self.world.year.starts_on + datetime.timedelta(days=25),
            **details,
        )
        guardians = [{"relation": relation, **fields} for relation, fields in pupil.guardians.items()]
        return Child(student, pupil.identifier, pupil.identifier_kind, guardians)


def _identify(made: list[Child]) -> None:
    keys = settings.FIELD_KEYS
    rows = []
    for child in made:
        uid = uuid.uuid5(uuid.NAMESPACE_OID, child.number)
        at = sealing.place("students_identifier", "sealed", uid)
        rows.append(
            Identifier(
                uid=uid,
                student=child.student,
                school=child.student.school,
                kind=child.kind,
                sealed=sealing.seal(keys, child.number.encode(), at=at),
                index=sealing.keyed_index(keys, national_id.normalise(child.number)),
            )
        )
    Identifier.objects.bulk_create(rows, batch_size=1000)


def _enrol(world: World, students: list[Student]) -> None:
    """Numbers and search keys where there are none yet, this year's enrolment and last year's before it."""
    by_room: dict[int, list[Student]] = {}
    for student in students:
        by_room.setdefault(student.classroom_id or 0, []).append(student)
    for sitting in by_room.values():
        taken = {student.number for student in sitting}
        free = (n for n in range(1, 100) if n not in taken)
        for student in sitting:
            student.number = student.number or next(free)
    for student in students:
        student.search_key = fold(
            f"{student.first_name} {student.last_name} {student.nickname} {student.school_number}"
        )
    Student.objects.bulk_update(students, ["number", "search_key"], batch_size=500)
    Enrolment.objects.bulk_create([_last_year(world, student) for student in students if student.level > 1])
    Enrolment.objects.bulk_create([_this_year(world, student) for student in students], batch_size=1000)
    RoomCount.objects.bulk_create(
        RoomCount(classroom=room, school=room.school, enrolled=len(by_room.get(room.pk, []))) for room in world.rooms
    )


def _this_year(world: World, student: Student) -> Enrolment:
    return Enrolment(
        student=student,
        school=student.school,
        classroom=student.classroom,
        year=world.year,
        level=student.level,
        number=student.number,
        from_on=world.year.starts_on,
    )


def _last_year(world: World, student: Student) -> Enrolment:
    before = world.years[calendar.academic_year(world.today) - 1]
    return Enrolment(
        student=student,
        school=student.school,
        classroom=world.room_before(student),
        year=before,
        level=student.level - 1,
        number=student.number,
        from_on=before.starts_on,
        until_on=before.ends_on,
        ended=Enrolment.Ended.PROMOTED,
    )
