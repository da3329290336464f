"""Whether a move is ready for its cases: numbers for the registrar, the cases for who sees them."""

import pytest
from django.urls import reverse

from tests import make
from tests.cases.going import offer, prepare


@pytest.fixture
def where(move):
    return reverse("cases:transfer_cases", args=[move.public_id])


def test_the_registrar_reads_how_many_are_ready_and_not_which(as_, two, case, move, where):
    client = as_(two.tabian)
    transfer = client.get(reverse("students:transfer", args=[move.public_id])).content.decode()
    assert where in transfer
    body = client.get(where).content.decode()
    assert "ยังไม่ครบ" in body
    assert "0 จาก 1" in body
    prepare(case, move, two.kanplu)
    body = client.get(where).content.decode()
    assert "ครบแล้ว" in body
    assert case.code not in body
    assert case.title not in body


def test_htmx_is_given_the_line_alone(as_, two, case, move, where):
    body = as_(two.tabian).get(where, headers={"HX-Request": "true"}).content.decode()
    assert "ยังไม่ครบ" in body
    assert "<h1" not in body


def test_the_counselor_is_led_to_what_is_left(as_, two, case, move, where):
    other = make.case(two.chaba, by=two.somying, owner=two.kanplu, aspects=["learning"])
    passing = prepare(case, move, two.kanplu)
    body = as_(two.kanplu).get(where).content.decode()
    assert "1 จาก 2" in body
    assert reverse("cases:pass_case", args=[other.public_id]) in body
    assert reverse("cases:passing", args=[passing.public_id]) in body


def test_without_an_open_case_there_is_nothing_to_prepare(as_, two, cast):
    move = make.transfer(cast.kita, to_school=cast.elsewhere, by=cast.tabian, state="prepared")
    where = reverse("cases:transfer_cases", args=[move.public_id])
    assert "ไม่มีเคสที่ครูแนะแนวต้องเตรียม" in as_(two.tabian).get(where).content.decode()


def test_the_other_school_sees_the_move_and_not_how_far_it_is(as_, two, case, move, where):
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    assert as_(two.far).get(where).status_code == 403
    assert as_(two.somying).get(where).status_code == 404
