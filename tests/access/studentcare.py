"""The roof: a child's page, a room's page, search, today. Account keepers and figures' readers open no child."""

from tests import make
from tests.access.route import ALL, EVERYBODY, Route, Who

CARERS = "somying mana kanplu praphan wilai decha pim tabian dokkaew"
WHOLE_SCHOOL = "somying kanplu praphan wilai decha pim tabian"
OTHERS = " ".join(name for name in EVERYBODY if name not in CARERS.split())


def rest(may):
    return " ".join(name for name in EVERYBODY if name not in may.split())


def build(world):
    """A child with very sensitive labels, and a room of her own so that other modules' children stay as they are."""
    world.labelled = make.student("ดาวเรือง", classroom=world.room, number=38, disadvantage="ฉลากด้อยโอกาส-ก")
    make.guardian(world.labelled, first_name="ยายดาวเรือง")


def child(world):
    return {"sid": world.labelled.public_id}


def room(world):
    return {"cid": world.room.public_id}


def typed(world):
    return {"q": "ดาวเรือง"}


# word -> names of the cast who may read it
CANARIES = {
    "ฉลากด้อยโอกาส-ก": "kanplu tabian",
    "ยายดาวเรือง": WHOLE_SCHOOL,
}

PUBLIC = {
    "studentcare:help": "whom to ask stands before the door as well",
    "studentcare:demo": "invented people, in demo mode only; 404 otherwise",
    "studentcare:enter": "the same",
    "studentcare:demo_agency": "the same",
    "studentcare:healthz": "asked by machines; says ok and nothing else",
}

ROUTES = {
    "studentcare:start": Route(get=ALL),
    "studentcare:today": Route(get=ALL),
    "studentcare:stay": Route(get=ALL, post=ALL),
    "studentcare:styleguide": Route(get=ALL),
    "studentcare:health_watch": Route(
        get=Who(may="pim kanplu praphan dokkaew", sees=rest("pim kanplu praphan dokkaew"))
    ),
    "studentcare:conduct_watch": Route(
        get=Who(may="decha kanplu praphan dokkaew", sees=rest("decha kanplu praphan dokkaew"))
    ),
    "studentcare:level_watch": Route(
        get=Who(may="wilai kanplu praphan dokkaew", sees=rest("wilai kanplu praphan dokkaew"))
    ),
    "studentcare:search": Route(get=Who(may=CARERS, sees=OTHERS), post=Who(may=CARERS, sees=OTHERS), data=typed),
    "studentcare:student": Route(get=Who(may=WHOLE_SCHOOL), kwargs=child),
    "studentcare:access": Route(get=Who(may=WHOLE_SCHOOL), kwargs=child),
    "studentcare:record_pdf": Route(get=Who(may="somying kanplu praphan", sees="wilai decha pim tabian"), kwargs=child),
    "studentcare:classroom": Route(get=Who(may=WHOLE_SCHOOL, sees="bunchi"), kwargs=room),
}
