"""Cases that go with their child: prepared by the school she leaves, taken at the one she comes to.

`world.pass_ready` is ธารา's, whose offer to the other school waits; `world.pass_came` came with คีตา from there.
"""

from cases.models import Case
from students.models import Transfer
from tests import make
from tests.access.route import EVERYBODY, Route, Who

LEADERS = "kanplu praphan"
GOES, CAME = "CNสิ่งที่ส่งไป", "CNสิ่งที่ส่งมา"
CANARIES = {GOES: f"{LEADERS} mana", CAME: LEADERS}


def build(world):
    world.pass_case = make.case(
        world.thara, by=world.mana, owner=world.kanplu, number=71, aspects=["health"], reason=GOES
    )
    world.pass_ready = make.passing(world.pass_case, transfer=world.thara_offered, by=world.kanplu)
    came = make.transfer(world.kita, to_school=world.elsewhere, by=world.dokkaew, state="declined")
    Transfer.objects.filter(pk=came.pk).update(
        from_school=world.elsewhere, to_school=world.school, state="accepted", answer="", decided_at=make.now()
    )
    came.refresh_from_db()
    left = make.case(world.kita, by=world.dokkaew, state="closed", number=72, reason=CAME)
    Case.objects.filter(pk=left.pk).update(school=world.elsewhere)
    world.pass_came = make.passing(left, transfer=came, by=world.dokkaew, state="passed")


def of(name):
    return lambda world: {"pid": getattr(world, name).public_id}


def of_case(world):
    return {"cid": world.pass_case.public_id}


def rest(*without):
    return " ".join(name for name in EVERYBODY if name not in " ".join(without).split())


ROUTES = {
    "cases:pass_case": Route(
        get=Who(may="kanplu", sees="mana praphan"),
        post=Who(may="kanplu", sees="mana praphan"),
        kwargs=of_case,
        data=lambda world: {"sections": ["plan"]},
        says_seen=True,
    ),
    "cases:transfer_cases": Route(
        get=Who(may=f"{LEADERS} tabian", sees="dokkaew"),
        kwargs=lambda world: {"tid": world.thara_offered.public_id},
    ),
    "cases:passings": Route(get=Who(may=f"{LEADERS} dokkaew", sees=rest(LEADERS, "dokkaew"))),
    "cases:passing": Route(get=Who(may=LEADERS), kwargs=of("pass_ready")),
    "cases:withdraw_passing": Route(post=Who(may="kanplu", sees="praphan"), kwargs=of("pass_ready")),
    "cases:take_passing": Route(post=Who(may="kanplu", sees="praphan dokkaew"), kwargs=of("pass_came")),
}
