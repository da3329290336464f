"""Choosing what of a case goes along with its child, and reading it as the new school will."""

import re

import pytest
from django.urls import reverse

from cases.models import Case, Passing
from tests import make
from tests.shown import seen


@pytest.fixture
def form(case):
    return reverse("cases:pass_case", args=[case.public_id])


def send(client, form, **data):
    return client.post(form, data | seen(client, form))


def test_the_case_leads_there_and_without_a_move_the_page_leads_to_one(as_, cast, case, form):
    client = as_(cast.kanplu)
    assert form in client.get(reverse("cases:case", args=[case.public_id])).content.decode()
    body = client.get(form).content.decode()
    assert "เริ่มเรื่องย้ายก่อน" in body
    assert reverse("students:offer_transfer", args=[cast.chaba.public_id]) in body
    assert client.post(form, {"sections": ["reason"]}).status_code == 200
    assert not Passing.objects.exists()


def test_a_closed_case_is_not_handed_over(as_, cast, case, move, form):
    Case.objects.update(state="closed", outcome="ended", closing_text="จบ", closed_by=cast.kanplu, closed_at=make.now())
    assert "เคสนี้ปิดแล้ว" in as_(cast.kanplu).get(form).content.decode()


def test_nothing_is_ticked_before_she_ticks_it_and_what_she_ticks_is_what_they_read(as_, cast, case, move, form):
    Case.objects.update(assessment="กินข้าวไม่ครบมื้อ", strengths="ช่วยยายขายของ", goal="มีข้าวกลางวันทุกวัน")
    client = as_(cast.kanplu)
    assert "checked" not in client.get(form).content.decode()
    answer = send(client, form, sections=["assessment", "plan"])
    passing = Passing.objects.get()
    assert answer.url == reverse("cases:passing", args=[passing.public_id])
    body = client.get(answer.url).content.decode()
    assert "กินข้าวไม่ครบมื้อ" in body
    assert "มีข้าวกลางวันทุกวัน" in body
    assert "ช่วยยายขายของ" not in body
    assert "รายได้ครอบครัวไม่พอค่าอาหาร" not in body
    assert passing.packet["reason"] == ""
    assert "checked" in client.get(form).content.decode()


def test_notes_of_the_team_go_one_by_one_and_secret_ones_are_not_on_offer(as_, cast, case, move, form):
    one = make.note(case, "เล่าว่าชอบวาดรูป", by=cast.kanplu, child_words="หนูอยากวาดรูป")
    make.note(case, "คุยกับยายแล้ว", by=cast.kanplu)
    secret = make.note(case, "ความลับของแนะแนว", by=cast.kanplu, secrecy="counselors")
    named = make.note(case, "เฉพาะสองคน", by=cast.kanplu, secrecy="named", readers=[cast.praphan])
    client = as_(cast.kanplu)
    body = client.get(form).content.decode()
    assert one.public_id in body
    assert secret.public_id not in body
    assert named.public_id not in body
    refused = send(client, form, notes=[secret.public_id])
    assert "เลือกจากรายการ" in refused.content.decode()
    assert not Passing.objects.exists()
    send(client, form, notes=[one.public_id])
    told = str(Passing.objects.get().packet)
    assert "เล่าว่าชอบวาดรูป" in told
    assert "คำพูดของเด็ก: หนูอยากวาดรูป" in told
    assert "คุยกับยายแล้ว" not in told
    assert "ความลับของแนะแนว" not in told


def test_tasks_plan_and_course_are_plain_values_without_names(as_, cast, case, move, form):
    make.task(case, "โทรหายาย", responsible=cast.kanplu, done=True)
    make.task(case, "ขอทุนอาหารกลางวัน", responsible=cast.somying)
    make.check_in(case, by=cast.kanplu, progress="better")
    send(as_(cast.kanplu), form, sections=["tasks", "course"])
    parts = {part["key"]: part["entries"] for part in Passing.objects.get().packet["parts"]}
    assert [entry["value"] for entry in parts["tasks"]] == ["โทรหายาย", "ขอทุนอาหารกลางวัน"]
    assert parts["tasks"][1]["label"] == "ค้าง กำหนด 27\xa0มิ.ย.\xa02568"
    assert any("ดีขึ้น" in entry["value"] for entry in parts["course"])
    assert {"label": "เศรษฐกิจ", "value": "ก่อน มีปัญหา · ล่าสุด ยังไม่ได้ดู"} in [
        {"label": re.sub("ด้าน", "", entry["label"]), "value": entry["value"]} for entry in parts["course"]
    ]
    assert "กานพลู" not in str(parts)


def test_a_sensitive_aspect_goes_in_a_part_that_counselors_alone_read(as_, cast, case, move, form):
    Case.objects.update(aspects=["economy", "safety"])
    send(as_(cast.kanplu), form, sections=["reason"])
    passing = Passing.objects.get()
    parts = {part["key"]: part for part in passing.packet["parts"]}
    assert parts["sensitive"]["is_sensitive"]
    name = parts["sensitive"]["entries"][0]["value"]
    assert name not in str(parts["header"])
    assert "ด้านที่จำกัดสิทธิ์" in str(parts["header"])
    address = reverse("cases:passing", args=[passing.public_id])
    assert name in as_(cast.kanplu).get(address).content.decode()
    assert name not in as_(cast.praphan).get(address).content.decode()


def test_two_who_choose_at_once_do_not_write_over_each_other(as_, cast, case, move, form):
    first, second = as_(cast.kanplu), as_(make.staff("kanplu2", "counselor", school=cast.school))
    shown = seen(second, form)
    send(first, form, sections=["reason"])
    answer = second.post(form, {"sections": ["plan"]} | shown)
    assert answer.status_code == 200
    assert "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด" in answer.content.decode()
    assert Passing.objects.get().sections == ["reason"]


def test_a_form_sent_twice_prepares_once(as_, cast, case, move, form):
    client = as_(cast.kanplu)
    body = client.get(form).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', body)[1]
    data = {"sections": ["reason"], "form_key": key} | seen(client, form)
    assert client.post(form, data).status_code == 302
    made = Passing.objects.get().made_at
    client.post(form, data)
    assert Passing.objects.get().made_at == made


def test_who_does_not_lead_it_does_not_hand_it_over(as_, cast, case, move, form):
    for person, status in ((cast.somying, 403), (cast.praphan, 403), (cast.tabian, 404), (cast.dokkaew, 404)):
        assert as_(person).get(form).status_code == status
        assert as_(person).post(form, {"sections": ["reason"]}).status_code == status


def test_who_is_shut_out_finds_nothing(as_, cast, case, move, form):
    passing = make.passing(case, transfer=move, by=cast.kanplu)
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    client = as_(cast.kanplu)
    addresses = [
        form,
        reverse("cases:passing", args=[passing.public_id]),
        reverse("cases:transfer_cases", args=[move.public_id]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.post(reverse("cases:withdraw_passing", args=[passing.public_id])).status_code == 404
