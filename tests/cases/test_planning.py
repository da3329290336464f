"""Assessment, plan and approval: what leads a case into the help, and who says yes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions, rules
from cases.models import Case, IllegalMove, Stale, Strategy, Task
from journal.models import Line
from schools.models import Notice, Role
from tests import make

REVIEW = datetime.date(2025, 8, 6)
PLAN = {"goal": "มาเรียนทุกวัน", "measure": "สมุดเช็คชื่อ", "weeks": 6, "review_on": REVIEW}


def url(name, case):
    return reverse(f"cases:{name}", args=[case.public_id])


@pytest.fixture
def ready(cast, row):
    """Assessed and planned, not begun."""
    return make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="assessment", assessment="สรุปแล้ว",
        starts_on=datetime.date(2025, 6, 25), **PLAN,
    )  # fmt: skip


@pytest.fixture
def urgent(ready):
    ready.urgency = "high"
    ready.save()
    return ready


@pytest.fixture
def second_head(cast):
    return make.staff("rong", Role.HEAD, school=cast.school)


def test_an_ordinary_case_begins_at_once_and_is_looked_at_every_week(cast, ready, doing, verbs):
    with doing(cast.kanplu) as lines:
        case = actions.submit_plan(ready, version=1, by=cast.kanplu)
    assert (case.state, case.version, case.plan_approved_by) == ("helping", 2, None)
    assert verbs(lines) == ["planned", "recorded"]
    task = Task.objects.get(case=case)
    assert (task.kind, task.repeats, task.repeats_until, task.responsible) == ("check", "weekly", REVIEW, cast.kanplu)
    assert task.due_on == datetime.date(2025, 7, 2)


@pytest.mark.parametrize(("missing", "say"), [("assessment", "เขียนสรุปการประเมิน"), ("goal", "วางแผนก่อน")])
def test_it_begins_with_what_is_known_and_what_should_happen(missing, say, cast, ready, doing):
    Case.objects.update(**{missing: ""})
    with doing(cast.kanplu), pytest.raises(IllegalMove, match=say):
        actions.submit_plan(ready, by=cast.kanplu)
    assert Case.objects.get().state == "assessment"


def test_an_urgent_plan_waits_for_a_head_who_is_told_without_a_name(cast, urgent, doing, verbs):
    with doing(cast.kanplu) as lines:
        case = actions.submit_plan(urgent, by=cast.kanplu)
    assert (case.state, case.plan_asked_by) == ("plan_review", cast.kanplu)
    assert verbs(lines) == ["asked"]
    notice = Notice.objects.get()
    assert (notice.to_user, notice.kind, notice.text) == (cast.praphan, "approval", "")
    with doing(cast.praphan) as lines:
        case = actions.approve_plan(case, by=cast.praphan)
    assert (case.state, case.plan_approved_by, case.is_plan_self_approved) == ("helping", cast.praphan, False)
    assert verbs(lines) == ["approved", "recorded"]
    assert Notice.objects.filter(to_user=cast.kanplu, kind="case").exists()


def test_a_head_who_is_shut_out_is_neither_told_nor_answers(cast, urgent, second_head, doing, as_):
    make.exclusion(cast.chaba, cast.praphan, by=cast.kanplu)
    with doing(cast.kanplu):
        case = actions.submit_plan(urgent, by=cast.kanplu)
    assert {notice.to_user for notice in Notice.objects.all()} == {second_head}
    assert as_(cast.praphan).post(url("approve_plan", case), {"version": "2"}).status_code == 404
    assert as_(second_head).post(url("approve_plan", case), {"version": "2"}).status_code == 302


def test_nobody_approves_what_she_asked_for(cast, urgent, second_head, doing, as_):
    """In the rules, in the act, and in the database."""
    with doing(cast.praphan):
        Case.objects.update(owner=cast.praphan)
        case = actions.submit_plan(urgent, by=cast.praphan)
    assert not rules.may_approve_plan(cast.praphan, case)
    assert rules.may_approve_plan(second_head, case)
    assert as_(cast.praphan).post(url("approve_plan", case), {"version": "2"}).status_code == 403
    refused = Line.objects.filter(verb="refused", user_id=cast.praphan.pk).last()
    assert (refused.about, refused.detail["status"]) == ("cases:approve_plan", 403)
    with doing(cast.praphan), pytest.raises(IllegalMove, match="ผู้เสนอ"):
        actions.approve_plan(case, by=cast.praphan)
    with pytest.raises(IntegrityError, match="nobody_approves_her_own_plan_unnoticed"), transaction.atomic():
        Case.objects.update(plan_approved_by=cast.praphan)


def test_the_only_head_may_and_the_case_says_so_for_good(cast, urgent, doing, as_):
    with doing(cast.praphan):
        Case.objects.update(owner=cast.praphan)
        case = actions.submit_plan(urgent, by=cast.praphan)
    assert as_(cast.praphan).post(url("approve_plan", case), {"version": "2"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.is_plan_self_approved) == ("helping", True)
    assert "อนุมัติโดยผู้จัดทำ (โรงเรียนขนาดเล็ก)" in as_(cast.kanplu).get(url("case", case)).content.decode()
    page = as_(cast.khet).get(reverse("cases:self_approved", args=[cast.area.public_id])).content.decode()
    assert case.code in page
    assert cast.school.name in page
    assert "ชบา" not in page


def test_what_is_sent_back_says_why_and_comes_again(cast, urgent, doing, as_):
    with doing(cast.kanplu):
        case = actions.submit_plan(urgent, by=cast.kanplu)
    assert "เขียนว่าต้องแก้" in as_(cast.praphan).post(url("return_plan", case), {"version": "2"}).content.decode()
    assert as_(cast.praphan).post(url("return_plan", case), {"version": "2", "reason": "เพิ่มงาน"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.plan_returned) == ("assessment", "เพิ่มงาน")
    assert "แผนถูกส่งกลับ" in as_(cast.kanplu).get(url("case", case)).content.decode()
    with doing(cast.kanplu):
        assert actions.submit_plan(case, by=cast.kanplu).plan_returned == ""


@pytest.mark.parametrize(("urgency", "state"), [("normal", "helping"), ("urgent", "plan_review")])
def test_an_urgent_plan_that_changes_is_asked_for_again(urgency, state, cast, doing):
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, urgency=urgency, plan_asked_by=cast.kanplu,
        plan_asked_at=make.now(), plan_approved_by=cast.praphan, plan_approved_at=make.now(),
    )  # fmt: skip
    with doing(cast.kanplu):
        case = actions.plan(case, **PLAN, by=cast.kanplu)
    assert case.state == state
    assert (case.plan_approved_by is None) == (state == "plan_review")


def test_an_assessment_is_kept_and_not_written_over(cast, ready, as_):
    client = as_(cast.kanplu)
    assert "เขียนสรุปสภาพปัญหา" in client.post(url("assess", ready), {"version": "1"}).content.decode()
    told = {"assessment": "เห็นตรงกัน", "strengths": "ชอบช่วยเพื่อน", "version": "1"}
    assert client.post(url("assess", ready), told).status_code == 302
    answer = client.post(url("assess", ready), told | {"assessment": "อีกคน"})
    assert answer.status_code == 409
    assert "เห็นตรงกัน" in answer.content.decode()
    assert "อีกคน" in answer.content.decode()
    ready.refresh_from_db()
    assert (ready.assessment, ready.strengths, ready.assessed_by) == ("เห็นตรงกัน", "ชอบช่วยเพื่อน", cast.kanplu)
    last = Line.objects.filter(verb="refused").last()
    assert (last.about, last.detail["status"]) == ("cases:assess", 409)


def test_what_is_left_empty_in_a_plan_follows_from_the_rest(cast, ready, as_):
    sent = {"goal": "อ่านคล่อง", "weeks": "4", "version": "1"}
    assert as_(cast.kanplu).post(url("plan", ready), sent).status_code == 302
    ready.refresh_from_db()
    assert (ready.starts_on, ready.review_on) == (datetime.date(2025, 6, 25), datetime.date(2025, 7, 23))
    early = sent | {"version": "2", "review_on_day": "1", "review_on_month": "6", "review_on_year": "2568"}
    assert "กำหนดทบทวนต้องหลังวันเริ่ม" in as_(cast.kanplu).post(url("plan", ready), early).content.decode()


def test_the_page_offers_one_next_step(cast, row, as_):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="assessment")
    client = as_(cast.kanplu)
    words = []
    for told in ({}, {"assessment": "รู้แล้ว"}, {"goal": "มาเรียน"}, {"urgency": "high"}):
        Case.objects.filter(pk=case.pk).update(**told)
        page = client.get(url("case", case))
        words.append(page.context["step"])
        assert page.content.decode().count('class="btn btn-primary') == 3  # step, note, clock of the session
    assert words == ["assess", "plan", "submit", "submit"]
    assert "เสนอแผนให้อนุมัติ" in page.content.decode()
    assert "ขั้นที่ 2 จาก 6" in page.content.decode()


def test_strategies_that_fit_become_tasks_of_carers(cast, ready, as_):
    fits = make.strategy(cast.area, "ช่วยเรื่องปากท้อง", aspects=["economy"])
    make.strategy(cast.area, "เรื่องอื่น", aspects=["learning"])
    make.strategy(cast.area, "เฉพาะกลุ่มเสี่ยง", aspects=["economy"], for_problem=False)
    make.strategy(cast.area, "เลิกใช้แล้ว", aspects=["economy"], is_active=False)
    client = as_(cast.kanplu)
    page = client.get(url("choose_strategy", ready))
    assert [one.title for one in page.context["fitting"]] == ["ช่วยเรื่องปากท้อง"]
    address = reverse("cases:take_strategy", args=[ready.public_id, fits.public_id])
    sent = {"take-0": "on", "text-0": "โทรแม่", "due-0_day": "30", "due-0_month": "6", "due-0_year": "2568"}
    assert "เลือกอย่างน้อยหนึ่งงาน" in client.post(address, {"text-0": "โทรแม่"}).content.decode()
    assert "เลือกคน" in client.post(address, sent | {"responsible-0": cast.mana.public_id}).content.decode()
    assert client.post(address, sent | {"responsible-0": cast.somying.public_id}).status_code == 302
    task = Task.objects.get(case=ready)
    assert (task.text, task.responsible, task.strategy, task.kind) == ("โทรแม่", cast.somying, fits, "call")


def test_a_plan_of_yesterday_is_stale(cast, ready, doing):
    with doing(cast.kanplu):
        actions.plan(ready, **PLAN, by=cast.kanplu)
        for act in (actions.submit_plan, actions.start_monitoring):
            with pytest.raises(Stale):
                act(ready, version=1, by=cast.kanplu)


def asked_looks(case):
    return list(case.tasks.undone().filter(kind="check").values_list("due_on", "repeats_until"))


def test_the_weekly_look_follows_the_plan(cast, ready, doing):
    later, july = datetime.date(2025, 9, 3), datetime.date(2025, 7, 9)
    with doing(cast.kanplu):
        case = actions.submit_plan(ready, by=cast.kanplu)
        assert asked_looks(case) == [(datetime.date(2025, 7, 2), REVIEW)]
        actions.plan(case, **PLAN | {"review_on": later}, by=cast.kanplu)
        assert asked_looks(case) == [(datetime.date(2025, 7, 2), later)]
        actions.plan(case, **PLAN, starts_on=july, by=cast.kanplu)
        assert asked_looks(case) == [(datetime.date(2025, 7, 16), REVIEW)]
        actions.plan(case, **PLAN | {"review_on": datetime.date(2025, 7, 11)}, by=cast.kanplu)
        assert asked_looks(case) == []


def test_the_first_look_is_on_a_school_day(cast, ready, doing):
    Case.objects.update(starts_on=datetime.date(2025, 6, 28))  # a Saturday
    with doing(cast.kanplu):
        actions.submit_plan(ready, by=cast.kanplu)
    assert asked_looks(ready) == [(datetime.date(2025, 7, 7), REVIEW)]


def test_weeks_and_review_do_not_contradict_each_other(cast, ready, as_):
    client = as_(cast.kanplu)

    def sent(version, on, weeks="2"):
        days = {"starts_on": datetime.date(2025, 6, 25), "review_on": on}
        dates = {
            f"{name}_{part}": value
            for name, day in days.items()
            for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543))
        }
        return {"goal": "มาเรียน", "weeks": weeks, "version": version, **dates}

    late = client.post(url("plan", ready), sent(1, datetime.date(2035, 8, 6))).content.decode()
    assert "กำหนดทบทวนต้องไม่เกิน 12 สัปดาห์หลังวันเริ่ม" in late
    assert client.post(url("plan", ready), sent(1, REVIEW)).status_code == 302
    ready.refresh_from_db()
    assert (ready.weeks, ready.review_on) == (2, datetime.date(2025, 7, 9))


@pytest.mark.parametrize("as_who", ["owner", "planner"])
def test_a_head_does_not_approve_unnoticed_what_she_made(as_who, cast, urgent, second_head, doing, as_):
    """A counselor asks for what the head wrote, or for the head's own case."""
    with doing(cast.praphan):
        if as_who == "planner":
            actions.plan(urgent, **PLAN, by=cast.praphan)
        else:
            Case.objects.update(owner=cast.praphan)
    with doing(cast.kanplu):
        case = actions.submit_plan(urgent, by=cast.kanplu)
    sent = {"version": str(case.version)}
    assert as_(cast.praphan).post(url("approve_plan", case), sent).status_code == 403
    with doing(cast.praphan), pytest.raises(IllegalMove, match="ผู้จัดทำ"):
        actions.approve_plan(case, by=cast.praphan)
    second_head.appointments.update(until_on=datetime.date(2025, 6, 24))
    assert as_(cast.praphan).post(url("approve_plan", case), sent).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.is_plan_self_approved) == ("helping", True)


CHANGES = {
    "add_task": lambda case, task, by: actions.add_task(
        case, text="พาไปหาหมอ", responsible=by, due_on=datetime.date(2025, 7, 1), by=by
    ),
    "change_task": lambda case, task, by: actions.change_task(
        task, due_on=datetime.date(2025, 7, 9), responsible=task.responsible, by=by
    ),
    "cancel_task": lambda case, task, by: actions.cancel_task(task, by=by),
    "undo_task": lambda case, task, by: actions.undo_task(actions.finish_task(task, by=by), by=by),
    "take_strategy": lambda case, task, by: actions.take_strategy(
        case,
        strategy=Strategy.objects.get(),
        tasks=[
            {"text": "โทรแม่", "responsible": by, "due_on": datetime.date(2025, 7, 1), "kind": "call", "repeats": ""}
        ],
        by=by,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_head_approves_the_tasks_she_has_seen(change, cast, urgent, doing, as_):
    task = make.task(urgent, responsible=cast.somying)
    make.strategy(cast.area)
    with doing(cast.kanplu):
        case = actions.submit_plan(urgent, by=cast.kanplu)
        CHANGES[change](case, task, cast.kanplu)
    assert as_(cast.praphan).post(url("approve_plan", case), {"version": str(case.version)}).status_code == 409
    case.refresh_from_db()
    assert case.state == "plan_review"
    assert as_(cast.praphan).post(url("approve_plan", case), {"version": str(case.version)}).status_code == 302
