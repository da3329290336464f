"""Home visits: the area's month of visiting, most rooms under way, nine children of ป.4/1 still waiting (ux.md W1).

Written in bulk. The photographs are drawn houses, without faces and without a place.
"""

import datetime
import hashlib
import io
import uuid
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw

from schools.sealing import place, seal
from studentcare.demo.children import LARGE, REMOTE, SMALL
from studentcare.demo.places import World
from studentcare.demo.screenings import NOT_STARTED
from studentcare.demo.staff import Staff
from students.models import Campaign, IncomeLimit, Photo, Student, Visit

SHARE = {SMALL: 0.8, "บ้านดอนจำลอง": 0.92, LARGE: 0.3, NOT_STARTED: 0.0, "ชุมชนบ้านทุ่งสาธิต": 0.45, REMOTE: 0.35}
STORY, MISSING, DRAFT, CHABA = "ป.4/1", (5, 9, 15, 18, 21, 24, 30, 33, 38), 9, 7
WITH_PHOTOS = 58
NAME = "เดือนเยี่ยมบ้านนักเรียน"
SAW = ("บ้านสะอาด มีที่ทำการบ้าน", "ยายดูแลดี อยากให้ครูช่วยเรื่องอ่าน", "แม่ทำงานกลางคืน พี่ช่วยดูแล", "")
SKY, HILLS = ("#d8ecf5", "#e7f1ea", "#f3ead9"), ("#9cc3a0", "#b7c98b", "#8fb7b0")
DOORS = ("#7a4a2b", "#35637a", "#70513c")


def build_visits(world: World, staff: Staff) -> None:
    campaign = open_campaign(world, staff)
    IncomeLimit.objects.create(area=world.area, year=world.year.year, baht=3000)
    children = list(Student.objects.enrolled().select_related("classroom", "school").order_by("pk"))
    visits = [*last_year(world, staff, children), *this_year(world, staff, children, campaign)]
    Visit.objects.bulk_create(visits, batch_size=500)
    done = [visit for visit in visits if visit.campaign_id]
    own = next(visit for visit in done if is_story(visit.student) and visit.student.number == CHABA)
    rest = [visit for visit in done if visit is not own and visit.way == Visit.Way.HOME][: WITH_PHOTOS - 1]
    drawn = pictures()
    photos = [photo(world, visit, drawn, at) for visit in rest for at in (0,)]
    photos += [photo(world, own, drawn, at) for at in range(3)]
    Photo.objects.bulk_create(photos)


def open_campaign(world: World, staff: Staff) -> Campaign:
    """Of the area for all schools: begun 24 days ago, ten days to go."""
    opens_on = max(world.year.starts_on, world.today - datetime.timedelta(days=24))
    return Campaign.objects.create(
        public_id=world.public_id(),
        area=world.area,
        year=world.year,
        name=NAME,
        opens_on=opens_on,
        closes_on=world.today + datetime.timedelta(days=10),
        opened_by=staff.people["khet"],
        opened_at=world.moment((world.today - opens_on).days, 9),
    )


def is_story(child: Student) -> bool:
    return child.school.name == SMALL and child.classroom is not None and child.classroom.name == STORY


def this_year(world: World, staff: Staff, children: list[Student], campaign: Campaign) -> list[Visit]:
    days = (world.today - campaign.opens_on).days
    made = []
    for child in children:
        if is_story(child):
            if child.number == DRAFT:
                made.append(visit(world, staff, child, days_ago=0, campaign=None, state=Visit.State.DRAFT))
            if child.number in MISSING:
                continue
        elif world.chance.random() >= SHARE[child.school.name]:
            continue
        ago = min(days, 23) if is_story(child) and child.number == CHABA else world.chance.randint(0, days)
        made.append(visit(world, staff, child, days_ago=ago, campaign=campaign, state=Visit.State.DONE))
    return made


def last_year(world: World, staff: Staff, children: list[Student]) -> list[Visit]:
    """The children of the story were visited a year ago: that is what the form is filled in from."""
    told = [child for child in children if is_story(child) and child.number in (*MISSING, CHABA)]
    return [visit(world, staff, child, days_ago=365, campaign=None, state=Visit.State.DONE) for child in told]


def visit(
    world: World, staff: Staff, child: Student, *, days_ago: int, campaign: Campaign | None, state: Visit.State
) -> Visit:
    is_done, is_old = state == Visit.State.DONE, days_ago >= 365
    at = world.moment(days_ago, 16, 30)
    room = child.classroom
    teacher = staff.homeroom[room.pk] if room else staff.heads[child.school_id]
    way = world.chance.choices(list(Visit.Way)[:3], weights=(85, 10, 5))[0]
    return Visit(
        public_id=world.public_id(),
        student=child,
        school=child.school,
        classroom=world.room_before(child) if is_old else room,
        campaign=campaign,
        state=state,
        visited_on=at.date() if is_done else None,
        way=way if is_done else Visit.Way.HOME,
        answers=answers(world) if is_done else {"met": ["grand"]},
        saw=world.chance.choice(SAW),
        guardian_knows=is_done,
        by=teacher,
        begun_at=at,
        saved_at=at,
        done_at=at if is_done else None,
    )


def answers(world: World) -> dict[str, Any]:
    pick, some = world.chance.choices, world.chance.random
    lives_with = pick(("parents", "mother", "kin", "father"), (60, 15, 20, 5))[0]
    told: dict[str, Any] = {
        "met": [pick(("mother", "grand", "father", "kin"), (50, 25, 15, 10))[0]],
        "lives_with": lives_with,
        "parents": "together" if lives_with == "parents" else pick(("apart", "divorced", "no_father"), (6, 3, 1))[0],
        "closeness": pick(("warm", "plain"), (9, 1))[0],
        "people": household(world),
        "burden": [pick(("none", "old", "ill", "single"), (60, 25, 8, 7))[0]],
        "tenure": pick(("own", "free", "rent"), (80, 12, 8))[0],
        "state": pick(("good", "worn", "poor"), (75, 22, 3))[0],
        "travel": pick(("motorbike", "school", "walk", "bicycle"), (45, 30, 15, 10))[0],
        "distance": pick((0.5, 1, 2, 3, 5, 8), (10, 25, 30, 20, 10, 5))[0],
        "minutes": pick((5, 10, 15, 30), (20, 40, 30, 10))[0],
        "pocket": pick((20, 30, 40, 50), (25, 40, 25, 10))[0],
        "floor": "tile",
        "wall": pick(("brick", "wood"), (7, 3))[0],
        "roof": pick(("tile", "zinc"), (6, 4))[0],
        "toilet": "in",
        "water": pick(("bottle", "tap"), (6, 4))[0],
        "power": "meter",
    }
    return told if some() < 0.8 else {code: told[code] for code in ("met", "lives_with", "travel", "distance")}


def household(world: World) -> list[dict[str, Any]]:
    mother = world.chance.choice((4500, 6000, 9000, 12000))
    rows = [{"who": "แม่", "age": 38, "job": "รับจ้าง", "wage": mother}, {"who": "นักเรียน", "age": 9}]
    if world.chance.random() < 0.7:
        rows.append({"who": "พ่อ", "age": 41, "job": "เกษตรกร", "farm": world.chance.choice((2500, 5000, 8000))})
    if world.chance.random() < 0.5:
        rows.append({"who": "ยาย", "age": 67, "welfare": 600})
    return rows


def pictures() -> list[tuple[bytes, int, int]]:
    """Three drawn houses as (JPEG, width, height)."""
    return [drawn(sky, hill, door) for sky, hill, door in zip(SKY, HILLS, DOORS, strict=True)]


def drawn(sky: str, hill: str, door: str) -> tuple[bytes, int, int]:
    width, height = 640, 480
    image = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(image)
    draw.ellipse((-100, 300, 500, 700), hill)
    draw.ellipse((250, 330, 900, 760), hill)
    draw.rectangle((180, 220, 460, 400), "#fbf7ef", "#6d6a63", 4)
    draw.polygon(((150, 225), (320, 110), (490, 225)), "#b5653a")
    draw.rectangle((290, 300, 350, 400), door)
    draw.rectangle((205, 260, 265, 315), "#bfe0df", "#6d6a63", 3)
    draw.rectangle((375, 260, 435, 315), "#bfe0df", "#6d6a63", 3)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue(), width, height


def photo(world: World, visit: Visit, drawn: list[tuple[bytes, int, int]], at: int) -> Photo:
    content, width, height = drawn[(at + (visit.student_id or 0)) % len(drawn)]
    uid = uuid.UUID(int=world.chance.getrandbits(128), version=4)
    return Photo(
        public_id=world.public_id(),
        uid=uid,
        visit=visit,
        student=visit.student,
        school=visit.school,
        slot=Photo.Slot.values[at],
        sealed=seal(settings.FIELD_KEYS, content, at=place("students_photo", "sealed", uid)),
        sha256=hashlib.sha256(content).hexdigest(),
        width=width,
        height=height,
        size=len(content),
        added_by=visit.by,
        added_at=visit.saved_at,
    )
