"""What a cell says: percent, word, sign; and what is looked at first."""

import pytest
from django.urls import reverse

from schools.models import School
from supervision.figures import Figures, SchoolFigures, percent
from supervision.table import Cell, build, cells, headline, look_first, shade
from tests import make

SHOWN = [False] * 4


def school(key, name="บ้านสมมติ"):
    return School(pk=key, name=name)


def line(key, **numbers):
    return SchoolFigures(school(key), None, Figures(**numbers), has_started=numbers.get("screened", 0) > 0)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "–"),
        (0, 40, "0%"),
        (1, 400, "1%"),
        (399, 400, "99%"),
        (40, 40, "100%"),
        (28, 40, "70%"),
        (50, 40, "100%"),
    ],
)
def test_percent_is_whole_and_full_only_when_it_is(part, whole, text):
    assert percent(part, whole) == text


@pytest.mark.parametrize(("missing", "place"), [(0, 0), (2, 0), (3, 1), (14, 2), (15, 3), (60, 6), (80, 7), (100, 7)])
def test_darker_means_more_is_left(missing, place):
    assert shade(missing) == place


def test_numbers_are_shown_where_nobody_is_told():
    one = Figures(enrolled=400, screened=300, risk=40, problem=20, needing=60, uncared=15, waiting=0)
    assert [cell.text for cell in cells(one, SHOWN)] == ["75%", "20%", "75%", "15", "0"]
    assert cells(one, SHOWN)[0].css == "heat-4"


def test_small_numbers_are_signs():
    one = Figures(enrolled=400, screened=398, risk=3, needing=3, uncared=3, waiting=2)
    assert [cell.text for cell in cells(one, SHOWN)] == ["*", "*", "*", "<5", "<5"]


def test_a_small_school_gets_words():
    one = Figures(enrolled=18, screened=12, risk=6, needing=6, uncared=6)
    texts = [cell.text for cell in cells(one, SHOWN)]
    assert texts[:2] == ["ต้องดู", "ต้องดู"]
    well = Figures(enrolled=18, screened=18)
    assert [cell.text for cell in cells(well, SHOWN)][:3] == ["ปกติ", "ปกติ", "–"]


def test_what_is_hidden_has_no_shade():
    one = Figures(enrolled=400, screened=300, needing=60, uncared=15)
    assert cells(one, [True] * 4)[0] == Cell("*")


def test_a_hidden_total_has_no_note():
    one = line(1, enrolled=40, screened=38, risk=2, needing=2, uncared=2)
    shown = headline(build([one]), one.figures)
    assert [number.note for number in shown[:3]] == ["", "", ""]
    assert all("2" not in number.value for number in shown)


def test_half_behind_comes_before_not_begun_before_not_done():
    behind, idle, nearly = line(1, enrolled=50, screened=20), line(2, enrolled=50), line(3, enrolled=50, screened=40)
    assert [look.text for look in look_first([behind, idle, nearly])] == [
        "คัดกรองไม่ถึงครึ่ง",
        "1 โรงเรียนยังไม่เริ่มคัดกรอง",
    ]
    assert [look.text for look in look_first([nearly])] == ["ยังคัดกรองไม่ครบ"]
    assert look_first([line(4, enrolled=50, screened=50)]) == []


def test_the_legend_says_what_is_counted(cast, as_):
    make.screening_round(area=cast.area, by=cast.khet)
    body = as_(cast.khet).get(reverse("supervision:area", args=[cast.area.public_id])).content.decode()
    assert "ที่มีเคสเปิดอยู่ การส่งต่อที่ยังไม่ปิด หรือมีบันทึกใน 45 วัน" in body
    assert "กรอกครบทุกด้านที่มีระดับ" in body
