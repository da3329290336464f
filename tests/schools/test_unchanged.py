"""Two people on one page: neither overwrites the other unseen."""

import re

import pytest
from django.urls import reverse

from tests import make


def opened(client, path):
    """The form as the page gives it: every named value."""
    body = client.get(path).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', body)
    assert found, "the page says what it was made from"
    return found[1]


@pytest.fixture
def path(cast):
    return reverse("schools:edit_person", kwargs={"uid": cast.somying.public_id})


def typed(seen, **more):
    return {"title": "ครู", "first_name": "สมหญิง", "last_name": "นามสมมติ", "phone": "", "seen": seen} | more


def test_what_changed_meanwhile_is_shown_beside_what_was_typed(cast, as_, path):
    bunchi = as_(cast.bunchi)
    seen = opened(bunchi, path)
    type(cast.somying).objects.filter(pk=cast.somying.pk).update(position="ครู วิทยฐานะครูชำนาญการ")
    answer = bunchi.post(path, typed(seen, position="ครู คศ.1"))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด" in body
    assert "ครู วิทยฐานะครูชำนาญการ" in body
    assert "ครู คศ.1" in body
    cast.somying.refresh_from_db()
    assert cast.somying.position == "ครู วิทยฐานะครูชำนาญการ"


def test_sent_again_knowingly_it_is_saved(cast, as_, path):
    bunchi = as_(cast.bunchi)
    seen = opened(bunchi, path)
    type(cast.somying).objects.filter(pk=cast.somying.pk).update(position="ครูชำนาญการ")
    again = re.search(r'name="seen" value="(\w+)"', bunchi.post(path, typed(seen)).content.decode())[1]
    assert again != seen
    assert bunchi.post(path, typed(again, position="ครู คศ.1")).status_code == 302
    cast.somying.refresh_from_db()
    assert cast.somying.position == "ครู คศ.1"


CORRECTING = pytest.mark.parametrize(
    ("who", "name", "kwargs"),
    [
        ("bunchi", "schools:edit_school", lambda cast: {"sid": cast.school.public_id}),
        ("bunchi", "schools:edit_classroom", lambda cast: {"cid": cast.room.public_id}),
        ("rabop", "schools:edit_year", lambda cast: {"year": 2568}),
        ("rabop", "schools:area", lambda cast: {}),
        ("tabian", "students:edit_student", lambda cast: {"sid": cast.chaba.public_id}),
        ("kanplu", "students:edit_student", lambda cast: {"sid": cast.chaba.public_id}),
        ("khet", "referrals:edit_agency", lambda cast: {"aid": make.agency(area=cast.area).public_id}),
        ("bunchi", "schools:edit_person", lambda cast: {"uid": cast.somying.public_id}),
        ("somying", "students:health", lambda cast: {"sid": cast.chaba.public_id}),
        ("tabian", "students:class_numbers", lambda cast: {"cid": cast.room.public_id}),
    ],
)


@CORRECTING
def test_every_page_that_corrects_says_what_it_was_made_from(cast, as_, who, name, kwargs):
    assert opened(as_(getattr(cast, who)), reverse(name, kwargs=kwargs(cast)))


@CORRECTING
def test_a_form_that_does_not_say_it_is_refused(cast, as_, who, name, kwargs):
    """Whoever sends no word of what her page showed might write over anything."""
    path = reverse(name, kwargs=kwargs(cast))
    answer = as_(getattr(cast, who)).post(path, {"first_name": "คนอื่น"})
    assert answer.status_code == 200
    assert "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง" in answer.content.decode()
    assert not re.search(r'name="seen" value="\w+"', answer.content.decode()), "she has to load it again"
