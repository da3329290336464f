"""The page of one referral in each of its states."""

import pytest
from django.urls import reverse

from referrals.models import State
from schools.models import Notice
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


def test_the_bell_counts_what_is_unread_and_not_the_answer_that_stands_on_the_page(cast, sent, as_):
    make.reply(sent)
    Notice.objects.filter(to_user=cast.kanplu).delete()
    for address in ("/cases/", "/today/"):
        Notice.objects.create(to_user=cast.kanplu, kind=Notice.Kind.CASE, url=address, made_at=make.now())
    answer = as_(cast.kanplu).get(page(sent))
    assert (answer.context["unread"], answer.context["unread_reply"]) == (2, 1)
    assert '<input type="hidden" name="number" value="1">' in answer.content.decode()


@pytest.mark.parametrize(("state", "offered"), [("answered", True), ("closed", False)])
def test_a_closed_letter_makes_no_more_tasks_of_its_advice(cast, case, hospital, as_, state, offered):
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    make.reply(letter, advice="นั่งแถวหน้า")
    assert ("ทำเป็นงานทั้ง" in as_(cast.kanplu).get(page(letter)).content.decode()) == offered
