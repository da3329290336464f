"""A reply moves its letter, tells the case and the people, and begins the following up, whoever wrote it down."""

import datetime
import uuid

import pytest
from django.db import connection

from cases.models import Case, Event, IllegalMove
from journal.context import acting
from referrals import actions, links
from referrals.models import FollowUp, Link, Referral, Reply
from schools.models import Notice
from students.models import Student
from tests import make

ON = datetime.date(2025, 6, 25)
SAID = {"said_by": "พยาบาลมะลิ", "received_on": ON}


def told(referral, result="accepted", by=None, **more):
    return actions.add_reply(referral, how="phone" if by else "link", result=result, by=by, **SAID | more)


@pytest.mark.parametrize(
    ("result", "advice", "state"),
    [
        ("accepted", "", "received"),
        ("accepted", "นั่งแถวหน้า", "answered"),
        ("more", "ขอผลการเรียน", "received"),
        ("specialist", "", "answered"),
        ("declined", "นอกพื้นที่", "declined"),
    ],
)
def test_what_they_say_decides_the_state(sent, cast, result, advice, state):
    with acting(cast.kanplu):
        told(sent, result, by=cast.kanplu, advice=advice)
    sent.refresh_from_db()
    assert (sent.state, sent.answered_at is not None) == (state, True)


def test_a_later_yes_does_not_take_back_the_findings(sent, cast):
    with acting(cast.kanplu):
        told(sent, by=cast.kanplu, findings="ตรวจแล้ว")
        told(sent, by=cast.kanplu)
    sent.refresh_from_db()
    assert (sent.state, list(sent.replies.order_by("number").values_list("number", flat=True))) == ("answered", [1, 2])


def test_the_agency_writes_it_itself_and_sees_nothing_else(sent, cast):
    with acting(agency=sent.pk):
        mine = Referral.objects.get()
        told(mine, appointment_on=datetime.date(2025, 7, 2))
        seen = (Student.objects.count(), Case.objects.count(), FollowUp.objects.count(), Event.objects.count())
        assert (seen, Reply.objects.count(), mine == sent) == ((0, 0, 0, 0), 1, True)
    reply = Reply.objects.get()
    assert (reply.recorded_by, reply.how, reply.number) == (None, "link", 1)
    assert [one.due_on for one in sent.follow_ups.all()] == [datetime.date(2025, 8, 1), datetime.date(2025, 9, 30)]
    event = Event.objects.get(case=sent.case, kind="answered")
    assert (event.by, event.text) == (
        None,
        f"{sent.code} {sent.agency}: รับดูแล นัด 2\N{NO-BREAK SPACE}ก.ค.\N{NO-BREAK SPACE}2568",
    )
    heard = set(Notice.objects.filter(kind="reply").values_list("to_user__username", flat=True))
    assert {cast.kanplu.username, cast.praphan.username} <= heard


def test_another_letter_does_not_exist_for_it(sent, case, hospital, cast):
    other = make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
    with acting(agency=sent.pk), pytest.raises(Referral.DoesNotExist):
        told(other)


def test_the_same_form_twice_is_one_reply(sent, cast):
    key = uuid.uuid4()
    with acting(agency=sent.pk):
        mine = Referral.objects.get()
        assert told(mine, key=key) == told(mine, "declined", key=key)
    assert Reply.objects.count() == 1


def test_a_closed_letter_is_not_answered(sent, cast):
    with acting(cast.kanplu):
        actions.close(sent, reason="ได้รับบริการแล้ว", version=sent.version, by=cast.kanplu)
    with acting(agency=sent.pk), pytest.raises(IllegalMove):
        told(Referral.objects.get())


def test_address_and_code_are_sealed_and_found_again(sent, cast):
    with acting(cast.kanplu):
        link = actions.issue_link(sent, by=cast.kanplu)
    token, code = links.token_of(link), links.code_of(link)
    row = Link.objects.values().get()
    open_bytes = b"".join(bytes(row[name]) for name in ("token_index", "token_sealed", "code_sealed"))
    assert links.find(token) == sent.pk
    assert (len(code), code.isdigit(), len(token)) == (6, True, 22)
    assert token.encode() not in open_bytes
    assert code.encode() not in open_bytes
    assert [links.find(wrong) for wrong in ("", "x" * 22, "ก" * 22, "x" * 10_000)] == [None] * 4


def test_a_renewed_link_keeps_its_address_and_gets_a_new_code(sent, cast):
    with acting(cast.kanplu):
        link = actions.issue_link(sent, by=cast.kanplu)
        token, generation = links.token_of(link), link.generation
        renewed = actions.renew_link(sent, days=60, version=sent.version, by=cast.kanplu)
    assert (links.token_of(renewed), renewed.generation) == (token, generation + 1)
    assert (renewed.expires_at - renewed.renewed_at).days == 60
    assert bytes(renewed.code_sealed) != bytes(link.code_sealed)


def test_an_expired_letter_that_is_renewed_waits_again(sent, cast):
    with acting(cast.kanplu):
        actions.issue_link(sent, by=cast.kanplu)
        Referral.objects.filter(pk=sent.pk).update(state="expired")
        actions.renew_link(sent, days=30, version=sent.version, by=cast.kanplu)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_closed_letter_shuts_its_door(sent, cast):
    with acting(cast.kanplu):
        actions.issue_link(sent, by=cast.kanplu)
        actions.close(sent, reason="ได้รับบริการแล้ว", version=sent.version, by=cast.kanplu)
    assert Link.objects.get().revoked_at is not None


def test_the_database_knows_who_asks(sent, cast):
    with acting(cast.somying), connection.cursor() as cursor:
        cursor.execute("SELECT people_of_referral(%s)", [sent.pk + 1000])
        assert cursor.fetchall() == []
