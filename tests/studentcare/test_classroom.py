"""A room: children by เลขที่, steps that exist, tools for who may use them."""

import pytest
from django.urls import reverse

from tests import make


@pytest.fixture
def round_(cast):
    return make.screening_round(area=cast.area, by=cast.khet)


def answer(client, room):
    return client.get(reverse("studentcare:classroom", args=[room.public_id]))


def page(client, room):
    return answer(client, room).content.decode()


def test_children_stand_by_class_number_and_those_without_one_last(cast, round_, as_):
    make.student("กล้าหาญ", classroom=cast.room)
    body = page(as_(cast.somying), cast.room)
    assert body.index("คีตา") < body.index("ชบา") < body.index("กล้าหาญ")


def test_steps_count_what_has_been_done(cast, round_, as_):
    make.row(cast.chaba, round_=round_, by=cast.somying, levels="13111111111")
    steps = answer(as_(cast.somying), cast.room).context["steps"]
    assert (steps.enrolled, steps.screened, steps.needing, steps.uncared) == (2, 1, 1, 1)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    make.referral(case, by=cast.kanplu, state="answered")
    steps = answer(as_(cast.somying), cast.room).context["steps"]
    assert (steps.cared, steps.sent, steps.answered) == (1, 1, 1)


def test_a_child_is_known_by_birthday_address_and_a_telephone(cast, round_, as_):
    cast.chaba.subdistrict = "ทุ่งสมมติ"
    cast.chaba.save()
    assert answer(as_(cast.somying), cast.room).context["steps"].known == 0
    make.guardian(cast.chaba)
    make.guardian(cast.chaba, relation="mother")
    assert answer(as_(cast.somying), cast.room).context["steps"].known == 1


@pytest.mark.parametrize(
    ("person", "tools"),
    [
        ("somying", {"warned", "screen", "record", "instruments", "visits", "handover", "print", "gaps", "number"}),
        ("kanplu", {"warned", "screen", "record", "instruments", "visits", "handover", "print", "gaps"}),
        ("praphan", {"warned", "screen", "instruments", "visits", "print", "gaps"}),
        ("tabian", {"number", "register"}),
        ("pim", {"screen", "instruments"}),
    ],
)
def test_tools_are_for_who_may_use_them(cast, round_, as_, person, tools):
    may = answer(as_(getattr(cast, person)), cast.room).context["may"]
    assert {name for name, is_allowed in may.items() if is_allowed} == tools


def test_the_teacher_s_main_button_stands_before_the_tools_and_the_rarer_ones_are_folded(cast, round_, as_):
    body = page(as_(cast.somying), cast.room)
    main = body[body.index("<main") :]
    first, fold = main.index("btn btn-primary"), main.index("<details")
    assert first < main.index("btn btn-quiet") < fold < main.index("ใบส่งต่อข้อมูล")
    assert main.count("btn btn-quiet", 0, fold) <= 3


def test_the_registrar_sees_names_and_no_group(cast, round_, as_):
    make.row(cast.chaba, round_=round_, by=cast.somying, levels="13111111111")
    body = page(as_(cast.tabian), cast.room)
    assert "ชบา" in body
    assert "chip-status" not in body
    assert "chip-status is-prob" in page(as_(cast.somying), cast.room)


def test_the_account_keeper_is_refused_and_the_neighbour_finds_nothing(cast, as_):
    assert answer(as_(cast.bunchi), cast.room).status_code == 403
    assert answer(as_(cast.mana), cast.room).status_code == 404


def test_an_empty_room_says_what_to_do(cast, as_):
    empty = make.classroom(school=cast.school, number=9)
    assert reverse("students:choose_file") in page(as_(cast.tabian), empty)


def test_statements_are_the_same_for_two_and_for_forty(cast, round_, as_, statements):
    client = as_(cast.somying)
    page(client, cast.room)
    with statements() as few:
        page(client, cast.room)
    for number in range(8, 46):
        child = make.student(f"เด็ก{number}", classroom=cast.room, number=number)
        make.row(child, round_=round_, by=cast.somying)
    with statements() as many:
        page(client, cast.room)
    assert len(many) == len(few) <= 18


@pytest.mark.parametrize(
    ("person", "leads_to"),
    [("somying", "results"), ("tabian", "results"), ("decha", "results"), ("pim", "measures")],
)
def test_the_room_leads_everybody_to_the_tables_she_reads(cast, as_, person, leads_to):
    page = as_(getattr(cast, person)).get(reverse("studentcare:classroom", args=[cast.room.public_id])).content.decode()
    shown = [kind for kind in ("results", "measures") if f"/classes/{cast.room.public_id}/{kind}/" in page]
    assert shown == [leads_to]
