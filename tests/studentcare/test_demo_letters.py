"""What the demo promises of step 5: a letter and an internal referral in every state, the nine partners of Tak."""

import tomllib
from pathlib import Path

from referrals.models import InsideState, State
from studentcare.demo import inside, network, referrals

KINDS = Path(__file__).parents[2] / "fixtures" / "agency-types.toml"


def test_every_state_is_told():
    assert {told.state for told in referrals.STORY} == set(State)
    assert {told.end for told in inside.STORY} == set(InsideState)


def test_the_agreement_is_with_the_nine_kinds_of_tak_and_each_has_its_agency():
    kinds = [kind["code"] for kind in tomllib.loads(KINDS.read_text(encoding="utf-8"))["type"]]
    assert set(network.PARTNERS) == set(kinds[:9])
    assert sorted(plan.type for plan in network.AGENCIES if plan.type in network.PARTNERS) == sorted(kinds[:9])
