"""Why an aspect is เสี่ยง or มีปัญหา: chips, a text, the urgent notice, and who may open it."""

import pytest

from journal.models import Line, Verb
from screening.models import Finding, Indicator, Row
from students.models import Alert
from tests import make

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def page(room):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13113111111")
    return lambda slug: room.url("finding", room.chaba.public_id, slug)


def chip(room, text):
    return next(i for a in room.aspects for i in a.indicators.all() if i.text == text)


def test_a_problem_needs_a_tick_and_words_alone_are_not_enough(room, as_, page):
    answer = as_(room.somying).post(page("learning"), {"text": "ขาดเรียนหลายวัน"})
    assert answer.status_code == 200
    assert "แตะอย่างน้อยหนึ่งข้อว่าทำไมชบาอยู่ในกลุ่มมีปัญหาด้านการเรียน" in answer.content.decode()
    assert "ขาดเรียนหลายวัน" in answer.content.decode()
    assert as_(room.somying).post(page("learning"), {"text": "ขาดเรียนหลายวัน"}, **HTMX).status_code == 422
    assert not Finding.objects.exists()


def test_a_tick_is_enough(room, as_, page):
    answer = as_(room.somying).post(page("learning"), {"indicators": [chip(room, "สมาธิสั้น").pk]})
    assert answer.url == room.url("grid")
    assert Finding.objects.get().aspect.slug == "learning"


def test_where_nothing_can_be_ticked_words_are_needed_and_enough(room, as_, page):
    Indicator.objects.filter(aspect__slug="learning").delete()
    answer = as_(room.somying).post(page("learning"), {"text": ""})
    assert "เขียนเหตุผลสั้น ๆ ว่าทำไมชบาอยู่ในกลุ่มมีปัญหาด้านการเรียน" in answer.content.decode()
    as_(room.somying).post(page("learning"), {"text": "ขาดเรียนหลายวัน"})
    assert Finding.objects.get().text == "ขาดเรียนหลายวัน"


def test_an_indicator_of_abuse_tells_the_counselor_and_says_what_to_do(room, as_, page):
    answer = as_(room.somying).post(page("safety"), {"indicators": [chip(room, "ถูกทารุณ").pk]}, follow=True)
    body = answer.content.decode()
    assert Alert.objects.get().student == room.chaba
    for number in ("1300", "1323", "1669", "191"):
        assert f"tel:{number}" in body
    assert "แจ้งครูแนะแนวและผู้อำนวยการแล้ว" in body


def test_by_htmx_the_notice_comes_into_the_row(room, as_, page):
    answer = as_(room.somying).post(page("safety"), {"indicators": [chip(room, "ถูกทารุณ").pk]}, **HTMX)
    body = answer.content.decode()
    assert "tel:1300" in body
    assert "<html" not in body


def test_opening_the_reason_of_a_sensitive_aspect_is_a_line(room, as_, page):
    make.finding(Row.objects.get(), "safety", by=room.somying, text="พ่อดื่มเหล้า")
    make.finding(Row.objects.get(), "learning", by=room.somying)
    client = as_(room.kanplu)
    assert "พ่อดื่มเหล้า" in client.get(page("safety")).content.decode()
    client.get(page("learning"))
    assert list(Line.objects.filter(verb=Verb.REVEALED).values_list("detail__aspect", flat=True)) == ["safety"]


def test_another_homeroom_teacher_does_not_read_a_sensitive_reason_she_did_not_write(room, as_, page, cast):
    make.finding(Row.objects.get(), "safety", by=room.kanplu, text="พ่อดื่มเหล้า")
    assert "พ่อดื่มเหล้า" not in as_(room.somying).get(page("safety")).content.decode()


@pytest.mark.parametrize(("more", "status"), [({}, 200), (HTMX, 422)])
def test_nor_does_she_write_over_it(room, as_, page, more, status):
    made = make.finding(Row.objects.get(), "safety", by=room.kanplu, text="พ่อดื่มเหล้า")
    client, says = as_(room.somying), "เพื่อนครูเขียนเหตุผลไว้แล้ว เปิดดูไม่ได้ ขอให้ครูแนะแนวช่วยแก้"
    shown = client.get(page("safety"), **more).content.decode()
    assert says in shown
    assert "บันทึกเหตุผล" not in shown
    mine = {"indicators": [chip(room, "ถูกทารุณ").pk], "text": "แม่ไปทำงานไกล", "seen": made.stamp}
    answer = client.post(page("safety"), mine, **more)
    body = answer.content.decode()
    assert (answer.status_code, says in body, "แม่ไปทำงานไกล" in body) == (status, True, True)
    assert "พ่อดื่มเหล้า" not in body
    assert Finding.objects.get().text == "พ่อดื่มเหล้า"
    assert not Alert.objects.exists()


@pytest.mark.parametrize("more", [{}, HTMX])
def test_what_a_colleague_wrote_meanwhile_is_shown_beside_ones_own(room, as_, page, more):
    client, tick = as_(room.somying), {"indicators": [chip(room, "สมาธิสั้น").pk]}
    mine = tick | {"text": "ไม่ส่งงาน", "seen": client.get(page("learning")).context["form"]["seen"].value() or ""}
    make.finding(Row.objects.get(), by=room.kanplu, text="ขาดเรียนบ่อย")
    answer = client.post(page("learning"), mine, **more)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ขาดเรียนบ่อย" in body
    assert "ไม่ส่งงาน" in body
    assert Finding.objects.get().text == "ขาดเรียนบ่อย"
    theirs = Finding.objects.get().stamp
    assert f'value="{theirs}"' in body
    client.post(page("learning"), mine | {"seen": theirs})
    assert Finding.objects.get().text == "ไม่ส่งงาน"


def test_the_same_reason_sent_twice_is_one(room, as_, page):
    mine = {"indicators": [chip(room, "สมาธิสั้น").pk], "text": "", "seen": ""}
    answers = [as_(room.somying).post(page("learning"), mine) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Line.objects.filter(verb=Verb.RECORDED, detail__aspect="learning").count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [("\x00", "มีอักขระที่มองไม่เห็นปนอยู่"), ("ย" * 1_000_000, "พิมพ์ไม่เกิน 140"), ("ย" * 141, "พิมพ์ไม่เกิน 140")],
)
def test_bad_texts_are_answered_in_thai_and_kept(room, as_, page, text, says):
    answer = as_(room.somying).post(page("learning"), {"text": text})
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Finding.objects.exists()


def test_an_indicator_of_another_aspect_is_refused(room, as_, page):
    answer = as_(room.somying).post(page("learning"), {"indicators": [chip(room, "ถูกทารุณ").pk]})
    assert answer.status_code == 200
    assert not Finding.objects.exists()


def test_a_normal_aspect_needs_no_reason(room, as_, page):
    assert as_(room.somying).get(page("health")).url == room.url("grid")
