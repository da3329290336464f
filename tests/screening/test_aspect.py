"""W3a: one aspect as a list, three ways per child, without JavaScript."""

import datetime

from screening.models import Submission
from tests import make


def test_one_submit_saves_the_aspect_and_the_button_leads_on(room, as_):
    sent = {f"c-{room.chaba.public_id}-2": "3", f"c-{room.kita.public_id}-2": "1", "next": "1"}
    answer = as_(room.somying).post(room.url("aspect", "learning"), sent)
    assert answer.url == room.url("aspect", "health")
    assert room.levels(room.chaba) == "03000000000"
    assert room.levels(room.kita) == "01000000000"


def test_the_last_aspect_leads_to_the_check(room, as_):
    answer = as_(room.somying).post(room.url("aspect", "devices"), {"next": "1"})
    assert answer.url == room.url("submit")


def test_cells_of_other_aspects_in_the_form_are_not_read(room, as_):
    as_(room.somying).post(room.url("aspect", "learning"), room.sent(room.chaba, "13333333333"))
    assert room.levels(room.chaba) == "03000000000"


def test_a_flag_offers_two_ways(room, as_):
    body = as_(room.somying).get(room.url("aspect", "talent")).content.decode()
    assert "ที่เหลือไม่มี" in body
    assert 'value="3"' not in body


def test_the_criteria_stand_on_the_page_and_the_round_before_beside_the_name(room, as_, cast):
    before = make.screening_round(
        area=cast.area,
        by=cast.khet,
        opens_on=datetime.date(2025, 1, 6),
        closes_on=datetime.date(2025, 1, 30),
        year=make.year(cast.area, 2567),
    )
    make.row(room.chaba, round_=before, by=room.somying, levels="12111111111")
    body = as_(room.somying).get(room.url("aspect", "learning")).content.decode()
    assert "ไม่ส่งงาน 1–2 วิชา" in body
    assert body.count("เดิม ส") == 1


def test_two_people_in_one_cell_see_both_on_the_page(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    sent = {f"c-{room.chaba.public_id}-2": "3", f"was-{room.chaba.public_id}": "1.11111111111"}
    answer = as_(room.somying).post(room.url("aspect", "learning"), sent)
    assert answer.status_code == 409
    assert "ใช้ของครูกานพลู" in answer.content.decode()


def test_a_room_that_handed_in_leads_back_to_the_grid(room, as_):
    Submission.objects.create(
        round=room.round,
        classroom=room.classroom,
        school=room.classroom.school,
        submitted_at=make.now(),
        submitted_by=room.somying,
    )
    assert as_(room.somying).get(room.url("aspect", "learning")).url == room.url("grid")


def test_the_same_statements_for_two_children_or_forty(room, as_, statements):
    client = as_(room.somying)
    client.get(room.url("aspect", "learning"))
    with statements() as few:
        client.get(room.url("aspect", "learning"))
    for number in range(20, 58):
        child = make.student(f"เด็กที่{number}", classroom=room.classroom, number=number)
        make.row(child, round_=room.round, by=room.somying)
    with statements() as many:
        client.get(room.url("aspect", "learning"))
    assert len(many) == len(few)
