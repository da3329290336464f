"""The board as a workbook, a letter begun from a case, called back, followed to another agency, and its answer used."""

from tests import make
from tests.access.referrals import COUNSELOR, form, of
from tests.access.route import EVERYBODY, Route, Who

KEEP = "kanplu praphan dokkaew"
KEEPERS = Who(may=KEEP, sees=" ".join(name for name in EVERYBODY if name not in KEEP.split()))
BEGIN = "kanplu dokkaew"
BEGINNERS = Who(may=BEGIN, sees=" ".join(name for name in EVERYBODY if name not in BEGIN.split()))
BOTH = Who(may="kanplu praphan", sees="somying")


def build(world):
    make_one = {"by": world.kanplu, "agency": world.agency, "sections": ["name"], "reason": "เหตุ"}
    world.refused_letter = make.referral(world.referred_case, state="declined", **make_one)


def reply_of(world):
    return {"rid": world.answered.public_id, "number": 1}


ROUTES = {
    "referrals:board_xlsx": Route(get=KEEPERS),
    "referrals:choose_case": Route(get=BEGINNERS, post=BEGINNERS, data=lambda world: {"q": "ชบา"}),
    "referrals:revoke": Route(get=BOTH, post=BOTH, kwargs=of("sent"), data=form(reason="ผู้ปกครองขอถอน")),
    "referrals:send_to_another": Route(
        get=COUNSELOR,
        post=COUNSELOR,
        kwargs=of("refused_letter"),
        data=form(agency=lambda world: world.own_agency.public_id),
    ),
    "referrals:read_reply": Route(get=BOTH, post=BOTH, kwargs=of("answered"), data=lambda world: {"number": "1"}),
    "referrals:take_advice": Route(
        get=COUNSELOR,
        post=COUNSELOR,
        kwargs=reply_of,
        data=lambda world: {
            "lines": "1",
            "responsible": world.kanplu.public_id,
            "due_on_day": "2",
            "due_on_month": "7",
            "due_on_year": "2568",
        },
    ),
}
