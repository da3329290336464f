"""Help in the words of one's own duties: short answers, and links that open for whoever reads them."""

import re

import pytest
from django.urls import reverse

OWN = {
    "somying": ["ครูประจำชั้น"],
    "kanplu": ["ครูแนะแนว"],
    "praphan": ["ผู้อำนวยการ"],
    "tabian": ["นายทะเบียน"],
    "pim": ["ครูพยาบาล"],
    "decha": ["ฝ่ายปกครอง"],
    "wilai": ["หัวหน้าระดับ"],
    "bunchi": ["ผู้ดูแลบัญชี"],
    "khet": ["เขตพื้นที่และศูนย์กลุ่มคุณภาพ"],
    "klum": ["เขตพื้นที่และศูนย์กลุ่มคุณภาพ"],
    "rabop": ["ผู้ดูแลบัญชี"],
    "chit": ["นักจิตวิทยาโรงเรียนประจำเขต"],
}
DUTIES = {heading for headings in OWN.values() for heading in headings}


def read(client):
    return client.get(reverse("studentcare:help")).content.decode()


def headings(body):
    return [heading for heading in re.findall(r"<h2[^>]*>([^<]+)</h2>", body) if heading in DUTIES]


@pytest.mark.parametrize("person", OWN)
def test_each_duty_finds_its_own_answers_alone(cast, as_, person):
    assert headings(read(as_(getattr(cast, person)))) == OWN[person]


@pytest.mark.parametrize("person", OWN)
def test_what_help_leads_to_opens(cast, as_, person):
    client = as_(getattr(cast, person))
    main = read(client).partition("<main")[2].partition("</main>")[0]
    for address in re.findall(r'href="(/[^"]*)"', main):
        assert client.get(address).status_code == 200, address


@pytest.mark.django_db
def test_before_signing_in_every_duty_is_answered(client):
    assert set(headings(read(client))) == DUTIES


def test_only_the_area_is_told_how_it_opens_item_entry(cast, as_):
    assert "หนังสืออนุญาต" in read(as_(cast.rabop))
    assert "หนังสืออนุญาต" not in read(as_(cast.bunchi))


@pytest.mark.django_db
def test_an_agency_without_an_account_is_answered_before_signing_in_alone(client, cast, as_):
    assert "หน่วยงานที่รับหนังสือส่งต่อ" in read(client)
    assert "หน่วยงานที่รับหนังสือส่งต่อ" not in read(as_(cast.kanplu))
