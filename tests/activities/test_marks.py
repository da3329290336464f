"""The ticks of who took part: of a room, of a group, of what the whole school did room by room."""

import pytest
from django.urls import reverse

from activities.actions import Over, mark_participation, remove_activity, seen
from activities.models import Participation
from journal.models import Line
from tests import make


@pytest.fixture
def homeroom(cast):
    return make.activity(by=cast.somying, classroom=cast.room)


@pytest.fixture
def sports_day(cast):
    return make.activity(by=cast.kanplu, school=cast.school, kind="development", title="กีฬาสี")


def page(activity, room=None):
    address = reverse("activities:marks", args=[activity.public_id])
    return f"{address}?room={room.public_id}" if room else address


def ticks(*rows, was=()):
    """(child, mark, note) → the form; `was`: the rows the page was made from."""
    sent = {"was": seen(was)}
    for child, mark, note in rows:
        sent |= {f"m-{child.public_id}": mark, f"n-{child.public_id}": note}
    return sent


def stored(activity):
    return {row.student.first_name: (row.mark, row.note) for row in activity.participations.select_related("student")}


def test_everybody_was_there_until_told_otherwise(cast, as_, homeroom):
    body = as_(cast.somying).get(page(homeroom)).content.decode()
    assert body.count('value="present" checked') == 2
    assert not Participation.objects.exists(), "a page that is read writes nothing"


def test_marks_and_notes_are_kept_with_one_line(cast, as_, homeroom):
    sent = ticks((cast.chaba, "present", ""), (cast.kita, "excused", "ไปหาหมอ"))
    answer = as_(cast.somying).post(page(homeroom), sent)
    assert answer.url == reverse("activities:activity", args=[homeroom.public_id])
    assert stored(homeroom) == {"ชบา": ("present", ""), "คีตา": ("excused", "ไปหาหมอ")}
    line = Line.objects.get(verb="recorded", about="activities.Activity")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])
    assert "หมอ" not in str(line.detail)


def test_the_same_again_is_no_act(cast, as_, homeroom):
    row = make.participation(homeroom, cast.chaba)
    as_(cast.somying).post(page(homeroom), ticks((cast.chaba, "present", ""), was=[row]))
    assert not Line.objects.filter(verb="recorded").exists()


def test_somebody_was_faster_and_both_are_shown(cast, as_, homeroom):
    make.participation(homeroom, cast.kita, mark="absent", note="ป่วย")
    answer = as_(cast.somying).post(page(homeroom), ticks((cast.chaba, "present", ""), (cast.kita, "present", "")))
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ในระบบตอนนี้: ไม่เข้าร่วม ป่วย" in body
    assert stored(homeroom) == {"คีตา": ("absent", "ป่วย")}


def test_a_child_of_another_room_is_not_there(cast, as_, homeroom):
    for child in (cast.thara, cast.luktan):
        assert as_(cast.somying).post(page(homeroom), ticks((child, "present", ""))).status_code == 404
    assert not Participation.objects.exists()


def test_a_mark_we_do_not_know_is_none_and_a_long_note_is_refused(cast, as_, homeroom):
    as_(cast.somying).post(page(homeroom), ticks((cast.chaba, "late", "สาย")))
    assert not Participation.objects.exists()
    answer = as_(cast.somying).post(page(homeroom), ticks((cast.chaba, "absent", "ก" * 121)))
    assert "หมายเหตุยาวเกิน" in answer.content.decode()
    assert not Participation.objects.exists()


def test_of_the_whole_school_each_teacher_ticks_her_own_room(cast, as_, sports_day):
    assert as_(cast.mana).get(page(sports_day, cast.room)).status_code == 404
    as_(cast.mana).post(page(sports_day), ticks((cast.thara, "present", "")))
    as_(cast.somying).post(page(sports_day), ticks((cast.chaba, "present", ""), (cast.kita, "", "")))
    assert stored(sports_day) == {"ธารา": ("present", ""), "ชบา": ("present", "")}
    assert as_(cast.kanplu).get(page(sports_day, cast.next_door)).status_code == 200
    assert as_(cast.kanplu).get(page(sports_day, cast.far_room)).status_code == 404
    assert as_(cast.wilai).get(page(sports_day)).status_code == 403
    assert as_(cast.dokkaew).get(page(sports_day)).status_code == 404


def test_names_of_other_rooms_stay_with_who_may_read_them(cast, as_, sports_day):
    make.participation(sports_day, cast.chaba)
    make.participation(sports_day, cast.thara)
    address = reverse("activities:activity", args=[sports_day.public_id])
    seen_by = {
        person: [name for name in ("ชบา", "ธารา") if name in as_(getattr(cast, person)).get(address).content.decode()]
        for person in ("somying", "mana", "kanplu", "decha")
    }
    assert seen_by == {
        "somying": ["ชบา"],
        "mana": ["ธารา"],
        "kanplu": ["ชบา", "ธารา"],
        "decha": ["ชบา", "ธารา"],
    }


def test_who_leads_a_group_ticks_its_children_of_every_room(cast, as_):
    club = make.circle(school=cast.school, led_by=cast.somying, members=[cast.chaba, cast.thara])
    robots = make.activity(by=cast.somying, circle=club, kind="club")
    as_(cast.somying).post(page(robots), ticks((cast.chaba, "present", ""), (cast.thara, "absent", "")))
    assert stored(robots) == {"ชบา": ("present", ""), "ธารา": ("absent", "")}
    body = as_(cast.mana).get(reverse("activities:activity", args=[robots.public_id])).content.decode()
    assert "ธารา" in body
    assert "ชบา" not in body


def test_a_child_she_is_shut_out_from_stays_as_others_told(cast, as_, homeroom):
    make.participation(homeroom, cast.kita, mark="absent")
    make.exclusion(cast.kita, cast.somying, by=cast.kanplu)
    body = as_(cast.somying).get(page(homeroom)).content.decode()
    assert "คีตา" not in body
    assert as_(cast.somying).post(page(homeroom), ticks((cast.kita, "present", ""))).status_code == 404
    as_(cast.somying).post(page(homeroom), ticks((cast.chaba, "present", "")))
    assert stored(homeroom) == {"คีตา": ("absent", ""), "ชบา": ("present", "")}


def test_forty_cost_what_twenty_do(cast, as_, homeroom, statements):
    client = as_(cast.somying)

    def cost(number):
        for n in range(number):
            make.student(f"เด็ก{n}", classroom=cast.room)
        Participation.objects.all().delete()
        with statements() as made:
            client.get(page(homeroom))
            client.post(page(homeroom), ticks(*((child, "present", "") for child in cast.room.students.all())))
        assert Participation.objects.count() == cast.room.students.count()
        return len(made) - 1  # the children of the form itself

    cost(1)
    assert cost(18) == cost(20)


def test_taken_back_while_the_page_was_open_nothing_is_ticked(cast, homeroom):
    remove_activity(homeroom, by=cast.kanplu)
    with pytest.raises(Over):
        mark_participation(homeroom, marks=[(cast.chaba, "present", "")], was=seen([]), by=cast.somying)
    assert stored(homeroom) == {}
