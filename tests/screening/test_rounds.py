"""Rounds: opening, the deadline, who has not filled in, the text to copy."""

import pytest

from screening import actions
from screening.models import Round
from tests import make


def days(name, day, month="6", year="2568"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.fixture
def form(room):
    place = room.classroom.school.public_id
    term = room.round.year.terms.get(number=1)
    return {
        "place": place,
        "term": term.pk,
        "criteria": room.round.criteria_id,
        **days("opens_on", "25"),
        **days("closes_on", "30"),
    }


def test_the_counselor_opens_a_round_of_her_school(room, as_, form):
    answer = as_(room.kanplu).post("/rounds/new/", form)
    made = Round.objects.latest("pk")
    assert answer.url == f"/rounds/{made.public_id}/"
    assert (made.school, made.sequence, made.opened_by) == (room.classroom.school, 2, room.kanplu)


def test_the_area_officer_opens_one_for_all_schools(room, as_, form, cast):
    as_(cast.khet).post("/rounds/new/", form | {"place": cast.area.public_id})
    made = Round.objects.latest("pk")
    assert made.school is None
    assert list(Round.objects.of_school(cast.elsewhere)) == [made]


def test_who_opens_rounds_finds_the_campaigns_of_home_visits(as_, cast):
    assert 'href="/home-visits/campaigns/"' in as_(cast.khet).get("/rounds/").content.decode()
    assert 'href="/home-visits/campaigns/"' not in as_(cast.klum).get("/rounds/").content.decode()


def test_not_for_a_school_that_is_not_hers(room, as_, form, cast):
    answer = as_(room.kanplu).post("/rounds/new/", form | {"place": cast.elsewhere.public_id})
    assert answer.status_code == 200
    assert Round.objects.count() == 1


def test_a_form_sent_twice_opens_one_round(room, as_, form):
    key = {"form_key": "4b2a7c1e-8a54-4d0e-9a0e-2f6b3c9d1e11"}
    client = as_(room.kanplu)
    assert client.post("/rounds/new/", form | key).url == client.post("/rounds/new/", form | key).url
    assert Round.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (days("closes_on", "31", "6"), "30"),
        (days("closes_on", "1", "6"), "วันปิดรอบต้องไม่ก่อนวันเปิดรอบ"),
        (days("closes_on", "\x00"), "วัน"),
        (days("closes_on", "", "", ""), "กรอกวันปิดรอบ"),
        ({"term": "999999"}, "error"),
        ({"place": "x" * 1_000_000}, "error"),
    ],
)
def test_bad_input_is_answered_in_thai(room, as_, form, change, says):
    answer = as_(room.kanplu).post("/rounds/new/", form | change)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert Round.objects.count() == 1


def test_thai_digits_and_a_ce_year_are_understood(room, as_, form):
    as_(room.kanplu).post("/rounds/new/", form | days("closes_on", "๓๐", "6", "2025"))
    assert Round.objects.latest("pk").closes_on.isoformat() == "2025-06-30"


def test_the_deadline_moves(room, as_):
    as_(room.kanplu).post(f"/rounds/{room.round.public_id}/edit/", days("closes_on", "15", "7"))
    room.round.refresh_from_db()
    assert room.round.closes_on.isoformat() == "2025-07-15"


def test_the_deadline_does_not_move_before_the_opening(room, as_):
    answer = as_(room.kanplu).post(f"/rounds/{room.round.public_id}/edit/", days("closes_on", "15", "4"))
    assert "วันปิดรอบต้องไม่ก่อนวันเปิดรอบ" in answer.content.decode()


def test_who_has_not_filled_in_and_a_text_without_children(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying)
    body = as_(room.kanplu).get(f"/rounds/{room.round.public_id}/").content.decode()
    assert "• ป.4/1 ครูสมหญิง เหลือ 1 คน" in body
    assert "• ป.4/2 ครูมานะ ยังไม่เริ่ม" in body
    assert "ชบา" not in body
    assert "คีตา" not in body


def test_rooms_that_handed_in_are_not_reminded(room, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    body = as_(room.kanplu).get(f"/rounds/{room.round.public_id}/").content.decode()
    assert "• ป.4/1" not in body
    assert "• ป.4/2" in body


def test_the_area_sees_schools_and_no_room_s_children(room, as_, cast):
    round_ = make.screening_round(area=cast.area, by=cast.khet)
    make.row(cast.luktan, round_=round_, by=cast.dokkaew)
    body = as_(cast.khet).get(f"/rounds/{round_.public_id}/").content.decode()
    assert "• รร.บ้านสมมติวิทยา" in body
    assert "• รร.บ้านดอนจำลอง" not in body
    assert "ลูกตาล" not in body
    assert "ป.4/1" not in body


def test_the_same_statements_for_two_rooms_or_twelve(room, as_, statements, cast):
    client = as_(room.kanplu)
    client.get(f"/rounds/{room.round.public_id}/")
    with statements() as few:
        client.get(f"/rounds/{room.round.public_id}/")
    for number in range(3, 13):
        more = make.classroom(school=cast.school, number=number)
        make.student(f"เด็กห้อง{number}", classroom=more)
    with statements() as many:
        client.get(f"/rounds/{room.round.public_id}/")
    assert len(many) == len(few)
