"""The way of a case: assessed, planned, approved, looked at, linked; the area's library of strategies."""

from tests import make
from tests.access.cases import SEE, but, due, of, versioned
from tests.access.route import Route, Who

LEADS = Who(may="kanplu", sees=but(SEE, "kanplu"))
OF_ASKED = Who(may="praphan", sees="somying kanplu")
OFFICER = Who(may="khet", sees="chit rabop truat")


def build(world):
    world.flow_review = make.case(
        world.kita, by=world.somying, owner=world.kanplu, state="plan_review", urgency="high", number=51,
        aspects=["learning"],
    )  # fmt: skip
    world.flow_closing = make.case(
        world.kita, by=world.somying, owner=world.kanplu, urgency="high", number=52, aspects=["health"],
        closing_asked_by=world.kanplu, closing_asked_at=make.now(), asked_outcome="ended", asked_text="ไม่ต้องช่วยเพิ่ม",
    )  # fmt: skip
    world.flow_ready = make.case(
        world.chaba, by=world.somying, owner=world.kanplu, state="assessment", number=53, aspects=["games"],
        assessment="สรุปแล้ว", goal="เข้านอนก่อนสามทุ่ม",
    )  # fmt: skip
    world.flow_watched = make.case(
        world.chaba, by=world.somying, owner=world.kanplu, state="monitoring", number=54, aspects=["needs"]
    )
    world.flow_strategy = make.strategy(world.area, aspects=["economy"])
    world.flow_link = make.link(world.flow_ready, world.flow_watched, by=world.kanplu)


def in_area(name=""):
    def ids(world):
        area = {"aid": world.area.public_id}
        return area | ({"sid": getattr(world, name).public_id} if name else {})

    return ids


TASK = {"take-0": "on", "text-0": "โทรผู้ปกครอง"} | due("due-0")
STRATEGY = {"title": "อ่านด้วยกัน", "detail": "", "aspects": ["learning"], "for_risk": "on", "weeks": "6"}

ROUTES = {
    "cases:assess": Route(get=LEADS, post=LEADS, kwargs=of("case"), data=versioned(assessment="รู้แล้ว")),
    "cases:submit_plan": Route(
        post=Who(may="kanplu", sees="somying praphan"), kwargs=of("flow_ready"), data=versioned()
    ),
    "cases:approve_plan": Route(post=OF_ASKED, kwargs=of("flow_review"), data=versioned()),
    "cases:return_plan": Route(
        get=OF_ASKED, post=OF_ASKED, kwargs=of("flow_review"), data=versioned(reason="เพิ่มงานของครูประจำชั้น")
    ),
    "cases:approve_closing": Route(post=OF_ASKED, kwargs=of("flow_closing"), data=versioned()),
    "cases:return_closing": Route(
        get=OF_ASKED, post=OF_ASKED, kwargs=of("flow_closing"), data=versioned(reason="ดูอีกสองสัปดาห์")
    ),
    "cases:choose_strategy": Route(get=LEADS, kwargs=of("case")),
    "cases:take_strategy": Route(
        get=LEADS,
        post=LEADS,
        kwargs=lambda world: {"cid": world.case.public_id, "sid": world.flow_strategy.public_id},
        data=lambda world: TASK | {"responsible-0": world.somying.public_id},
    ),
    "cases:check_in": Route(
        get=Who(may="somying kanplu pim", sees="praphan"),
        post=Who(may="somying kanplu pim", sees="praphan"),
        kwargs=of("case"),
        data=lambda world: {"progress": "better", "value": "4 จาก 5 วัน"},
    ),
    "cases:start_monitoring": Route(get=LEADS, post=LEADS, kwargs=of("case"), data=versioned(**due("check_on"))),
    "cases:help_again": Route(
        get=Who(may="kanplu", sees="somying praphan"),
        post=Who(may="kanplu", sees="somying praphan"),
        kwargs=of("flow_watched"),
        data=versioned(reason="ขาดเรียนอีก"),
    ),
    "cases:look_again": Route(
        get=Who(may="somying kanplu", sees="praphan pim"),
        post=Who(may="somying kanplu", sees="praphan pim"),
        kwargs=of("case"),
        data=versioned(**{"level-economy": "1"}),
    ),
    "cases:link_case": Route(get=LEADS, post=LEADS, kwargs=of("case"), data=lambda world: {"code": "C-2568-0043"}),
    "cases:unlink_case": Route(
        post=Who(may="kanplu", sees="somying praphan"),
        kwargs=lambda world: {"cid": world.flow_ready.public_id, "oid": world.flow_watched.public_id},
    ),
    "cases:strategies": Route(get=OFFICER, kwargs=in_area()),
    "cases:fill_strategies": Route(post=OFFICER, kwargs=in_area()),
    "cases:add_strategy": Route(get=OFFICER, post=OFFICER, kwargs=in_area(), data=lambda world: STRATEGY),
    "cases:change_strategy": Route(
        get=OFFICER,
        post=OFFICER,
        kwargs=in_area("flow_strategy"),
        data=lambda world: STRATEGY | {"version": "1"},
    ),
    "cases:use_strategy": Route(post=OFFICER, kwargs=in_area("flow_strategy"), data=lambda world: {"use": "0"}),
    "cases:move_strategy": Route(post=OFFICER, kwargs=in_area("flow_strategy"), data=lambda world: {"to": "up"}),
    "cases:self_approved": Route(get=OFFICER, kwargs=in_area()),
}
