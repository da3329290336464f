"""The grid: plain form first, rows by htmx, two people in one cell, an expired session."""

import pytest
from django.test import Client

from journal.models import Line, Verb
from screening.models import Fill, Row, Submission
from tests import make
from tests.make.assessments import instrument, sdq

HTMX = {"headers": {"HX-Request": "true"}}


def test_one_submit_saves_every_row(room, as_):
    answer = as_(room.somying).post(
        room.url("grid"), room.sent(room.chaba, "11311111111") | room.sent(room.kita, "1111111111.")
    )
    assert answer.status_code == 302
    assert room.levels(room.chaba) == "11311111111"
    assert room.levels(room.kita) == "11111111110"
    row = Row.objects.get(student=room.chaba)
    assert (row.computed_group, row.final_group, row.is_complete, row.version) == (3, 3, True, 1)
    assert Line.objects.filter(verb=Verb.RECORDED, user_id=room.somying.pk).count() == 1


def test_a_row_that_did_not_change_is_not_written(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu)
    as_(room.somying).post(room.url("grid"), room.sent(room.chaba, "1" * 11, was="1" * 11, version=1))
    row = Row.objects.get(student=room.chaba)
    assert (row.version, row.recorded_by) == (1, room.kanplu)


def test_the_page_shows_what_was_saved(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="12111111111")
    body = as_(room.somying).get(room.url("grid")).content.decode()
    assert f'name="c-{room.chaba.public_id}-2" aria-labelledby="n-{room.chaba.public_id} d2">' in body
    assert '<option value="2" selected>2 ส เสี่ยง</option>' in body
    assert body.index("คีตา") < body.index("ชบา"), "by เลขที่"


@pytest.mark.parametrize(("show", "names"), [("all", "คีตา ชบา"), ("left", "คีตา"), ("problem", "ชบา"), ("risk", "")])
def test_filters(room, as_, show, names):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13111111111")
    body = as_(room.somying).get(room.url("grid") + f"?show={show}").content.decode()
    assert [name for name in ("คีตา", "ชบา") if f"{name}</span> <span" in body] == names.split()


@pytest.mark.parametrize("value", ["9", "ป", "\x00", "x" * 100_000])
def test_a_value_we_do_not_offer_is_named_and_nothing_typed_is_lost(room, as_, value):
    sent = room.sent(room.chaba, "111........") | {f"c-{room.chaba.public_id}-4": value}
    answer = as_(room.somying).post(room.url("grid"), sent)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "เลือกผลคัดกรองด้านเศรษฐกิจของชบา" in body
    assert body.count("selected>1 ") == 3
    assert not Row.objects.exists()


def test_children_of_another_room_in_the_form_are_not_read(room, as_, cast):
    as_(room.somying).post(room.url("grid"), room.sent(cast.thara, "1" * 11))
    assert not Row.objects.exists()


def test_two_people_in_one_cell_are_both_shown_and_nothing_is_saved(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    mine = room.sent(room.chaba, "13111111111", was="11111111111", version=1) | room.sent(room.kita, "1" * 11)
    answer = as_(room.somying).post(room.url("grid"), mine)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ครูกานพลู แก้ด้านการเรียนเป็น “ส” เมื่อ 12:00\xa0น. ของคุณคือ “ม”" in body
    assert "ใช้ของฉัน" in body
    assert "ใช้ของครูกานพลู" in body
    assert '<option value="3" selected>3 ม มีปัญหา</option>' in body, "hers is still in the cell"
    assert room.levels(room.chaba) == "12111111111"
    assert room.levels(room.kita) == ""


def test_mine_is_taken_when_the_page_is_sent_again(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    as_(room.somying).post(room.url("grid"), room.sent(room.chaba, "13111111111", was="12111111111", version=1))
    assert room.levels(room.chaba) == "13111111111"


def test_theirs_is_taken_and_the_rest_of_the_page_is_saved(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    sent = room.sent(room.chaba, "13111111112", was="11111111111") | {"theirs": f"c-{room.chaba.public_id}-2"}
    as_(room.somying).post(room.url("grid"), sent)
    assert room.levels(room.chaba) == "12111111112"


def test_changes_of_two_people_in_different_cells_are_both_kept(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    answer = as_(room.somying).post(room.url("grid"), room.sent(room.chaba, "11111111113", was="1" * 11, version=1))
    assert answer.status_code == 302
    assert room.levels(room.chaba) == "12111111113"


def test_the_rest_of_a_column_is_filled_after_what_was_typed_is_saved(room, as_):
    sent = room.sent(room.chaba, ".3.........") | {"fill": "1", "column": "learning"}
    answer = as_(room.somying).post(room.url("grid"), sent)
    fill = Fill.objects.get()
    assert answer.url.endswith(f"?filled={fill.public_id}")
    assert room.levels(room.chaba) == "03000000000"
    assert room.levels(room.kita) == "01000000000"
    assert Row.objects.get(student=room.kita).bulk_cells == 0b10
    assert "ตั้งเป็นปกติ 1\xa0คน" in as_(room.somying).get(answer.url).content.decode().replace("&nbsp;", "\xa0")


def test_the_head_reads_and_does_not_see_the_sensitive_columns(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="11113111111")
    body = as_(room.praphan).get(room.url("grid")).content.decode()
    assert "<select" not in body
    assert body.count("ไม่มีสิทธิดู") == 6, "three sensitive aspects of two children"


def test_a_room_that_has_handed_in_is_read_only(room, as_):
    Submission.objects.create(
        round=room.round,
        classroom=room.classroom,
        school=room.classroom.school,
        submitted_at=make.now(),
        submitted_by=room.somying,
    )
    page = as_(room.somying).get(room.url("grid")).content.decode()
    assert "<select" not in page
    assert "ขอเปิดแก้ไข" in page
    answer = as_(room.somying).post(room.url("grid"), room.sent(room.chaba, "1" * 11), follow=True)
    assert "ไม่ได้บันทึกสิ่งที่เพิ่งกรอก" in answer.content.decode()
    assert not Row.objects.exists()


def test_after_the_deadline_the_page_says_who_can_open_it(room, as_, clock):
    clock.shift(6 * 86400)
    body = as_(room.somying).get(room.url("grid")).content.decode()
    assert "รอบนี้ปิดแล้วเมื่อ 30\xa0มิ.ย.\xa02568" in body
    assert "<select" not in body


def test_a_room_without_children_says_what_to_do(room, as_, cast):
    empty = make.classroom(school=cast.school, number=9)
    body = as_(room.kanplu).get(room.url("grid", room=empty)).content.decode()
    assert "ยังไม่มีรายชื่อนักเรียนในห้องนี้" in body


def test_a_round_of_another_school_or_year_does_not_go_with_the_room(room, as_, cast):
    other = make.screening_round(school=cast.elsewhere, by=cast.dokkaew)
    client = as_(room.somying)
    assert client.get(room.url("grid").replace(room.round.public_id, other.public_id)).status_code == 404
    last_year = make.screening_round(school=cast.school, by=cast.kanplu, year=make.year(cast.area, 2567))
    assert client.get(room.url("grid").replace(room.round.public_id, last_year.public_id)).status_code == 404


def test_the_computed_column_is_shown_and_never_typed(room, as_):
    sdq(room.chaba, room.round, total=16, by=room.somying)
    body = as_(room.somying).get(room.url("grid")).content.decode()
    assert "คำนวณจาก SDQ ฉบับครู เกณฑ์คู่มือ สพฐ./กรมสุขภาพจิต" in body
    line = body.split(f'id="r-{room.chaba.public_id}"')[1].split("</tr>")[0]
    assert line.count("<select") == 11
    assert '<td class="computed"><span class="mark is-risk">' in line
    as_(room.somying).post(room.url("grid"), {f"c-{room.chaba.public_id}-12": "1", f"c-{room.chaba.public_id}-99": "1"})
    assert Row.objects.get(student=room.chaba).mind_level == 2


def test_the_computed_column_is_closed_to_who_may_not_read_sdq(room, as_, cast):
    sdq(room.chaba, room.round, total=16, by=room.somying)
    body = as_(cast.decha).get(room.url("grid")).content.decode()
    assert '<td class="computed"><span class="locked">' in body
    assert '<td class="computed"><span class="mark' not in body


def test_the_same_statements_for_two_children_or_forty(room, as_, statements):
    client = as_(room.somying)
    instrument("sdq")
    client.get(room.url("grid"))
    with statements() as few:
        client.get(room.url("grid"))
    for number in range(20, 58):
        child = make.student(f"เด็กที่{number}", classroom=room.classroom, number=number)
        make.row(child, round_=room.round, by=room.somying, levels="12111111111")
    with statements() as many:
        client.get(room.url("grid"))
    assert len(many) == len(few)
    own = [sql for sql in many if "django_session" not in sql and 'schools_user"."id" =' not in sql]
    own = [sql for sql in own if "schools_notice" not in sql]  # the bell in the head of every page
    assert len([sql for sql in own if "schools_appointment" not in sql.split("WHERE")[0]]) <= 6, "performance.md P1"


def test_a_stranger_s_row_is_answered_401_and_keeps_the_page(room):
    answer = Client().post(room.url("save_row", room.chaba.public_id), **HTMX)
    assert answer.status_code == 401
    assert answer.headers["HX-Trigger"] == "signed-out"
    assert answer.content == b""


def test_a_saved_row_names_its_day_and_not_a_fraction(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying)
    body = as_(room.somying).get(room.url("grid")).content.decode()
    assert "25\u00a0มิ.ย." in body
    assert "25/06" not in body
