"""A mistake is cancelled with a reason, by who wrote it within a day, later by who answers for conduct."""

import datetime

import pytest
from django.urls import reverse

from journal.models import Line
from tests import make


def page(one):
    return reverse("activities:cancel_observation", args=[one.public_id])


def test_the_points_come_back_and_the_words_stay(cast, as_):
    one = make.observation(cast.chaba, by=cast.somying, points=-5, rule=make.rule(cast.school), tone="concern")
    client = as_(cast.somying)
    assert client.post(page(one), {"reason": "เข้าใจผิดคน"}).status_code == 302
    one.refresh_from_db()
    assert (one.cancelled_by, one.cancelled_reason, one.text) == (cast.somying, "เข้าใจผิดคน", "ช่วยเพื่อนถือของ")
    assert Line.objects.filter(verb="cancelled", about="activities.Observation", students=[cast.chaba.pk]).exists()
    assert client.post(page(one), {"reason": "อีกครั้ง"}).status_code == 403, "cancelled once it stays as it is"


def test_without_a_reason_it_stands(cast, as_):
    one = make.observation(cast.chaba, by=cast.somying)
    assert "กรอกเหตุผล" in as_(cast.somying).post(page(one), {"reason": ""}).content.decode()
    one.refresh_from_db()
    assert one.cancelled_at is None


@pytest.mark.parametrize(
    ("name", "hours", "status"),
    [
        ("somying", 23, 200),
        ("somying", 25, 403),
        ("wilai", 1, 403),
        ("decha", 25, 200),
        ("kanplu", 25, 200),
        ("praphan", 25, 200),
        ("pim", 1, 404),
        ("mana", 1, 404),
        ("dokkaew", 1, 404),
    ],
)
def test_who_may_and_when(cast, as_, name, hours, status):
    one = make.observation(cast.chaba, by=cast.somying, at=make.now() - datetime.timedelta(hours=hours))
    assert as_(getattr(cast, name)).get(page(one)).status_code == status
