"""What teachers know beside the register: interests, health, scholarships, two pairs of brothers and sisters."""

import datetime
from typing import Any

from schools import calendar
from studentcare.demo.children import LARGE, SMALL
from studentcare.demo.places import World
from studentcare.demo.staff import Staff
from students.models import Health, Scholarship, Sibling, Student

INTERESTS = (
    "วาดการ์ตูน",
    "ฟุตบอล ตะกร้อ",
    "ทำขนมกับที่บ้าน",
    "ร้องเพลง เต้น",
    "ต่อหุ่นยนต์จากของเหลือใช้",
    "ปลูกผัก เลี้ยงไก่",
)
TOLD = (
    {"conditions": "หอบหืด", "medicines": "ยาพ่นติดกระเป๋า", "hospital": "โรงพยาบาลจำลองรัตน์"},
    {"allergies": "กุ้งและปู"},
    {"allergies": "ถั่วลิสง", "medicines": "ยาแก้แพ้"},
    {"conditions": "สายตาสั้น ใส่แว่น"},
    {"conditions": "ฟันผุหลายซี่ รอพบทันตแพทย์"},
)
SHARE_WITH_HEALTH = 0.12
STORY = {
    "ชบา": {"allergies": "นมวัว", "hospital": "โรงพยาบาลจำลองรัตน์"},
    "ภูผา": {"disability": "learning", "hospital": "โรงพยาบาลจำลองรัตน์"},
}
CHABA_LIKES = "วาดรูปสัตว์ ห้องสมุด"


def build_profiles(world: World, staff: Staff) -> None:
    children = list(Student.objects.filter(classroom__isnull=False).order_by("pk"))
    room = world.room(SMALL, "ป.4/1")
    named = {child.first_name: child for child in children if child.classroom_id == room.pk}
    tell_interests(world, children, named["ชบา"])
    tell_health(world, staff, children, named)
    link_siblings(world, staff, children, named)
    tell_scholarships(world, staff, named)


def tell_interests(world: World, children: list[Student], chaba: Student) -> None:
    liked = [child for child in children if child.strengths and world.chance.random() < 0.7]
    for child in liked:
        child.interests = world.chance.choice(INTERESTS)
    chaba.interests = CHABA_LIKES
    Student.objects.bulk_update({child.pk: child for child in [*liked, chaba]}.values(), ["interests"], batch_size=1000)


def tell_health(world: World, staff: Staff, children: list[Student], named: dict[str, Student]) -> None:
    facts = {child.pk: world.chance.choice(TOLD) for child in children if world.chance.random() < SHARE_WITH_HEALTH}
    facts |= {named[name].pk: told for name, told in STORY.items()}
    Health.objects.bulk_create(
        Health(
            student=child,
            school_id=child.school_id,
            told_by=staff.homeroom[child.classroom_id or 0],
            told_at=world.moment(world.chance.randint(5, 30), 11, 20),
            **facts[child.pk],
        )
        for child in children
        if child.pk in facts
    )


def link_siblings(world: World, staff: Staff, children: list[Student], named: dict[str, Student]) -> None:
    """ชบา and เอื้องฟ้า sit in one room; ภูผา has a brother or sister in the large school."""
    large = world.schools[LARGE].pk
    far = [child for child in children if child.school_id == large]
    same_name = [child for child in far if child.last_name == named["ภูผา"].last_name]
    pairs = ((named["ชบา"], named["เอื้องฟ้า"]), (named["ภูผา"], (same_name or far)[0]))
    Sibling.objects.bulk_create(
        Sibling(
            public_id=world.public_id(),
            one=first,
            other=second,
            one_school_id=first.school_id,
            other_school_id=second.school_id,
            linked_by=staff.counselors[world.schools[SMALL].pk],
            linked_at=world.moment(20, 14, 5) + datetime.timedelta(minutes=place),
        )
        for place, (first, second) in enumerate(sorted(pair, key=lambda child: child.pk) for pair in pairs)
    )


def tell_scholarships(world: World, staff: Staff, named: dict[str, Student]) -> None:
    """Two children of ป.4/1 have help in money from elsewhere, one of them only for a term."""
    told: dict[str, dict[str, Any]] = {
        "ชบา": {"giver": "กองทุนศิษย์เก่าบ้านสมมติวิทยา", "amount": 2000, "note": "ชุดนักเรียนและอุปกรณ์"},
        "ภูผา": {"giver": "ร้านจำลองการค้า", "term": 1, "amount": 500},
    }
    Scholarship.objects.bulk_create(
        Scholarship(
            public_id=world.public_id(),
            student=named[name],
            school_id=named[name].school_id,
            year=calendar.academic_year(world.today),
            given_on=world.moment(18, 10, 0).date(),
            recorded_by=staff.homeroom[named[name].classroom_id or 0],
            recorded_at=world.moment(17, 15, 30),
            **facts,
        )
        for name, facts in told.items()
    )
