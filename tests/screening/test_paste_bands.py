"""Bands from another system for a room: checked line by line, kept all together or not at all."""

import re

import pytest

from screening import actions
from screening.models import Assessment, Row
from tests.make.assessments import assessment, instrument, sdq

DAY = {"assessed_on_day": "24", "assessed_on_month": "6", "assessed_on_year": "2568"}
TOLD = {"rater": "teacher", "source": "HERO OBEC CARE รอบ 1/2568", "assessor": "ครูสมหญิง"} | DAY


@pytest.fixture
def page(room):
    instrument("sdq")
    instrument("snap-iv")
    return f"/classes/{room.classroom.public_id}/instruments/{room.round.public_id}/bands/"


def sent(pasted, code="snap-iv", **more):
    return TOLD | {"instrument": code, "pasted": pasted} | more


def looked(client, page, data):
    """The same with the tick that says: I have looked at the names."""
    found = re.search(r'name="names" value="(\w+)"', client.post(page, data).content.decode())
    return data | {"names": found[1] if found else "", "confirm": "1"}


def keep(client, page, data):
    return client.post(page, looked(client, page, data))


def test_of_a_number_alone_the_name_is_shown_and_has_to_be_looked_at(room, as_, page):
    client = as_(room.somying)
    body = client.post(page, sent("7\tเสี่ยง\nคีตา ลองเรียน\tปกติ")).content.decode()
    assert body.count('<span class="tag">ดูชื่อ</span>') == 1
    assert "7 ด.ญ.ชบา ลองเรียน" in body
    assert "คนที่วางมาแต่เลขแล้ว" in body
    body = client.post(page, sent("7\tเสี่ยง\nคีตา ลองเรียน\tปกติ", confirm="1")).content.decode()
    assert "ดูชื่อของบรรทัดที่วางมาแต่เลข แล้วติ๊กยืนยัน" in body
    assert not Assessment.objects.exists()
    assert keep(client, page, sent("7\tเสี่ยง\nคีตา ลองเรียน\tปกติ")).status_code == 302
    assert Assessment.objects.count() == 2


def test_the_tick_is_for_the_names_that_were_looked_at(room, as_, page):
    client = as_(room.somying)
    ticked = looked(client, page, sent("7\tเสี่ยง"))
    assert "ติ๊กยืนยัน" in client.post(page, ticked | {"pasted": "3\tเสี่ยง"}).content.decode()
    assert not Assessment.objects.exists()


def test_names_alone_ask_for_no_tick(room, as_, page):
    body = as_(room.somying).post(page, sent("ชบา ลองเรียน\tเสี่ยง")).content.decode()
    assert 'name="names"' not in body


def test_first_a_check_that_keeps_nothing(room, as_, page):
    body = as_(room.somying).post(page, sent("ชบา ลองเรียน\tเสี่ยง\n3\tปกติ")).content.decode()
    assert "ตรวจก่อนบันทึก SNAP-IV 2" in body
    assert 'name="confirm"' in body
    assert not Assessment.objects.exists()


def test_then_all_of_them_with_their_source(room, as_, page):
    answer = keep(as_(room.somying), page, sent("7\tเสี่ยง\n3\tปกติ"))
    assert answer.url.endswith("/snap-iv/?by=teacher")
    made = {one.student: one for one in Assessment.objects.all()}
    chaba = made[room.chaba]
    assert (chaba.mode, chaba.level, chaba.words) == ("result", 2, "เสี่ยง")
    assert (chaba.source, chaba.assessor, chaba.round) == ("HERO OBEC CARE รอบ 1/2568", "ครูสมหญิง", room.round)
    assert chaba.assessed_on.isoformat() == "2025-06-24"
    assert made[room.kita].level == 1


def test_one_wrong_line_keeps_nothing_and_offers_no_button(room, as_, page):
    body = as_(room.somying).post(page, sent("7\tเสี่ยง\n99\tปกติ", confirm="1")).content.decode()
    assert "บรรทัด 2: “99” ไม่ตรงกับนักเรียนคนใดในห้อง" in body
    assert 'name="confirm"' not in body
    assert "7\tเสี่ยง" in body
    assert not Assessment.objects.exists()


def test_bands_of_sdq_feed_the_computed_column(room, as_, page):
    keep(as_(room.somying), page, sent("7\tมีปัญหา", code="sdq"))
    assert (Row.objects.get().mind_level, Row.objects.get().final_group) == (3, 3)


def test_a_paper_that_was_typed_is_not_replaced(room, as_, page):
    sdq(room.chaba, room.round, total=3, by=room.somying)
    body = as_(room.somying).post(page, sent("7\tมีปัญหา", code="sdq", confirm="1")).content.decode()
    assert "ครูสมหญิง กรอกจากแบบกระดาษไว้แล้ว" in body
    assert Assessment.objects.get().scores == {"total": 3}


def test_an_earlier_band_is_shown_and_replaced(room, as_, page):
    more = {"mode": "result", "words": "ปกติ", "source": "HERO", "round_": room.round}
    assessment(room.chaba, by=room.somying, code="snap-iv", level=1, **more)
    assert "เดิม ปกติ" in as_(room.somying).post(page, sent("7\tเสี่ยง")).content.decode()
    keep(as_(room.somying), page, sent("7\tเสี่ยง"))
    made = Assessment.objects.get()
    assert (made.level, made.version) == (2, 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pasted": ""}, "วางรายชื่อและผลก่อน"),
        ({"pasted": "\x00"}, "error-summary"),
        ({"pasted": "7 เสี่ยง\n" * 5000}, "error-summary"),
        ({"source": ""}, "กรอกแหล่งที่มา"),
        ({"rater": "self"}, "SNAP-IV มีฉบับ"),
        ({"instrument": "phq-x"}, "error-summary"),
        ({"assessed_on_year": "2570"}, "วันที่ประเมินต้องไม่เกินวันนี้"),
        ({"pasted": "   \n  "}, "ไม่พบรายชื่อ"),
    ],
)
def test_bad_input_is_answered(room, as_, page, change, says):
    answer = as_(room.somying).post(page, sent("7\tเสี่ยง") | change | {"confirm": "1"})
    assert says in answer.content.decode()
    assert not Assessment.objects.exists()


def test_a_room_that_handed_in_is_closed(room, as_, page):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    answer = as_(room.somying).post(page, sent("7\tเสี่ยง", confirm="1"))
    assert answer.url == page.removesuffix("bands/")
    assert not Assessment.objects.exists()


def test_written_by_two_at_once_keeps_nothing_of_the_second(room, page):
    sdq(room.kita, room.round, total=3, by=room.somying)
    entries = [
        actions.Entry(child, result=actions.Result(level=2, words="เสี่ยง", source="HERO"))
        for child in (room.chaba, room.kita)
    ]
    with pytest.raises(actions.NotWhole):
        actions.record_bands(
            room.round,
            classroom=room.classroom,
            instrument=instrument("sdq"),
            rater="teacher",
            entries=entries,
            by=room.somying,
        )
    assert not Assessment.objects.filter(student=room.chaba).exists()


def test_the_room_s_instruments_lead_here(room, as_, page):
    body = as_(room.somying).get(page.removesuffix("bands/")).content.decode()
    assert f'href="{page}"' in body


def test_a_result_that_she_may_not_read_is_neither_shown_nor_replaced(room, as_, cast, page):
    instrument("ces-d")
    more = {"mode": "result", "words": "ปกติ", "source": "รพ.", "round_": room.round, "rater": "self"}
    assessment(room.chaba, by=room.kanplu, code="ces-d", level=1, **more)
    told = sent("7\tเสี่ยง", code="ces-d", rater="self", confirm="1")
    body = as_(cast.pim).post(page, told).content.decode()
    assert "ครูกานพลู บันทึกผลของชบาไว้แล้ว จึงไม่เขียนทับ" in body
    assert "เดิม" not in body
    assert Assessment.objects.get().level == 1
