"""Whoever writes at a letter waits at its case with nothing in its hands: who closes the case finds all else free."""

import datetime
import threading
import time

import pytest
from django.db import connection, transaction

from cases.models import Case
from journal.context import acting
from referrals import actions
from referrals.models import FollowUp, Inside, Referral, Reminder, Reply
from schools.models import School, User
from tests import make
from tests.conftest import act_as_the_system

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.date(2025, 7, 1)
LATE = datetime.date(2025, 6, 2)


@pytest.fixture
def world(cast, case, hospital):
    """Of one case: a letter that waits, an answer with advice, a day to ask after it, and two referrals inside."""
    waits = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=LATE)
    answered = make.referral(case, by=cast.kanplu, agency=hospital, state="answered")
    make.reply(answered, by=cast.kanplu, advice="นัดตรวจซ้ำ")
    make.follow_up(answered)
    make.inside(case, people=[cast.chit], by=cast.kanplu)
    done = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    act_as_the_system()
    by = {"answered_by": cast.pim, "answered_at": make.now(), "done_by": cast.pim, "done_at": make.now()}
    Inside.objects.filter(pk=done.pk).update(state="done", result="ชั่งแล้ว", advice="ชั่งน้ำหนัก", **by)
    Inside.objects.filter(state="pending").update(due_on=LATE)
    cast.waits, cast.answered = waits, answered
    return cast


def remind(world, by):
    actions.remind([Referral.objects.get(pk=world.waits.pk)], how="phone", note="", by=by)


def ask_after(world, by):
    actions.follow_up(FollowUp.objects.select_related("referral").get(), found="better", text="", by=by)


def take_advice(world, by):
    reply = Reply.objects.select_related("referral__case").get()
    actions.take_advice(reply.referral, reply=reply, lines=[reply.to_do[0].key], due_on=DAY, responsible=by, by=by)


def take_inside_advice(world, by):
    inside = Inside.objects.get(state="done")
    actions.take_inside_advice(inside, lines=[0], responsible=by, due_on=DAY, by=by)


def escalate(world, by):
    actions.escalate(School.objects.get(pk=world.school.pk), today=DAY, by=None)


ACTS = [remind, ask_after, take_advice, take_inside_advice, escalate]
WRITTEN = {
    remind: lambda: Reminder.objects.filter(how="phone").count(),
    ask_after: lambda: FollowUp.objects.exclude(done_at=None).count(),
    take_advice: lambda: Reply.objects.exclude(taken={}).count(),
    take_inside_advice: lambda: Inside.objects.exclude(taken={}).count(),
    escalate: lambda: (
        Inside.objects.exclude(head_told_at=None).count() and Referral.objects.exclude(head_told_at=None).count()
    ),
}


def begun(world, act, failed):
    """The act in a thread, as กานพลู or as the worker does it."""

    def run():
        try:
            if act is escalate:
                with acting(system="escalate"):
                    act(world, None)
            else:
                by = User.objects.get(pk=world.kanplu.pk)
                with acting(by):
                    act(world, by)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.parametrize("act", ACTS)
def test_an_act_waits_at_the_case_with_nothing_in_its_hands(world, act):
    failed = []
    act_as_the_system()
    with transaction.atomic():
        list(Case.objects.select_for_update(of=("self",)))
        thread = begun(world, act, failed)
        time.sleep(1)
        assert thread.is_alive(), failed
        for model in (Referral, Inside, Reply, FollowUp):
            assert list(model.objects.select_for_update(of=("self",), nowait=True)), model
    thread.join(20)
    act_as_the_system()
    assert failed == []
    assert WRITTEN[act]() == 1


def test_two_who_remind_of_the_same_letters_in_another_order_do_not_wait_for_each_other(world, hospital):
    act_as_the_system()
    other = make.case(world.thara, by=world.mana, owner=world.kanplu, state="helping")
    second = make.referral(other, by=world.kanplu, agency=hospital, state="sent", sent_on=LATE)
    act_as_the_system()
    keys, failed = [world.waits.pk, second.pk], []

    def in_order(order):
        def act(_world, by):
            letters = {one.pk: one for one in Referral.objects.filter(pk__in=keys)}
            actions.remind([letters[key] for key in order], how="phone", note="", by=by)

        return act

    threads = [begun(world, in_order(order), failed) for order in (keys, keys[::-1]) * 4]
    for thread in threads:
        thread.join(30)
    act_as_the_system()
    assert failed == []
    assert Reminder.objects.filter(how="phone").count() == 16
