"""The points a child has left this year stand on one row that every act keeps, and early warning reads."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from activities.actions import cancel_observation, observe
from activities.figures import differences, rebuild
from journal.context import acting
from screening.warned import warned
from students.models import ConductStanding
from tests import make
from tests.students.tables import result

TODAY = datetime.date(2025, 6, 25)
pytestmark = pytest.mark.django_db


@pytest.fixture
def severe(cast):
    return make.rule(cast.school, "ต1", least=-45, most=-5, text="ทะเลาะวิวาท")


def taken(children, rule, points, by):
    with acting(by):
        return observe(children, tone="concern", text="ทะเลาะวิวาท", seen_on=TODAY, rule=rule, points=points, by=by)


def left(child):
    return ConductStanding.objects.get(student=child, year=2568).points


def said(person, child):
    return [
        point.says
        for one in warned(person, TODAY)
        if one.student == child
        for point in one.points
        if "ประพฤติ" in point.says
    ]


def test_an_act_moves_it_and_taking_it_back_moves_it_again(cast, severe):
    first, other = taken([cast.chaba, cast.kita], severe, -45, cast.decha)
    taken([cast.chaba], severe, -10, cast.decha)
    assert (left(cast.chaba), left(cast.kita)) == (45, 55)
    with acting(cast.decha):
        cancel_observation(first, reason="เข้าใจผิดคน", by=cast.decha)
        cancel_observation(other, reason="เข้าใจผิดคน", by=cast.decha)
    assert (left(cast.chaba), left(cast.kita)) == (90, 100)
    assert differences() == []


def test_what_gives_no_points_leaves_no_row(cast):
    with acting(cast.somying):
        observe([cast.chaba], tone="praise", text="ช่วยเพื่อน", seen_on=TODAY, by=cast.somying)
    assert not ConductStanding.objects.exists()


def test_early_warning_counts_and_says_what_runs_this_year(cast, severe, as_):
    result(cast.chaba, by=cast.somying, year=2567, term=2, conduct=100)
    taken([cast.chaba], severe, -45, cast.decha)
    assert said(cast.somying, cast.chaba) == ["คะแนนความประพฤติ 55 ปี 2568 จากที่ครูบันทึก (เกณฑ์ <\u00a060) +2"]
    assert "คะแนนความประพฤติ 55 ปี 2568" in as_(cast.kanplu).get(reverse("screening:warnings")).content.decode()
    own = reverse("screening:child_warnings", args=[cast.chaba.public_id])
    assert "คะแนนความประพฤติ 55 ปี 2568" in as_(cast.somying).get(own).content.decode()


def test_a_result_of_this_year_counts_only_when_it_says_less(cast, severe):
    taken([cast.chaba], severe, -45, cast.decha)
    result(cast.chaba, by=cast.somying, year=2568, term=1, conduct=90)
    assert "55 ปี 2568" in said(cast.somying, cast.chaba)[0]
    cast.chaba.term_results.update(conduct=50)
    assert "50 1/2568" in said(cast.somying, cast.chaba)[0]


def test_the_year_before_is_over(cast, severe):
    ConductStanding.objects.create(student=cast.chaba, school=cast.school, year=2567, points=10)
    assert said(cast.somying, cast.chaba) == []


def test_who_is_shut_out_or_of_another_school_reads_no_points(cast, severe):
    taken([cast.chaba], severe, -45, cast.decha)
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    seen = {}
    for name in ("somying", "kanplu", "dokkaew", "khet"):
        person = getattr(cast, name)
        with acting(person):
            seen[name] = (ConductStanding.objects.count(), ConductStanding.objects.visible_to(person).count())
    assert seen == {"somying": (1, 1), "kanplu": (0, 0), "dokkaew": (0, 0), "khet": (0, 0)}


def test_what_differs_is_named_and_mended(cast, severe):
    taken([cast.chaba], severe, -45, cast.decha)
    ConductStanding.objects.update(points=99)
    ConductStanding.objects.create(student=cast.kita, school=cast.school, year=2568, points=3)
    assert len(differences()) == 2
    with pytest.raises(CommandError):
        call_command("recount")
    rebuild()
    assert (left(cast.chaba), ConductStanding.objects.count(), differences()) == (55, 1, [])
