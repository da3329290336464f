"""One child after the other: one tap for all ปกติ, one for each exception, and how many taps a class takes."""

import pytest
from django.urls import reverse

from screening.models import Row
from students.models import Alert
from tests import make


def page(room, student):
    return room.url("wizard", student.public_id)


def test_all_normal_is_one_tap_that_saves_and_goes_on(room, as_):
    answer = as_(room.somying).post(page(room, room.kita), {**room.sent(room.kita, "." * 11), "all": "1"})
    assert answer.status_code == 302
    assert answer.url == page(room, room.chaba) + f"?from={room.kita.public_id}"
    row = Row.objects.get(student=room.kita)
    assert (room.levels(room.kita), row.final_group, row.bulk_cells) == ("1" * 11, 1, 2**11 - 1)


def test_exceptions_take_a_tap_each_and_one_more(room, as_):
    sent = room.sent(room.chaba, ".2..3......") | {"rest": "1"}
    answer = as_(room.somying).post(page(room, room.chaba), sent)
    row = Row.objects.get(student=room.chaba)
    assert room.levels(room.chaba) == "12113111111"
    assert bin(row.bulk_cells).count("1") == 9, "what she chose by hand is not marked as filled in bulk"
    assert answer.url == room.url("submit"), "after the last child comes the page that hands in"


def test_saving_alone_fills_nothing(room, as_):
    as_(room.somying).post(page(room, room.chaba), room.sent(room.chaba, ".2........."))
    assert room.levels(room.chaba) == "02000000000"


def test_the_reason_of_a_problem_is_asked_on_the_next_page(room, as_):
    client = as_(room.somying)
    answer = client.post(page(room, room.kita), room.sent(room.kita, ".3.........") | {"rest": "1"})
    assert "เขียนเหตุผลของคีตา ด้านการเรียน" in client.get(answer.url).content.decode()


def test_the_page_shows_strengths_and_the_round_before(room, as_):
    room.chaba.strengths = "ชอบวาดรูป"
    room.chaba.save(update_fields=["strengths"])
    earlier = make.begun_round(
        room.classroom.school, by=room.kanplu, year_number=2567, opens_on=room.round.opens_on.replace(year=2024)
    )
    make.row(room.chaba, round_=earlier, by=room.somying, levels="11121111111")
    body = as_(room.somying).get(page(room, room.chaba)).content.decode()
    assert "ชอบวาดรูป" in body
    assert "ครั้งก่อน (1/2567)" in body
    assert "เศรษฐกิจ เสี่ยง" in body
    assert "2/2" in body


def test_what_stands_out_is_kept_beside_the_row_and_not_written_over(room, as_):
    client = as_(room.somying)
    sent = room.sent(room.chaba, "1" * 11) | {"noted": "ช่วยน้อง", "noted_was": ""}
    client.post(page(room, room.chaba), sent)
    assert Row.objects.get(student=room.chaba).noted == "ช่วยน้อง"
    answer = as_(room.kanplu).post(page(room, room.chaba), {"noted": "เรียนดี", "noted_was": ""})
    assert "ครูสมหญิง เขียนสิ่งที่เด่นไว้แล้ว" in answer.content.decode()
    assert "เรียนดี" in answer.content.decode()
    assert Row.objects.get(student=room.chaba).noted == "ช่วยน้อง"


def test_help_at_once_is_told_at_once(room, as_):
    as_(room.somying).post(page(room, room.chaba), room.sent(room.chaba, "." * 11) | {"urgent": "on"})
    alert = Alert.objects.get(student=room.chaba)
    assert (alert.kind, alert.raised_by) == ("teacher", room.somying)


def test_a_colleagues_cell_is_shown_and_nothing_is_saved(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    sent = room.sent(room.chaba, "13111111111", was="11111111111", version=1)
    answer = as_(room.somying).post(page(room, room.chaba), sent)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ครูกานพลู แก้ด้านการเรียนเป็น “ส”" in body
    assert 'value="1.12111111111"' in body, "sent again, hers is taken"
    theirs = room.sent(room.chaba, "13111111111", was="12111111111", version=1)
    as_(room.somying).post(page(room, room.chaba), theirs | {"theirs": f"c-{room.chaba.public_id}-2"})
    assert room.levels(room.chaba) == "12111111111"


def test_a_call_for_help_is_told_and_the_words_are_kept_although_the_cells_conflict(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    sent = room.sent(room.chaba, "13111111111", was="11111111111", version=1)
    answer = as_(room.somying).post(page(room, room.chaba), sent | {"urgent": "on", "noted": "ร้องไห้ทั้งวัน"})
    body = answer.content.decode()
    assert answer.status_code == 200, "409 would take the alert back with it"
    assert Alert.objects.get(student=room.chaba).kind == "teacher"
    assert "แจ้งครูแนะแนวและผู้บริหารเรื่องชบาแล้ว" in body
    assert "ครูกานพลู แก้ด้านการเรียนเป็น “ส”" in body
    assert 'value="ร้องไห้ทั้งวัน"' in body
    assert room.levels(room.chaba) == "12111111111"


def test_a_call_for_help_is_told_although_the_room_is_closed(room, as_, clock):
    clock.shift(10 * 86400)
    as_(room.somying).post(page(room, room.chaba), {"urgent": "on"})
    assert Alert.objects.get(student=room.chaba).kind == "teacher"


@pytest.mark.parametrize("value", ["9", "ป", "\x00"])
def test_a_value_we_do_not_offer_is_named(room, as_, value):
    answer = as_(room.somying).post(page(room, room.chaba), {f"c-{room.chaba.public_id}-2": value})
    assert "เลือกผลคัดกรองด้านการเรียนของชบา" in answer.content.decode()
    assert not Row.objects.exists()


def test_a_closed_room_is_read_in_the_grid(room, as_, clock):
    clock.shift(10 * 86400)
    assert as_(room.somying).post(page(room, room.chaba), {"all": "1"}).url == room.url("grid")
    assert not Row.objects.exists()


def test_a_class_of_forty_takes_at_most_ninety_taps(room, as_):
    """ux.md §4.1: in each aspect the exceptions, "ที่เหลือปกติ" and "ด้านถัดไป"; 12 % are exceptions."""
    children = [make.student(f"เด็กที่{n}", classroom=room.classroom, number=n) for n in range(10, 48)]
    client, taps = as_(room.somying), 0
    everybody = [*children, room.chaba, room.kita]
    for at, aspect in enumerate(room.aspects):
        chosen = everybody[at : at + 40 : 8] if at % 2 else everybody[at : at + 32 : 8]
        sent = {f"c-{child.public_id}-{aspect.position}": "2" for child in chosen}
        taps += len(sent)
        url = reverse("screening:fill_rest", args=[room.classroom.public_id, room.round.public_id, aspect.slug])
        page = client.post(url, sent | was_of(everybody))
        taps += 1
        assert page.status_code == 302
        taps += 1  # ด้านถัดไป
    assert Row.objects.filter(is_complete=True).count() == 40
    assert taps <= 90
    assert taps >= 11 * 6, "the exceptions are counted"


def was_of(children):
    """The rows as the page of each child was made from them."""
    rows = {row.student_id: row for row in Row.objects.all()}
    told = {}
    for child in children:
        row = rows.get(child.pk)
        levels = "".join(map(str, row.levels)) if row else "0" * 11
        told[f"was-{child.public_id}"] = f"{row.version if row else 0}.{levels}"
    return told
