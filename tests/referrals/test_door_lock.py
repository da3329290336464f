"""The lock of the door: five wrong codes shut it, nothing is learned meanwhile, and who had it open reads on."""

import datetime

import pytest
from django.utils import timezone

from journal.models import Line, Verb
from referrals import actions
from referrals.door import cookie_name
from referrals.models import Link, Reply
from schools.models import Notice
from tests.referrals.attacks import (
    CROSS,
    enter,
    later,
    lock,
    opened,
)
from tests.referrals.doors import ANSWER, wrong


def test_five_wrong_codes_from_five_addresses_lock_it_and_the_school_hears_once(scene):
    lock(scene)
    link = Link.objects.get(pk=scene.door.link.pk)
    assert link.locked_until == timezone.now() + datetime.timedelta(minutes=30)
    told = Notice.objects.filter(kind="locked")
    people = {scene.cast.kanplu.pk, scene.cast.praphan.pk}
    assert set(told.values_list("to_user", flat=True)) == people
    line = Line.objects.get(verb=Verb.LOCKED)
    assert (line.actor, line.about_id, line.address) == (f"agency:{scene.sent.pk}", link.pk, "10.0.0.4")
    later(scene, minutes=31)
    assert enter(scene).status_code == 302
    lock(scene)
    assert Line.objects.filter(verb=Verb.LOCKED).count() == 2
    assert told.count() == len(people)  # of which nobody has read the first


def test_a_right_code_forgives_the_wrong_ones_before(scene):
    for _ in range(4):
        assert scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code == 422
    assert enter(scene).status_code == 302
    for _ in range(4):
        assert scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code == 422


def test_a_hundred_codes_find_the_door_locked_and_nothing_else(scene):
    first = 10**6 - 2000 if int(scene.door.code) < 500_000 else 0
    statuses = [
        scene.client.post(
            scene.door.url, {"code": f"{first + number:06d}"}, REMOTE_ADDR=f"10.0.{number % 250}.1"
        ).status_code
        for number in range(100)
    ]
    assert (statuses[:4], set(statuses[4:])) == ([422] * 4, {429})
    assert Line.objects.filter(verb=Verb.LOCKED).count() == 1
    assert Line.objects.filter(about="referrals_link", verb="changed").count() == 5


def test_while_it_is_locked_the_right_code_and_a_wrong_one_are_told_the_same(scene):
    lock(scene)
    right, other = enter(scene), scene.client.post(scene.door.url, {"code": wrong(scene.door)})
    assert (right.status_code, right.content) == (other.status_code, other.content)
    assert not right.cookies


def test_who_had_it_open_reads_on_while_others_lock_it(scene):
    visitor = opened(scene)
    lock(scene)
    assert visitor.get().status_code == 200
    looked = visitor.check(**ANSWER)
    assert visitor.send(looked).status_code == 302
    assert Reply.objects.count() == 1


def test_a_code_from_another_site_is_not_counted(scene):
    answer = scene.client.post(scene.door.url, {"code": wrong(scene.door)}, **CROSS)
    assert answer.status_code == 403
    assert Link.objects.get(pk=scene.door.link.pk).wrong == 0


PART = '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
HALVES = {
    "utf-7": ("multipart/form-data; boundary=x; charset=utf-7", PART.format(name="why", value="+2AA-")),
    "escapes": ("multipart/form-data; boundary=x; charset=unicode_escape", PART.format(name="why", value="\\ud800")),
}


@pytest.mark.parametrize("what", HALVES)
def test_half_a_letter_is_refused_before_any_code_is_compared(scene, what):
    """The right code and a wrong one are answered alike: nothing is learned, however often it is tried."""
    kind, more = HALVES[what]
    given = []
    for code in (scene.door.code, wrong(scene.door)):
        body = f"{PART.format(name='code', value=code)}{more}--x--\r\n".encode()
        given.append(scene.client.generic("POST", scene.door.url, body, content_type=kind))
    assert [answer.status_code for answer in given] == [400, 400]
    assert given[0].content == given[1].content
    assert cookie_name(scene.door.link) not in given[0].cookies


def test_a_wrong_code_counts_even_when_its_page_breaks(scene, monkeypatch):
    def broken(*asked, **more):
        raise UnicodeEncodeError("utf-8", "", 0, 1, "cannot be drawn")

    monkeypatch.setattr("referrals.views.threshold.render", broken)
    given = [scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code for _ in range(5)]
    assert given == [500] * 5
    assert Link.objects.get(pk=scene.door.link.pk).is_locked(timezone.now())
    assert actions.try_code(scene.sent, code=scene.door.code) is actions.Tried.LOCKED
