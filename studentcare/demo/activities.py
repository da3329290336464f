"""Step 3 in the demo: weekly homerooms of ป.4/1 and the rooms beside it, two clubs, a remedial group, a training.

Written in bulk. The pictures are drawn gardens, without faces and without a place.
"""

import datetime
import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw

from activities.actions import load_tags
from activities.models import Activity, Circle, Kind, Membership, Participation, Picture
from activities.terms import first_day, term_of
from schools.models import Classroom, User
from schools.sealing import place, seal
from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff
from students.models import Student

STORY = "ป.4/1"
BESIDE = ("ป.1/1", "ป.2/1", "ป.3/1", "ป.5/1")
WEEKS, WEEKS_BESIDE = 12, 4
# (หัวข้อ, สิ่งที่ทำ, ผลที่เกิดขึ้น, ป้าย)
HOURS = (
    ("มาเช้าได้ เริ่มดีทั้งวัน", "คุยกันว่าอะไรทำให้มาสาย แล้วช่วยกันคิดวิธี", "ตั้งเพื่อนบ้านใกล้กันมาด้วยกัน 4 คู่", "ปลูกฝัง"),
    ("ใช้เงินค่าขนมอย่างไรให้พอ", "แต่ละคนจดรายจ่ายเมื่อวาน แล้วเลือกหนึ่งอย่างที่ลดได้", "ออมวันละบาทครบทั้งห้อง", "ปลูกฝัง"),
    ("พูดดีกันในห้อง", "เล่นบทบาทสมมติ คำที่ฟังแล้วอยากเป็นเพื่อน", "ห้องตกลงคำที่เราจะใช้ 5 คำ", "ประสานสัมพันธ์"),
    ("ข้ามถนนหน้าโรงเรียน", "ซ้อมข้ามทางม้าลายกับครูเวร", "ทุกคนข้ามถูกวิธี", "อุบัติเหตุ"),
    ("เล่นโทรศัพท์แค่ไหนดี", "วาดนาฬิกาหนึ่งวันของตัวเอง", "ตั้งเวลานอนกันเอง แล้วเอามาคุยสัปดาห์หน้า", "สื่อและเทคโนโลยี"),
    ("เรื่องที่ภูมิใจสัปดาห์นี้", "เล่าทีละคน เพื่อนฟังและชม", "ได้ยินเรื่องดีครบทุกคน", ""),
)
CIRCLES = (
    (Circle.Kind.CLUB, "ชุมนุมสวนผักริมรั้ว", "somying", ("ป.4/1", "ป.5/1"), 3, "ปลูกและดูแลผักส่งครัวโรงเรียน"),
    (Circle.Kind.CLUB, "ชุมนุมหมากรุกและเกมกระดาน", "mana", ("ป.4/1", "ป.5/1", "ป.5/2"), 5, "คิดก่อนเดิน แพ้ชนะด้วยกัน"),
    (Circle.Kind.REMEDIAL, "อ่านคล่องเขียนคล่อง ป.4", "somying", ("ป.4/1",), 7, "หลังเลิกเรียนวันอังคาร 40 นาที"),
)
OF_CIRCLE = {Circle.Kind.CLUB: Kind.CLUB, Circle.Kind.REMEDIAL: Kind.REMEDIAL}
DONE = {
    "ชุมนุมสวนผักริมรั้ว": ("เตรียมแปลงและลงผักบุ้ง", "รดน้ำและทำปุ๋ยหมัก"),
    "ชุมนุมหมากรุกและเกมกระดาน": ("เดินหมากพื้นฐาน", "แข่งกระชับมิตร"),
    "อ่านคล่องเขียนคล่อง ป.4": ("อ่านออกเสียงคู่กัน", "เขียนตามคำบอก 20 คำ", "อ่านนิทานสั้น"),
}
Mark = Participation.Mark


class Book:
    """Everything that is written, until it goes to the database in five statements."""

    def __init__(self, world: World, staff: Staff) -> None:
        self.world, self.staff = world, staff
        self.school = world.schools[OWN]
        self.activities: list[Activity] = []
        self.came: list[tuple[Activity, Student, str]] = []
        year, term = term_of(world.today)
        self.first = first_day(year, term)
        self.children: dict[int | None, list[Student]] = {}
        enrolled = Student.objects.enrolled().filter(school=self.school)
        for child in enrolled.select_related("classroom").order_by("classroom", "number"):
            self.children.setdefault(child.classroom_id, []).append(child)

    def day(self, weeks_ago: int, weekday: int) -> datetime.date | None:
        """That weekday so many weeks before the last one that is over; None outside the term."""
        last = self.world.today - datetime.timedelta(days=(self.world.today.weekday() - weekday) % 7)
        on = last - datetime.timedelta(weeks=weeks_ago)
        return on if on >= self.first else None

    def write(
        self,
        on: datetime.date,
        kind: Kind,
        title: str,
        by: User,
        children: Iterable[Student],
        *,
        classroom: Classroom | None = None,
        circle: Circle | None = None,
        detail: str = "",
        result: str = "",
        tags: Sequence[str] = (),
        minutes: int = 20,
    ) -> Activity:
        year, term = term_of(on)
        made = Activity(
            public_id=self.world.public_id(),
            school=self.school,
            classroom=classroom,
            circle=circle,
            kind=kind,
            year=year,
            term=term,
            held_on=on,
            minutes=minutes,
            title=title,
            detail=detail,
            result=result,
            tags=[word for word in tags if word],
            led_by=by,
            recorded_by=by,
            recorded_at=self.world.moment((self.world.today - on).days, 15, 40),
        )
        self.activities.append(made)
        for child in children:
            mark = self.world.chance.choices((Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED), (95, 3, 2))[0]
            self.came.append((made, child, mark))
        return made

    def keep(self) -> None:
        Activity.objects.bulk_create(self.activities)
        Participation.objects.bulk_create(
            [
                Participation(
                    activity=activity, student=child, school=self.school, classroom_id=child.classroom_id, mark=mark
                )
                for activity, child, mark in self.came
            ],
            batch_size=2000,
        )


def build_activities(world: World, staff: Staff) -> None:
    load_tags(world.area, by=None)
    book = Book(world, staff)
    write_homerooms(book)
    write_circles(book)
    garden = write_the_rest(book)
    book.keep()
    if garden:
        Picture.objects.bulk_create(picture(world, garden, *drawn) for drawn in (a_garden(3), a_garden(5)))


def write_homerooms(book: Book) -> None:
    """On Fridays."""
    for name in (STORY, *BESIDE):
        room = book.world.room(OWN, name)
        for ago in range(WEEKS if name == STORY else WEEKS_BESIDE):
            on = book.day(ago, 4)
            if on:
                title, detail, result, tag = HOURS[(ago + room.number) % len(HOURS)]
                children = book.children.get(room.pk, [])
                told: dict[str, Any] = {"detail": detail, "result": result if ago else "", "tags": [tag]}
                book.write(on, Kind.HOMEROOM, title, book.staff.homeroom[room.pk], children, classroom=room, **told)


def write_circles(book: Book) -> None:
    circles, members = [], []
    for kind, name, leader, rooms, every, about in CIRCLES:
        by = book.staff.people[leader]
        circle = Circle(
            public_id=book.world.public_id(),
            school=book.school,
            year=book.world.year.year,
            kind=kind,
            name=name,
            led_by=by,
            about=about,
            made_by=by,
            made_at=book.world.moment((book.world.today - book.first).days, 9),
        )
        sitting = [child for room in rooms for child in book.children.get(book.world.room(OWN, room).pk, [])]
        inside = sitting[2::every]
        circles.append(circle)
        members += [(circle, child) for child in inside]
        for ago, title in enumerate(DONE[name]):
            on = book.day(ago, 1 if kind == Circle.Kind.REMEDIAL else 2)
            if on:
                book.write(on, OF_CIRCLE[kind], title, by, inside, circle=circle, minutes=50)
    Circle.objects.bulk_create(circles)
    Membership.objects.bulk_create(
        Membership(circle=circle, student=child, school=book.school, from_on=book.first, added_by=circle.made_by)
        for circle, child in members
    )


def write_the_rest(book: Book) -> Activity | None:
    """A morning in the garden with pictures, and a training of the centre for three rooms."""
    room = book.world.room(OWN, STORY)
    garden, training = book.day(1, 3), book.day(0, 0)
    if training:
        children = [
            child for name in ("ป.5/1", "ป.5/2") for child in book.children.get(book.world.room(OWN, name).pk, [])
        ]
        told: dict[str, Any] = {"detail": "วิทยากรของศูนย์พาเล่นเกมแยกข่าวจริงข่าวลวง", "tags": ["สื่อและเทคโนโลยี"]}
        by = book.staff.people["kanplu"]
        book.write(training, Kind.TRAINING, "รู้เท่าทันสื่อกับศูนย์ต้นกล้า", by, children, minutes=120, **told)
    if garden is None:
        return None
    children = book.children.get(room.pk, [])
    told = {"detail": "แบ่งกลุ่มปลูกต้นไม้หลังอาคาร กลุ่มละต้น ตั้งชื่อให้ต้นไม้", "result": "ทุกกลุ่มมีเวรรดน้ำ", "tags": ["ปกป้องสนับสนุน"]}
    by = book.staff.people["somying"]
    return book.write(garden, Kind.DEVELOPMENT, "ต้นไม้ของเรา", by, children, classroom=room, minutes=90, **told)


def a_garden(trees: int) -> tuple[bytes, int, int]:
    """Drawn trees in a row as (JPEG, width, height)."""
    width, height = 640, 480
    image = Image.new("RGB", (width, height), "#dff0f5")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, width, height), "#b9cf94")
    for number in range(trees):
        x = width * (2 * number + 1) // (2 * trees)
        draw.rectangle((x - 6, 270, x + 6, 350), "#7a5a3a")
        draw.ellipse((x - 46, 180, x + 46, 290), "#5f9a63")
        draw.ellipse((x - 30, 335, x + 30, 362), "#8a6f4d")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue(), width, height


def picture(world: World, activity: Activity, content: bytes, width: int, height: int) -> Picture:
    uid = uuid.UUID(int=world.chance.getrandbits(128), version=4)
    return Picture(
        public_id=world.public_id(),
        uid=uid,
        activity=activity,
        school=activity.school,
        caption="กลุ่มละต้น",
        sealed=seal(settings.FIELD_KEYS, content, at=place("activities_picture", "sealed", uid)),
        sha256=hashlib.sha256(content).hexdigest(),
        width=width,
        height=height,
        size=len(content),
        added_by=activity.recorded_by,
        added_at=activity.recorded_at,
    )
