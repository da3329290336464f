"""Acts on tasks: repeated, put off, handed on, cancelled; each with its line, and the case's next day kept."""

import datetime

import pytest

from cases import actions
from cases.caseload import due_differences
from cases.models import Case, Event, IllegalMove, Task
from journal.models import Verb
from schools.models import Holiday, Notice
from tests import make

FRIDAY = datetime.date(2025, 6, 27)
UNTIL = datetime.date(2025, 9, 30)


@pytest.fixture
def weekly(cast, case):
    return make.task(case, responsible=cast.somying, due_on=FRIDAY, repeats="weekly", repeats_until=UNTIL)


def add(case, *, by, responsible, due_on=FRIDAY, **more):
    return actions.add_task(case, text="โทรหาแม่", responsible=responsible, due_on=due_on, by=by, **more)


def kinds(case):
    return list(case.events.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("state", ["assessment", "plan_review", "helping", "monitoring"])
def test_tasks_are_added_while_somebody_looks_after_the_child(state, cast, doing):
    asked = {"plan_asked_by": cast.kanplu, "plan_asked_at": make.now()} if state == "plan_review" else {}
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state=state, **asked)
    with doing(cast.kanplu):
        task = add(case, by=cast.kanplu, responsible=cast.somying)
    case.refresh_from_db()
    assert (task.case, case.due_on) == (case, FRIDAY)


@pytest.mark.parametrize("state", ["intake", "closed"])
def test_not_before_and_not_after(state, cast, doing):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state=state)
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="เพิ่มงานได้ตั้งแต่รับเรื่อง"):
        add(case, by=cast.kanplu, responsible=cast.somying)


def test_only_who_looks_after_the_child_is_asked(cast, case, doing):
    with doing(cast.kanplu):
        for stranger in (cast.mana, cast.tabian, cast.dokkaew):
            with pytest.raises(IllegalMove, match="ไม่มีหน้าที่ดูแลนักเรียนคนนี้"):
                add(case, by=cast.kanplu, responsible=stranger)
    make.exclusion(case.student, cast.pim, by=cast.praphan)
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        add(case, by=cast.kanplu, responsible=cast.pim)
    assert not Task.objects.exists()


def test_whose_turn_it_is_learns_of_it_and_nobody_tells_herself(cast, case, doing, verbs):
    with doing(cast.kanplu) as told:
        add(case, by=cast.kanplu, responsible=cast.somying)
        add(case, by=cast.kanplu, responsible=cast.kanplu)
    assert verbs(told) == [Verb.RECORDED, Verb.RECORDED]
    notice = Notice.objects.get(kind=Notice.Kind.TASK)
    assert (notice.to_user, case.public_id in notice.url, notice.text) == (cast.somying, True, "")


def test_done_with_its_result(cast, case, doing, verbs):
    task = make.task(case, responsible=cast.somying)
    with doing(cast.somying) as told:
        actions.finish_task(task, result="แม่รับสาย", by=cast.somying)
        actions.finish_task(task, result="ส่งซ้ำ", by=cast.somying)
    task.refresh_from_db()
    assert (task.result, task.done_by) == ("แม่รับสาย", cast.somying)
    assert verbs(told) == [Verb.DONE]
    assert case.events.get(kind=Event.Kind.TASK_DONE).text == "โทรผู้ปกครอง · แม่รับสาย"


def test_what_repeats_is_due_again(cast, case, weekly, doing):
    with doing(cast.somying):
        actions.finish_task(weekly, by=cast.somying)
    following = Task.objects.get(previous=weekly)
    same = ("text", "kind", "responsible_id", "repeats", "repeats_until", "case_id", "added_by_id")
    assert [getattr(following, name) for name in same] == [getattr(weekly, name) for name in same]
    assert (following.due_on, following.done_at) == (datetime.date(2025, 7, 4), None)
    case.refresh_from_db()
    assert case.due_on == following.due_on


def test_around_a_holiday_of_the_area(cast, weekly, doing):
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 7, 4), name="วันหยุดพิเศษ")
    with doing(cast.somying):
        actions.finish_task(weekly, by=cast.somying)
    assert Task.objects.get(previous=weekly).due_on == datetime.date(2025, 7, 7)


def test_not_beyond_its_end(cast, case, doing):
    last = make.task(case, responsible=cast.somying, due_on=FRIDAY, repeats="monthly", repeats_until=FRIDAY)
    with doing(cast.somying):
        actions.finish_task(last, by=cast.somying)
    assert Task.objects.count() == 1


def test_after_the_term_it_waits_for_the_next(cast, case, doing, clock):
    day = datetime.date(2025, 10, 8)
    task = make.task(case, responsible=cast.somying, due_on=day, repeats="weekly", repeats_until=cast_end())
    clock.move_to(datetime.datetime(2025, 10, 8, 5, tzinfo=datetime.UTC))
    with doing(cast.somying):
        actions.finish_task(task, by=cast.somying)
    assert Task.objects.get(previous=task).due_on == datetime.date(2025, 11, 3)


def cast_end():
    return datetime.date(2026, 3, 31)


def test_who_has_left_is_followed_by_the_owner(cast, weekly, doing):
    cast.somying.appointments.update(until_on=datetime.date(2025, 6, 24))
    with doing(cast.kanplu):
        actions.finish_task(weekly, by=cast.kanplu)
    assert Task.objects.get(previous=weekly).responsible == cast.kanplu


def test_undone_takes_an_untouched_successor_back(cast, case, weekly, doing, verbs):
    with doing(cast.somying) as told:
        actions.finish_task(weekly, result="ดี", by=cast.somying)
        actions.undo_task(weekly, by=cast.somying)
        actions.undo_task(weekly, by=cast.somying)
    weekly.refresh_from_db()
    assert (weekly.done_at, weekly.done_by, weekly.result) == (None, None, "")
    assert Task.objects.count() == 1
    assert verbs(told) == [Verb.DONE, Verb.UNDONE]
    case.refresh_from_db()
    assert case.due_on == FRIDAY


def test_what_somebody_has_touched_since_stays_and_is_not_made_twice(cast, weekly, doing):
    with doing(cast.kanplu):
        actions.finish_task(weekly, by=cast.kanplu)
        following = Task.objects.get(previous=weekly)
        actions.change_task(following, due_on=datetime.date(2025, 7, 8), responsible=cast.somying, by=cast.kanplu)
        actions.undo_task(weekly, by=cast.kanplu)
        actions.finish_task(weekly, by=cast.kanplu)
    assert list(Task.objects.filter(previous=weekly)) == [following]


def test_put_off_and_handed_on(cast, case, doing, verbs):
    task = make.task(case, responsible=cast.somying)
    with doing(cast.kanplu) as told:
        actions.change_task(task, due_on=datetime.date(2025, 7, 1), responsible=cast.pim, by=cast.kanplu)
        actions.change_task(task, due_on=datetime.date(2025, 7, 1), responsible=cast.pim, by=cast.kanplu)
    task.refresh_from_db()
    case.refresh_from_db()
    assert (task.due_on, task.responsible, case.due_on) == (datetime.date(2025, 7, 1), cast.pim, task.due_on)
    assert verbs(told) == [Verb.HANDED_OVER, Verb.RECORDED]
    assert kinds(case) == [Event.Kind.TASK_HANDED, Event.Kind.TASK_MOVED]
    assert Notice.objects.get(kind=Notice.Kind.TASK).to_user == cast.pim


def test_to_nobody_without_a_duty(cast, case, doing):
    task = make.task(case, responsible=cast.somying)
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        actions.change_task(task, due_on=task.due_on, responsible=cast.mana, by=cast.kanplu)
    task.refresh_from_db()
    assert task.responsible == cast.somying


def test_cancelled_and_back(cast, case, weekly, doing, verbs):
    with doing(cast.kanplu) as told:
        actions.cancel_task(weekly, by=cast.kanplu)
        actions.cancel_task(weekly, by=cast.kanplu)
        with pytest.raises(IllegalMove):
            actions.finish_task(weekly, by=cast.kanplu)
        with pytest.raises(IllegalMove):
            actions.change_task(weekly, due_on=FRIDAY, responsible=cast.kanplu, by=cast.kanplu)
    case.refresh_from_db()
    assert (case.due_on, Task.objects.count()) == (None, 1)
    with doing(cast.kanplu) as back:
        actions.undo_task(weekly, by=cast.kanplu)
    weekly.refresh_from_db()
    case.refresh_from_db()
    assert (weekly.cancelled_at, case.due_on) == (None, FRIDAY)
    assert verbs(told) + verbs(back) == [Verb.CANCELLED, Verb.UNDONE]


def test_what_is_done_is_neither_changed_nor_cancelled(cast, case, doing):
    task = make.task(case, responsible=cast.somying, done=True)
    with doing(cast.kanplu):
        with pytest.raises(IllegalMove, match="ทำเสร็จแล้ว"):
            actions.cancel_task(task, by=cast.kanplu)
        with pytest.raises(IllegalMove, match="ทำเสร็จแล้ว"):
            actions.change_task(task, due_on=FRIDAY, responsible=cast.kanplu, by=cast.kanplu)


def test_a_closed_case_keeps_its_tasks_as_they_are(cast, doing):
    case = make.case(cast.chaba, by=cast.kanplu, state="closed")
    task = make.task(case, responsible=cast.somying)
    with doing(cast.kanplu):
        for act in (actions.finish_task, actions.undo_task, actions.cancel_task):
            with pytest.raises(IllegalMove, match="ปิดแล้ว"):
                act(task, by=cast.kanplu)


def test_the_day_kept_is_the_day_counted(cast, case, doing):
    """After each act: the nearest of undone tasks (the weekly look among them), and the next look while watched."""
    review, look = datetime.date(2025, 7, 30), datetime.date(2025, 7, 25)
    days = []

    def see():
        case.refresh_from_db()
        days.append(case.due_on)
        assert due_differences() == []

    with doing(cast.kanplu):
        actions.plan(case, goal="มาเรียน", weeks=6, review_on=review, by=cast.kanplu)
        see()
        task = add(case, by=cast.kanplu, responsible=cast.kanplu)
        see()
        actions.finish_task(task, by=cast.kanplu)
        see()
        actions.start_monitoring(case, check_on=look, by=cast.kanplu)
        see()
        actions.close_case(case, outcome="ended", text="ย้ายไปอยู่กับแม่", by=cast.kanplu)
        see()
    weekly_look = datetime.date(2025, 7, 2)
    assert days == [weekly_look, FRIDAY, weekly_look, look, None]


def test_a_difference_is_found(cast, case):
    case.due_on = FRIDAY
    case.save(update_fields=["due_on"])
    assert due_differences() == [(case.public_id, FRIDAY, None)]


def test_what_nobody_may_do_any_more_is_not_handed_to_who_is_shut_out(cast, case, weekly, doing):
    """Her duty has ended, the owner is shut out, and who ticks it off may see the child."""
    cast.somying.appointments.update(until_on=datetime.date(2025, 6, 24))
    Case.objects.filter(pk=weekly.case_id).update(owner=cast.kanplu)
    make.exclusion(weekly.student, cast.kanplu, by=cast.praphan)
    with doing(cast.praphan):
        actions.finish_task(weekly, by=cast.praphan)
    assert Task.objects.get(previous=weekly).responsible == cast.praphan
