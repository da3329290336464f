"""A letter whose link ended unanswered: it waits for the school's next step, and the school hears of it."""

import datetime

import pytest

from cases.models import Event
from journal.models import Line, Verb
from referrals.jobs import expire
from schools.models import Notice
from tests import make

PAST = datetime.timedelta(days=30, seconds=1)


@pytest.fixture
def door(cast, sent):
    return make.door(sent, by=cast.kanplu)


def test_a_link_that_ends_unanswered_expires_the_letter_once(cast, case, sent, door, clock):
    clock.shift(PAST)
    expire(0)
    expire(0)
    sent.refresh_from_db()
    assert sent.state == "expired"
    assert sent.expired_at is not None
    told = Event.objects.get(case=case, text__contains="ลิงก์หมดอายุ ยังไม่มีคำตอบ")
    assert (told.by, sent.code in told.text) == (None, True)
    assert set(Notice.objects.filter(kind="waiting").values_list("to_user", flat=True)) == {
        cast.kanplu.pk,
        cast.praphan.pk,
    }
    assert Line.objects.get(verb=Verb.EXPIRED).actor == "system:expire"


def test_before_its_end_nothing_happens(sent, door, clock):
    clock.shift(datetime.timedelta(days=29, hours=23))
    expire(0)
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("state", ["answered"])
def test_what_was_answered_does_not_expire(cast, case, hospital, clock, state):
    answered = make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    make.door(answered, by=cast.kanplu)
    clock.shift(PAST)
    expire(0)
    answered.refresh_from_db()
    assert answered.state == state


def test_a_letter_without_a_link_never_expires_by_itself(sent, clock):
    clock.shift(datetime.timedelta(days=400))
    expire(0)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_one_letters_trouble_stops_no_other(cast, case, hospital, sent, door, clock, monkeypatch, caplog):
    other = make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
    make.door(other, by=cast.kanplu)
    clock.shift(PAST)
    from referrals import actions

    real = actions.expire

    def broken(referral, *, by):
        if referral.pk == sent.pk:
            raise RuntimeError
        return real(referral, by=by)

    monkeypatch.setattr("referrals.jobs.actions.expire", broken)
    expire(0)
    other.refresh_from_db()
    assert other.state == "expired"
    assert f"letter {sent.pk} does not expire" in caplog.text
