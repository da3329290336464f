"""Who shuts out, who opens in an emergency, who reviews. `world.hour` is มานะ's for คีตา, whom he does not teach."""

from tests import make
from tests.access.route import EVERYBODY, Route, Who

WHY = "CNเหตุที่กันออก"
REASON = "CNเหตุฉุกเฉินของครูมานะ"
CANARIES = {WHY: "kanplu praphan", REASON: "mana kanplu praphan"}
KEEPERS = "kanplu praphan"


def but(*without):
    return " ".join(name for name in EVERYBODY if name not in " ".join(without).split())


def build(world):
    """On a child of her own, so that everybody of the cast sees the others as before."""
    world.walled = make.student("พุดซ้อน", classroom=world.room, number=39)
    world.barred_one = make.staff("barred", "nurse", school=world.school, first_name="ผู้ถูกกัน")
    world.other_one = make.staff("other", "nurse", school=world.school, first_name="อีกคน")
    make.exclusion(world.walled, world.barred_one, by=world.praphan, text=WHY)
    world.hour = make.emergency(world.walled, world.mana, reason=REASON + "ยาวพอสำหรับเหตุผล")


def of_child(world):
    return {"sid": world.walled.public_id}


def of_person(world):
    return {"sid": world.walled.public_id, "uid": world.barred_one.public_id}


def of_hour(world):
    return {"eid": world.hour.public_id}


def a_ground(world):
    return {"person": world.other_one.public_id, "kind": "conflict", "text": "มีเรื่องกับผู้ปกครอง"}


def an_emergency(world):
    return {
        "do": "open",
        "room": world.room.public_id,
        "name": "ชบา",
        "student": world.chaba.public_id,
        "why": "hurt",
        "reason": "นักเรียนเป็นลมที่สนาม ต้องรู้ว่าแพ้ยาอะไร",
    }


COLLEAGUES = "somying mana wilai decha pim tabian"  # มานะ through his hour
OPENERS = Who(may="somying mana wilai", sees=but("somying mana wilai"))
LISTERS = "somying mana wilai kanplu praphan dokkaew truat"
ROUTES = {
    "students:shut_out": Route(
        get=Who(may=KEEPERS, sees=COLLEAGUES), post=Who(may=KEEPERS, sees=COLLEAGUES), kwargs=of_child, data=a_ground
    ),
    "students:let_in": Route(
        get=Who(may=KEEPERS, sees=COLLEAGUES),
        post=Who(may=KEEPERS, sees=COLLEAGUES),
        kwargs=of_person,
        data=lambda world: {"reason": "ตรวจสอบแล้วไม่เกี่ยวข้อง"},
    ),
    "students:emergencies": Route(get=Who(may=LISTERS, sees=but(LISTERS))),
    "students:open_emergency": Route(get=OPENERS, post=OPENERS, data=an_emergency),
    "students:emergency": Route(get=Who(may="mana kanplu praphan"), kwargs=of_hour),
    "students:close_emergency": Route(
        post=Who(may="mana", sees=KEEPERS), kwargs=of_hour, data=lambda world: {"told": "โทรหาแม่แล้ว", "do": "close"}
    ),
    "students:review_emergency": Route(
        get=Who(may=KEEPERS, sees="mana"),
        post=Who(may=KEEPERS, sees="mana"),
        kwargs=of_hour,
        data=lambda world: {"verdict": "right", "text": "เปิดเพื่อช่วยนักเรียน"},
    ),
}
