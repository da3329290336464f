"""A meeting with parents on one page: who came is one tap a family, and nobody is left out of the count."""

import uuid

import pytest
from django.urls import reverse

from activities.models import Activity, Participation
from journal.models import Line
from students.models import Exclusion
from tests import make

DAY = {"held_on_day": "24", "held_on_month": "6", "held_on_year": "2568"}


def page(room):
    return reverse("activities:new_meeting", args=[room.public_id])


def told(**more):
    return {"title": "ประชุมผู้ปกครอง ภาค 1", "agenda": "ชี้แจงเกณฑ์", "proposals": "ขอเวรรับส่ง", **DAY, **more}


def who(child, word):
    return {f"who-{child.public_id}": word}


@pytest.fixture
def known(cast):
    make.guardian(cast.chaba, relation="mother", first_name="มาลี")
    make.guardian(cast.chaba, relation="guardian", first_name="ยายแก้ว", kinship="ยาย")


def test_who_came_is_offered_from_who_is_known(cast, as_, known):
    lines = as_(cast.somying).get(page(cast.room)).context["roll"].lines
    assert {line.student: line.offered for line in lines} == {
        cast.chaba: ["มารดา", "ยาย", "ญาติ"],
        cast.kita: ["มารดา", "บิดา", "ผู้ปกครอง", "ญาติ"],
    }


def test_everybody_has_a_line_and_the_journal_one(cast, as_, known):
    answer = as_(cast.somying).post(page(cast.room), told() | who(cast.chaba, "ยาย"))
    meeting = Activity.objects.get()
    assert answer.url == reverse("activities:meeting", args=[meeting.public_id])
    assert (meeting.kind, meeting.classroom, meeting.term, meeting.proposals) == ("meeting", cast.room, 1, "ขอเวรรับส่ง")
    rows = {row.student: (row.mark, row.who) for row in Participation.objects.all()}
    assert rows == {cast.chaba: ("present", "ยาย"), cast.kita: ("absent", "")}
    line = Line.objects.filter(verb="recorded", about="activities.Activity").latest("pk")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])
    assert line.detail["came"] == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "กรอกหัวข้อ"),
        ({"held_on_day": "26"}, "วันที่ประชุมต้องไม่เกิน"),
        ({"held_on_month": "5", "held_on_day": "1"}, "วันที่ประชุมต้องไม่ก่อน"),
        ({"minutes": "หลาย"}, "กรอกเวลาเป็นนาที"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_who_came_is_kept(cast, as_, known, change, says):
    body = as_(cast.somying).post(page(cast.room), told(**change) | who(cast.chaba, "ยาย")).content.decode()
    assert says in body
    assert 'value="ยาย" checked' in body
    assert not Activity.objects.exists()


def test_somebody_who_was_not_offered_is_refused(cast, as_):
    body = as_(cast.somying).post(page(cast.room), told() | who(cast.chaba, "เพื่อนบ้าน")).content.decode()
    assert "เลือกผู้มาประชุมจากรายการ" in body
    assert not Activity.objects.exists()


def test_a_child_of_another_room_is_not_there(cast, as_):
    assert as_(cast.somying).post(page(cast.room), told() | who(cast.thara, "มารดา")).status_code == 404
    assert as_(cast.somying).get(page(cast.next_door)).status_code == 404
    assert as_(cast.wilai).get(page(cast.room)).status_code == 403


def test_sent_twice_it_is_recorded_once(cast, as_):
    client, sent = as_(cast.somying), told(form_key=str(uuid.uuid4()))
    client.post(page(cast.room), sent)
    client.post(page(cast.room), sent)
    assert Activity.objects.count() == 1


def test_a_child_she_is_shut_out_from_is_not_on_the_roll(cast, as_):
    Exclusion.objects.create(
        student=cast.kita, school=cast.school, user=cast.somying, made_by=cast.kanplu, made_at=make.now()
    )
    lines = as_(cast.somying).get(page(cast.room)).context["roll"].lines
    assert [line.student for line in lines] == [cast.chaba]


def test_the_cost_is_the_same_for_two_families_and_for_thirty(cast, as_, statements):
    def cost():
        with statements() as made:
            assert as_(cast.somying).post(page(cast.room), told()).status_code == 302
        return len(made)

    few = cost()
    for at in range(28):
        make.guardian(make.student(f"คน{at}", classroom=cast.room, number=10 + at), relation="mother")
    assert cost() == few
