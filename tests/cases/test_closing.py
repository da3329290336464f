"""Closing: what has to be looked at again, who says yes, and that a closed case rests."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions, rules
from cases.models import AlreadyOpen, Case, IllegalMove, Rescreen
from journal.models import Line
from schools.models import Notice, Role
from tests import make

END = {"outcome": "improved", "text": "มาเรียนสม่ำเสมอ"}


def url(name, case):
    return reverse(f"cases:{name}", args=[case.public_id])


@pytest.fixture
def urgent(cast, row):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, urgency="urgent")
    make.rescreen(case, by=cast.kanplu)
    return case


@pytest.mark.parametrize(
    ("outcome", "needs"), [("improved", True), ("handed_over", True), ("moved", False), ("ended", False)]
)
def test_what_got_better_is_looked_at_again(outcome, needs, cast, case, doing):
    with doing(cast.kanplu):
        if needs:
            with pytest.raises(IllegalMove, match="คัดกรองด้านที่ช่วยอีกครั้ง"):
                actions.close_case(case, outcome=outcome, text="จบ", by=cast.kanplu)
            actions.look_again(case, levels={"economy": 1}, before={"economy": 3}, by=cast.kanplu)
        assert actions.close_case(case, outcome=outcome, text="จบ", by=cast.kanplu).state == "closed"


def test_what_was_seen_before_a_reopening_is_looked_at_once_more(cast, case, doing, clock):
    with doing(cast.kanplu):
        actions.look_again(case, levels={"economy": 1}, before={}, by=cast.kanplu)
        actions.close_case(case, **END, by=cast.kanplu)
        clock.shift(60)
        actions.reopen(case, reason="อีกครั้ง", by=cast.kanplu)
        clock.shift(60)
        with pytest.raises(IllegalMove, match="คัดกรองด้านที่ช่วยอีกครั้ง"):
            actions.close_case(case, **END, by=cast.kanplu)


def test_the_closing_of_an_urgent_case_is_a_heads(cast, urgent, doing, verbs, as_):
    with doing(cast.kanplu) as lines:
        with pytest.raises(IllegalMove, match="ผู้อำนวยการอนุมัติ"):
            actions.close_case(urgent, **END, by=cast.kanplu)
        case = actions.ask_to_close(urgent, **END, by=cast.kanplu)
        with pytest.raises(IllegalMove, match="ขอปิดเคสนี้ไว้แล้ว"):
            actions.ask_to_close(case, **END, by=cast.kanplu)
    assert (case.state, case.asked_outcome, case.closing_asked_by) == ("helping", "improved", cast.kanplu)
    assert verbs(lines) == ["asked"]
    assert Notice.objects.get().to_user == cast.praphan
    page = as_(cast.praphan).get(url("case", case)).content.decode()
    assert url("approve_closing", case) in page
    assert as_(cast.kanplu).post(url("approve_closing", case), {"version": "2"}).status_code == 403
    assert as_(cast.praphan).post(url("approve_closing", case), {"version": "2"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closing_text, case.closed_by) == (
        "closed", "improved", END["text"], cast.praphan,
    )  # fmt: skip
    assert not case.is_closing_self_approved


def test_not_yet_says_why_and_the_help_goes_on(cast, urgent, as_, doing):
    with doing(cast.kanplu):
        case = actions.ask_to_close(urgent, **END, by=cast.kanplu)
    sent = {"version": "2", "reason": "ดูอีกสองสัปดาห์"}
    assert as_(cast.praphan).post(url("return_closing", case), sent).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.closing_asked_by, case.closing_returned) == ("helping", None, "ดูอีกสองสัปดาห์")
    assert "ดูอีกสองสัปดาห์" in as_(cast.kanplu).get(url("case", case)).content.decode()
    assert as_(cast.praphan).post(url("approve_closing", case), {"version": "3"}).status_code == 409


def test_nobody_closes_what_she_asked_to_close(cast, urgent, doing):
    make.staff("rong", Role.HEAD, school=cast.school)
    with doing(cast.praphan):
        Case.objects.update(owner=cast.praphan)
        case = actions.ask_to_close(urgent, **END, by=cast.praphan)
        assert not rules.may_approve_closing(cast.praphan, case)
        with pytest.raises(IllegalMove, match="ผู้เสนอ"):
            actions.approve_closing(case, by=cast.praphan)
    with pytest.raises(IntegrityError, match="nobody_closes_what_she_asked"), transaction.atomic():
        Case.objects.update(state="closed", outcome="ended", closed_by=cast.praphan, closed_at=make.now())


def test_the_only_head_closes_and_the_area_knows(cast, urgent, doing, as_):
    with doing(cast.praphan):
        Case.objects.update(owner=cast.praphan)
        case = actions.ask_to_close(urgent, **END, by=cast.praphan)
    assert as_(cast.praphan).post(url("approve_closing", case), {"version": "2"}).status_code == 302
    case.refresh_from_db()
    assert case.is_closing_self_approved
    assert "ปิดโดยผู้จัดทำ" in as_(cast.kanplu).get(url("case", case)).content.decode()
    page = as_(cast.khet).get(reverse("cases:self_approved", args=[cast.area.public_id])).content.decode()
    assert "การปิดเคส" in page


ACTS = {
    "assess": lambda case, by: actions.assess(case, assessment="x", by=by),
    "submit_plan": lambda case, by: actions.submit_plan(case, by=by),
    "approve_plan": lambda case, by: actions.approve_plan(case, by=by),
    "return_plan": lambda case, by: actions.return_plan(case, reason="x", by=by),
    "check_in": lambda case, by: actions.check_in(case, progress="same", by=by),
    "start_monitoring": lambda case, by: actions.start_monitoring(case, by=by),
    "help_again": lambda case, by: actions.help_again(case, reason="x", by=by),
    "look_again": lambda case, by: actions.look_again(case, levels={"economy": 1}, before={}, by=by),
    "ask_to_close": lambda case, by: actions.ask_to_close(case, outcome="ended", text="x", by=by),
    "approve_closing": lambda case, by: actions.approve_closing(case, by=by),
    "return_closing": lambda case, by: actions.return_closing(case, reason="x", by=by),
    "assign": lambda case, by: actions.assign(case, owner=by, by=by),
}


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_written_on_a_closed_case(name, cast, row, doing):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="closed")
    before = Case.objects.filter(pk=case.pk).values().get()
    with doing(cast.kanplu), pytest.raises(IllegalMove):
        ACTS[name](case, cast.kanplu)
    assert Case.objects.filter(pk=case.pk).values().get() == before
    assert not Rescreen.objects.exists()


def test_a_case_is_not_reopened_beside_another_about_the_same(cast, row, doing, as_):
    closed = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="closed")
    newer = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, aspects=["economy", "health"])
    with doing(cast.kanplu), pytest.raises(AlreadyOpen) as found:
        actions.reopen(closed, reason="อีก", by=cast.kanplu)
    assert found.value.case == newer
    answer = as_(cast.kanplu).post(url("reopen", closed), {"version": "1", "reason": "อีก"})
    assert answer.status_code == 409
    assert newer.code in answer.content.decode()


def test_an_urgent_case_is_asked_to_be_closed_from_its_page(cast, urgent, as_):
    client = as_(cast.kanplu)
    assert "ขอปิดเคส" in client.get(url("close", urgent)).content.decode()
    assert client.post(url("close", urgent), END | {"version": "1"}).status_code == 302
    urgent.refresh_from_db()
    assert urgent.closing_asked_by == cast.kanplu
    assert client.post(url("close", urgent), END | {"version": "2"}).status_code == 409
    assert Line.objects.filter(verb="refused", about="cases:close").count() == 1


APPROVED = {"goal": "มาเรียนทุกวัน", "assessment": "รู้แล้ว"}


@pytest.mark.parametrize(
    ("urgency", "planned", "state"),
    [
        ("urgent", {}, "assessment"),
        ("urgent", {"goal": "มาเรียนทุกวัน"}, "assessment"),
        ("high", APPROVED, "plan_review"),
        ("normal", {}, "helping"),
    ],
)
def test_an_urgent_case_is_not_helped_again_without_an_approved_plan(urgency, planned, state, cast, row, doing):
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="closed", urgency=urgency, **planned
    )
    with doing(cast.kanplu):
        again = actions.reopen(case, reason="ขาดเรียนอีก", by=cast.kanplu)
    again.refresh_from_db()
    assert (again.state, again.plan_approved_by) == (state, None)
    assert Notice.objects.filter(to_user=cast.praphan, kind="approval").exists() == (state == "plan_review")
    assert again.events.filter(kind="reopened").count() == 1


def test_an_urgent_case_whose_plan_was_approved_goes_on(cast, row, doing):
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="closed", urgency="urgent", **APPROVED,
        plan_asked_by=cast.kanplu, plan_asked_at=make.now(), plan_approved_by=cast.praphan, plan_approved_at=make.now(),
    )  # fmt: skip
    with doing(cast.kanplu):
        assert actions.reopen(case, reason="ขาดเรียนอีก", by=cast.kanplu).state == "helping"


def test_what_was_approved_by_its_author_stays_on_the_areas_list(cast, row, doing, as_):
    """When the plan changes, when the case is closed, and when it is opened again."""
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.praphan, row=row, state="assessment", urgency="high", **APPROVED
    )
    listed = []
    plan = {"goal": "อ่านคล่อง", "weeks": 6, "review_on": datetime.date(2025, 8, 6)}
    for acts in (
        [actions.submit_plan, actions.approve_plan],
        [lambda case, by: actions.plan(case, **plan, by=by)],
        [actions.approve_plan, lambda case, by: actions.ask_to_close(case, outcome="ended", text="x", by=by)],
        [actions.approve_closing, lambda case, by: actions.reopen(case, reason="อีก", by=by)],
    ):
        with doing(cast.praphan):
            for act in acts:
                case = act(case, by=cast.praphan)
        page = as_(cast.khet).get(reverse("cases:self_approved", args=[cast.area.public_id]))
        whats = [row.what for row in page.context["rows"]]
        listed.append((len(whats), whats.count("การปิดเคส")))
    assert listed == [(1, 0), (1, 0), (2, 0), (3, 1)]


@pytest.mark.parametrize("why", ["duty ended", "shut out"])
def test_who_has_no_duty_any_more_does_not_get_a_reopened_case(why, cast, row, doing):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.pim, row=row, state="closed")
    if why == "shut out":
        make.exclusion(cast.chaba, cast.pim, by=cast.praphan)
    else:
        cast.pim.appointments.update(until_on=datetime.date(2025, 6, 1))
    with doing(cast.kanplu):
        assert actions.reopen(case, reason="ขาดเรียนอีก", by=cast.kanplu).owner == cast.kanplu


@pytest.mark.parametrize("state", ["intake", "assessment", "plan_review"])
def test_nothing_is_looked_at_again_before_the_help_begins(state, cast, row, doing):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state=state)
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="กำลังช่วยเหลือ"):
        actions.look_again(case, levels={"economy": 1}, before={}, by=cast.kanplu)
    assert not Rescreen.objects.exists()


def test_what_was_seen_before_a_changed_plan_was_approved_counts_no_more(cast, row, doing, clock):
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, state="plan_review", urgency="high", **APPROVED
    )
    make.rescreen(case, by=cast.kanplu)
    clock.shift(60)
    with doing(cast.praphan):
        case = actions.approve_plan(case, by=cast.praphan)
    clock.shift(60)
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="คัดกรองด้านที่ช่วยอีกครั้ง"):
        actions.ask_to_close(case, **END, by=cast.kanplu)


@pytest.mark.parametrize(("now", "status"), [(2, 302), (3, 200)])
def test_better_is_said_of_a_child_of_whom_nothing_is_better_only_with_a_tick(now, status, cast, case, as_, doing):
    with doing(cast.kanplu):
        actions.look_again(case, levels={"economy": now}, before={"economy": 3}, by=cast.kanplu)
    client, sent = as_(cast.kanplu), END | {"version": "2"}
    answer = client.post(url("close", case), sent)
    assert answer.status_code == status
    if status == 200:
        assert "ยังไม่มีด้านใดดีขึ้น" in answer.content.decode()
        assert client.post(url("close", case), sent | {"is_sure": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.outcome == "improved"
