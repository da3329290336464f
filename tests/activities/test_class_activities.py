"""Who took part in what this term: by child, by room."""

import datetime

import pytest
from django.urls import reverse

from activities import coverage
from tests import make


@pytest.fixture
def term(cast):
    homeroom = make.activity(by=cast.somying, classroom=cast.room)
    make.participation(homeroom, cast.chaba)
    make.participation(homeroom, cast.kita, mark="absent")
    gone = make.activity(by=cast.somying, classroom=cast.room, removed_at=homeroom.recorded_at, removed_by=cast.somying)
    make.participation(gone, cast.kita)
    before = make.activity(by=cast.somying, classroom=cast.room, on=datetime.date(2025, 2, 20))
    make.participation(before, cast.kita)
    club = make.circle(school=cast.school, led_by=cast.mana, members=[cast.chaba])
    make.participation(make.activity(by=cast.mana, circle=club, kind="club"), cast.chaba)
    return homeroom


def of_class(room):
    return reverse("activities:class_activities", args=[room.public_id])


def of_school(school):
    return reverse("activities:school_activities", args=[school.public_id])


def test_being_there_counts_absence_and_what_was_taken_back_do_not(cast, term):
    lines = {line.student.first_name: line for line in coverage.of_room(cast.somying, cast.room, year=2568, term=1)}
    assert lines["ชบา"].counts == {"homeroom": 1, "club": 1}
    assert lines["คีตา"].counts == {}
    assert dict(coverage.never(list(lines.values()))) == {
        "homeroom": 1,
        "development": 2,
        "club": 1,
        "remedial": 2,
        "training": 2,
    }


def test_the_page_names_who_was_not_reached_and_leads_to_making_it_up(cast, as_, term):
    body = as_(cast.somying).get(of_class(cast.room)).content.decode()
    assert "ยังไม่เคยเข้าร่วมเลย 1\u00a0คน" in body
    assert f"room={cast.room.public_id}&amp;kind=remedial" in body
    reader = as_(cast.wilai).get(of_class(cast.room)).content.decode()
    assert "kind=remedial" not in reader


def test_another_term_is_asked_for_by_name(cast, as_, term, clock):
    clock.move_to(datetime.datetime(2025, 11, 20, 5, tzinfo=datetime.UTC))
    client = as_(cast.somying)
    assert "ยังไม่เคยเข้าร่วมเลย 2" in client.get(of_class(cast.room)).content.decode()
    assert "ยังไม่เคยเข้าร่วมเลย 1" in client.get(of_class(cast.room) + "?term=2568-1").content.decode()
    assert client.get(of_class(cast.room) + "?term=%00").status_code == 200


def test_rooms_with_their_share_and_no_name(cast, as_, term):
    body = as_(cast.kanplu).get(of_school(cast.school)).content.decode()
    assert "50%" in body
    assert "ชบา" not in body
    assert of_class(cast.next_door) in body
    assert of_class(cast.far_room) not in body
    assert as_(cast.somying).get(of_school(cast.school)).status_code == 403
    assert as_(cast.dokkaew).get(of_school(cast.school)).status_code == 404


def test_forty_children_cost_what_two_do(cast, as_, term, statements):
    client = as_(cast.somying)
    client.get(of_class(cast.room))
    with statements() as few:
        client.get(of_class(cast.room))
    for number in range(38):
        make.participation(term, make.student(f"เด็ก{number}", classroom=cast.room))
    with statements() as many:
        client.get(of_class(cast.room))
    assert len(many) == len(few)


def test_a_child_she_is_shut_out_from_is_not_there(cast, as_, term):
    make.exclusion(cast.kita, cast.somying, by=cast.kanplu)
    assert "คีตา" not in as_(cast.somying).get(of_class(cast.room)).content.decode()


def test_the_room_s_page_shows_step_three_and_leads_to_its_tasks(cast, as_, term):
    address = reverse("studentcare:classroom", args=[cast.room.public_id])
    body = as_(cast.somying).get(address).content.decode()
    assert 'id="s3" value="1" max="2"' in body
    assert f"room={cast.room.public_id}&amp;kind=homeroom" in body
    assert of_class(cast.room) in body
    reader = as_(cast.decha).get(address).content.decode()
    assert "kind=homeroom" not in reader
    assert of_class(cast.room) in reader
    assert "ส่งเสริมและพัฒนา" not in as_(cast.tabian).get(address).content.decode()


def test_the_child_s_page_tells_what_she_took_part_in(cast, as_, term):
    address = reverse("studentcare:student", args=[cast.chaba.public_id])
    body = as_(cast.somying).get(address).content.decode()
    assert "โฮมรูม วินัยในห้อง" in body
    assert reverse("activities:activity", args=[term.public_id]) in body
    absent = as_(cast.somying).get(reverse("studentcare:student", args=[cast.kita.public_id])).content.decode()
    assert "โฮมรูม วินัยในห้อง (ไม่เข้าร่วม)" in absent
    assert absent.count("วินัยในห้อง") == 2, "of this term and the one before, not what was taken back"
