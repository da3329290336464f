"""Cases: the child's homeroom teacher, the school's counselors and heads, and who has a task in it.

`world.case` is ชบา's, opened by สมหญิง, kept by กานพลู; พิม (nurse) has a task in it.
"""

import datetime

from tests import make
from tests.access.route import Route, Who

SEE = "somying kanplu praphan pim"


def but(names, *without):
    return " ".join(name for name in names.split() if name not in without)


def build(world):
    world.case_round = make.begun_round(
        world.school, by=world.kanplu, term=2, year_number=2567, opens_on=datetime.date(2024, 11, 10)
    )
    row = make.screened(world.chaba, round=world.case_round, by=world.somying, safety=3, economy=2)
    world.case = make.case(world.chaba, by=world.somying, owner=world.kanplu, row=row, number=42, reason="reason42")
    world.case_asked = make.case(world.kita, by=world.somying, state="intake", number=43)
    world.case_closed = make.case(world.chaba, by=world.kanplu, state="closed", number=44, aspects=["health"])
    world.case_task = make.task(world.case, responsible=world.pim)
    world.case_note = make.note(world.case, "teamword", by=world.kanplu)
    world.case_secret = make.note(world.case, "secretword", by=world.kanplu, secrecy="counselors")
    world.case_alert = make.alert(world.thara, by=world.mana)


def of(name):
    return lambda world: {"cid": getattr(world, name).public_id}


def of_note(name):
    return lambda world: {"cid": world.case.public_id, "nid": getattr(world, name).public_id}


def due(name="due_on"):
    return {f"{name}_day": "30", f"{name}_month": "6", f"{name}_year": "2568"}


def versioned(**more):
    return lambda world: {"version": "1", **more}


LEADS = Who(may="kanplu", sees=but(SEE, "kanplu"))
ROUTES = {
    "cases:caseload": Route(
        get=Who(
            may="somying mana kanplu praphan wilai decha pim tabian dokkaew chit",
            sees="bunchi klum khet rabop truat gone",
        )
    ),
    "cases:gap_list": Route(
        get=Who(
            may="somying mana kanplu praphan wilai dokkaew",
            sees="decha pim tabian bunchi klum khet chit rabop truat gone",
        )
    ),
    "cases:class_gaps": Route(
        get=Who(may="somying kanplu praphan wilai", sees="decha pim tabian bunchi"),
        kwargs=lambda world: {"cid": world.room.public_id},
    ),
    "cases:open_case": Route(
        get=Who(may="somying kanplu praphan", sees="wilai decha pim tabian"),
        post=Who(may="somying kanplu praphan", sees="wilai decha pim tabian"),
        kwargs=lambda world: {"sid": world.chaba.public_id},
        data=lambda world: {
            "title": "ช่วยเหลือด้านการเรียน",
            "reason": "อ่านไม่ออก",
            "aspects": ["learning"],
            "urgency": "normal",
            "another": "on",
        },
    ),
    "cases:alert": Route(
        get=Who(may="kanplu praphan mana", sees="wilai decha pim tabian"),
        post=Who(may="kanplu praphan", sees="mana wilai decha pim tabian"),
        kwargs=lambda world: {"aid": world.case_alert.public_id},
        data=lambda world: {"reason": "คุยแล้ว ปลอดภัย"},
    ),
    "cases:suspect_home": Route(
        post=Who(may="kanplu praphan mana", sees="wilai decha pim tabian"),
        kwargs=lambda world: {"aid": world.case_alert.public_id},
        data=lambda world: {"suspected": "on"},
    ),
    "cases:case": Route(get=Who(may=SEE), kwargs=of("case")),
    "cases:accept": Route(post=Who(may="kanplu", sees="somying praphan"), kwargs=of("case_asked"), data=versioned()),
    "cases:assign": Route(
        get=Who(may="kanplu praphan", sees="somying pim"),
        post=Who(may="kanplu praphan", sees="somying pim"),
        kwargs=of("case"),
        data=lambda world: {"version": "1", "owner": world.somying.public_id},
    ),
    "cases:plan": Route(
        get=LEADS,
        post=LEADS,
        kwargs=of("case"),
        data=versioned(goal="มาเรียนทุกวัน", weeks="6", **due("review_on")),
    ),
    "cases:add_task": Route(
        get=LEADS,
        post=LEADS,
        kwargs=of("case"),
        data=lambda world: {"text": "เยี่ยมบ้าน", "responsible": world.somying.public_id, **due()},
    ),
    "cases:mark_done": Route(
        post=Who(may="kanplu pim", sees="somying praphan"),
        kwargs=lambda world: {"cid": world.case.public_id, "tid": world.case_task.public_id},
        data=lambda world: {"done": "1"},
    ),
    "cases:write_note": Route(  # the case is shared with จิต, the area's psychologist
        get=Who(may="somying kanplu chit", sees="praphan"),
        post=Who(may="somying kanplu chit", sees="praphan"),
        kwargs=of("lent_case"),
        data=lambda world: {"text": "พบแม่แล้ว", "kind": "parent", "secrecy": "team"},
    ),
    "cases:read_note": Route(get=LEADS, kwargs=of_note("case_secret")),
    "cases:correct_note": Route(
        get=LEADS, post=LEADS, kwargs=of_note("case_note"), data=lambda world: {"text": "แก้แล้ว"}
    ),
    "cases:close": Route(get=LEADS, post=LEADS, kwargs=of("case"), data=versioned(outcome="ended", text="ไม่ต้องช่วยเพิ่ม")),
    "cases:reopen": Route(
        get=Who(may="kanplu", sees="somying praphan"),
        post=Who(may="kanplu", sees="somying praphan"),
        kwargs=of("case_closed"),
        data=versioned(reason="ขาดเรียนอีก"),
    ),
    "cases:summary_pdf": Route(get=Who(may="somying kanplu praphan", sees="pim"), kwargs=of("case")),
}

CANARIES = {
    "secretword": "kanplu",
    "teamword": "somying kanplu pim",
    "reason42": SEE,
}
