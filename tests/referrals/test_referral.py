"""The page of one referral in each of its states."""

import pytest
from django.urls import reverse

from referrals.models import State
from tests import make


def page(referral):
    return reverse("referrals:referral", args=[referral.public_id])


def test_a_draft_shows_the_counselor_what_is_done_and_what_is_left(cast, draft, as_):
    body = as_(cast.kanplu).get(page(draft)).content.decode()
    assert "1 หน่วยงานปลายทาง" in body
    assert "ทำภายหลังได้" in body
    assert "ครบแล้ว" in body


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_page_for_everybody_of_the_case(cast, case, hospital, as_, state):
    referral = make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    for person in (cast.kanplu, cast.praphan, cast.somying):
        assert as_(person).get(page(referral)).status_code == 200
