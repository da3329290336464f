"""Meetings with parents and committees: who keeps the room and its level's head; what was seen: discipline as well.

`world.meeting` is of ป.4/1; `world.parent` is ชบา's mother, `world.seen` is written of ชบา by สมหญิง.
"""

from activities.actions import duties_seen
from activities.models import RoomDuty
from tests import make
from tests.access.route import EVERYBODY, Route, Who

KEEPERS = "somying kanplu praphan"
FOLLOWERS = f"{KEEPERS} wilai"
OBSERVERS = f"{FOLLOWERS} decha"
SCHOOL = "somying mana kanplu praphan wilai decha pim tabian"
WITH_ROOM = "somying kanplu praphan wilai decha pim tabian bunchi"
SEEN, CAME, PARENT, AGENDA = "CNสิ่งที่เห็น", "CNป้า", "CNนางมาลี", "CNวาระประชุม"
NETWORK = "kanplu praphan"
CANARIES = {SEEN: OBSERVERS, CAME: FOLLOWERS, PARENT: FOLLOWERS, AGENDA: OBSERVERS}


def but(*without):
    return " ".join(name for name in EVERYBODY if name not in " ".join(without).split())


def rest(all_of, *without):
    return " ".join(name for name in all_of.split() if name not in " ".join(without).split())


def build(world):
    world.rule = make.rule(world.school, "ก1")
    world.unused_rule = make.rule(world.school, "ข9", least=-5, most=-1)
    world.seen = make.observation(world.chaba, SEEN, by=world.somying, points=3, rule=world.rule)
    world.meeting = make.meeting(world.room, by=world.somying, came=[(world.chaba, CAME)], agenda=AGENDA)
    world.parent = make.parent(world.chaba, PARENT, by=world.somying, position="chair")
    world.duty = make.duty(world.chaba, "lead", by=world.somying, is_leader=True)


def of(name, key):
    return lambda world: {key: getattr(world, name).public_id}


def day(name, number="24"):
    return {f"{name}_day": number, f"{name}_month": "6", f"{name}_year": "2568"}


def a_meeting(**more):
    return lambda world: {"title": "ประชุมผู้ปกครอง", **day("held_on"), **more}


def a_parent(world):
    return {"student": world.chaba.public_id, "name": "นายใหม่", "position": "vice", **day("chosen_on")}


def offices(world):
    held = RoomDuty.objects.filter(classroom=world.room)
    return {"version": str(duties_seen(held)), f"first-{world.kita.public_id}": "learning*"}


def a_rule(code):
    return lambda world: {"code": code, "text": "ข้อใหม่", "way": "merit", "low": "1", "high": "5"}


ROOM = of("room", "cid")
ROOM_KEPT = Who(may=KEEPERS, sees=rest(WITH_ROOM, KEEPERS))
ROOM_FOLLOWED = Who(may=FOLLOWERS, sees=rest(WITH_ROOM, FOLLOWERS))
ROOM_OBSERVED = Who(may=OBSERVERS, sees=rest(WITH_ROOM, OBSERVERS))
EVERY_OBSERVER = f"{OBSERVERS} mana dokkaew"
RULE_KEEPERS = "praphan decha"
RULE_SEEN = Who(may=RULE_KEEPERS, sees=rest(SCHOOL, RULE_KEEPERS))
# The school's own list is found by who works with its children; who works with none finds no school.
RULE_ADDED = Who(may=RULE_KEEPERS, sees=rest(f"{SCHOOL} dokkaew", RULE_KEEPERS))
SEAT = Who(may=KEEPERS, sees="wilai decha pim tabian")
MEETING_KEPT = Who(may=KEEPERS, sees="wilai decha")
MEETING_FOLLOWERS = "somying mana kanplu praphan wilai dokkaew"
ROUTES = {
    "activities:observe": Route(
        get=Who(may=EVERY_OBSERVER, sees=but(EVERY_OBSERVER)),
        post=Who(may=EVERY_OBSERVER, sees=but(EVERY_OBSERVER)),
        data=lambda world: {
            "children": [world.chaba.public_id],
            "tone": "praise",
            "text": "มีน้ำใจ",
            **day("seen_on"),
        },
    ),
    "activities:observations_of": Route(get=Who(may=OBSERVERS, sees="pim tabian"), kwargs=of("chaba", "sid")),
    "activities:cancel_observation": Route(
        get=Who(may=rest(OBSERVERS, "wilai"), sees="wilai"),
        post=Who(may=rest(OBSERVERS, "wilai"), sees="wilai"),
        kwargs=of("seen", "oid"),
        data=lambda world: {"reason": "เข้าใจผิดคน"},
    ),
    "activities:class_observations": Route(get=ROOM_OBSERVED, kwargs=ROOM),
    "activities:class_observations_xlsx": Route(get=ROOM_OBSERVED, kwargs=ROOM),
    "activities:conduct_rules": Route(get=Who(may=EVERY_OBSERVER, sees=but(EVERY_OBSERVER))),
    "activities:add_rule": Route(get=RULE_ADDED, post=RULE_ADDED, data=a_rule("ก7")),
    "activities:fill_rules": Route(post=RULE_ADDED),
    "activities:edit_rule": Route(
        get=RULE_SEEN, post=RULE_SEEN, kwargs=of("unused_rule", "rid"), data=a_rule("ก8"), says_seen=True
    ),
    "activities:retire_rule": Route(post=RULE_SEEN, kwargs=of("rule", "rid")),
    "activities:move_rule": Route(post=RULE_SEEN, kwargs=of("rule", "rid"), data=lambda world: {"act": "down"}),
    "activities:meetings": Route(get=Who(may=MEETING_FOLLOWERS, sees=but(MEETING_FOLLOWERS))),
    "activities:new_meeting": Route(get=ROOM_KEPT, post=ROOM_KEPT, kwargs=ROOM, data=a_meeting()),
    "activities:meeting": Route(get=Who(may=OBSERVERS), kwargs=of("meeting", "aid")),
    "activities:edit_meeting": Route(
        get=MEETING_KEPT, post=MEETING_KEPT, kwargs=of("meeting", "aid"), data=a_meeting(version="1")
    ),
    "activities:meeting_pdf": Route(get=Who(may=FOLLOWERS, sees="decha"), kwargs=of("meeting", "aid")),
    "activities:sign_in_pdf": Route(get=ROOM_FOLLOWED, kwargs=ROOM),
    "activities:parents": Route(get=ROOM_FOLLOWED, kwargs=ROOM),
    "activities:add_parent": Route(get=ROOM_KEPT, post=ROOM_KEPT, kwargs=ROOM, data=a_parent),
    "activities:edit_parent": Route(
        get=SEAT,
        post=SEAT,
        kwargs=of("parent", "mid"),
        data=lambda world: {"name": "นางมาลี", "position": "chair", "version": "1"},
    ),
    "activities:end_parent": Route(
        get=SEAT, post=SEAT, kwargs=of("parent", "mid"), data=lambda world: day("ended_on", "25")
    ),
    "activities:parents_pdf": Route(get=ROOM_FOLLOWED, kwargs=ROOM),
    "activities:network": Route(get=Who(may=f"{NETWORK} dokkaew", sees=but(f"{NETWORK} dokkaew"))),
    "activities:network_xlsx": Route(get=Who(may=f"{NETWORK} dokkaew", sees=but(f"{NETWORK} dokkaew"))),
    "activities:white_room": Route(get=ROOM_OBSERVED, post=ROOM_KEPT, kwargs=ROOM, data=offices),
    "activities:white_room_pdf": Route(get=ROOM_OBSERVED, kwargs=ROOM),
}
