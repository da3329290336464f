"""One child's list, newest first, with totals; what was cancelled stays to be read."""

import datetime

import pytest
from django.urls import reverse

from activities.models import Observation
from journal.models import Line
from tests import make


def page(child):
    return reverse("activities:observations_of", args=[child.public_id])


def test_totals_leave_out_what_was_cancelled(cast, as_):
    merit = make.rule(cast.school)
    make.observation(cast.chaba, "เก็บขยะโดยไม่มีใครบอก", by=cast.somying, points=4, rule=merit)
    make.observation(cast.chaba, "มาสายวันนี้", by=cast.decha, tone="concern")
    gone = {"cancelled_at": make.now(), "cancelled_by": cast.decha, "cancelled_reason": "ผิดคน"}
    make.observation(cast.chaba, "เขียนผิดคน", by=cast.decha, points=5, rule=merit, **gone)
    answer = as_(cast.somying).get(page(cast.chaba))
    body = answer.content.decode()
    standing = answer.context["standing"]
    assert (standing.praises, standing.concerns, standing.left) == (1, 1, 104)
    assert "<del>เขียนผิดคน</del>" in body
    assert "ผิดคน" in body
    assert Line.objects.filter(verb="viewed", about="students.Student", students=[cast.chaba.pk]).count() == 1


def test_last_year_gives_and_takes_nothing_this_year(cast, as_):
    merit = make.rule(cast.school)
    old = {"seen_on": datetime.date(2025, 2, 1), "year": 2567, "term": 2}
    make.observation(cast.chaba, by=cast.somying, points=5, rule=merit, **old)
    answer = as_(cast.somying).get(page(cast.chaba))
    assert answer.context["standing"].left == 100
    assert len(answer.context["lines"]) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("somying", 200), ("wilai", 200), ("decha", 200), ("praphan", 200), ("mana", 404), ("pim", 403), ("tabian", 403)],
)
def test_who_reads_it(cast, as_, name, status):
    assert as_(getattr(cast, name)).get(page(cast.chaba)).status_code == status


def test_pages_of_fifty(cast, as_):
    for at in range(51):
        make.observation(cast.chaba, f"ครั้งที่ {at}", by=cast.somying)
    client = as_(cast.somying)
    first = client.get(page(cast.chaba))
    assert len(first.context["lines"]) == 50
    assert first.context["has_more"]
    second = client.get(page(cast.chaba), {"page": "2"})
    assert [one.text for one, _ in second.context["lines"]] == ["ครั้งที่ 0"]
    assert client.get(page(cast.chaba), {"page": "x"}).status_code == 200
    assert Observation.objects.count() == 51
