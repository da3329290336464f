"""Who may do what, one line per question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import rules
from cases.models import Case, SharedCase, Task
from students.models import Share
from tests import make
from tests.access.route import EVERYBODY


@pytest.fixture
def world(cast):
    """ชบา's case: สมหญิง opened it, กานพลู has it, พิม (nurse) has a task in it."""
    cast.case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    cast.task = make.task(cast.case, responsible=cast.pim)
    cast.told = make.note(cast.case, by=cast.kanplu)
    cast.secret = make.note(cast.case, by=cast.kanplu, secrecy="counselors")
    cast.alert = make.alert(cast.chaba, by=cast.somying)
    return cast


TEAM = "somying kanplu pim"
LOOKING = "somying mana kanplu praphan wilai dokkaew"
QUESTIONS = {
    "may_list_cases": (
        lambda u, w: rules.may_list_cases(u),
        "somying mana kanplu praphan wilai decha pim tabian dokkaew chit",
    ),
    "may_list_gaps": (lambda u, w: rules.may_list_gaps(u), LOOKING),
    "may_see_gaps": (lambda u, w: rules.may_see_gaps(u, w.room), "somying kanplu praphan wilai"),
    "may_open": (lambda u, w: rules.may_open(u, w.chaba), "somying kanplu praphan"),
    "may_settle_alert": (lambda u, w: rules.may_settle_alert(u, w.alert), "kanplu praphan"),
    "may_accept": (lambda u, w: rules.may_accept(u, w.case), "kanplu"),
    "may_assign": (lambda u, w: rules.may_assign(u, w.case), "kanplu praphan"),
    "may_plan": (lambda u, w: rules.may_plan(u, w.case), "kanplu"),
    "may_add_task": (lambda u, w: rules.may_add_task(u, w.case), "kanplu"),
    "may_mark_done": (lambda u, w: rules.may_mark_done(u, w.case, w.task), "kanplu pim"),
    "may_write_note": (lambda u, w: rules.may_write_note(u, w.case), TEAM),
    "may_keep_secret": (lambda u, w: rules.may_keep_secret(u, w.case), "kanplu"),
    "may_read_note of the team": (lambda u, w: rules.may_read_note(u, w.case, w.told), TEAM),
    "may_read_note of counselors": (lambda u, w: rules.may_read_note(u, w.case, w.secret), "kanplu"),
    "may_correct_note": (lambda u, w: rules.may_correct_note(u, w.case, w.told), "kanplu"),
    "may_close": (lambda u, w: rules.may_close(u, w.case), "kanplu"),
    "may_reopen": (lambda u, w: rules.may_reopen(u, w.case), "kanplu"),
    "may_refer": (lambda u, w: rules.may_refer(u, w.case), "kanplu"),
    "may_print": (lambda u, w: rules.may_print(u, w.case), "somying kanplu praphan"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_rules(question, world):
    ask, who = QUESTIONS[question]
    answers = {name for name in EVERYBODY if ask(getattr(world, name), world)}
    assert answers == set(who.split())


def test_the_writer_of_a_restricted_note_reads_it_though_she_is_no_counselor(world):
    own = make.note(world.case, by=world.somying, secrecy="counselors")
    assert rules.may_read_note(world.somying, world.case, own)
    assert not rules.may_read_note(world.pim, world.case, own)


def test_who_hands_her_task_on_leaves_the_team(world):
    assert rules.is_in_team(world.pim, world.case)
    Task.objects.filter(pk=world.task.pk).update(responsible=world.kanplu)
    assert not rules.is_in_team(world.pim, world.case)


SEES = {
    "somying": "homeroom teacher of the child",
    "kanplu": "counselor",
    "praphan": "head",
    "pim": "has a task in it",
}


def test_who_sees_the_case(world):
    assert {name for name in EVERYBODY if Case.objects.visible_to(getattr(world, name)).exists()} == set(SEES)


@pytest.mark.parametrize(("days", "is_ended", "sees"), [(7, False, True), (7, True, False), (-1, False, False)])
def test_a_share_opens_its_case_only_while_it_runs(world, days, is_ended, sees):
    """เดชา sees the child by his duty, and of her cases only the one that was shared."""
    today = timezone.localdate()
    case = Case.objects.get()
    share = Share.objects.create(
        student=world.chaba,
        school=world.school,
        to_user=world.decha,
        from_on=today - timedelta(days=30),
        until_on=today + timedelta(days=days),
        ended_at=timezone.now() if is_ended else None,
        made_by=world.kanplu,
    )
    assert not Case.objects.visible_to(world.decha).exists()
    SharedCase.objects.create(share=share, case=case, student=case.student, school=case.school)
    assert Case.objects.visible_to(world.decha).exists() is sees
