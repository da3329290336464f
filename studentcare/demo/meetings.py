"""Meetings with parents, their network, a board of ห้องเรียนสีขาว, conduct rules, and what was seen of children.

Written in bulk; seven of ten things that were seen are praise, and the warnings are mild.
"""

import datetime
from collections.abc import Iterable

from activities.actions.conduct import shipped
from activities.families import KIN, word_of
from activities.figures import rebuild
from activities.models import (
    Activity,
    ConductRule,
    Kind,
    Observation,
    ParentMember,
    Participation,
    RoomDuty,
)
from activities.terms import first_day, term_of
from schools.models import Classroom
from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff
from students.models import Guardian, Student

STORY = "ป.4/1"
WITHOUT_MEETING = ("อ.3/1", "ป.5/2")
CAME = 0.82
PRAISES = (
    ("ช่วยเพื่อนถือของโดยไม่ต้องบอก", "ก1"),
    ("ส่งงานครบตรงเวลาทั้งสัปดาห์", ""),
    ("กล้ายกมือถามในห้อง", ""),
    ("เก็บเงินได้หน้าห้องสมุดแล้วนำมาส่ง", "ก2"),
    ("แบ่งของว่างให้เพื่อนใหม่", ""),
    ("ช่วยรดน้ำแปลงผักของโรงเรียน", "ก3"),
    ("อ่านนิทานให้น้อง ป.1 ฟัง", "ก1"),
)
NEUTRAL = ("วันนี้เงียบกว่าปกติ", "เล่นกับเพื่อนกลุ่มใหม่", "ขอไปห้องพยาบาล บอกว่าปวดท้อง")
CONCERNS = (("มาสายสองวันติดกัน", "ข1"), ("ลืมทำเวรประจำวัน", "ข3"), ("คุยกับเพื่อนระหว่างเข้าแถว", ""))
SHARE = {OWN: 0.75}
ELSEWHERE = 0.08
UNPRAISED = (5, 18, 24)  # numbers in the story's room of whom nobody has written anything good yet
OFFICES = (
    ("lead", (7, 12)),
    ("learning", (3, 9, 21, 30)),
    ("work", (15, 2, 27, 33)),
    ("activity", (11, 4, 19)),
    ("guard", (20, 6, 26, 38)),
)
CHABA, OF_CHABA = 7, "วาดรูปสอนน้องอนุบาลตอนพัก น้องนั่งฟังกันเงียบ"
SEATS = ("chair", "vice", "treasurer", "secretary", "member")


def build_meetings(world: World, staff: Staff) -> None:
    rooms: dict[int, list[Student]] = {}
    for child in Student.objects.enrolled().select_related("classroom", "school").order_by("classroom", "number", "pk"):
        rooms.setdefault(child.classroom_id or 0, []).append(child)
    keep_rules(world)
    own = [room for room in world.rooms if room.school_id == world.schools[OWN].pk]
    hold_meetings(world, staff, [room for room in own if room.name not in WITHOUT_MEETING], rooms)
    RoomDuty.objects.bulk_create(
        duty for name in (STORY, "ป.5/1") for duty in offices(world, staff, world.room(OWN, name), rooms)
    )
    see(world, staff, rooms)


def keep_rules(world: World) -> None:
    lines = shipped()
    ConductRule.objects.bulk_create(
        ConductRule(public_id=world.public_id(), school=school, position=place, **line)
        for school in world.schools.values()
        for place, line in enumerate(lines, 1)
    )


def in_term(world: World, days_ago: int) -> datetime.date:
    """So many days ago, or the first day of the term."""
    return max(world.today - datetime.timedelta(days=days_ago), first_day(*term_of(world.today)))


def hold_meetings(world: World, staff: Staff, rooms: Iterable[Classroom], children: dict[int, list[Student]]) -> None:
    """All on one day, two weeks ago; up to five parents of each room take a seat."""
    on = in_term(world, 14)
    guardians: dict[int, list[Guardian]] = {}
    for one in Guardian.objects.filter(student__classroom__in=rooms).exclude(first_name="").order_by("pk"):
        guardians.setdefault(one.student_id, []).append(one)
    meetings, roll, seats = [], [], []
    for room in rooms:
        meeting = meeting_of(world, staff, room, on)
        meetings.append(meeting)
        came = []
        for child in children.get(room.pk, []):
            known = guardians.get(child.pk, [])
            who = (word_of(world.chance.choice(known)) if known else KIN) if world.chance.random() < CAME else ""
            roll.append(came_for(meeting, child, who))
            if who and known:
                came.append(known[0])
        seats += [seat(world, meeting, one, position) for position, one in zip(SEATS, came[1::4], strict=False)]
    Activity.objects.bulk_create(meetings)
    Participation.objects.bulk_create(roll, batch_size=2000)
    ParentMember.objects.bulk_create(seats)


def meeting_of(world: World, staff: Staff, room: Classroom, on: datetime.date) -> Activity:
    year, term = term_of(on)
    teacher = staff.homeroom[room.pk]
    return Activity(
        public_id=world.public_id(),
        school=room.school,
        classroom=room,
        kind=Kind.MEETING,
        year=year,
        term=term,
        held_on=on,
        minutes=120,
        place=f"ห้องเรียน {room.name}",
        title="ประชุมผู้ปกครองชั้นเรียน",
        agenda="1. แจ้งแนวทางดูแลนักเรียนปีนี้\n2. ผลการเรียนและการมาเรียน\n3. เลือกคณะกรรมการเครือข่ายผู้ปกครอง",
        proposals="ขอให้โรงเรียนแจ้งการบ้านทางกลุ่มห้องทุกวันศุกร์",
        result="ตกลงเวรผู้ปกครองดูแลทางข้ามหน้าโรงเรียนสัปดาห์ละสองวัน",
        led_by=teacher,
        recorded_by=teacher,
        recorded_at=world.moment((world.today - on).days, 14),
    )


def came_for(meeting: Activity, child: Student, who: str) -> Participation:
    mark = Participation.Mark.PRESENT if who else Participation.Mark.ABSENT
    return Participation(
        activity=meeting, student=child, school=meeting.school, classroom=meeting.classroom, mark=mark, who=who
    )


def seat(world: World, meeting: Activity, guardian: Guardian, position: str) -> ParentMember:
    return ParentMember(
        public_id=world.public_id(),
        classroom=meeting.classroom,
        school=meeting.school,
        student_id=guardian.student_id,
        name=str(guardian),
        relation=word_of(guardian),
        position=position,
        phone=guardian.phone or "000-000-0000",
        address="หมู่ 9 ตำบลสมมติ",
        chosen_on=meeting.held_on,
        made_by=meeting.led_by,
        made_at=meeting.recorded_at,
    )


def offices(world: World, staff: Staff, room: Classroom, children: dict[int, list[Student]]) -> Iterable[RoomDuty]:
    """The first of each side leads it."""
    by_number = {child.number: child for child in children.get(room.pk, [])}
    for side, numbers in OFFICES:
        found = [by_number[number] for number in numbers if number in by_number]
        for place, child in enumerate(found):
            yield RoomDuty(
                classroom=room,
                school_id=room.school_id,
                student=child,
                side=side,
                is_leader=place == 0,
                made_by=staff.homeroom[room.pk],
                made_at=world.moment(20, 10),
            )


def see(world: World, staff: Staff, rooms: dict[int, list[Student]]) -> None:
    """Each child's points run on in the order in which things were seen."""
    rules = {(rule.school_id, rule.code): rule for rule in ConductRule.objects.all()}
    first = first_day(*term_of(world.today))
    days = max(0, min(40, (world.today - first).days))
    made = []
    for room in world.rooms:
        is_story = room.name == STORY and room.school.name == OWN
        for child in rooms.get(room.pk, []):
            if not is_story and world.chance.random() >= SHARE.get(room.school.name, ELSEWHERE):
                continue
            left = ConductRule.START
            if is_story and child.number == CHABA:
                made.append(seen(world, staff, child, room, tone="praise", text=OF_CHABA, ago=min(days, 6)))
            for ago in sorted(
                (world.chance.randint(0, days) for _ in range(world.chance.choice((1, 1, 2, 3)))), reverse=True
            ):
                tone, text, code = what(world, is_praised=not (is_story and child.number in UNPRAISED))
                one = seen(world, staff, child, room, tone=tone, text=text, ago=ago)
                rule = rules.get((child.school_id, code))
                if rule is not None:
                    one.rule, one.points = rule, rule.most if rule.most < 0 else rule.least
                    one.before, one.after = left, left + one.points
                    left = one.after
                made.append(one)
    Observation.objects.bulk_create(made, batch_size=1000)
    rebuild()


def what(world: World, *, is_praised: bool) -> tuple[str, str, str]:
    """(tone, words, code of the rule or "")"""
    tone = world.chance.choices(("praise", "neutral", "concern"), (70, 18, 12))[0]
    if tone == "praise" and is_praised:
        return tone, *world.chance.choice(PRAISES)
    if tone == "concern":
        return tone, *world.chance.choice(CONCERNS)
    return "neutral", world.chance.choice(NEUTRAL), ""


def seen(world: World, staff: Staff, child: Student, room: Classroom, *, tone: str, text: str, ago: int) -> Observation:
    at = world.moment(ago, 15, world.chance.randint(0, 40))
    year, term = term_of(at.date())
    by = staff.people["decha"] if tone == "concern" and room.school.name == OWN else staff.homeroom[room.pk]
    return Observation(
        public_id=world.public_id(),
        student=child,
        school_id=child.school_id,
        tone=tone,
        text=text,
        seen_on=at.date(),
        year=year,
        term=term,
        by=by,
        at=at,
    )
