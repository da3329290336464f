"""One row by htmx: what comes back, what it costs, and what two people see."""

from screening import actions
from screening.cells import Typed
from screening.models import Row
from tests import make
from tests.screening.asked import SESSION, asked

HTMX = {"headers": {"HX-Request": "true"}}


def test_a_row_is_saved_and_its_parts_come_back(room, as_):
    answer = as_(room.somying).post(
        room.url("save_row", room.chaba.public_id), room.sent(room.chaba, "11311111111"), **HTMX
    )
    body = answer.content.decode()
    assert answer.status_code == 200
    assert room.levels(room.chaba) == "11311111111"
    assert 'value="1.11311111111"' in body
    assert "12:00" in body
    assert "มีปัญหา" in body
    assert f"/rows/{room.chaba.public_id}/findings/health/" in body, "the reason of มีปัญหา is asked for"
    assert "<html" not in body


def test_two_people_in_one_cell_get_409_with_both_values(room, as_):
    make.row(room.chaba, round_=room.round, by=room.kanplu, levels="12111111111")
    sent = room.sent(room.chaba, "13111111111", was="11111111111", version=1)
    answer = as_(room.somying).post(room.url("save_row", room.chaba.public_id), sent, **HTMX)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "ครูกานพลู แก้ด้านการเรียนเป็น “ส” เมื่อ 12:00\xa0น. ของคุณคือ “ม”" in body
    assert 'value="1.12111111111"' in body, "sent again with this, hers is taken"
    assert room.levels(room.chaba) == "12111111111"


def test_a_value_we_do_not_offer_is_answered_in_the_row(room, as_):
    sent = {f"c-{room.chaba.public_id}-2": "7"}
    answer = as_(room.somying).post(room.url("save_row", room.chaba.public_id), sent, **HTMX)
    assert answer.status_code == 422
    assert "เลือกผลคัดกรองด้านการเรียนของชบา" in answer.content.decode()


def test_a_closed_round_says_so_in_the_row(room, as_, clock):
    clock.shift(10 * 86400)
    answer = as_(room.somying).post(room.url("save_row", room.chaba.public_id), room.sent(room.chaba, "1" * 11), **HTMX)
    assert answer.status_code == 409
    assert "ห้องนี้ปิดรับแล้ว" in answer.content.decode()
    assert not Row.objects.exists()


def test_without_javascript_the_row_is_saved_and_the_grid_shown(room, as_):
    answer = as_(room.somying).post(room.url("save_row", room.chaba.public_id), room.sent(room.chaba, "1" * 11))
    assert answer.status_code == 302
    assert answer.url == room.url("grid")
    assert room.levels(room.chaba) == "1" * 11


# Beside the session and what the address names, as the person may see it, a row takes three statements: waiting until
# nobody else writes into the room, the row with its counts, and the line.
SCOPE = [
    "read schools_classroom",
    "read screening_round",
    "read students_student",
    "read screening_aspect",
    "read screening_submission",
    "read screening_row",
]
SAVED = ["call screening_hold", "write screening_row", "call journal_write"]


def test_saving_a_row_takes_three_statements_beside_session_and_scope(room, as_, statements):
    client, row = as_(room.somying), room.url("save_row", room.chaba.public_id)
    client.post(row, room.sent(room.chaba, "1" * 11), **HTMX)
    with statements() as made:
        answer = client.post(row, room.sent(room.chaba, "12111111111", was="1" * 11, version=1), **HTMX)
    assert answer.status_code == 200
    assert asked(made) == [*SESSION, *SCOPE, *SAVED]


def test_a_row_that_was_changed_since_it_was_read_is_merged_and_not_written_over(room):
    read = make.row(room.chaba, round_=room.round, by=room.kanplu, levels="11111111111")
    theirs = {room.chaba: Typed({2: 2}, 1, (1,) * 11)}
    actions.record_rows(room.round, classroom=room.classroom, aspects=room.aspects, typed=theirs, by=room.kanplu)
    mine = {room.chaba: Typed({5: 2}, 1, (1,) * 11)}
    known = {room.chaba.pk: read}
    done = actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed=mine, known=known, by=room.somying
    )
    assert room.levels(room.chaba) == "12112111111"
    assert done[room.chaba].version == 3


def test_saving_forty_rows_takes_as_many_as_one(room, statements):
    children = [make.student(f"เด็กที่{n}", classroom=room.classroom, number=n) for n in range(20, 60)]
    typed = {child: Typed(dict.fromkeys(range(1, 12), 1), 0, (0,) * 11) for child in children}
    with statements() as made:
        actions.record_rows(room.round, classroom=room.classroom, aspects=room.aspects, typed=typed, by=room.somying)
    assert asked(made) == ["call screening_hold", "read screening_row", "write screening_row", "call journal_write"]


def test_a_child_of_another_room_is_not_found(room, as_, cast):
    answer = as_(room.somying).post(room.url("save_row", cast.thara.public_id), {}, **HTMX)
    assert answer.status_code == 404
