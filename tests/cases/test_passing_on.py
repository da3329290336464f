"""A case goes with its child: prepared here, the new school's on acceptance, and only a header stays."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases import actions, passed
from cases.models import Case, Event, IllegalMove, Passing
from journal.context import acting
from journal.models import Line
from schools.models import Notice
from students.actions import (
    decline_transfer,
    offer_transfer,
    prepare_transfer,
    revoke_transfer,
)
from students.models import Student
from tests import make
from tests.cases.going import again, offer, prepare
from tests.students.moves import taken


@pytest.fixture
def gone(two, case, move):
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    return Passing.objects.get()


def test_a_child_whose_every_open_case_is_prepared_is_offered_and_taken_with_it(two, case, gone):
    case.refresh_from_db()
    assert Student.objects.get(pk=two.chaba.pk).school == two.elsewhere
    assert (case.state, case.outcome, case.closed_by) == ("closed", "moved", two.kanplu)
    assert (case.check_on, case.due_on, case.closing_text) == (None, None, "ส่งมอบให้ รร.บ้านดอนจำลอง พร้อมย้าย")
    assert case.events.get(kind=Event.Kind.CLOSED).text == "ย้าย: ส่งมอบให้ รร.บ้านดอนจำลอง พร้อมย้าย"
    assert gone.state == "passed"
    assert gone.passed_at is not None


def test_both_schools_chains_are_told(two, gone):
    told = Line.objects.filter(verb="handed_over", about="cases.Passing", about_id=gone.pk)
    assert sorted(told.values_list("school_id", flat=True)) == sorted([two.school.pk, two.elsewhere.pk])
    closed = Line.objects.get(verb="closed", about="cases.Case", about_id=gone.case_id)
    assert (closed.school_id, closed.user_id) == (two.school.pk, two.far.pk)


def test_the_new_counselors_are_told_and_heads_are_not(two, gone):
    notices = Notice.objects.filter(kind=Notice.Kind.PASSED)
    assert [(one.to_user, one.url, one.made_by) for one in notices] == [
        (two.dokkaew, reverse("cases:passing", args=[gone.public_id]), None)
    ]


def test_heads_are_told_where_no_counselor_is_left(two, case, move):
    make.exclusion(two.chaba, two.dokkaew, by=two.kanplu)
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    assert list(Notice.objects.filter(kind=Notice.Kind.PASSED).values_list("to_user", flat=True)) == [two.far_head.pk]
    with acting(again(two.far_head)):
        assert passed.waiting_for(two.far_head).count() == 1
    with acting(again(two.dokkaew)):
        assert not Passing.objects.exists()


def test_one_of_two_open_cases_is_not_enough(two, case, move):
    make.case(two.chaba, by=two.somying, owner=two.kanplu, aspects=["learning"])
    prepare(case, move, two.kanplu)
    with pytest.raises(ValidationError, match="ครูแนะแนวต้องสรุปงานที่ค้าง"):
        offer(move, two.tabian)


def test_a_case_opened_after_the_offer_holds_the_child_until_it_is_prepared_too(two, case, move):
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    other = make.case(two.chaba, by=two.somying, owner=two.kanplu, aspects=["learning"])
    with pytest.raises(ValidationError, match="โรงเรียนเดิมยังสรุปงานไม่เสร็จ"):
        taken(two, move)
    assert not Passing.objects.filter(state="passed").exists()
    case.refresh_from_db()
    assert case.state == "helping", "what was prepared goes on here"
    prepare(other, move, two.kanplu)
    taken(two, move)
    assert Passing.objects.filter(state="passed").count() == 2


def test_what_was_taken_back_holds_the_child_again(two, case, move):
    passing = prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    with acting(again(two.kanplu)):
        actions.withdraw_passing(passing, by=two.kanplu)
        actions.withdraw_passing(passing, by=two.kanplu)
    passing.refresh_from_db()
    assert (passing.state, passing.sections, passing.packet) == ("withdrawn", [], {})
    with pytest.raises(ValidationError):
        taken(two, move)


def test_once_the_child_has_gone_nothing_is_chosen_or_taken_back(two, case, move, gone):
    with acting(again(two.kanplu)):
        with pytest.raises(IllegalMove):
            actions.withdraw_passing(gone, by=two.kanplu)
        with pytest.raises(IllegalMove):
            actions.prepare_passing(case, transfer=move, sections=["plan"], notes=[], by=two.kanplu)


@pytest.mark.parametrize("end", ["declined", "revoked"])
def test_a_move_that_ends_takes_back_what_was_chosen(two, case, move, end):
    passing = prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    if end == "declined":
        with acting(again(two.far)):
            decline_transfer(move, reason="ห้องเต็ม", by=two.far)
    else:
        with acting(again(two.tabian)):
            revoke_transfer(move, by=two.tabian)
    passing.refresh_from_db()
    assert (passing.state, passing.packet) == ("withdrawn", {})
    case.refresh_from_db()
    assert case.state == "helping"


def test_another_school_reads_nothing_that_was_chosen_for_the_first(two, case, move):
    passing = prepare(case, move, two.kanplu)
    third = make.school("บ้านสามจำลอง", area=two.area)
    with acting(again(two.tabian)):
        child = Student.objects.get(pk=two.chaba.pk)
        prepare_transfer(child, to_school=third, reason="", sections=[], own=[], by=two.tabian)
    passing.refresh_from_db()
    assert passing.state == "withdrawn"
    prepare(case, move, two.kanplu)
    passing.refresh_from_db()
    assert (passing.state, passing.to_school) == ("prepared", third)


def test_a_case_closed_meanwhile_stays_as_it_was_closed(two, case, move):
    passing = prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    with acting(again(two.kanplu)):
        actions.close_case(case, outcome="ended", text="ครอบครัวดูแลเองได้", by=two.kanplu)
    taken(two, move)
    passing.refresh_from_db()
    case.refresh_from_db()
    assert (passing.state, passing.packet, case.outcome) == ("withdrawn", {}, "ended")


def test_an_urgent_case_whose_closing_was_asked_for_is_closed_by_the_move(two, case, move):
    with acting(again(two.kanplu)):
        Case.objects.filter(pk=case.pk).update(urgency="urgent")
        actions.ask_to_close(case, outcome="ended", text="ครอบครัวดูแลเองได้", by=two.kanplu)
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    case.refresh_from_db()
    assert (case.outcome, case.closing_asked_by, case.asked_outcome) == ("moved", None, "")


def test_the_new_school_sees_nothing_before_the_child_is_theirs(two, case, move):
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    with acting(again(two.dokkaew)):
        assert not Passing.objects.exists()
    with acting(again(two.far)), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT takers_of_cases(1, 1)")


def test_taking_it_opens_a_case_that_is_hers(two, case, gone):
    with acting(again(two.dokkaew)):
        new = actions.take_passing(gone, by=two.dokkaew)
    gone.refresh_from_db()
    assert (gone.state, gone.taken_by, gone.new_case) == ("taken", two.dokkaew, new)
    assert (new.school, new.owner, new.state, new.source) == (two.elsewhere, two.dokkaew, "assessment", "transfer")
    assert (new.title, new.reason, new.aspects) == (case.title, case.reason, case.aspects)
    assert new.events.get(kind=Event.Kind.TAKEN_OVER).text == f"จาก รร.บ้านสมมติวิทยา ({case.code})"
    told = Notice.objects.get(to_user=two.kanplu, kind=Notice.Kind.CASE)
    assert told.url == reverse("cases:passing", args=[gone.public_id])
    lines = Line.objects.filter(verb="accepted", about="cases.Passing", about_id=gone.pk)
    assert sorted(lines.values_list("school_id", flat=True)) == sorted([two.school.pk, two.elsewhere.pk])


def test_it_is_taken_once(two, gone):
    with acting(again(two.dokkaew)):
        actions.take_passing(gone, by=two.dokkaew)
        with pytest.raises(IllegalMove, match="รับมอบเคสนี้ไปแล้ว"):
            actions.take_passing(gone, by=two.dokkaew)
    assert Case.objects.filter(school=two.elsewhere).count() == 1


def test_an_open_case_about_the_same_takes_it_in(two, gone):
    child = Student.objects.get(pk=two.chaba.pk)
    ours = make.case(child, by=two.dokkaew)
    with acting(again(two.dokkaew)):
        assert actions.take_passing(gone, by=two.dokkaew) == ours
    assert Case.objects.filter(school=two.elsewhere).count() == 1
    assert ours.events.get().kind == Event.Kind.TAKEN_OVER
    assert ours.passed_from.get() == gone


def test_two_cases_may_join_one_that_is_open(two, case, move):
    other = make.case(two.chaba, by=two.somying, owner=two.kanplu, aspects=["learning"])
    for one in (case, other):
        prepare(one, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    ours = make.case(Student.objects.get(pk=two.chaba.pk), by=two.dokkaew, aspects=["economy", "learning"])
    with acting(again(two.dokkaew)):
        for passing in Passing.objects.all():
            actions.take_passing(passing, by=two.dokkaew)
    assert ours.passed_from.count() == 2


def test_nobody_has_taken_it_in_three_working_days(two, gone, clock):
    Passing.objects.update(passed_at=make.now())  # Wednesday 25 June
    clock.move_to("2025-06-30T05:00:00+00:00")
    assert actions.escalate_passings() == 0
    clock.move_to("2025-07-01T05:00:00+00:00")
    assert actions.escalate_passings() == 1
    assert actions.escalate_passings() == 0
    assert Notice.objects.filter(kind=Notice.Kind.PASSED, to_user=two.far_head).count() == 1
    with acting(again(two.far_head)):
        assert passed.waiting_for(two.far_head).count() == 1
        actions.take_passing(gone, by=two.far_head)
    gone.refresh_from_db()
    assert gone.new_case.owner == two.far_head


def test_a_child_whose_case_waits_to_be_taken_does_not_move_on(two, gone):
    child = Student.objects.get(pk=two.chaba.pk)
    back = make.transfer(child, to_school=two.school, by=two.far, state="prepared")
    with acting(again(two.far)), pytest.raises(ValidationError):
        offer_transfer(back, by=two.far)
    with acting(again(two.dokkaew)):
        case = actions.take_passing(gone, by=two.dokkaew)
        actions.close_case(case, outcome="ended", text="ย้ายกลับ", by=two.dokkaew)
    with acting(again(two.far)):
        offer_transfer(back, by=two.far)


def test_who_is_shut_out_later_keeps_no_notice_of_it(two, gone):
    child = Student.objects.get(pk=two.chaba.pk)
    make.exclusion(child, two.dokkaew, by=two.far_head)
    assert not Notice.objects.filter(to_user=two.dokkaew, kind=Notice.Kind.PASSED).exists()


def test_the_caseload_of_the_old_school_counts_it_nowhere(two, case, gone):
    with acting(again(two.kanplu)):
        assert not Case.objects.visible_to(two.kanplu).exists()
        assert list(passed.passed_on(two.kanplu)) == [gone]
        assert not passed.waiting_for(two.kanplu).exists()
