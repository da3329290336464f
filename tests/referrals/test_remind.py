"""Asking an agency again: a text without a name, a line for the case, nothing to remind of once it was answered."""

import datetime

import pytest
from django.urls import reverse

from cases.models import Event
from referrals.models import Referral, Reminder
from tests import make

HEARD = {"how": "line", "note": "คุยกับเจ้าหน้าที่แล้ว"}


def at(page, one):
    return reverse(f"referrals:{page}", args=[one.public_id])


def text_on(body):
    return body.split('id="remind"')[1].split(">", 1)[1].split("</textarea>")[0]


def test_the_text_tells_number_and_day_and_nothing_about_the_child(cast, sent, as_):
    text = text_on(as_(cast.kanplu).get(at("remind", sent)).content.decode())
    assert sent.code in text
    assert "18\u00a0มิถุนายน\u00a02568" in text
    assert "โรงเรียนบ้านสมมติวิทยา" in text
    assert cast.school.phone in text
    words = [cast.chaba.first_name, cast.chaba.last_name, sent.reason, sent.asked, sent.case.title, sent.case.code]
    for word in [*words, "ป.4", "ดาวเรือง"]:
        assert word not in text


def test_a_school_that_hides_is_not_named(cast, sent, as_):
    Referral.objects.filter(pk=sent.pk).update(hides_school=True)
    text = text_on(as_(cast.kanplu).get(at("remind", sent)).content.decode())
    assert "สมมติวิทยา" not in text
    assert "โรงเรียนขอติดตาม" in text


def test_the_address_stands_in_it_only_when_wanted_and_the_code_never(cast, sent, as_, settings):
    settings.SITE_URL = "https://care.example"
    door = make.door(sent, by=cast.kanplu)
    client = as_(cast.kanplu)
    plain = client.get(at("remind", sent)).content.decode()
    assert door.token not in plain
    assert "ทางลิงก์เดิม" in text_on(plain)
    full = client.get(at("remind", sent), {"link": "1"}).content.decode()
    assert door.token in text_on(full)
    assert door.code not in plain + full


def test_without_a_living_link_no_link_is_spoken_of(cast, sent, as_, settings):
    settings.SITE_URL = "https://care.example"
    text = text_on(as_(cast.kanplu).get(at("remind", sent), {"link": "1"}).content.decode())
    assert "ลิงก์" not in text


def test_a_reminder_is_kept_and_the_case_hears_of_it(cast, sent, as_):
    response = as_(cast.kanplu).post(at("remind", sent), HEARD)
    assert response["Location"] == at("referral", sent)
    (kept,) = Reminder.objects.all()
    assert (kept.how, kept.note, kept.by, kept.referral_id) == ("line", HEARD["note"], cast.kanplu, sent.pk)
    line = Event.objects.filter(case=sent.case).latest("pk")
    assert line.text == f"{sent.code} เตือนโรงพยาบาลจำลองรัตน์ ทางข้อความ LINE"
    assert HEARD["note"] not in line.text


def test_sent_twice_it_is_one_reminder(cast, sent, as_):
    key = {"form_key": make.uid()}
    client = as_(cast.kanplu)
    client.post(at("remind", sent), HEARD | key)
    client.post(at("remind", sent), HEARD | key)
    assert Reminder.objects.count() == 1


def test_the_note_is_for_those_who_ring(cast, sent, as_):
    make.reminder(sent, by=cast.kanplu, note="NOTEWORD")
    assert "NOTEWORD" in as_(cast.praphan).get(at("remind", sent)).content.decode()
    assert as_(cast.somying).get(at("remind", sent)).status_code == 403
    assert "NOTEWORD" not in as_(cast.somying).get(at("referral", sent)).content.decode()
    assert as_(cast.dokkaew).get(at("remind", sent)).status_code == 404


@pytest.mark.parametrize("state", ["draft", "awaiting_signature", "answered", "closed"])
def test_nothing_is_left_to_remind_of(cast, case, hospital, as_, state):
    other = make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    client = as_(cast.kanplu)
    assert client.get(at("remind", other))["Location"] == at("referral", other)
    refused = client.post(at("remind", other), HEARD)
    assert refused.status_code == 409
    assert "ไม่ต้องเตือนแล้ว" in refused.content.decode()
    assert not Reminder.objects.exists()


def test_a_way_must_be_chosen_and_it_is_not_the_systems(cast, sent, as_):
    client = as_(cast.kanplu)
    assert "เลือกว่าเตือนทางใด" in client.post(at("remind", sent), {}).content.decode()
    client.post(at("remind", sent), {"how": "head"})
    client.post(at("remind", sent), {"how": "phone", "note": "ก" * 201})
    assert not Reminder.objects.exists()


# --- several letters of one agency -------------------------------------------------------------------------


@pytest.fixture
def three(cast, case, hospital):
    days = [datetime.date(2025, 6, day) for day in (5, 12, 19)]
    return [make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=day) for day in days]


def test_one_text_for_all_of_an_agency(cast, three, hospital, as_):
    other = make.referral(three[0].case, by=cast.kanplu, state="sent")
    text = text_on(as_(cast.kanplu).get(at("remind_agency", hospital)).content.decode())
    assert all(one.code in text for one in three)
    assert other.code not in text
    assert cast.chaba.first_name not in text


def test_one_click_writes_one_reminder_for_each_that_is_ticked(cast, three, hospital, as_):
    ticked = {"letters": [one.public_id for one in three[:2]], "how": "phone"}
    response = as_(cast.kanplu).post(at("remind_agency", hospital), ticked)
    assert response["Location"] == reverse("referrals:waiting")
    assert set(Reminder.objects.values_list("referral", flat=True)) == {one.pk for one in three[:2]}


def test_what_was_answered_meanwhile_is_not_reminded_of(cast, three, hospital, as_):
    Referral.objects.filter(pk=three[0].pk).update(state="answered")
    body = as_(cast.kanplu).post(
        at("remind_agency", hospital), {"letters": [one.public_id for one in three], "how": "phone"}
    )
    assert "มีเรื่องที่หน่วยงานตอบแล้ว" in body.content.decode()
    assert not Reminder.objects.exists()


def test_a_letter_of_another_agency_is_no_letter_of_this_one(cast, three, hospital, as_):
    other = make.referral(three[0].case, by=cast.kanplu, state="sent")
    as_(cast.kanplu).post(at("remind_agency", hospital), {"letters": [other.public_id], "how": "phone"})
    assert not Reminder.objects.exists()


def test_an_agency_that_owes_nothing_says_so(cast, hospital, as_):
    assert "ไม่มีเรื่องที่รอ" in as_(cast.kanplu).get(at("remind_agency", hospital)).content.decode()
    assert as_(cast.somying).get(at("remind_agency", hospital)).status_code == 403
