"""The final group: up by the homeroom teacher, down by the counselor, always with a reason (decisions B8)."""

import pytest

from screening.models import Row
from tests import make


@pytest.fixture
def page(room):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="12111111111")
    return room.url("override", room.chaba.public_id)


def test_up_with_a_reason(room, as_, page):
    as_(room.somying).post(page, {"group": "3", "reason": "ครูเห็นที่บ้าน", "version": "1"})
    row = Row.objects.get()
    assert (row.computed_group, row.final_group, row.override_reason) == (2, 3, "ครูเห็นที่บ้าน")


def test_without_a_reason_the_form_says_so(room, as_, page):
    answer = as_(room.somying).post(page, {"group": "3", "reason": " ", "version": "1"})
    assert "เขียนเหตุผลที่ปรับกลุ่ม" in answer.content.decode()
    assert Row.objects.get().final_group == 2


@pytest.mark.parametrize(("who", "group"), [("somying", 2), ("kanplu", 1)])
def test_down_is_the_counselor_s(room, as_, page, who, group):
    as_(getattr(room, who)).post(page, {"group": "1", "reason": "ได้รับการช่วยเหลือแล้ว", "version": "1"})
    assert Row.objects.get().final_group == group


def test_a_row_that_changed_meanwhile_is_shown_and_not_overwritten(room, as_, page):
    Row.objects.update(version=2)
    answer = as_(room.somying).post(page, {"group": "3", "reason": "ครูเห็นที่บ้าน", "version": "1"})
    assert answer.status_code == 409
    assert "เพิ่งเปลี่ยน" in answer.content.decode()
    assert Row.objects.get().final_group == 2


def test_a_child_who_is_not_screened_has_no_group_to_change(room, as_, page):
    assert as_(room.somying).get(room.url("override", room.kita.public_id)).url == room.url("grid")


@pytest.mark.parametrize("group", ["0", "9", "\x00", "ม"])
def test_groups_that_do_not_exist(room, as_, page, group):
    assert as_(room.somying).post(page, {"group": group, "reason": "x", "version": "1"}).status_code == 200
    assert Row.objects.get().final_group == 2
