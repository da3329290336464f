"""A column or a block from Excel: whole, or refused with the line and the child that are wrong."""

import pytest
from django.urls import reverse

from screening.models import Assessment
from tests.make.assessments import instrument


@pytest.fixture
def paste(room):
    instrument("sdq")
    return reverse("screening:paste_column", args=[room.classroom.public_id, room.round.public_id, "sdq"])


def scores(student):
    found = Assessment.objects.filter(student=student).first()
    return found.scores if found else None


def test_a_column_goes_to_the_children_in_order(room, paste, as_):
    answer = as_(room.somying).post(paste, {"first": "conduct", "block": "3\r\n๔\r\n"})
    assert answer.status_code == 302
    assert (scores(room.kita), scores(room.chaba)) == ({"conduct": 3}, {"conduct": 4})


def test_a_block_fills_whole_rows(room, paste, as_):
    as_(room.somying).post(paste, {"first": "emotional", "block": "1\t2\t3\t4\t5\n5\t5\t5\t5\t1"})
    assert (scores(room.kita)["total"], scores(room.chaba)["total"]) == (10, 20)


def test_numbers_in_the_first_column_say_whose_line_it_is(room, paste, as_):
    as_(room.somying).post(paste, {"first": "peer", "is_numbered": "on", "block": "7\t9\n\n03\t2\n"})
    assert (scores(room.kita), scores(room.chaba)) == ({"peer": 2}, {"peer": 9})


def test_an_empty_line_leaves_what_is_there(room, paste, as_):
    client = as_(room.somying)
    client.post(paste, {"first": "emotional", "block": "1\n2"})
    client.post(paste, {"first": "emotional", "block": "\n3", "writes_over": "on"})
    assert (scores(room.kita), scores(room.chaba)) == ({"emotional": 1}, {"emotional": 3})


@pytest.mark.parametrize(
    ("block", "more", "told"),
    [
        ("1", {}, "วางมา 1 บรรทัด แต่ห้องมี 2 คน ขาดตั้งแต่ เลขที่\xa07 ชบา"),
        ("1\n2\n3", {}, "วางมา 3 บรรทัด แต่ห้องมี 2 คน เกินตั้งแต่บรรทัดที่ 3"),
        ("1\nข", {}, "บรรทัดที่ 2 เลขที่\xa07 ชบา: ด้านอารมณ์ “ข” ใส่ได้ 0–10"),
        ("1\n11", {}, "บรรทัดที่ 2 เลขที่\xa07 ชบา: ด้านอารมณ์ “11” ใส่ได้ 0–10"),
        ("1\t1\t1\t1\t1\t1\n1", {}, "บรรทัดที่ 1 เลขที่\xa03 คีตา: มี 6 คอลัมน์"),
        ("9\t1", {"is_numbered": "on"}, "บรรทัดที่ 1: ไม่มีเลขที่ “9” ในห้องนี้"),
        ("3\t1\n3\t2", {"is_numbered": "on"}, "บรรทัดที่ 2: เลขที่\xa03 คีตา ซ้ำกับบรรทัดที่ 1"),
        ("1\n" * 500, {}, "รับได้ครั้งละ 200 บรรทัด"),
    ],
)
def test_what_is_wrong_names_line_and_child_and_nothing_is_saved(room, paste, as_, block, more, told):
    answer = as_(room.somying).post(paste, {"first": "emotional", "block": block, **more})
    assert answer.status_code == 200
    body = answer.content.decode()
    assert told in body
    assert "ยังไม่ได้บันทึกอะไร" in body
    assert not Assessment.objects.exists()


def test_a_value_that_stands_is_written_over_only_on_purpose(room, paste, as_):
    client = as_(room.somying)
    client.post(paste, {"first": "emotional", "block": "1\n2"})
    answer = client.post(paste, {"first": "emotional", "block": "5\n2"})
    assert "บรรทัดที่ 1 เลขที่\xa03 คีตา: ด้านอารมณ์ มีค่า 1 อยู่แล้ว" in answer.content.decode()
    assert scores(room.kita) == {"emotional": 1}
    client.post(paste, {"first": "emotional", "block": "5\n2", "writes_over": "on"})
    assert scores(room.kita) == {"emotional": 5}


def test_a_block_of_another_field_or_none_is_asked_again(room, paste, as_):
    for sent in ({"first": "nothing", "block": "1\n2"}, {"first": "emotional", "block": ""}, {}):
        assert as_(room.somying).post(paste, sent).status_code == 200
    assert not Assessment.objects.exists()
