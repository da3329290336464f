"""Incidents and records of protection: who reported, who keeps them; nobody else learns of one.

`world.incident` is about คีตา, reported by มานะ from the other room; `world.right` is a violated right;
`world.protection` is about คีตา, recorded by พิม.
"""

from tests import make
from tests.access.route import EVERYBODY, Route, Who

CARERS = "somying mana kanplu praphan wilai decha pim tabian dokkaew"
KEEPERS = "kanplu praphan decha"
TEXT, WORDS = "CNเหตุ", "CNคำเด็ก"
SEEN = "kanplu praphan pim"
CANARIES = {TEXT: KEEPERS, WORDS: SEEN, "CNละเมิด": "kanplu praphan"}


def others(names):
    return " ".join(name for name in EVERYBODY if name not in names.split())


def build(world):
    world.incident = make.incident(world.kita, by=world.mana, group="violence", text=TEXT, is_quick=True)
    world.right = make.incident(world.kita, by=world.mana, group="right", text="CNละเมิด")
    world.protection = make.protection(world.kita, by=world.pim, seen=WORDS, incident=world.right)


def of(name, key="iid"):
    return lambda world: {key: getattr(world, name).public_id}


def full(world):
    return {"version": "1", "group": "violence", "text": "ทะเลาะกัน"}


def settled(world):
    return {"version": "1", "text": "ตกลงกันแล้ว", "is_unreported_meant": "on"}


def on(clock="11.00"):
    return {"on_day": "25", "on_month": "6", "on_year": "2568", "clock": clock}


KEPT = Who(may=KEEPERS, sees="mana")
LISTED = Who(may="kanplu praphan decha dokkaew", sees=others("kanplu praphan decha dokkaew"))
HEADS = Who(may="kanplu praphan", sees="pim")
SCHOOL = "somying kanplu praphan wilai decha pim tabian"

ROUTES = {
    "cases:report": Route(
        get=Who(may=CARERS, sees=others(CARERS)),
        post=Who(may=CARERS, sees=others(CARERS)),
        data=lambda world: {"what": "accident"},
    ),
    "cases:my_report": Route(
        get=Who(may="mana", sees=KEEPERS),
        post=Who(may="mana", sees=KEEPERS),
        kwargs=of("incident"),
        data=lambda world: {"text": "เห็นจากระเบียง"},
    ),
    "cases:incidents": Route(get=LISTED),
    "cases:incidents_xlsx": Route(get=LISTED),
    "cases:new_incident": Route(get=LISTED, post=LISTED, data=full),
    "cases:incident": Route(get=KEPT, kwargs=of("incident")),
    "cases:edit_incident": Route(get=KEPT, post=KEPT, kwargs=of("incident"), data=full),
    "cases:take_incident": Route(post=KEPT, kwargs=of("incident")),
    "cases:hand_on_incident": Route(post=Who(may="decha", sees="mana kanplu praphan"), kwargs=of("incident")),
    "cases:settle_incident": Route(get=KEPT, post=KEPT, kwargs=of("incident"), data=settled),
    "cases:incident_pdf": Route(get=KEPT, kwargs=of("incident")),
    "cases:involve": Route(
        get=KEPT,
        post=KEPT,
        kwargs=of("incident"),
        data=lambda world: {"room": world.next_door.public_id, "part": "witness", "child": world.thara.public_id},
    ),
    "cases:uninvolve": Route(
        post=KEPT, kwargs=lambda world: {"iid": world.incident.public_id, "sid": world.kita.public_id}
    ),
    "cases:new_protection": Route(
        get=Who(may=f"{SCHOOL} mana"),
        post=Who(may=f"{SCHOOL} mana"),
        kwargs=lambda world: {"sid": world.kita.public_id},
        data=lambda world: {"seen": "มีรอยช้ำ", **on()},
    ),
    "cases:protections": Route(
        get=Who(may="kanplu praphan dokkaew", sees=others("kanplu praphan dokkaew")),
    ),
    "cases:protection": Route(get=Who(may=SEEN), kwargs=of("protection", "pid")),
    "cases:add_report": Route(
        get=Who(may=SEEN),
        post=Who(may=SEEN),
        kwargs=of("protection", "pid"),
        data=lambda world: {"to": "hotline", "reported_by": world.kanplu.public_id, **on("12.00")},
    ),
    "cases:settle_protection": Route(get=HEADS, post=HEADS, kwargs=of("protection", "pid"), data=settled),
    "cases:protection_pdf": Route(get=HEADS, kwargs=of("protection", "pid")),
}
