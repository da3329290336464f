"""The list of what was asked inside: everybody who may be asked finds her way there."""

import pytest
from django.urls import reverse

from referrals.models import Inside
from tests import make

LIST = reverse("referrals:inside_list")
TODAY = reverse("studentcare:today")


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("person", ["pim", "decha", "chit"])
def test_whoever_may_be_asked_has_it_in_her_menu(cast, as_, person):
    body = read(as_(getattr(cast, person)), TODAY)
    menu = body[body.index("เมนูหลัก") : body.index("</nav>", body.index("เมนูหลัก"))]
    assert f'href="{LIST}"' in menu


def test_a_teacher_of_a_room_who_is_the_nurse_as_well_has_it_too(cast, as_):
    make.appoint(cast.somying, "nurse", school=cast.school)
    assert f'href="{LIST}"' in read(as_(cast.somying), TODAY)


def test_a_teacher_of_a_room_alone_is_not_asked(cast, as_):
    assert f'href="{LIST}"' not in read(as_(cast.somying), TODAY)


def test_the_number_on_her_tab_is_what_stands_below_it(case, cast, as_):
    first = make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name"])
    make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name"])
    tab = 'ถึงฉัน <span class="num">2</span>'
    assert tab in read(as_(cast.chit), LIST)
    Inside.objects.filter(pk=first.pk).update(state="accepted", answered_by=cast.chit, answered_at=make.now())
    body = read(as_(cast.chit), LIST)
    assert tab in body
    assert "รับแล้วกำลังช่วย 1" in body
    Inside.objects.filter(pk=first.pk).update(state="declined", answer="ไม่ตรง")
    assert 'ถึงฉัน <span class="num">1</span>' in read(as_(cast.chit), LIST)


def test_who_sees_no_case_is_told_the_code_once(case, cast, as_):
    one = make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name"])
    body = read(as_(cast.chit), reverse("referrals:inside", args=[one.public_id]))
    head = body[body.index("<h1>") : body.index("</h1>")]
    assert one.code not in head
    assert "จาก" in head
