"""Many at one door at the same moment: five wrong codes are five, one answer is one, and nobody finds a broken page."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.test import Client

from cases.models import Case
from journal.models import Line, Verb
from referrals.models import Link, Referral, Reply
from tests import make
from tests.conftest import act_as_the_system
from tests.referrals.doors import ANSWER, Visitor, hidden_and_unescaped, wrong

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door(cast, sent):
    made = make.door(sent, by=cast.kanplu)
    act_as_the_system()
    return made


def at_once(ask, times):
    """What `ask` gave to each of so many who came together."""
    given, ready = [], threading.Barrier(times)

    def come():
        ready.wait(10)
        try:
            given.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=come) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return given


def test_wrong_codes_that_come_together_are_counted_one_by_one(door):
    given = at_once(lambda: Client().post(door.url, {"code": wrong(door)}).status_code, 8)
    act_as_the_system()
    assert sorted(given) == [422] * 4 + [429] * 4
    assert Link.objects.get().wrong == 0
    assert Line.objects.filter(verb=Verb.LOCKED).count() == 1


def test_one_answer_sent_eight_times_at_once_is_one_answer(door):
    visitor = Visitor(door).enter()
    visitor.get()
    fields = hidden_and_unescaped(visitor.check(**ANSWER)) | {"do": "send"}
    cookies = {name: morsel.value for name, morsel in visitor.client.cookies.items()}

    def send():
        client = Client()
        client.cookies.load(cookies)
        return client.post(f"{door.url}check/", fields).status_code

    given = at_once(send, 8)
    act_as_the_system()
    assert given == [302] * 8
    assert Reply.objects.count() == 1


def test_who_waits_too_long_is_told_so_and_nothing_is_counted(door):
    """Somebody holds the row: after the database's five seconds the page says so."""
    held, go_on = threading.Event(), threading.Event()

    def hold():
        act_as_the_system()
        with transaction.atomic():
            Link.objects.select_for_update().get()
            held.set()
            go_on.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    answer = Client().post(door.url, {"code": wrong(door)})
    go_on.set()
    holder.join(10)
    act_as_the_system()
    assert answer.status_code == 503
    assert "รอสักครู่แล้วลองอีกครั้ง" in answer.content.decode()
    assert Link.objects.get().wrong == 0


def test_an_answer_waits_at_the_case_with_nothing_in_its_hands(door):
    """Who closes the case holds it and wants the letter and the link next: they are free."""
    visitor = Visitor(door).enter()
    visitor.get()
    looked = visitor.check(**ANSWER)
    given = []

    def send():
        given.append(visitor.send(looked).status_code)
        connection.close()

    sender = threading.Thread(target=send)
    act_as_the_system()
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get()
        sender.start()
        time.sleep(1)
        assert given == []
        assert Referral.objects.select_for_update(of=("self",), nowait=True).filter(pk=door.link.referral_id).exists()
        assert Link.objects.select_for_update(of=("self",), nowait=True).exists()
    sender.join(20)
    assert given == [302]
