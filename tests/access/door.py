"""An agency's door is open to the world; what the school does with it is for counselors and heads."""

from referrals.actions import attach
from referrals.uploads import Stored
from tests import make
from tests.access.referrals import BOTH, form, of
from tests.access.route import Route

PUBLIC = {
    "referrals:door": "an agency has no account: 128-bit address and six digits (tests/referrals/test_door_attacks.py)",
    "referrals:check_answer": "behind the code: the same",
    "referrals:answered": "behind the code: the same",
    "referrals:receipt_pdf": "behind the code: the same",
    "referrals:leave_door": "takes one's own cookie away",
}


def build(world):
    make.door(world.sent, by=world.kanplu)
    make.door(world.answered, by=world.kanplu)
    reply = world.answered.replies.get()
    world.reply_file = attach(reply, Stored(b"\xff\xd8\xff", "image/jpeg", "ผล.jpg"), by=world.kanplu)


def a_file(world):
    return {"rid": world.answered.public_id, "fid": world.reply_file.public_id}


ROUTES = {
    "referrals:renew_link": Route(get=BOTH, post=BOTH, kwargs=of("sent"), data=form(days="30")),
    "referrals:unlock_link": Route(get=BOTH, post=BOTH, kwargs=of("sent")),
    "referrals:reveal_code": Route(get=BOTH, post=BOTH, kwargs=of("sent")),
    "referrals:attachment_file": Route(get=BOTH, kwargs=a_file),
}
