"""The whole national ID: a reason, a fresh sign-in, once, a line; for the counselor alone."""

import datetime

import pytest
from django.urls import reverse

from journal.models import Line
from students.identifiers import new_identifier

NUMBER, SHOWN = "1000000001013", "1-0000-00001-01-3"
WHY = {"reason": "hospital", "words": "ใบส่งตัว"}


@pytest.fixture
def known(cast):
    new_identifier(NUMBER, student_id=cast.chaba.pk, school_id=cast.chaba.school_id).save()
    return cast


def at(child):
    return reverse("students:reveal_id", args=[child.public_id])


def test_it_is_shown_once_and_the_line_keeps_the_reason(known, as_):
    client = as_(known.kanplu)
    assert SHOWN not in client.get(at(known.chaba)).content.decode()
    answer = client.post(at(known.chaba), WHY)
    assert SHOWN in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert SHOWN not in client.get(at(known.chaba)).content.decode()
    line = Line.objects.get(verb="revealed")
    assert (line.about, line.students, line.detail) == ("students.Identifier", [known.chaba.pk], WHY)
    assert NUMBER not in str(line.detail)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "เลือกเหตุผล"),
        ({"reason": "curious"}, "เลือกเหตุผลจากรายการ"),
        ({"reason": "other"}, "เขียนเหตุผลสั้น ๆ"),
        ({"reason": "other", "words": "ก" * 121}, "พิมพ์ไม่เกิน 120"),
    ],
)
def test_without_a_reason_nothing_is_shown(known, as_, sent, says):
    body = as_(known.kanplu).post(at(known.chaba), sent).content.decode()
    assert says in body
    assert SHOWN not in body
    assert not Line.objects.filter(verb="revealed").exists()


def test_an_old_sign_in_is_asked_for_the_password_again(known, as_, clock):
    client = as_(known.kanplu)
    clock.shift(datetime.timedelta(minutes=6))
    answer = client.post(at(known.chaba), WHY)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Line.objects.filter(verb="revealed").exists()


def test_the_eleventh_in_a_minute_waits(known, as_):
    client = as_(known.kanplu)
    for _ in range(10):
        assert SHOWN in client.post(at(known.chaba), WHY).content.decode()
    body = client.post(at(known.chaba), WHY).content.decode()
    assert "ไม่เกิน 10 เลขใน 1 นาที" in body
    assert SHOWN not in body
    assert Line.objects.filter(verb="revealed").count() == 10


@pytest.mark.parametrize("person", ["somying", "tabian", "praphan", "pim", "decha"])
def test_who_may_open_the_child_but_not_the_number_is_refused(known, as_, person):
    client = as_(getattr(known, person))
    for answer in (client.get(at(known.chaba)), client.post(at(known.chaba), WHY)):
        assert answer.status_code == 403
        assert SHOWN not in answer.content.decode()


def test_a_child_without_a_number_says_so(cast, as_):
    client = as_(cast.kanplu)
    for answer in (client.get(at(cast.chaba)), client.post(at(cast.chaba), WHY)):
        assert "ยังไม่มีเลขประจำตัวในระบบ" in answer.content.decode()
