"""One child's paper: typed item by item, as scores, or as a result from elsewhere; an urgent answer is met at once."""

import datetime

import pytest

from screening import actions
from screening.models import AnswerSheet, Assessment, Row
from students.models import Alert
from tests.make.assessments import assessment, instrument, sdq

DAY = {"assessed_on_day": "24", "assessed_on_month": "6", "assessed_on_year": "2568"}
SCALES = ("emotional", "conduct", "hyperactivity", "peer", "prosocial")


def address(room, code, query=""):
    instrument(code)
    return f"/students/{room.chaba.public_id}/assess/{code}/{query}"


def items(digits):
    return {f"i{at}": digit for at, digit in enumerate(digits, 1) if digit != "."} | DAY


def totals(*values):
    return {f"t-{code}": str(value) for code, value in zip(SCALES, values, strict=True)} | DAY


def test_five_totals_feed_the_computed_column(room, as_):
    page = address(room, "sdq")
    assert "อารมณ์" in as_(room.somying).get(page).content.decode()
    answer = as_(room.somying).post(page, totals(5, 5, 6, 4, 6))
    made = Assessment.objects.get()
    assert answer.url == f"/students/{room.chaba.public_id}/results/?new={made.public_id}"
    assert (made.round, made.scores["total"], made.level, made.norms) == (room.round, 20, 3, "th-obec")
    assert made.assessed_on.isoformat() == "2025-06-24"
    assert Row.objects.get().mind_level == 3


def test_the_back_of_sdq_is_scored_as_impact(room, as_):
    extras = {"x-difficulties": "2", "x-distress": "3", "x-friends": "2", "x-classroom": "0"}
    as_(room.somying).post(address(room, "sdq"), totals(1, 1, 1, 1, 6) | extras)
    assert Assessment.objects.get().scores["impact"] == 3


def test_answers_behind_a_closed_question_are_left_out(room, as_):
    as_(room.somying).post(address(room, "sdq"), totals(1, 1, 1, 1, 6) | {"x-difficulties": "0", "x-distress": "3"})
    made = Assessment.objects.get()
    assert made.scores["impact"] == 0
    assert "distress" not in AnswerSheet.objects.get(assessment=made).extras


def test_again_in_the_round_changes_the_same_result(room, as_):
    page = address(room, "sdq")
    as_(room.somying).post(page, totals(1, 1, 1, 1, 6))
    body = as_(room.somying).get(page).content.decode()
    assert 'name="version" value="1"' in body
    as_(room.somying).post(page, totals(5, 5, 6, 4, 6) | {"version": "1"})
    made = Assessment.objects.get()
    assert (made.version, made.scores["total"]) == (2, 20)


def test_a_colleague_s_newer_result_is_shown_and_not_overwritten(room, as_):
    page = address(room, "sdq")
    as_(room.kanplu).post(page, totals(1, 1, 1, 1, 6))
    answer = as_(room.somying).post(page, totals(5, 5, 6, 4, 6))
    assert answer.status_code == 409
    assert "ครูกานพลู" in answer.content.decode()
    assert Assessment.objects.get().scores["total"] == 4


def test_an_urgent_answer_is_met_with_what_to_do_now(room, as_):
    page = address(room, "phq-a", "?mode=items")
    answer = as_(room.kanplu).post(page, items("000000001") | {"x-thoughts": "0", "x-attempt": "0"})
    made = Assessment.objects.get()
    assert made.is_urgent
    assert Alert.objects.get().student == room.chaba
    body = as_(room.kanplu).get(answer.url).content.decode()
    for told in ("อย่าให้ชบาอยู่ลำพัง", "1323", "1300", "1669"):
        assert told in body


def test_an_item_left_blank_is_asked_for(room, as_):
    answer = as_(room.kanplu).post(address(room, "phq-a", "?mode=items"), items("00000.00."))
    for told in ("ตอบข้อ 6 หรือเลือก ?", "ตอบข้อ 9 หรือเลือก ?", "ตอบคำถามเพิ่ม 1"):
        assert told in answer.content.decode()
    assert not Assessment.objects.exists()


def test_what_stood_in_the_form_stays(room, as_):
    body = as_(room.kanplu).post(address(room, "phq-a", "?mode=items"), items("22222.222")).content.decode()
    assert body.count('value="2" selected') == 8


def test_one_step_leads_to_the_next(room, as_):
    instrument("9q")
    answer = as_(room.kanplu).post(address(room, "2q", "?mode=items"), items("10"))
    body = as_(room.kanplu).get(answer.url).content.decode()
    assert f'href="/students/{room.chaba.public_id}/assess/9q/"' in body
    assert "ทำ 9Q ต่อ" in body


def test_a_result_from_elsewhere_says_from_where(room, as_):
    page = address(room, "snap-iv")
    answer = as_(room.somying).post(page, {"level": "2", "score": "18"} | DAY)
    assert "บอกแหล่งที่มาหรือชื่อผู้ประเมิน" in answer.content.decode()
    as_(room.somying).post(page, {"level": "2", "score": "18", "source": "รพ.สต.สมมติ"} | DAY)
    made = Assessment.objects.get()
    assert (made.mode, made.level, made.words, made.source, made.round) == ("result", 2, "เสี่ยง", "รพ.สต.สมมติ", None)


def test_a_form_sent_twice_makes_one_result(room, as_):
    page, key = address(room, "snap-iv"), {"form_key": "4b2a7c1e-8a54-4d0e-9a0e-2f6b3c9d1e11"}
    told = {"level": "2", "source": "รพ.สต.สมมติ"} | DAY | key
    assert as_(room.somying).post(page, told).url == as_(room.somying).post(page, told).url
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("sdq", totals(11, 0, 0, 0, 0)),
        ("sdq", totals("x", 0, 0, 0, 0)),
        ("sdq", totals(1, 0, 0, 0, 0) | {"assessed_on_year": "2569"}),
        ("sdq", totals(1, 0, 0, 0, 0) | {"x-distress": "9"}),
        ("snap-iv", {"level": "9", "source": "x"} | DAY),
        ("snap-iv", {"level": "2", "source": "\x00"} | DAY),
    ],
)
def test_what_no_paper_can_hold_is_refused(room, as_, code, told):
    answer = as_(room.somying).post(address(room, code), told)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_items_of_sdq_wait_for_the_area_s_permission(room, as_, cast):
    page = address(room, "sdq", "?mode=items")
    assert "i25" not in as_(room.somying).get(page).content.decode()
    cast.area.item_entry_permission = "ศธ 0000/1"
    cast.area.save()
    assert 'name="i25"' in as_(room.somying).get(page).content.decode()


def test_a_room_that_handed_in_takes_a_paper_beside_the_round(room, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    as_(room.somying).post(address(room, "sdq", "?by=teacher"), totals(5, 5, 6, 4, 6))
    assert Assessment.objects.get().round is None
    assert not Row.objects.exists()


def test_nobody_writes_over_what_she_may_not_read(room, as_, cast):
    assessment(room.chaba, by=room.kanplu, code="phq-a", round_=room.round, rater="self", level=3)
    page = address(room, "phq-a", f"?mode=items&round={room.round.public_id}")
    answer = as_(room.somying).get(page)
    assert answer.status_code in (302, 403)
    sdq(room.chaba, room.round, total=3, by=room.kanplu)
    assert as_(room.somying).get(address(room, "sdq")).status_code == 200


@pytest.mark.parametrize(
    ("year", "say"), [("2568", ""), ("2553", "ก่อนวันเกิดของนักเรียน"), ("2499", "ก่อน 1\xa0มกราคม พ.ศ.\xa02500")]
)
def test_nobody_was_assessed_before_birth_or_in_a_mistyped_year(room, as_, year, say):
    room.chaba.born_on = datetime.date(2015, 3, 1) if year != "2499" else None
    room.chaba.save(update_fields=["born_on"])
    on = {"assessed_on_day": "1", "assessed_on_month": "6", "assessed_on_year": year}
    answer = as_(room.somying).post(address(room, "sdq", "?by=teacher"), totals(5, 5, 6, 4, 6) | on)
    assert Assessment.objects.exists() is not bool(say)
    assert not say or f"วันที่ประเมินต้องไม่{say}" in answer.content.decode()


def test_an_instrument_that_does_not_exist_is_404(room, as_):
    assert as_(room.somying).get(f"/students/{room.chaba.public_id}/assess/iq/").status_code == 404


def test_the_registrar_assesses_nobody(room, as_, cast):
    assert as_(cast.tabian).get(address(room, "sdq")).status_code == 403


def test_what_was_typed_over_a_colleague_s_paper_stays_and_says_why(room, as_):
    used = instrument("phq-a")
    assessment(room.chaba, by=room.kanplu, code="phq-a", round_=room.round, rater="self", level=3)
    told = items("332211001") | {f"x-{one.code}": "0" for one in used.parsed.extras}
    answer = as_(room.somying).post(address(room, "phq-a", f"?mode=items&round={room.round.public_id}"), told)
    body = answer.content.decode()
    assert "ครูกานพลู บันทึก PHQ-A ของรอบนี้ไว้แล้ว จึงไม่เขียนทับ" in body
    assert body.count('value="3" selected') == 2
    assert "round=none" in body.split('<form class="stack"')[1].split(">")[0], "sent again it is kept beside the round"
    assert Assessment.objects.get().recorded_by == room.kanplu
