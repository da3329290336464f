"""The board: states, waiting days, what lies on the head's table, and a flat number of queries."""

import datetime

import pytest
from django.urls import reverse

from schools.models import Holiday
from tests import make

BOARD = "/referrals/"


@pytest.fixture
def look(as_):
    return lambda user, **query: as_(user).get(reverse("referrals:board"), query).content.decode()


def test_six_columns_and_no_other(cast, draft, look):
    body = look(cast.kanplu)
    assert body.count('<section class="board-col') == 6
    for word in ("ร่าง", "รอลงนาม", "ส่งแล้ว", "รับแล้ว", "ตอบกลับแล้ว", "ปิด"):
        assert word in body


def test_names_are_short_on_a_list(cast, draft, look):
    body = look(cast.kanplu)
    assert "ชบา\u00a0ล." in body
    assert "ลองเรียน" not in body


@pytest.mark.parametrize(("sent_on", "css"), [(19, ""), (18, "due-soon"), (11, "due-over")])
def test_silence_is_marked_by_working_days(cast, case, hospital, look, sent_on, css):
    make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, sent_on))
    body = look(cast.kanplu)
    assert ("due-soon" in body, "due-over" in body) == (css == "due-soon", css == "due-over")


def test_a_holiday_of_the_area_does_not_count(cast, case, hospital, look):
    make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 18))
    assert "5\u00a0วันทำการ" in look(cast.kanplu)
    assert "ยังไม่มีวันหยุดในระบบ" in look(cast.kanplu)
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 6, 20), name="หยุดพิเศษ")
    assert "4\u00a0วันทำการ" in look(cast.kanplu)
    assert "ยังไม่มีวันหยุดในระบบ" not in look(cast.kanplu)


def test_only_the_silent_ones_when_asked(cast, case, hospital, look):
    old = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 11))
    new = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 24))
    body = look(cast.kanplu, silent="1")
    assert old.code in body
    assert new.code not in body


def test_one_agency_when_asked(cast, case, hospital, look):
    here = make.referral(case, by=cast.kanplu, agency=hospital)
    there = make.referral(case, by=cast.kanplu)
    body = look(cast.kanplu, agency=hospital.public_id)
    assert here.code in body
    assert there.code not in body


def test_the_head_finds_what_to_sign_on_top_and_others_do_not(cast, waiting, look):
    assert "รอคุณลงนาม 1\u00a0เรื่อง" in look(cast.praphan)
    assert "รอคุณลงนาม" not in look(cast.kanplu)


def test_a_phone_shows_one_state(cast, draft, sent, look):
    assert 'class="board-col is-current" aria-labelledby="col-sent"' in look(cast.kanplu)
    assert 'class="board-col is-current" aria-labelledby="col-draft"' in look(cast.kanplu, state="draft")
    assert look(cast.kanplu, state="zzz").count("is-current") == 1


def test_closed_ones_are_cut_and_listed_on_demand(cast, case, hospital, look):
    for _ in range(12):
        make.referral(case, by=cast.kanplu, agency=hospital, state="closed")
    assert "ดูอีก 2\u00a0รายการ" in look(cast.kanplu)
    assert look(cast.kanplu, view="table", state="closed").count("<th scope=\"row\"") == 12


def test_others_children_are_not_on_it(cast, sent, look):
    assert sent.code not in look(cast.mana)
    assert sent.code not in look(cast.dokkaew)
    assert sent.code in look(cast.somying)


def test_hostile_filters_find_nothing(cast, sent, as_):
    response = as_(cast.kanplu).get("/referrals/?agency=%00&state=%00&silent=x")
    assert response.status_code == 200


def test_an_empty_board_says_where_to_begin(cast, look):
    assert "ยังไม่มีการส่งต่อ" in look(cast.kanplu)


def test_forty_referrals_cost_as_many_queries_as_one(cast, case, hospital, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(reverse("referrals:board"))
        return len(made)

    for state in ("draft", "sent", "answered", "awaiting_signature", "closed"):
        make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    one = count()
    for _ in range(9):
        for state in ("draft", "sent", "answered", "awaiting_signature"):
            make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    assert count() == one
