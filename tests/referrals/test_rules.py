"""Who may do what: one table."""

import pytest

from referrals import rules
from schools.models import Role
from tests import make

PEOPLE = [
    "somying",
    "kanplu",
    "praphan",
    "wilai",
    "decha",
    "pim",
    "tabian",
    "bunchi",
    "dokkaew",
    "khet",
    "rabop",
    "truat",
]


def who(cast, may):
    return {name for name in PEOPLE if may(getattr(cast, name))}


def test_the_schools_counselors_refer_and_only_from_a_case_that_is_worked_on(cast, case):
    assert who(cast, lambda user: rules.may_refer(user, case)) == {"kanplu"}
    case.state = "closed"
    assert who(cast, lambda user: rules.may_refer(user, case)) == set()


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (rules.may_prepare, {"kanplu"}),
        (rules.may_sign, {"praphan"}),
        (rules.may_record_reply, {"kanplu", "praphan"}),
    ],
)
def test_a_referral(cast, waiting, rule, names):
    assert who(cast, lambda user: rule(user, waiting)) == names


def test_the_packet_is_read_by_counselors_and_by_heads_once_it_lies_before_them(cast, draft, waiting):
    assert who(cast, lambda user: rules.may_read_packet(user, draft)) == {"kanplu"}
    assert who(cast, lambda user: rules.may_read_packet(user, waiting)) == {"kanplu", "praphan"}


def test_a_counselor_who_is_also_head_prepares_and_signs(cast, waiting):
    make.appoint(cast.kanplu, Role.HEAD, school=cast.school)
    assert rules.may_prepare(cast.kanplu, waiting)
    assert rules.may_sign(cast.kanplu, waiting)


def test_agencies_are_kept_by_whom_they_belong_to(cast):
    own = make.agency("มูลนิธิสมมติ", area=cast.area, school=cast.school)
    areas = make.agency("รพ.จำลองกลาง", area=cast.area)
    assert who(cast, lambda user: rules.may_keep_agency(user, own)) == {"kanplu"}
    assert who(cast, lambda user: rules.may_keep_agency(user, areas)) == {"khet", "rabop"}
    assert who(cast, rules.may_add_agency) == {"kanplu", "dokkaew", "khet", "rabop"}


def test_pages_without_an_object(cast):
    caring = {"somying", "kanplu", "praphan", "wilai", "decha", "pim", "tabian", "dokkaew"}
    assert who(cast, rules.may_see_board) == caring
    assert who(cast, rules.may_see_agencies) == caring | {"khet", "rabop"}
