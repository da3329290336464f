"""Who may do what with a room's screening: one row per person."""

import datetime

import pytest

from screening import rules
from screening.models import Submission

TODAY = datetime.date(2025, 6, 25)
# person -> the short heads of the aspects whose letters she reads for ชบา (decisions C2)
ALL = "พิเศษ เรียน สุขภาพ เศรษฐกิจ สวัสดิภาพ สารเสพติด รุนแรง เพศ เกม ต้องการพิเศษ สื่อสาร"
OPEN = "พิเศษ เรียน สุขภาพ เศรษฐกิจ รุนแรง เกม ต้องการพิเศษ สื่อสาร"
READS = {
    "somying": ALL,
    "kanplu": ALL,
    "praphan": OPEN,
    "wilai": OPEN,
    "decha": "สารเสพติด รุนแรง",
    "pim": "สุขภาพ เกม ต้องการพิเศษ",
    "mana": "",
    "tabian": "",
    "bunchi": "",
    "dokkaew": "",
    "klum": "",
    "khet": "",
    "chit": "",
    "rabop": "",
    "truat": "",
    "gone": "",
}


@pytest.mark.parametrize("who", READS)
def test_letters(room, cast, who):
    user = getattr(cast, who)
    assert [a.short for a in room.aspects if rules.may_see_level(user, a, cast.chaba)] == READS[who].split()
    assert [a.short for a in room.aspects if rules.may_see_aspect(user, a, cast.room)] == READS[who].split()


@pytest.mark.parametrize("who", READS)
def test_filling_in_and_handing_in(room, cast, who):
    user, keeps = getattr(cast, who), who in ("somying", "kanplu")
    assert rules.may_record(user, room.round, cast.room, on=TODAY) == keeps
    assert rules.may_submit(user, room.round, cast.room, on=TODAY) == keeps
    assert rules.may_print_full(user, cast.room) == keeps
    assert rules.may_reopen(user, cast.room) == (who == "kanplu")


@pytest.mark.parametrize(
    ("who", "computed", "group", "may"),
    [
        ("somying", 2, 3, True),
        ("somying", 2, 2, True),
        ("somying", 3, 2, False),
        ("kanplu", 3, 2, True),
        ("kanplu", 2, 3, True),
        ("somying", 0, 3, False),
        ("kanplu", 2, 0, False),
        ("praphan", 2, 3, False),
        ("mana", 2, 3, False),
    ],
)
def test_override(room, cast, who, computed, group, may):
    assert rules.may_override(getattr(cast, who), cast.room, computed=computed, group=group) == may


@pytest.mark.parametrize(
    ("day", "submitted", "reopened", "is_open"),
    [
        (TODAY, False, False, True),
        (TODAY, True, False, False),
        (datetime.date(2025, 7, 1), False, False, False),
        (datetime.date(2025, 7, 1), False, True, True),
        (datetime.date(2025, 7, 1), True, True, False),
        (datetime.date(2025, 5, 15), False, False, False),
    ],
)
def test_when_a_room_takes_changes(room, day, submitted, reopened, is_open):
    at = datetime.datetime(2025, 6, 20, tzinfo=datetime.UTC)
    submission = Submission(submitted_at=at if submitted else None, reopened_at=at if reopened else None)
    assert rules.is_open_for(room.round, submission, on=day) == is_open


@pytest.mark.parametrize("who", READS)
def test_opening_rounds(room, cast, who):
    user = getattr(cast, who)
    assert rules.may_open_round(user) == (who in ("kanplu", "dokkaew", "khet"))
    assert rules.may_open_round_for(user, cast.school) == (who == "kanplu")
    assert rules.may_open_round_for(user, cast.area) == (who == "khet")
    assert rules.may_edit_round(user, room.round) == (who == "kanplu")
