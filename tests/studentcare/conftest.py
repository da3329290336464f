"""A school in which something of everything waits."""

import datetime

import pytest

from tests import make
from tests.studentcare.days import DAY, NOON, TODAY


@pytest.fixture
def busy(cast):
    """Something of everything in บ้านสมมติวิทยา: an alert, a gap, late tasks, letters, rooms that are not done."""
    cast.round = make.screening_round(area=cast.area, by=cast.khet)
    make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="12111111111")
    make.alert(cast.kita, by=cast.somying)
    helped = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    make.task(helped, responsible=cast.kanplu, due_on=TODAY - 2 * DAY)
    make.task(make.case(cast.kita, by=cast.somying, state="intake"), responsible=cast.somying, due_on=TODAY)
    make.referral(helped, by=cast.kanplu, state="sent", sent_on=datetime.date(2025, 6, 9))
    make.referral(helped, by=cast.kanplu, state="awaiting_signature")
    make.referral(helped, by=cast.kanplu, state="awaiting_signature")
    for about in (["learning"], ["games"]):
        make.case(cast.thara, by=cast.mana, owner=cast.kanplu, state="plan_review", aspects=about)
    make.case(
        cast.thara,
        by=cast.mana,
        owner=cast.kanplu,
        aspects=["health"],
        review_on=TODAY - DAY,
        touched_at=NOON - 15 * DAY,
    )
    make.incident(cast.thara, by=cast.mana, group="accident")
    make.incident(cast.thara, by=cast.mana, group="right")
    make.protection(cast.thara, by=cast.mana)
    make.emergency(cast.chaba, cast.decha)
    return cast
