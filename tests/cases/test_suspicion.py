"""Somebody at home is suspected: one question, and every page of the child says not to ring the parents first."""

import re

import pytest
from django.urls import reverse

from journal.context import acting
from students.suspicion import is_home_suspected
from tests import make

pytestmark = pytest.mark.django_db

NOT_RUNG = re.compile("ยังไม่(แจ้ง|โทรหา)ผู้ปกครอง[^<]*(<[^>]*>)*[^<]*เพราะสงสัยคนในบ้าน")


def new(child):
    return reverse("cases:new_protection", args=[child.public_id])


def at(page, thing):
    return reverse(f"cases:{page}", args=[thing.public_id])


def test_suspected_once_it_is_said_on_every_page_of_the_child(cast, round_, as_):
    make.guardian(cast.chaba, phone="000-000-0000")
    client = as_(cast.kanplu)
    calm = make.protection(cast.chaba, by=cast.kanplu)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    incident = make.incident(cast.chaba, by=cast.mana)
    alert = make.alert(cast.chaba, by=cast.mana, kind="safety")
    emergency = make.emergency(cast.chaba, cast.mana)
    pages = [at("protection", calm), at("case", case), at("incident", incident), at("alert", alert)]
    assert not any(NOT_RUNG.search(client.get(page).content.decode()) for page in pages)
    record = make.protection(cast.chaba, by=cast.somying, is_home_suspected=True)
    assert all(NOT_RUNG.search(client.get(page).content.decode()) for page in pages)
    assert "tel:000-000-0000" not in client.get(at("protection", calm)).content.decode()
    assert client.get(new(cast.chaba)).context["form"].initial["is_home_suspected"]
    opened = as_(cast.mana).get(reverse("students:emergency", args=[emergency.public_id]))
    assert opened.context["opened"].is_home_suspected, "an hour's helper knows nothing of the record, and this"
    client.post(at("settle_protection", record), {"version": "1", "text": "จบ", "is_unreported_meant": "on"})
    assert not any(NOT_RUNG.search(client.get(page).content.decode()) for page in pages)


def test_the_child_s_page_hides_the_guardians_numbers_while_it_is_suspected(cast, as_):
    make.guardian(cast.chaba, phone="000-000-0000")
    page = reverse("studentcare:student", args=[cast.chaba.public_id])
    client = as_(cast.somying)
    shown = client.get(page).content.decode()
    assert "000-000-0000" in shown
    assert not NOT_RUNG.search(shown)
    make.alert(cast.chaba, by=cast.mana, is_home_suspected=True)
    hidden = client.get(page).content.decode()
    assert "000-000-0000" not in hidden
    assert NOT_RUNG.search(hidden)


def test_an_alert_cannot_take_back_what_a_record_suspects(cast, as_):
    alert = make.alert(cast.chaba, by=cast.mana, is_home_suspected=True)
    make.protection(cast.chaba, by=cast.somying, is_home_suspected=True)
    page = as_(cast.kanplu).post(reverse("cases:suspect_home", args=[alert.public_id]), follow=True).content.decode()
    assert "ยังมีเรื่องอื่นของนักเรียนคนนี้ที่สงสัยคนในบ้าน" in page
    assert NOT_RUNG.search(page)


def test_the_question_is_answered_only_about_a_child_of_hers(cast):
    make.protection(cast.chaba, by=cast.somying, is_home_suspected=True)
    make.exclusion(cast.chaba, cast.decha, by=cast.praphan)
    answers = {}
    for name in ("somying", "mana", "decha", "dokkaew", "khet"):
        with acting(getattr(cast, name)):
            answers[name] = is_home_suspected(cast.chaba)
    assert answers == {"somying": True, "mana": True, "decha": False, "dokkaew": False, "khet": False}
