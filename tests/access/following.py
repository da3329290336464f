"""Reminders, follow-ups and the report of referrals: counselors and heads of the school, and nobody else."""

import datetime

from tests import make
from tests.access.referrals import BOTH, CARING, date, of
from tests.access.route import EVERYBODY, Route, Who

RINGING = "kanplu praphan dokkaew"  # counselors and heads of either school
NOT_RINGING = " ".join(name for name in EVERYBODY if name not in RINGING.split())
THEY = Who(may=RINGING, sees=NOT_RINGING)
# an agency of the area is seen by its schools and its office
AGENCY_SEEN = Who(
    may=RINGING,
    sees=" ".join(name for name in f"{CARING} bunchi khet chit rabop truat".split() if name not in RINGING.split()),
)
TEXT_REMINDER, TEXT_FOUND = "CNหมายเหตุเตือน", "CNพบจากการติดตาม"
CANARIES = {TEXT_REMINDER: "kanplu praphan", TEXT_FOUND: "kanplu praphan"}


def build(world):
    make.reminder(world.sent, by=world.kanplu, note=TEXT_REMINDER)
    world.answered.answered_at = make.now()
    world.answered.save(update_fields=["answered_at"])
    world.follow_up = make.follow_up(world.answered, days=30)
    done = {"found": "better", "text": TEXT_FOUND, "done_by": world.kanplu, "done_at": make.now()}
    make.follow_up(world.answered, due_on=datetime.date(2025, 6, 1), **done)


def followed(world):
    return {"fid": world.follow_up.public_id}


ROUTES = {
    "referrals:waiting": Route(get=THEY),
    "referrals:follow_up_list": Route(get=THEY),
    "referrals:report": Route(get=THEY),
    "referrals:report_pdf": Route(get=THEY),
    "referrals:report_xlsx": Route(get=THEY),
    "referrals:remind": Route(get=BOTH, post=BOTH, kwargs=of("sent"), data=lambda world: {"how": "phone"}),
    "referrals:remind_agency": Route(
        get=AGENCY_SEEN,
        post=AGENCY_SEEN,
        kwargs=lambda world: {"aid": world.agency.public_id},
        data=lambda world: {"how": "phone", "letters": world.sent.public_id},
    ),
    "referrals:plan_follow_up": Route(get=BOTH, post=BOTH, kwargs=of("answered"), data=lambda world: date("due_on")),
    "referrals:follow_up": Route(get=BOTH, post=BOTH, kwargs=followed, data=lambda world: {"found": "better"}),
    "referrals:skip_follow_up": Route(get=BOTH, post=BOTH, kwargs=followed, data=lambda world: {"text": "ย้ายแล้ว"}),
}
