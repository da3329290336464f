"""Four colours of urgency beside the group: as the group says, as an alert says, or as the counselor chooses."""

import pytest

from journal.models import Line
from screening import actions
from screening.cells import Typed
from screening.models import Row
from screening.scoring import urgency
from tests import make


@pytest.fixture
def page(room):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="12111111111")
    return room.url("urgency", room.chaba.public_id)


@pytest.mark.parametrize(
    ("group", "is_alerted", "chosen", "shown"),
    [
        (0, False, 0, 0),
        (1, False, 0, 1),
        (2, False, 0, 2),
        (3, False, 0, 3),
        (2, False, 4, 4),
        (3, False, 1, 1),
        (3, True, 1, 4),
    ],
)
def test_what_is_shown(group, is_alerted, chosen, shown):
    assert urgency(group, is_alerted=is_alerted, chosen=chosen) == shown


def chosen(room):
    row = Row.objects.get(student=room.chaba)
    return row.urgency, row.urgency_reason


def test_the_counselor_chooses_with_a_reason(room, as_, page):
    answer = as_(room.kanplu).post(page, {"urgency": "3", "reason": "พ่อเพิ่งตกงาน", "version": "1"})
    assert answer.url == f"/students/{room.chaba.public_id}/"
    assert chosen(room) == (3, "พ่อเพิ่งตกงาน")
    line = Line.objects.filter(verb="overridden").latest("pk")
    assert line.detail["urgency"] == 3
    assert "พ่อเพิ่งตกงาน" not in str(line.detail)
    body = as_(room.somying).get(answer.url).content.decode()
    assert "ส้ม ต้องดำเนินการ" in body


def test_without_a_reason_the_form_says_so(room, as_, page):
    answer = as_(room.kanplu).post(page, {"urgency": "3", "reason": "", "version": "1"})
    assert "เขียนเหตุผลที่ใช้ความเร่งด่วนต่างจากกลุ่ม" in answer.content.decode()
    assert chosen(room) == (0, "")


def test_back_to_the_group_needs_none(room, as_, page):
    as_(room.kanplu).post(page, {"urgency": "3", "reason": "พ่อเพิ่งตกงาน", "version": "1"})
    as_(room.kanplu).post(page, {"urgency": "0", "reason": "", "version": "2"})
    assert chosen(room) == (0, "")


@pytest.mark.parametrize("sent", ["", "9", "ส้ม", "\x00", "2"])
def test_what_is_not_offered_is_refused(room, as_, page, sent):
    assert as_(room.kanplu).post(page, {"urgency": sent, "reason": "x", "version": "1"}).status_code == 200
    assert chosen(room) == (0, "")


def test_a_row_that_changed_meanwhile_is_shown_again(room, as_, page):
    Row.objects.update(version=2)
    answer = as_(room.kanplu).post(page, {"urgency": "4", "reason": "x", "version": "1"})
    assert answer.status_code == 409
    assert chosen(room) == (0, "")


def test_the_homeroom_teacher_does_not_choose(room, as_, page):
    assert as_(room.somying).get(page).status_code == 403


def test_a_child_who_is_not_screened_has_none(room, as_, page):
    assert as_(room.kanplu).get(room.url("urgency", room.kita.public_id)).url == room.url("grid")


def test_a_group_that_gets_worse_takes_a_calmer_choice_away(room, page):
    row = actions.set_urgency(Row.objects.get(), urgency=1, reason="ช่วยแล้ว", by=room.kanplu)
    typed = Typed({3: 3}, row.version, tuple(row.levels))
    actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed={room.chaba: typed}, by=room.somying
    )
    assert chosen(room) == (0, "")


def test_an_override_upwards_takes_it_away_too(room, page):
    row = actions.set_urgency(Row.objects.get(), urgency=1, reason="ช่วยแล้ว", by=room.kanplu)
    actions.override_group(row, group=3, reason="ครูเห็นที่บ้าน", by=room.somying)
    assert chosen(room) == (0, "")


def test_a_more_urgent_choice_stays_when_the_group_changes(room, page):
    row = actions.set_urgency(Row.objects.get(), urgency=4, reason="ไม่มีผู้ปกครอง", by=room.kanplu)
    typed = Typed({3: 3}, row.version, tuple(row.levels))
    actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed={room.chaba: typed}, by=room.somying
    )
    assert chosen(room) == (4, "ไม่มีผู้ปกครอง")


def test_an_unsettled_alert_is_red_until_it_is_settled(room, as_, page):
    make.alert(room.chaba, by=room.somying)
    body = as_(room.kanplu).get(page).content.decode()
    assert "แดง เร่งด่วน" in body
    assert "มีเรื่องช่วยทันทีที่ยังไม่ปิด" in body
