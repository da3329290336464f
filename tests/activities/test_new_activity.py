"""An activity and who took part, on one page."""

import datetime

import pytest
from django.urls import reverse

from activities.models import Activity, Participation
from journal.models import Line
from tests import make

NEW = reverse("activities:new_activity")
YESTERDAY = {"held_on_day": "24", "held_on_month": "6", "held_on_year": "2568"}


def told(person, **more):
    return {"title": "ออมวันละบาท", **YESTERDAY, "led_by": person.public_id} | more


def of_room(room, kind="homeroom"):
    return f"{NEW}?room={room.public_id}&kind={kind}"


def marks():
    return dict(Participation.objects.values_list("student__first_name", "mark"))


def test_all_came_is_one_press(cast, as_):
    answer = as_(cast.somying).post(of_room(cast.room), told(cast.somying))
    made = Activity.objects.get()
    assert answer.url == f"/activities/{made.public_id}/"
    assert (made.kind, made.year, made.term, made.held_on) == ("homeroom", 2568, 1, datetime.date(2025, 6, 24))
    assert (made.classroom, made.led_by, made.recorded_by) == (cast.room, cast.somying, cast.somying)
    assert marks() == {"ชบา": "present", "คีตา": "present"}
    line = Line.objects.get(verb="recorded", about="activities.Activity")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])


def test_who_was_ticked_did_not_come(cast, as_):
    as_(cast.somying).post(of_room(cast.room), told(cast.somying, ticked=[cast.kita.public_id]))
    assert marks() == {"ชบา": "present", "คีตา": "absent"}


def test_remedial_lessons_of_a_room_are_for_those_who_were_ticked(cast, as_):
    as_(cast.somying).post(of_room(cast.room, "remedial"), told(cast.somying, ticked=[cast.kita.public_id]))
    assert Activity.objects.get().kind == "remedial"
    assert marks() == {"คีตา": "present"}


def test_a_group_brings_its_members_whatever_their_room(cast, as_):
    club = make.circle(school=cast.school, led_by=cast.somying, members=[cast.chaba, cast.thara])
    address = f"{NEW}?circle={club.public_id}"
    body = as_(cast.somying).get(address).content.decode()
    assert "ธารา" in body
    as_(cast.somying).post(address, told(cast.somying, ticked=[cast.thara.public_id]))
    made = Activity.objects.get()
    assert (made.kind, made.circle, made.classroom) == ("club", club, None)
    assert marks() == {"ชบา": "present", "ธารา": "absent"}


def test_what_the_whole_school_did_is_ticked_afterwards(cast, as_):
    answer = as_(cast.pim).post(f"{NEW}?school={cast.school.public_id}&kind=training", told(cast.pim))
    made = Activity.objects.get()
    assert answer.url == reverse("activities:marks", args=[made.public_id])
    assert (made.kind, made.classroom, made.circle) == ("training", None, None)
    assert marks() == {}


def test_sent_twice_it_is_one(cast, as_):
    client = as_(cast.somying)
    sent = told(cast.somying, form_key="0b9d5c8e-7c35-4c1e-9f0b-5ad3f5a2a9d1")
    first, second = client.post(of_room(cast.room), sent), client.post(of_room(cast.room), sent)
    assert first.url == second.url
    assert Activity.objects.count() == 1


def test_the_words_of_last_time_are_one_press_away(cast, as_):
    before = make.activity(
        by=cast.somying, classroom=cast.room, title="ออมเงิน", detail="ถามทุกคน", minutes=20, result="ดี"
    )
    client = as_(cast.somying)
    body = client.get(of_room(cast.room)).content.decode()
    assert "ใช้หัวข้อเดิม" in body
    assert 'value="20"' in body, "its shape is there without asking"
    assert "ถามทุกคน" not in body
    body = client.get(f"{of_room(cast.room)}&from={before.public_id}").content.decode()
    assert 'value="ออมเงิน"' in body
    assert "ถามทุกคน" in body
    assert ">\nดี<" not in body, "what came of it is of that day"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "กรอกหัวข้อ"),
        ({"title": "ก" * 161}, "พิมพ์ไม่เกิน 160"),
        ({"held_on_day": "26"}, "วันที่ต้องไม่เกิน 25"),
        ({"held_on_month": "5", "held_on_day": "15"}, "วันที่ต้องไม่ก่อน 16"),
        ({"held_on_day": "31"}, "มิถุนายน 2568 มี 30 วัน"),
        ({"minutes": "0"}, "1 ถึง 600"),
        ({"minutes": "๖๐๑"}, "1 ถึง 600"),
        ({"minutes": "นาน"}, "1 ถึง 600"),
        ({"led_by": "nobody00"}, "error"),
        ({"tags": ["ไม่มีคำนี้"]}, "error"),
        ({"detail": "a\x00b"}, "มองไม่เห็น"),
    ],
    ids=str,
)
def test_bad_input_records_nothing_and_loses_nothing(cast, as_, change, says):
    answer = as_(cast.somying).post(of_room(cast.room), told(cast.somying, ticked=[cast.kita.public_id], **change))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert says in body
    assert f'value="{cast.kita.public_id}" checked' in body
    assert not Activity.objects.exists()


def test_a_child_who_is_not_on_the_page_is_not_there(cast, as_):
    for child in (cast.thara, cast.luktan):
        sent = told(cast.somying, ticked=[child.public_id])
        assert as_(cast.somying).post(of_room(cast.room), sent).status_code == 404
    assert not Activity.objects.exists()


def test_places_that_are_not_hers(cast, as_):
    client = as_(cast.somying)
    far_club = make.circle(school=cast.elsewhere, led_by=cast.dokkaew)
    assert client.get(of_room(cast.next_door)).status_code == 404
    assert client.get(of_room(cast.far_room)).status_code == 404
    assert client.get(f"{NEW}?circle={far_club.public_id}").status_code == 404
    assert client.get(f"{NEW}?school={cast.elsewhere.public_id}").status_code == 404
    assert client.get(f"{NEW}?room=%00").status_code in (200, 404)
    assert as_(cast.wilai).get(of_room(cast.room)).status_code == 403
    assert as_(cast.tabian).get(NEW).status_code == 403


def test_without_a_place_she_chooses_among_her_own(cast, as_):
    club = make.circle(school=cast.school, led_by=cast.somying)
    body = as_(cast.somying).get(NEW).content.decode()
    assert f"room={cast.room.public_id}" in body
    assert f"circle={club.public_id}" in body
    assert cast.next_door.public_id not in body
    assert cast.next_door.public_id in as_(cast.kanplu).get(NEW).content.decode()


def test_a_child_she_is_shut_out_from_is_not_named(cast, as_):
    make.exclusion(cast.kita, cast.somying, by=cast.kanplu)
    body = as_(cast.somying).get(of_room(cast.room)).content.decode()
    assert "ชบา" in body
    assert "คีตา" not in body


def test_the_area_s_words_are_offered_and_kept_as_they_were(cast, as_):
    make.tag(cast.area, "ปลูกฝัง")
    make.tag(cast.area, "เลิกแล้ว", is_active=False)
    body = as_(cast.somying).get(of_room(cast.room)).content.decode()
    assert "ปลูกฝัง" in body
    assert "เลิกแล้ว" not in body
    as_(cast.somying).post(of_room(cast.room), told(cast.somying, tags=["ปลูกฝัง"]))
    assert Activity.objects.get().tags == ["ปลูกฝัง"]


def test_forty_children_cost_what_two_do(cast, as_, statements):
    client = as_(cast.somying)
    client.get(of_room(cast.room))
    with statements() as few:
        client.get(of_room(cast.room))
        client.post(of_room(cast.room), told(cast.somying))
    for number in range(38):
        make.student(f"เด็ก{number}", classroom=cast.room, number=50 + number)
    with statements() as many:
        client.get(of_room(cast.room))
        client.post(of_room(cast.room), told(cast.somying))
    assert len(many) <= len(few) + 1, "the second time there is one to take the words from"
