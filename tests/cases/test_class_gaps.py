"""The heat map of a room."""

import datetime

import pytest
from django.urls import reverse

from cases.gaps.room import Share, room_map
from journal.context import acting
from screening.models import Aspect
from tests import make


@pytest.fixture
def before(cast):
    opens_on = datetime.date(2024, 11, 10)
    return make.begun_round(cast.school, by=cast.kanplu, term=2, year_number=2567, opens_on=opens_on)


def cells(line, *slugs):
    places = list(Aspect.objects.order_by("position").values_list("slug", flat=True))
    return [line.cells[places.index(slug)] for slug in slugs]


def test_worst_first_with_what_changed(cast, before, round_, row):
    make.screened(cast.chaba, round=before, by=cast.somying, economy=2, health=2, talent=1)
    make.screened(cast.kita, round=round_, by=cast.somying, learning=2)
    extra = make.student("ใบเตย", classroom=cast.room)
    make.screened(extra, round=round_, by=cast.somying)
    make.student("ยังไม่คัด", classroom=cast.room)
    with acting(cast.somying):
        found = room_map(cast.somying, cast.room, round_, before)
    assert [line.student.first_name for line in found.lines] == ["ชบา", "คีตา"]
    assert [cell.change for cell in cells(found.lines[0], "economy", "health", "learning", "talent")] == [1, -1, 0, 0]
    assert (found.screened, found.enrolled, found.counts) == (3, 4, {0: 1, 1: 1, 2: 1, 3: 1})
    assert [student.first_name for student in found.normal] == ["ใบเตย"]
    assert found.at_risk.percent == 67
    assert found.lines[0].risky == 1
    with acting(cast.somying):
        by_number = room_map(cast.somying, cast.room, round_, by_number=True)
    assert [line.student.number for line in by_number.lines] == [3, 7]


def test_sensitive_letters_and_their_shares_are_locked_for_the_head(cast, round_):
    make.screened(cast.chaba, round=round_, by=cast.somying, safety=3, economy=2)
    with acting(cast.praphan):
        found = room_map(cast.praphan, cast.room, round_)
    safety, economy = cells(found.lines[0], "safety", "economy")
    assert (safety.is_locked, safety.level, economy.level) == (True, 0, 2)
    place = [aspect.slug for aspect in found.aspects].index("safety")
    assert found.shares[place].percent is None
    assert found.lines[0].risky == 1


@pytest.mark.parametrize(
    ("percent", "shade"), [(None, 0), (0, 0), (1, 1), (4, 1), (5, 2), (11, 3), (29, 4), (60, 7), (100, 7)]
)
def test_shades(percent, shade):
    assert Share(percent).shade == shade
    assert Share(percent, is_flag=True).shade == 0


def test_the_last_column_says_who_cares(cast, row, round_, as_):
    make.screened(cast.kita, round=round_, by=cast.somying, learning=2)
    noted = make.student("มะปราง", classroom=cast.room)
    make.screened(noted, round=round_, by=cast.somying, learning=2)
    make.note(make.case(noted, by=cast.kanplu, state="closed"), by=cast.kanplu)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    url = reverse("cases:class_gaps", args=[cast.room.public_id])
    body = as_(cast.somying).get(url).content.decode()
    assert case.code in body
    assert "บันทึก 25\u00a0มิ.ย.\u00a068" in body
    assert body.count("ยังไม่มี</span>") == 1
    assert "2 จาก 3\u00a0คน มีผู้ดูแล" in body
    seen_by_level_head = as_(cast.wilai).get(url).content.decode()
    assert case.code not in seen_by_level_head
    assert "มีผู้ดูแล" in seen_by_level_head
    assert "เปิดเคส" not in seen_by_level_head


def test_before_the_first_round_and_without_children(cast, as_):
    url = reverse("cases:class_gaps", args=[cast.room.public_id])
    assert "ยังไม่มีรอบคัดกรอง" in as_(cast.somying).get(url).content.decode()
    make.begun_round(cast.elsewhere, by=cast.dokkaew)
    empty = make.classroom(school=cast.elsewhere, number=9)
    there = reverse("cases:class_gaps", args=[empty.public_id])
    assert "ยังไม่มีรายชื่อนักเรียน" in as_(cast.dokkaew).get(there).content.decode()


def test_as_many_queries_for_a_full_room(cast, row, round_, before, as_, statements):
    client, url = as_(cast.somying), reverse("cases:class_gaps", args=[cast.room.public_id])
    client.get(url)
    with statements() as few:
        client.get(url)
    for number in range(40):
        child = make.student(f"เด็ก{number}", classroom=cast.room)
        make.screened(child, round=round_, by=cast.somying, learning=2)
        make.screened(child, round=before, by=cast.somying, learning=3)
    with statements() as full:
        assert "41\u00a0คนที่เสี่ยงหรือมีปัญหา" in client.get(url).content.decode()
    assert len(full) == len(few) <= 20
