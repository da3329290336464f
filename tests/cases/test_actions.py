"""Everything that can happen in a case: what changes, what the timeline and the journal say, what is refused."""

import datetime
import threading

import pytest
from django.db import Error, connections

from cases import actions
from cases.models import AlreadyOpen, Case, Event, IllegalMove, Note, Series, Stale
from journal.context import acting
from tests import make

NEW_YEAR = datetime.date(2026, 5, 16)
REVIEW = datetime.date(2025, 8, 6)
ASKED = {"title": "ช่วยเหลือด้านเศรษฐกิจ", "reason": "ไม่มีค่าอาหาร", "aspects": ["economy"], "urgency": "normal"}


def kinds(case):
    return list(Event.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def test_a_teacher_opens_a_request(cast, row, doing, verbs):
    with doing(cast.somying) as lines:
        case = actions.open_case(cast.chaba, **ASKED, row=row, by=cast.somying)
    assert (case.state, case.code, case.owner, case.classroom) == ("intake", "C-2568-0001", None, cast.room)
    assert verbs(lines) == ["opened"]
    assert lines[-1].students == [cast.chaba.pk]
    event = Event.objects.get(case=case)
    assert (event.kind, event.text, event.by) == ("opened", "จากผลคัดกรอง 1/2568", cast.somying)


def test_an_alert_is_settled_by_its_case(cast, doing, verbs):
    alert = make.alert(cast.chaba, by=cast.somying)
    with doing(cast.kanplu) as lines:
        case = actions.open_case(cast.chaba, **ASKED | {"urgency": "urgent"}, alert=alert, by=cast.kanplu)
    alert.refresh_from_db()
    assert case.alert == alert
    assert (alert.settled_by, alert.settled_reason) == (cast.kanplu, "เปิดเคส C-2568-0001")
    assert verbs(lines) == ["settled", "opened"]
    with doing(cast.praphan), pytest.raises(AlreadyOpen) as found:
        actions.open_case(cast.chaba, **ASKED | {"aspects": ["health"]}, alert=alert, by=cast.praphan)
    assert found.value.case == case


def test_one_open_case_about_each_concern(cast, doing):
    with doing(cast.somying):
        first = actions.open_case(cast.chaba, **ASKED, by=cast.somying)
        with pytest.raises(AlreadyOpen) as found:
            actions.open_case(cast.chaba, **ASKED, by=cast.somying)
        with pytest.raises(AlreadyOpen):
            actions.open_case(cast.chaba, **ASKED | {"aspects": ["economy", "health"]}, by=cast.somying)
        other = actions.open_case(cast.chaba, **ASKED | {"aspects": ["health"]}, by=cast.somying)
    assert found.value.case == first
    assert [first.number, other.number] == [1, 2]


def test_numbers_go_on_after_an_older_register_and_begin_anew_in_a_year_and_school(cast, doing, clock):
    make.case(cast.thara, by=cast.kanplu, number=42)
    with doing(cast.kanplu):
        assert actions.open_case(cast.chaba, **ASKED, by=cast.kanplu).number == 43
    with doing(cast.dokkaew):
        assert actions.open_case(cast.luktan, **ASKED, by=cast.dokkaew).number == 1
    clock.move_to(datetime.datetime(2026, 5, 15, 20, 0, tzinfo=datetime.UTC))  # 16 May, 03:00 in Bangkok
    make.appoint(cast.kanplu, "counselor", school=cast.school, from_on=NEW_YEAR, until_on=datetime.date(2027, 5, 15))
    with doing(cast.kanplu):
        assert actions.open_case(cast.kita, **ASKED, by=cast.kanplu).code == "C-2569-0001"


def test_two_who_open_at_once_get_two_numbers_without_a_gap(transactional_db, cast):
    got, start = [], threading.Barrier(2)

    def open_one(user, student):
        start.wait()
        try:
            with acting(user):
                got.append(actions.open_case(student, **ASKED, by=user).number)
        finally:
            connections.close_all()

    both = [
        threading.Thread(target=open_one, args=pair) for pair in ((cast.somying, cast.chaba), (cast.mana, cast.thara))
    ]
    [thread.start() for thread in both]
    [thread.join() for thread in both]
    assert sorted(got) == [1, 2]
    assert Series.objects.get(school=cast.school).last == 2


def test_a_counselor_accepts(cast, intake, doing, verbs):
    with doing(cast.kanplu) as lines:
        case = actions.accept(intake, version=1, by=cast.kanplu)
    assert (case.state, case.owner, case.accepted_by, case.version) == ("assessment", cast.kanplu, cast.kanplu, 2)
    assert verbs(lines) == ["accepted"]
    assert kinds(case) == ["accepted"]
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        actions.accept(case, by=cast.kanplu)


def test_a_case_is_handed_to_somebody_who_may_see_the_child(cast, case, doing, verbs):
    with doing(cast.kanplu) as lines:
        assert actions.assign(case, owner=cast.somying, by=cast.kanplu).owner == cast.somying
    assert verbs(lines) == ["handed_over"]
    for stranger in (cast.mana, cast.tabian, cast.bunchi, cast.dokkaew, cast.gone):
        with doing(cast.kanplu), pytest.raises(IllegalMove, match="ไม่มีหน้าที่ดูแล"):
            actions.assign(case, owner=stranger, by=cast.kanplu)


def test_a_request_is_not_handed_over_before_it_is_accepted(cast, intake, doing):
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        actions.assign(intake, owner=cast.somying, by=cast.kanplu)


PLAN = {"goal": "มาเรียนทุกวัน", "measure": "สมุดเช็คชื่อ", "weeks": 6, "review_on": REVIEW}


def test_a_plan_and_its_tasks(cast, case, doing, verbs):
    with doing(cast.kanplu) as lines:
        planned = actions.plan(case, **PLAN, version=1, by=cast.kanplu)
        task = actions.add_task(case, text="โทรผู้ปกครอง", responsible=cast.pim, due_on=REVIEW, by=cast.kanplu)
    assert (planned.goal, planned.weeks, planned.review_on, planned.version) == ("มาเรียนทุกวัน", 6, REVIEW, 2)
    assert verbs(lines) == ["planned", "recorded", "recorded"], "the plan, its weekly look, the task"
    assert Case.objects.visible_to(cast.pim).get() == case
    with doing(cast.pim) as lines:
        assert actions.finish_task(task, by=cast.pim).done_by == cast.pim
        actions.finish_task(task, by=cast.pim)
    assert verbs(lines) == ["done"]
    with doing(cast.pim) as lines:
        assert actions.undo_task(task, by=cast.pim).done_at is None
        actions.undo_task(task, by=cast.pim)
    assert verbs(lines) == ["undone"]
    assert kinds(case) == ["planned", "task_added", "task_added", "task_done", "task_undone"]


def test_plans_wait_for_the_request_to_be_accepted(cast, intake, doing):
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        actions.plan(intake, **PLAN, by=cast.kanplu)
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        actions.add_task(intake, text="โทร", responsible=cast.pim, due_on=REVIEW, by=cast.kanplu)


def test_a_closed_case_rests_until_it_is_opened_again(cast, case, doing, verbs):
    task = make.task(case, responsible=cast.kanplu)
    with doing(cast.kanplu) as lines:
        actions.look_again(case, levels={"economy": 1}, before={"economy": 3}, version=1, by=cast.kanplu)
        closed = actions.close_case(case, outcome="improved", text="มาเรียนสม่ำเสมอ", version=2, by=cast.kanplu)
        for refused in (
            lambda: actions.close_case(case, outcome="ended", text="อีกครั้ง", by=cast.kanplu),
            lambda: actions.finish_task(task, by=cast.kanplu),
            lambda: actions.write_note(case, text="ต่อ", by=cast.kanplu),
            lambda: actions.plan(case, **PLAN, by=cast.kanplu),
        ):
            with pytest.raises(IllegalMove):
                refused()
        again = actions.reopen(case, reason="ขาดเรียนอีก", by=cast.kanplu)
    assert (closed.state, closed.outcome, closed.closed_by) == ("closed", "improved", cast.kanplu)
    assert (again.state, again.outcome, again.closing_text, again.owner) == ("helping", "", "", cast.kanplu)
    assert verbs(lines) == ["checked", "closed", "reopened"]
    texts = list(Event.objects.filter(case=case).order_by("pk").values_list("text", flat=True))
    assert texts == ["1 ด้าน", "ดีขึ้น: มาเรียนสม่ำเสมอ", "ขาดเรียนอีก"]


def test_a_request_that_was_never_taken_is_taken_when_it_is_opened_again(cast, intake, doing):
    with doing(cast.kanplu):
        actions.close_case(intake, outcome="ended", text="ไม่ต้องช่วยเพิ่ม", by=cast.kanplu)
        again = actions.reopen(intake, reason="เปลี่ยนใจ", by=cast.kanplu)
    assert (again.state, again.owner, again.accepted_by) == ("helping", cast.kanplu, cast.kanplu)


@pytest.mark.parametrize(
    "act",
    [
        lambda case, by: actions.accept(case, version=1, by=by),
        lambda case, by: actions.assign(case, owner=by, version=1, by=by),
        lambda case, by: actions.plan(case, **PLAN, version=1, by=by),
        lambda case, by: actions.close_case(case, outcome="ended", text="จบ", version=1, by=by),
        lambda case, by: actions.reopen(case, reason="อีก", version=1, by=by),
    ],
    ids=["accept", "assign", "plan", "close_case", "reopen"],
)
def test_what_somebody_else_changed_meanwhile_is_not_written_over(act, cast, case, doing):
    with doing(cast.kanplu):
        actions.plan(case, **PLAN, by=cast.kanplu)
        with pytest.raises(Stale) as stale:
            act(case, cast.kanplu)
    assert stale.value.case.goal == PLAN["goal"]
    assert stale.value.case.version == 2


def test_notes_only_grow(cast, case, doing, verbs):
    with doing(cast.somying) as lines:
        note = actions.write_note(case, text="แม่ยังไม่มา", kind="parent", by=cast.somying)
        correction = actions.correct_note(note, text="แม่มาแล้ว", by=cast.somying)
        with pytest.raises(IllegalMove):
            actions.correct_note(note, text="อีกที", by=cast.somying)
    assert verbs(lines) == ["noted", "noted"]
    assert (correction.corrects, correction.kind, correction.secrecy) == (note, "parent", "team")
    assert list(Note.objects.order_by("pk").values_list("text", flat=True)) == ["แม่ยังไม่มา", "แม่มาแล้ว"]


def test_a_correction_has_the_readers_of_what_it_corrects(cast, case, doing):
    note = make.note(case, by=cast.kanplu, secrecy="counselors")
    with doing(cast.kanplu):
        assert actions.correct_note(note, text="แก้", by=cast.kanplu).secrecy == "counselors"


def test_opening_a_restricted_note_is_a_line(cast, case, doing, verbs):
    note = make.note(case, by=cast.kanplu, secrecy="counselors")
    with doing(cast.kanplu) as lines:
        actions.reveal_note(note, by=cast.kanplu)
    assert verbs(lines) == ["revealed"]


def test_a_later_step_tells_the_timeline(cast, case, doing, clock):
    clock.shift(datetime.timedelta(days=20))
    assert case.is_silent(make.now())
    with doing(cast.kanplu):
        event = actions.note_event(case, kind="referred", text="R-2568-0017", url="/referrals/x/", by=None)
    case.refresh_from_db()
    assert (event.by, event.url) == (None, "/referrals/x/")
    assert not case.is_silent(make.now())


def test_nobody_acts_in_anothers_name(cast, case, doing):
    with doing(cast.kanplu), pytest.raises(Error, match="journal names who acts"):
        actions.close_case(case, outcome="ended", text="จบ", by=cast.praphan)
