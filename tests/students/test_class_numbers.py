"""เลขที่ of a room: by name, by school number, typed, pasted."""

import re

import pytest
from django.urls import reverse

from students.models import Student
from students.number_list import Child, read_list
from tests import make
from tests.shown import seen

ROOM = [Child(1, "00012", "ชบา ลองเรียน"), Child(2, "00013", "คีตา ลองเรียน"), Child(3, "00014", "เอื้องฟ้า ทดสอบชัย")]


@pytest.mark.parametrize(
    ("pasted", "numbers"),
    [
        ("00013\n00012\n00014", {2: 1, 1: 2, 3: 3}),
        ("ด.ช.คีตา  ลองเรียน\nเด็กหญิงชบา ลองเรียน", {2: 1, 1: 2}),
        ("7\tชบา ลองเรียน\n9. คีตา ลองเรียน", {1: 7, 2: 9}),
        ("๕ ๐๐๐๑๔ ด.ญ.เอื้องฟ้า ทดสอบชัย\n\n", {3: 5}),
        ("12 00012", {1: 12}),
    ],
)
def test_a_pasted_column_is_understood(pasted, numbers):
    assert read_list(pasted, ROOM) == (numbers, [])


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("ใครไม่รู้", "ไม่ตรงกับนักเรียนคนใดในห้อง"),
        ("00012\n00012", "ซ้ำกับบรรทัดก่อน"),
        ("5 00012\n5 00013", "เลขที่ 5 ซ้ำ"),
        ("0 00012", "เลขที่ 0 ซ้ำหรือไม่อยู่ใน 1 ถึง 99"),
    ],
)
def test_a_line_that_names_nobody_is_said(pasted, says):
    assert says in read_list(pasted, ROOM)[1][0]


@pytest.fixture
def url(cast):
    make.student("เอื้องฟ้า", classroom=cast.room, school_number="1")
    return reverse("students:class_numbers", kwargs={"cid": cast.room.public_id})


def send(client, url, **typed):
    return client.post(url, typed | seen(client, url))


def numbers(cast):
    return dict(Student.objects.in_room(cast.room).values_list("first_name", "number"))


def test_by_thai_name(cast, as_, url):
    assert send(as_(cast.somying), url, order="name").url == url
    assert numbers(cast) == {"คีตา": 1, "ชบา": 2, "เอื้องฟ้า": 3}


def test_by_school_number(cast, as_, url):
    send(as_(cast.tabian), url, order="school_number")
    assert numbers(cast)["เอื้องฟ้า"] == 1


def test_typed_numbers_may_change_places_and_be_emptied(cast, as_, url):
    typed = {f"number-{cast.chaba.public_id}": "๓", f"number-{cast.kita.public_id}": "7", "order": "typed"}
    send(as_(cast.somying), url, **typed)
    assert numbers(cast) == {"ชบา": 3, "คีตา": 7, "เอื้องฟ้า": None}


@pytest.mark.parametrize(("typed", "says"), [("7", "มีมากกว่าหนึ่งคน"), ("x", "ต้องเป็นตัวเลข 1 ถึง 99"), ("\x00", "ตัวเลข")])
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, as_, url, typed, says):
    form = {f"number-{cast.chaba.public_id}": "7", f"number-{cast.kita.public_id}": typed}
    shown = send(as_(cast.somying), url, **form).content.decode()
    assert says in shown
    assert numbers(cast)["คีตา"] == 3


def test_pasted(cast, as_, url):
    send(as_(cast.somying), url, order="pasted", pasted="เอื้องฟ้า ลองเรียน\nชบา ลองเรียน")
    assert numbers(cast) == {"เอื้องฟ้า": 1, "ชบา": 2, "คีตา": None}


def test_what_a_colleague_gave_meanwhile_is_shown_before_it_is_written_over(cast, as_, url):
    client = as_(cast.somying)
    shown = seen(client, url)
    send(as_(cast.tabian), url, order="typed", **{f"number-{cast.chaba.public_id}": "11"})
    typed = {f"number-{cast.chaba.public_id}": "๑๒", f"number-{cast.kita.public_id}": "", "order": "typed"}
    page = client.post(url, typed | shown).content.decode()
    assert "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด" in page
    said = page.split("error-summary")[1].split("</ul>")[0]
    assert f"{cast.chaba.short_name}: ในระบบตอนนี้ “11”" in said
    assert cast.kita.short_name not in said, "nothing else differs"
    assert 'value="๑๒"' in page, "what she typed is still there"
    assert numbers(cast)["ชบา"] == 11
    again = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(url, typed | {"seen": again}).url == url
    assert numbers(cast)["ชบา"] == 12


@pytest.mark.parametrize("order", ["name", "pasted"])
def test_an_order_for_the_whole_room_is_held_back_as_well(cast, as_, url, order):
    client = as_(cast.somying)
    shown = seen(client, url)
    make.student("มาใหม่", classroom=cast.room, number=30)
    sent = {"order": order, "pasted": "ชบา ลองเรียน"} | shown
    assert "มีผู้แก้ไขหน้านี้" in client.post(url, sent).content.decode()
    assert numbers(cast)["มาใหม่"] == 30


def test_an_empty_paste_asks_for_one(cast, as_, url):
    assert "วางรายชื่อก่อน" in send(as_(cast.somying), url, order="pasted").content.decode()
    assert numbers(cast)["ชบา"] == 7


def test_the_page_asks_as_much_for_forty_as_for_two(cast, as_, url, statements):
    client = as_(cast.somying)
    client.get(url)  # the session is written once in twenty seconds
    with statements() as few:
        client.get(url)
    for n in range(38):
        make.student(f"นักเรียน{n}", classroom=cast.room)
    with statements() as many:
        client.get(url)
    assert len(few) == len(many)
