"""Going on with a draft, correcting a finished visit, and reading it: by whom, and with a line."""

import pytest
from django.urls import reverse

from journal.models import Line
from students.models import Visit
from tests import make


@pytest.fixture
def visit(cast):
    answers = {"met": ["mother"], "lives_with": "parents", "drugs": ["home"], "tenure": "own"}
    return make.visit(cast.chaba, by=cast.somying, answers=answers, saw="บ้านริมคลอง")


def edit(visit):
    return reverse("students:edit_visit", args=[visit.public_id])


def told(version=1, **more):
    day = {"visited_on_day": "20", "visited_on_month": "6", "visited_on_year": "2568"}
    return {
        "version": version,
        "way": "home",
        "q-met": ["father"],
        "q-lives_with": "parents",
        "act": "finish",
        **day,
        **more,
    }


def test_a_correction_is_a_new_version_and_a_line(cast, as_, visit):
    answer = as_(cast.somying).post(edit(visit), told(saw="บ้านริมถนน"))
    visit.refresh_from_db()
    assert answer.url == f"/home-visits/{visit.public_id}/"
    assert (visit.version, visit.saw, visit.answers["met"]) == (2, "บ้านริมถนน", ["father"])
    line = Line.objects.filter(verb="recorded", about="students.Visit").latest("pk")
    assert line.detail == {"corrected": True, "version": 2}


def test_two_who_correct_at_once_are_told(cast, as_, visit):
    as_(cast.somying).post(edit(visit), told(saw="ก"))
    body = as_(cast.kanplu).post(edit(visit), told(saw="ข")).content.decode()
    assert "อีกหน้าต่าง" in body
    visit.refresh_from_db()
    assert visit.saw == "ก"
    as_(cast.kanplu).post(edit(visit), told(2, saw="ข"))
    visit.refresh_from_db()
    assert visit.saw == "ข"


def test_who_may_not_read_about_danger_neither_sees_nor_loses_it(cast, as_, visit):
    """สมหญิง's room has a second teacher: she corrects the house and never meets the rest (C2)."""
    second = make.staff("second", "homeroom", classroom=cast.room, first_name="ที่สอง")
    client = as_(second)
    body = client.get(edit(visit)).content.decode()
    assert "สารเสพติด" not in body
    read = client.get(reverse("students:visit", args=[visit.public_id])).content.decode()
    assert "คนในบ้านเกี่ยวข้อง" not in read
    assert "เห็นเฉพาะผู้บันทึกและครูแนะแนว" in read
    client.post(edit(visit), told(**{"q-tenure": "rent", "q-drugs": ["none"]}))
    visit.refresh_from_db()
    assert (visit.answers["drugs"], visit.answers["tenure"]) == (["home"], "rent")


@pytest.mark.parametrize(
    ("person", "sees"), [("somying", True), ("kanplu", True), ("praphan", False), ("wilai", False)]
)
def test_reading_about_danger(cast, as_, visit, person, sees):
    body = as_(getattr(cast, person)).get(reverse("students:visit", args=[visit.public_id])).content.decode()
    assert ("คนในบ้านเกี่ยวข้อง" in body) is sees
    assert "บ้านริมคลอง" in body


def test_opening_it_leaves_a_line(cast, as_, visit):
    as_(cast.kanplu).get(reverse("students:visit", args=[visit.public_id]))
    line = Line.objects.filter(verb="viewed", about="students.Visit").get()
    assert (line.user_id, line.students) == (cast.kanplu.pk, [cast.chaba.pk])


def test_a_finished_visit_is_not_thrown_away(cast, as_, visit):
    assert as_(cast.somying).post(reverse("students:discard_visit", args=[visit.public_id])).status_code == 403
    assert Visit.objects.exists()


def test_income_is_said_as_a_rule_and_never_as_a_verdict(cast, as_):
    people = [{"who": "แม่", "wage": 5000}, {"who": "นักเรียน"}]
    visit = make.visit(cast.chaba, by=cast.somying, answers={"met": ["mother"], "people": people})
    body = as_(cast.somying).get(reverse("students:visit", args=[visit.public_id])).content.decode()
    assert "2,500" in body
    assert "ไม่เกินเกณฑ์ 3,000" in body
    assert "ยากจนพิเศษ" not in body


def test_a_nurse_and_the_registrar_do_not_know_that_it_exists(cast, as_, visit):
    for person in (cast.pim, cast.tabian, cast.decha, cast.khet):
        assert as_(person).get(reverse("students:visit", args=[visit.public_id])).status_code == 404
