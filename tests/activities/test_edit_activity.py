"""Other words about an activity; two people at once; taken back and brought back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import Over, correct_activity, remove_activity
from journal.models import Line
from schools.models import Appointment
from tests import make


@pytest.fixture
def homeroom(cast):
    made = make.activity(by=cast.somying, classroom=cast.room, tags=["คำเก่า"])
    make.participation(made, cast.chaba)
    return made


def page(activity, name="edit_activity"):
    return reverse(f"activities:{name}", args=[activity.public_id])


def told(person, version=1, **more):
    day = {"held_on_day": "20", "held_on_month": "6", "held_on_year": "2568"}
    return {"title": "วินัยในห้อง", "version": version, **day, "led_by": person.public_id, "tags": ["คำเก่า"]} | more


def test_another_word_counts_up_and_leaves_a_line(cast, as_, homeroom):
    answer = as_(cast.kanplu).post(page(homeroom), told(cast.somying, result="ทุกคนมาเช้า"))
    assert answer.url == page(homeroom, "activity")
    homeroom.refresh_from_db()
    assert (homeroom.result, homeroom.version, homeroom.tags) == ("ทุกคนมาเช้า", 2, ["คำเก่า"])
    assert Line.objects.get(verb="recorded", about="activities.Activity").detail == {"corrected": True, "version": 2}


def test_the_same_again_changes_nothing(cast, as_, homeroom):
    as_(cast.somying).post(page(homeroom), told(cast.somying))
    homeroom.refresh_from_db()
    assert homeroom.version == 1
    assert not Line.objects.filter(verb="recorded").exists()


def test_two_at_once_see_both_and_the_second_decides(cast, as_, homeroom):
    client = as_(cast.somying)
    as_(cast.kanplu).post(page(homeroom), told(cast.somying, title="ของกานพลู"))
    answer = client.post(page(homeroom), told(cast.somying, title="ของสมหญิง"))
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ของกานพลู" in body
    assert "ของสมหญิง" in body
    homeroom.refresh_from_db()
    assert homeroom.title == "ของกานพลู"
    client.post(page(homeroom), told(cast.somying, version=2, title="ของสมหญิง"))
    homeroom.refresh_from_db()
    assert homeroom.title == "ของสมหญิง"


def test_a_day_that_has_not_come_is_refused(cast, as_, homeroom):
    answer = as_(cast.somying).post(page(homeroom), told(cast.somying, held_on_day="30"))
    assert "วันที่ต้องไม่เกิน" in answer.content.decode()


def test_taken_back_it_is_found_by_who_may_bring_it_back(cast, as_, homeroom, clock):
    as_(cast.somying).post(page(homeroom, "remove_activity"))
    assert "วินัยในห้อง" not in as_(cast.somying).get("/activities/").content.decode()
    assert as_(cast.wilai).get(page(homeroom, "activity")).status_code == 404
    assert as_(cast.somying).get(page(homeroom)).status_code == 403
    assert "วินัยในห้อง" in as_(cast.kanplu).get("/activities/?removed=1").content.decode()
    clock.shift(25 * 3600)
    body = as_(cast.kanplu).get(page(homeroom, "activity")).content.decode()
    assert "นำกลับ" in body
    as_(cast.kanplu).post(page(homeroom, "restore_activity"))
    assert as_(cast.wilai).get(page(homeroom, "activity")).status_code == 200
    assert [line.verb for line in Line.objects.filter(about="activities.Activity").order_by("pk")] == [
        "undone",
        "recorded",
    ]


def test_who_keeps_its_room_may_edit_and_who_only_reads_may_not(cast, as_, homeroom):
    homeroom.classroom = cast.next_door
    homeroom.save()
    assert as_(cast.somying).get(page(homeroom)).status_code == 403, "she led it and keeps another room"
    assert as_(cast.mana).get(page(homeroom)).status_code == 200
    assert as_(cast.decha).get(page(homeroom)).status_code == 403
    assert as_(cast.dokkaew).get(page(homeroom)).status_code == 404


@pytest.fixture
def moved(cast):
    """สมหญิง has left her room for the one next door."""
    today = timezone.localdate()
    Appointment.objects.filter(user=cast.somying).update(until_on=today - datetime.timedelta(days=1))
    make.appoint(cast.somying, "homeroom", classroom=cast.next_door, from_on=today)
    return cast.somying


def test_a_room_she_has_left_she_neither_reads_by_name_nor_writes(cast, as_, homeroom, moved):
    body = as_(moved).get(page(homeroom, "activity")).content.decode()
    assert "ชบา" not in body
    for name in ("marks", "edit_activity", "activity_pdf"):
        assert as_(moved).get(page(homeroom, name)).status_code == 403
    assert as_(moved).post(page(homeroom, "remove_activity")).status_code == 403
    meeting = make.meeting(cast.room, by=moved, came=[(cast.chaba, "มารดา")])
    assert as_(moved).post(page(meeting, "remove_activity")).status_code == 403
    as_(cast.kanplu).post(page(meeting, "remove_activity"))
    assert as_(moved).post(page(meeting, "restore_activity")).status_code == 404
    meeting.refresh_from_db()
    assert meeting.removed_by == cast.kanplu


def test_of_the_whole_school_who_led_it_still_writes(cast, as_, moved):
    sports_day = make.activity(by=moved, school=cast.school, kind="development")
    make.participation(sports_day, cast.chaba)
    assert as_(moved).get(page(sports_day)).status_code == 200
    assert "ชบา" in as_(moved).get(page(sports_day, "activity")).content.decode()


def test_taken_back_while_the_page_was_open_no_word_is_changed(cast, homeroom):
    remove_activity(homeroom, by=cast.kanplu)
    with pytest.raises(Over):
        correct_activity(homeroom, version=1, held_on=homeroom.held_on, title="ใหม่", by=cast.somying)
    homeroom.refresh_from_db()
    assert homeroom.title == "วินัยในห้อง"
