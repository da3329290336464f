"""Groups: made, filled from rooms one may take children from, changed, ended."""

import datetime

import pytest
from django.urls import reverse

from activities.actions import Over, members_seen, set_members
from activities.models import Circle, Membership
from journal.models import Line
from tests import make

NEW = reverse("activities:new_circle")


@pytest.fixture
def club(cast):
    return make.circle(school=cast.school, led_by=cast.somying, members=[cast.chaba, cast.thara])


def page(circle, name="members", room=None):
    address = reverse(f"activities:{name}", args=[circle.public_id])
    return f"{address}?room={room.public_id}" if room else address


def was(*members):
    """Who of the page's children was in the group when it was made."""
    return {"was": members_seen([child.pk for child in members])}


def names(circle):
    return sorted(one.student.first_name for one in circle.memberships.now().select_related("student"))


def test_made_and_then_its_members_are_chosen(cast, as_):
    sent = {"kind": "remedial", "name": "อ่านออกเขียนได้", "led_by": cast.mana.public_id, "about": "หลังเลิกเรียน"}
    answer = as_(cast.kanplu).post(NEW, sent)
    made = Circle.objects.get()
    assert answer.url == page(made)
    assert (made.kind, made.year, made.led_by, made.made_by) == ("remedial", 2568, cast.mana, cast.kanplu)
    assert Line.objects.filter(verb="opened", about="activities.Circle").exists()


def test_a_name_stands_once_a_year(cast, as_, club):
    answer = as_(cast.kanplu).post(NEW, {"kind": "club", "name": club.name, "led_by": cast.kanplu.public_id})
    assert "มีกลุ่มชื่อนี้แล้ว" in answer.content.decode()
    assert as_(cast.decha).get(NEW).status_code == 403


def test_members_come_and_go_room_by_room(cast, as_, club):
    sent = {"student": [cast.kita.public_id]}
    as_(cast.somying).post(page(club, room=cast.room), sent | was(cast.chaba))
    assert names(club) == ["คีตา", "ธารา"], "the other room is untouched"
    line = Line.objects.get(verb="recorded", about="activities.Circle")
    assert (line.students, line.detail) == (sorted([cast.chaba.pk, cast.kita.pk]), {"joined": 1, "left": 1})
    as_(cast.somying).post(page(club), {"student": [cast.kita.public_id]} | was(cast.kita, cast.thara))
    assert names(club) == ["คีตา"], "from the list of all, whoever leads it takes out"


def test_a_teacher_picks_from_her_own_rooms_and_the_counselor_from_any(cast, as_, club):
    assert as_(cast.somying).get(page(club, room=cast.next_door)).status_code == 404
    assert as_(cast.somying).post(page(club, room=cast.room), {"student": [cast.luktan.public_id]}).status_code == 404
    assert as_(cast.kanplu).get(page(club, room=cast.next_door)).status_code == 200
    assert as_(cast.kanplu).get(page(club, room=cast.far_room)).status_code == 404
    assert as_(cast.decha).get(page(club)).status_code == 403
    assert names(club) == ["ชบา", "ธารา"]


def test_a_teacher_of_a_member_sees_the_group_and_her_own_child(cast, as_, club):
    body = as_(cast.mana).get(page(club, "circle")).content.decode()
    assert "ธารา" in body
    assert as_(cast.mana).get(page(club)).status_code == 403
    assert as_(cast.pim).get(page(club, "circle")).status_code == 404


def test_who_is_shut_out_neither_reads_nor_moves_the_child(cast, as_, club):
    make.exclusion(cast.thara, cast.somying, by=cast.kanplu)
    assert "ธารา" not in as_(cast.somying).get(page(club, "circle")).content.decode()
    as_(cast.somying).post(page(club), {"student": []} | was(cast.chaba))
    assert names(club) == ["ธารา"]


def test_two_at_once_see_both(cast, as_, club):
    sent = {"name": "ของกานพลู", "led_by": cast.somying.public_id, "version": 1}
    as_(cast.kanplu).post(page(club, "edit_circle"), sent)
    answer = as_(cast.somying).post(page(club, "edit_circle"), sent | {"name": "ของสมหญิง"})
    assert answer.status_code == 409
    assert "ของกานพลู" in answer.content.decode()
    assert "ของสมหญิง" in answer.content.decode()


def test_ended_it_keeps_what_it_did_and_takes_nothing_new(cast, as_, club):
    robots = make.activity(by=cast.somying, circle=club, kind="club", title="ต่อหุ่นยนต์")
    as_(cast.somying).post(page(club, "end_circle"))
    assert names(club) == []
    assert "ต่อหุ่นยนต์" in as_(cast.somying).get(page(club, "circle")).content.decode()
    address = f"{reverse('activities:new_activity')}?circle={club.public_id}"
    assert as_(cast.somying).get(address).status_code == 403
    assert as_(cast.somying).get(page(club)).status_code == 403
    assert as_(cast.somying).get(reverse("activities:activity", args=[robots.public_id])).status_code == 200
    assert club.name in as_(cast.somying).get("/circles/?ended=1").content.decode()


def test_an_end_that_was_a_slip_brings_its_members_back(cast, as_, club):
    """Who had left before stays out; the next page shows who is in it again. Last year's group stays as it was."""
    set_members(club, among=[cast.kita], chosen=[cast.kita.pk], was=members_seen([]), by=cast.somying)
    before = make.now().date() - datetime.timedelta(days=3)
    Membership.objects.filter(student=cast.kita).update(from_on=before, until_on=before)
    client = as_(cast.somying)
    assert client.post(page(club, "reopen_circle")).status_code == 403, "it has not ended"
    client.post(page(club, "end_circle"))
    assert page(club, "reopen_circle") in client.get(page(club, "circle")).content.decode()
    assert as_(cast.decha).post(page(club, "reopen_circle")).status_code == 403
    answer = client.post(page(club, "reopen_circle"))
    assert answer.url == page(club)
    assert names(club) == ["ชบา", "ธารา"]
    assert Line.objects.filter(verb="reopened", user_id=cast.somying.pk).count() == 1
    client.post(page(club, "end_circle"))
    Circle.objects.update(year=2567)
    assert client.post(page(club, "reopen_circle")).status_code == 403


def test_a_name_leads_to_the_child_s_page_only_where_it_opens(cast, as_, club):
    body = as_(cast.somying).get(page(club, "circle")).content.decode()
    assert reverse("studentcare:student", args=[cast.chaba.public_id]) in body
    assert "ธารา" in body
    assert reverse("studentcare:student", args=[cast.thara.public_id]) not in body


def test_two_fill_a_room_at_once_and_see_both(cast, as_):
    club = make.circle(school=cast.school, led_by=cast.somying)
    as_(cast.kanplu).post(page(club, room=cast.room), {"student": [cast.kita.public_id]} | was())
    client, mine = as_(cast.somying), {"student": [cast.chaba.public_id]}
    answer = client.post(page(club, room=cast.room), mine | was())
    assert answer.status_code == 409
    assert answer.content.decode().count("ในระบบตอนนี้: ") == 2
    assert names(club) == ["คีตา"], "nobody is taken out by a page that did not show her"
    client.post(page(club, room=cast.room), mine | {"was": answer.context["was"]})
    assert names(club) == ["ชบา"]


def test_who_was_taken_out_meanwhile_is_named_on_the_list_of_all(cast, as_, club):
    both = {"student": [cast.chaba.public_id, cast.thara.public_id]} | was(cast.chaba, cast.thara)
    set_members(club, among=[cast.thara], chosen=[], was=members_seen([cast.thara.pk]), by=cast.kanplu)
    answer = as_(cast.somying).post(page(club), both)
    assert answer.status_code == 409
    assert f"ออกจากกลุ่มไปแล้ว: {cast.thara.short_name}" in answer.content.decode()
    assert names(club) == ["ชบา"]


def test_a_group_that_ended_while_its_page_was_open_takes_nobody(cast, as_, club):
    as_(cast.kanplu).post(page(club, "end_circle"))
    with pytest.raises(Over):
        set_members(club, among=[cast.kita], chosen=[cast.kita.pk], was=members_seen([]), by=cast.somying)
    assert names(club) == []


def test_last_year_s_group_is_listed_until_somebody_ends_it(cast, as_, club):
    Circle.objects.update(year=2567)
    client = as_(cast.somying)
    body = client.get(reverse("activities:circles")).content.decode()
    assert club.name in body
    assert "ปีก่อน ยังไม่ปิดกลุ่ม" in body
    client.post(page(club, "end_circle"))
    assert page(club, "circle") not in client.get(reverse("activities:circles")).content.decode()
