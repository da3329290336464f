"""The offices of a room's children: given out on one page, one leader of each side, a board without secrets."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from activities.actions import duties_seen
from activities.models import RoomDuty
from journal.models import Line
from students.models import Exclusion
from tests import make


def page(room):
    return reverse("activities:white_room", args=[room.public_id])


def version(room):
    return str(duties_seen(RoomDuty.objects.filter(classroom=room)))


def chosen(room, *offices):
    told = {"version": version(room)}
    for child, first, second in offices:
        told |= {f"first-{child.public_id}": first, f"second-{child.public_id}": second}
    return told


def held(room):
    return {(duty.student, duty.side, duty.is_leader) for duty in RoomDuty.objects.filter(classroom=room)}


def test_a_child_of_a_small_room_may_do_two_things(cast, as_):
    told = chosen(cast.room, (cast.chaba, "lead*", "guard*"), (cast.kita, "learning", ""))
    assert as_(cast.somying).post(page(cast.room), told).status_code == 302
    assert held(cast.room) == {
        (cast.chaba, "lead", True),
        (cast.chaba, "guard", True),
        (cast.kita, "learning", False),
    }
    line = Line.objects.get(verb="appointed", about="schools.Classroom")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])


def test_a_choice_replaces_the_last_and_the_same_again_leaves_no_line(cast, as_):
    make.duty(cast.chaba, "learning", by=cast.somying, is_leader=True)
    client = as_(cast.somying)
    client.post(page(cast.room), chosen(cast.room, (cast.chaba, "work*", "")))
    assert held(cast.room) == {(cast.chaba, "work", True)}
    client.post(page(cast.room), chosen(cast.room, (cast.chaba, "work*", "")))
    assert Line.objects.filter(verb="appointed").count() == 1


@pytest.mark.parametrize(
    ("offices", "says"),
    [
        ((("lead*", ""), ("lead*", "")), "หัวหน้าห้องมีได้คนเดียว"),
        ((("work*", ""), ("", "work*")), "หัวหน้าฝ่ายการงานมีได้คนเดียว"),
        ((("work*", "work"), ("", "")), "ไม่ซ้ำฝ่ายกัน"),
        ((("king", ""), ("", "")), "เลือกหน้าที่จากรายการ"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(cast, as_, offices, says):
    (first, second), (third, fourth) = offices
    told = chosen(cast.room, (cast.chaba, first, second), (cast.kita, third, fourth))
    assert says in as_(cast.somying).post(page(cast.room), told).content.decode()
    assert held(cast.room) == set()


def test_a_stale_page_shows_both_and_can_be_sent_again(cast, as_):
    told = chosen(cast.room, (cast.chaba, "lead*", ""))
    make.duty(cast.chaba, "guard", by=cast.kanplu)
    client = as_(cast.somying)
    answer = client.post(page(cast.room), told)
    assert answer.status_code == 409
    assert "ฝ่ายสารวัตรนักเรียน" in answer.content.decode()
    assert held(cast.room) == {(cast.chaba, "guard", False)}
    client.post(page(cast.room), told | {"version": str(answer.context["version"])})
    assert held(cast.room) == {(cast.chaba, "lead", True)}


def test_whom_the_page_did_not_show_keeps_her_office(cast, as_):
    make.duty(cast.kita, "work", by=cast.kanplu, is_leader=True)
    Exclusion.objects.create(
        student=cast.kita, school=cast.school, user=cast.somying, made_by=cast.kanplu, made_at=make.now()
    )
    client = as_(cast.somying)
    shown = client.get(page(cast.room))
    assert cast.kita.first_name not in shown.content.decode()
    told = {"version": str(shown.context["version"]), f"first-{cast.chaba.public_id}": "learning*"}
    assert client.post(page(cast.room), told).status_code == 302
    assert held(cast.room) == {(cast.kita, "work", True), (cast.chaba, "learning", True)}


def test_a_child_of_another_room_is_not_there(cast, as_):
    told = chosen(cast.room, (cast.thara, "lead*", ""))
    assert as_(cast.somying).post(page(cast.room), told).status_code == 404
    assert as_(cast.somying).get(page(cast.next_door)).status_code == 404


@pytest.mark.parametrize(
    ("name", "reads", "writes"),
    [("somying", 200, 302), ("kanplu", 200, 302), ("wilai", 200, 403), ("decha", 200, 403), ("pim", 403, 403)],
)
def test_who_reads_and_who_writes(cast, as_, name, reads, writes):
    client = as_(getattr(cast, name))
    assert client.get(page(cast.room)).status_code == reads
    assert client.post(page(cast.room), chosen(cast.room, (cast.chaba, "lead*", ""))).status_code == writes


def test_the_board_names_and_numbers_and_says_nothing_else(cast, as_):
    make.duty(cast.chaba, "lead", by=cast.somying, is_leader=True)
    make.duty(cast.kita, "work", by=cast.somying)
    answer = as_(cast.decha).get(reverse("activities:white_room_pdf", args=[cast.room.public_id]))
    read = PdfReader(io.BytesIO(answer.content))
    said = "".join(one.extract_text() for one in read.pages)
    assert len(read.pages) == 1
    assert cast.chaba.first_name in said
    assert cast.kita.first_name in said
    assert Line.objects.get(verb="disclosed").students == sorted([cast.chaba.pk, cast.kita.pk])


def test_the_cost_is_the_same_for_two_children_and_for_thirty(cast, as_, statements):
    def cost():
        with statements() as made:
            as_(cast.somying).get(page(cast.room))
        return len(made)

    few = cost()
    for at in range(28):
        make.duty(make.student(f"คน{at}", classroom=cast.room, number=10 + at), "work", by=cast.somying)
    assert cost() == few


def test_an_office_held_by_a_child_she_is_shut_out_from_is_refused_without_a_name(cast, as_):
    make.duty(cast.chaba, "learning", by=cast.praphan, is_leader=True)
    make.exclusion(cast.chaba, cast.somying, by=cast.praphan)
    client = as_(cast.somying)
    told = {"version": str(client.get(page(cast.room)).context["version"])}
    answer = client.post(page(cast.room), told | {f"first-{cast.kita.public_id}": "learning*"})
    assert answer.status_code == 200
    assert "ขอให้ครูแนะแนวหรือผู้บริหารบันทึกแทน" in answer.content.decode()
    assert "ชบา" not in answer.content.decode()
    assert held(cast.room) == {(cast.chaba, "learning", True)}
