"""What instruments said about one child: informants side by side, rounds, and who may read what."""

import pytest

from journal.models import Line
from screening.agreement import Mark, differences
from screening.informants import Told, curves
from tests import make
from tests.make.assessments import assessment, instrument, sdq


@pytest.fixture
def page(room):
    return f"/students/{room.chaba.public_id}/results/"


def paper(room, rater, emotional, conduct, hyperactivity, peer, prosocial, **more):
    scores = dict(emotional=emotional, conduct=conduct, hyperactivity=hyperactivity, peer=peer, prosocial=prosocial)
    total = emotional + conduct + hyperactivity + peer
    told = {"scores": {**scores, "total": total}, "bands": dict.fromkeys([*scores, "total"], 1), "follow": False}
    return sdq(room.chaba, room.round, total=total, rater=rater, by=room.somying, **told | more)


@pytest.mark.parametrize(
    ("marks", "top", "says"),
    [
        (
            {"ครู": Mark(3, 1, "ปกติ"), "ผู้ปกครอง": Mark(5, 3, "มีปัญหา")},
            10,
            ["ครู: ปกติ · ผู้ปกครอง: มีปัญหา", "ผู้ปกครองให้คะแนนสูงกว่าครู 2\u00a0คะแนน"],
        ),
        ({"ครู": Mark(3, 1, "ปกติ"), "นักเรียน": Mark(4, 1, "ปกติ")}, 10, []),
        ({"ครู": Mark(2, 1, "ปกติ"), "นักเรียน": Mark(12, 1, "ปกติ")}, 40, ["นักเรียนให้คะแนนสูงกว่าครู 10\u00a0คะแนน"]),
        ({"ครู": Mark(2, 1, "ปกติ"), "นักเรียน": Mark(9, 1, "ปกติ")}, 40, []),
        ({"ครู": Mark(3, 0, "ไม่มีจุดแข็ง"), "นักเรียน": Mark(4, 0, "มีจุดแข็ง")}, None, ["ครู: ไม่มีจุดแข็ง · นักเรียน: มีจุดแข็ง"]),
        ({"ครู": Mark(3, 1, "ปกติ")}, 10, []),
        ({"ครู": Mark(3, 1, "ปกติ"), "นักเรียน": Mark(None, 0, "")}, 10, []),
        ({}, 10, []),
    ],
)
def test_where_informants_differ(marks, top, says):
    assert differences(marks, top=top) == says


def test_three_informants_side_by_side(room, as_, page):
    paper(room, "teacher", 2, 2, 3, 2, 8)
    paper(room, "parent", 6, 4, 6, 3, 3)
    body = as_(room.somying).get(page).content.decode()
    assert "ครู: ปกติ · ผู้ปกครอง: มีปัญหา" in body
    assert "ผู้ปกครองให้คะแนนสูงกว่าครู 10\u00a0คะแนน" in body
    assert "มีด้านที่เห็นต่างกัน" in body
    assert "เกณฑ์คู่มือ สพฐ./กรมสุขภาพจิต" in body
    assert "ผลคัดกรอง ไม่ใช่การวินิจฉัย" in body


def test_informants_who_agree_are_said_to(room, as_, page):
    paper(room, "teacher", 2, 2, 3, 2, 8)
    paper(room, "self", 3, 2, 3, 2, 7)
    assert "ไม่มีด้านที่เห็นต่างกัน" in as_(room.somying).get(page).content.decode()


def test_the_newest_round_alone_stands_side_by_side(room, cast):
    before = make.screening_round(
        school=cast.school, by=cast.kanplu, sequence=2, opens_on=make.START.replace(year=2024), closes_on=make.START
    )
    old = paper(room, "parent", 1, 1, 1, 1, 9)
    old.round, old.assessed_on = before, make.START.replace(year=2024)
    old.save()
    paper(room, "teacher", 2, 2, 3, 2, 8)
    told = Told.of(room.somying, room.chaba)
    assert set(told.side_by_side()) == {"teacher"}
    assert [one.name for one in told.turns()] == [before.name, room.round.name]
    assert curves(told.turns()) == []


def test_totals_over_rounds_become_a_line_with_a_table(room, as_, page):
    for years, total in ((2, 10), (1, 20)):
        old = paper(room, "teacher", total, 0, 0, 0, 5)
        old.round, old.assessed_on = None, old.assessed_on.replace(year=old.assessed_on.year - years)
        old.save()
    paper(room, "teacher", 0, 0, 0, 0, 5)
    (curve,) = curves(Told.of(room.somying, room.chaba).turns())
    assert curve.points == [(0, 90), (150, 60), (300, 120)]
    body = as_(room.somying).get(page).content.decode()
    assert '<polyline points="0,90 150,60 300,120"' in body
    assert "ตัวเลขอยู่ในตารางด้านล่าง" in body


def test_opening_is_a_line(room, as_, page):
    as_(room.kanplu).get(page)
    line = Line.objects.filter(verb="viewed").latest("pk")
    assert (line.students, line.detail["page"]) == ([room.chaba.pk], "results")


def test_a_homeroom_teacher_learns_of_phq_a_only_whether_to_follow(room, as_, page):
    assessment(room.chaba, by=room.kanplu, code="phq-a", rater="self", level=3, scores={"total": 21}, words="รุนแรง")
    body = as_(room.somying).get(page).content.decode()
    assert "ต้องติดตาม" in body
    assert "รุนแรง" not in body
    assert "21" not in body.split("ทุกแบบประเมิน")[1].split("</table>")[0].replace("2568", "")
    assert "รุนแรง" in as_(room.kanplu).get(page).content.decode()


def test_what_an_instrument_closes_is_not_there_at_all(room, as_, page, cast):
    assessment(room.chaba, by=room.kanplu, code="phq-a", rater="self", level=3, words="รุนแรง")
    body = as_(cast.decha).get(page).content.decode()
    assert "PHQ-A" not in body
    assert "ยังไม่มีผลแบบประเมินที่คุณดูได้" in body


def test_out_of_age_source_and_assessor_are_told(room, as_, page):
    more = {"mode": "result", "norms": "", "is_out_of_age": True, "source": "HERO OBEC CARE รอบ 1", "assessor": "ครูมานี"}
    assessment(room.chaba, by=room.kanplu, code="snap-iv", level=2, words="เสี่ยง", **more)
    body = as_(room.somying).get(page).content.decode()
    for told in ("SNAP-IV", "นอกช่วงอายุของเครื่องมือ", "HERO OBEC CARE รอบ 1", "ครูมานี"):
        assert told in body


def test_a_child_s_page_leads_here(room, as_, page):
    assert f'href="{page}"' in as_(room.somying).get(f"/students/{room.chaba.public_id}/").content.decode()


def test_who_may_read_no_instrument_is_not_led_here(room, as_, page, cast):
    instrument("sdq")
    child = f"/students/{room.chaba.public_id}/"
    assert f'href="{page}"' not in as_(cast.decha).get(child).content.decode()
    assert f'href="{page}"' in as_(room.praphan).get(child).content.decode()


def test_as_many_statements_for_one_result_as_for_twenty(room, as_, page, statements):
    client = as_(room.kanplu)
    instrument("sdq")
    sdq(room.chaba, None, total=10, by=room.somying)
    client.get(page)
    with statements() as few:
        client.get(page)
    for total in range(19):
        sdq(room.chaba, None, total=total, by=room.somying)
    with statements() as many:
        client.get(page)
    assert len(many) == len(few)


@pytest.mark.parametrize("where", ["child", "class"])
def test_instruments_for_other_ages_are_folded_away_behind_sdq(room, as_, page, where):
    for code in ("9q", "pddsq-4-18", "sdq"):
        instrument(code)
    body = as_(room.kanplu).get(page if where == "child" else room.url("class_instruments")).content.decode()
    fold = body.index("แบบอื่น (นอกช่วงอายุของเครื่องมือ)")
    assert body.index("/sdq/") < body.index("/pddsq-4-18/") < fold < body.index("/9q/")
