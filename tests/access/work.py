"""What is to do in cases: one's own list, chosen cases at once, and the work of a colleague who leaves.

`world.case_task` (tests/access/cases.py) is พิม's in ชบา's case; กานพลู keeps the case and has chosen it for a bulk act.
"""

from django.utils import timezone

from cases.models import Bulk
from tests import make
from tests.access.cases import LEADS, SEE, due
from tests.access.route import Route, Who

LISTS = "somying mana kanplu praphan wilai decha pim tabian dokkaew chit"
NOBODY = "bunchi klum khet rabop truat gone"
CHOOSE = Who(may="kanplu praphan dokkaew", sees="somying mana wilai decha pim tabian chit " + NOBODY)

CHOSEN = Who(may="kanplu praphan", sees=CHOOSE.sees)


def build(world):
    world.work_task = make.task(world.case, "workword", responsible=world.pim)
    world.work_bulk = Bulk.objects.create(
        school=world.school,
        kind=Bulk.Kind.VISIT,
        items=[{"case": world.case.public_id, "task": world.work_task.public_id, "to": world.pim.public_id}],
        by=world.kanplu,
        at=timezone.now(),
    )


def a_task(world):
    return {"cid": world.case.public_id, "tid": world.work_task.public_id}


def a_bulk(world):
    return {"bid": world.work_bulk.public_id}


MINE = Who(may="kanplu")
ROUTES = {
    "cases:find_cases": Route(
        get=Who(may=LISTS, sees=NOBODY),
        post=Who(may=LISTS, sees=NOBODY),
        data=lambda world: {"q": "ชบา"},
    ),
    "cases:tasks": Route(get=Who(may=LISTS, sees=NOBODY)),
    "cases:tasks_xlsx": Route(get=Who(may=LISTS, sees=NOBODY)),
    "cases:task": Route(
        get=Who(may=SEE),
        post=Who(may="kanplu", sees="somying praphan pim"),
        kwargs=a_task,
        data=lambda world: {"responsible": world.somying.public_id, **due()},
        says_seen=True,
    ),
    "cases:cancel_task": Route(post=LEADS, kwargs=a_task),
    "cases:bulk_assign": Route(
        get=CHOOSE,
        post=CHOSEN,
        data=lambda world: {"c": [world.case.public_id], "owner": world.kanplu.public_id},
    ),
    "cases:bulk_visits": Route(get=CHOOSE, post=CHOSEN, data=lambda world: {"c": [world.case.public_id], **due()}),
    "cases:summaries_pdf": Route(get=CHOOSE),
    "cases:bulk": Route(get=MINE, kwargs=a_bulk),
    "cases:undo_bulk": Route(post=MINE, kwargs=a_bulk),
    "cases:hand_over_work": Route(
        get=Who(may="kanplu praphan", sees="somying mana wilai decha pim tabian bunchi khet chit rabop truat"),
        post=Who(may="kanplu praphan", sees="somying mana wilai decha pim tabian bunchi khet chit rabop truat"),
        kwargs=lambda world: {"uid": world.pim.public_id},
        data=lambda world: {"to_all": world.kanplu.public_id},
    ),
}

CANARIES = {"workword": SEE}
