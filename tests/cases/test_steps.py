"""Steps as requests: somebody was faster, the form came twice, the id is of another case."""

import datetime
import uuid

import pytest
from django.urls import reverse

from cases.models import Event, Note, Task
from journal.models import Line
from schools.models import Notice, Role
from tests import make
from tests.access.route import EVERYBODY

PLAN = {
    "goal": "มาเรียนทุกวัน",
    "measure": "",
    "weeks": "๖",
    "review_on_day": "6",
    "review_on_month": "8",
    "review_on_year": "2568",
}


def url(name, case, *more):
    return reverse(f"cases:{name}", args=[case.public_id, *(row.public_id for row in more)])


def test_a_plan_with_thai_digits(cast, case, as_):
    answer = as_(cast.kanplu).post(url("plan", case), PLAN | {"version": "1", "review_on_year": "๒๕๖๘"})
    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.goal, case.weeks, str(case.review_on)) == ("มาเรียนทุกวัน", 6, "2025-08-06")


def test_both_plans_stand_side_by_side_and_mine_can_be_sent_again(cast, case, as_):
    first, second = as_(cast.kanplu), as_(cast.kanplu)
    first.post(url("plan", case), PLAN | {"version": "1", "goal": "เป้าของเพื่อน"})
    answer = second.post(url("plan", case), PLAN | {"version": "1", "goal": "เป้าของฉัน"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "เป้าของเพื่อน" in page
    assert "เป้าของฉัน" in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert second.post(url("plan", case), PLAN | {"version": "2", "goal": "เป้าของฉัน"}).status_code == 302
    case.refresh_from_db()
    assert case.goal == "เป้าของฉัน"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("accept", {}),
        ("assign", {"owner": "kanplu"}),
        ("close", {"outcome": "ended", "text": "ไม่ต้องช่วยเพิ่ม"}),
        ("reopen", {"reason": "อีก"}),
    ],
)
def test_what_the_state_does_not_allow_is_said_and_changes_nothing(name, sent, cast, as_):
    state = {"accept": "helping", "assign": "intake", "close": "closed", "reopen": "helping"}[name]
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state=state)
    sent = {key: getattr(cast, value).public_id if value == "kanplu" else value for key, value in sent.items()}
    answer = as_(cast.kanplu).post(url(name, case), sent | {"version": "1"})
    assert answer.status_code == 409
    assert ("เคสนี้ปิดแล้ว" if name == "close" else "เคสนี้อยู่ในขั้น") in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.version) == (state, 1)


def test_only_people_who_may_see_the_child_are_offered_and_accepted(cast, case, as_):
    page = as_(cast.kanplu).get(url("add_task", case)).content.decode()
    offered = {name for name in EVERYBODY if f'value="{getattr(cast, name).public_id}"' in page}
    assert offered == {"somying", "kanplu", "praphan", "wilai", "decha", "pim"}
    due = {"due_on_day": "30", "due_on_month": "6", "due_on_year": "2568"}
    for stranger in (cast.mana.public_id, cast.dokkaew.public_id, "x", "\x00", ""):
        answer = as_(cast.kanplu).post(url("add_task", case), {"text": "โทร", "responsible": stranger, **due})
        assert answer.status_code == 200
        assert "responsible" in answer.context["form"].errors
    assert Task.objects.count() == 0


def test_a_task_is_due_today_or_later(cast, case, as_):
    sent = {
        "text": "โทร",
        "responsible": cast.pim.public_id,
        "due_on_day": "24",
        "due_on_month": "6",
        "due_on_year": "2568",
    }
    assert "เลือกวันนี้หรือวันข้างหน้า" in as_(cast.kanplu).post(url("add_task", case), sent).content.decode()
    assert as_(cast.kanplu).post(url("add_task", case), sent | {"due_on_day": "๒๕"}).status_code == 302
    assert as_(cast.kanplu).post(url("add_task", case), sent | {"due_on_day": "31"}).status_code == 200


def test_ticks_go_on_and_off_and_a_second_post_is_the_same(cast, case, as_):
    task = make.task(case, responsible=cast.pim)
    client = as_(cast.pim)
    for _ in range(2):
        assert client.post(url("mark_done", case, task), {"done": "1"}).status_code == 302
    task.refresh_from_db()
    assert task.done_by == cast.pim
    client.post(url("mark_done", case, task), {"done": "0"})
    task.refresh_from_db()
    assert task.done_at is None
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["task_done", "task_undone"]


def test_what_belongs_to_another_case_is_not_found(cast, case, as_):
    other = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    task, note = make.task(other, responsible=cast.kanplu), make.note(other, by=cast.kanplu)
    client = as_(cast.kanplu)
    assert client.post(url("mark_done", case, task), {"done": "1"}).status_code == 404
    assert client.get(url("read_note", case, note)).status_code == 404
    assert client.post(url("correct_note", case, note), {"text": "แก้"}).status_code == 404


def test_a_note_sent_twice_is_written_once(cast, case, as_):
    client = as_(cast.somying)
    sent = {"text": "พบแม่แล้ว", "kind": "parent", "secrecy": "team", "form_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(url("write_note", case), sent).status_code == 302
    assert Note.objects.count() == 1


def test_only_counselors_write_for_counselors(cast, case, as_):
    sent = {"text": "ลับ", "kind": "counseling", "secrecy": "counselors"}
    assert as_(cast.somying).post(url("write_note", case), sent).status_code == 200
    assert as_(cast.kanplu).post(url("write_note", case), sent).status_code == 302
    assert Note.objects.get().written_by == cast.kanplu


def test_a_long_note_comes_back_whole(cast, case, as_):
    typed = "ย" * 6000
    answer = as_(cast.somying).post(url("write_note", case), {"text": typed, "kind": "parent", "secrecy": "team"})
    assert answer.status_code == 200
    assert typed in answer.content.decode()
    fragment = as_(cast.somying).post(url("write_note", case), {"text": ""}, headers={"hx-request": "true"})
    assert fragment.status_code == 422


def test_opening_a_restricted_note_is_a_line_and_htmx_gets_its_words(cast, case, as_):
    note = make.note(case, "ลับสุดยอด", by=cast.kanplu, secrecy="counselors")
    client = as_(cast.kanplu)
    whole = client.get(url("read_note", case, note)).content.decode()
    words = client.get(url("read_note", case, note), headers={"hx-request": "true"}).content.decode()
    assert "ลับสุดยอด" in whole
    assert "ลับสุดยอด" in words
    assert "<html" not in words
    assert [line.verb for line in Line.objects.filter(user_id=cast.kanplu.pk)] == ["revealed", "revealed"]


def test_an_alert_is_settled_with_a_reason(cast, as_):
    alert = make.alert(cast.chaba, by=cast.somying)
    address = reverse("cases:alert", args=[alert.public_id])
    client = as_(cast.praphan)
    assert "เขียนว่าทำอะไรไปแล้ว" in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": "คุยแล้ว ปลอดภัย"}).status_code == 302
    alert.refresh_from_db()
    assert (alert.settled_by, alert.settled_reason) == (cast.praphan, "คุยแล้ว ปลอดภัย")
    assert "รับเรื่องแล้วเมื่อ" in client.get(address).content.decode()


def test_a_case_opened_again_tells_both(cast, case, as_):
    client = as_(cast.kanplu)
    client.post(url("close", case), {"outcome": "moved", "text": "ดีขึ้นมาก", "version": "1"})
    client.post(url("reopen", case), {"reason": "ขาดเรียนอีก", "version": "2"})
    page = client.get(url("case", case)).content.decode()
    assert "ย้าย: ดีขึ้นมาก" in page
    assert "ขาดเรียนอีก" in page


@pytest.mark.parametrize("why", ["shut out", "none"])
def test_heads_lead_where_no_counselor_is_left(why, cast, intake, as_):
    if why == "shut out":
        make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    else:
        cast.kanplu.appointments.update(until_on=datetime.date(2025, 6, 24))
    client = as_(cast.praphan)
    page = client.get(url("case", intake))
    assert page.context["step"] == "accept"
    assert page.context["may"]["close"]
    assert client.post(url("accept", intake), {"version": "1"}).status_code == 302
    intake.refresh_from_db()
    assert (intake.state, intake.owner) == ("assessment", cast.praphan)
    assert client.post(url("assess", intake), {"assessment": "รู้แล้ว", "version": "2"}).status_code == 302
    assert as_(cast.somying).post(url("plan", intake), {}).status_code == 403


def test_heads_do_not_lead_beside_a_counselor(cast, intake, as_):
    """One counselor of two is shut out: the other one leads."""
    make.staff("kan2", Role.COUNSELOR, school=cast.school, first_name="สอง")
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    assert as_(cast.praphan).post(url("accept", intake), {"version": "1"}).status_code == 403


def test_who_is_handed_a_case_is_told_and_looks_every_week(cast, row, as_):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row)
    asked = make.task(case, responsible=cast.kanplu, kind="check")
    other = make.task(case, responsible=cast.kanplu)
    sent = {"owner": cast.pim.public_id, "version": "1"}
    assert as_(cast.kanplu).post(url("assign", case), sent).status_code == 302
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.responsible, other.responsible) == (cast.pim, cast.kanplu)
    notice = Notice.objects.get(to_user=cast.pim)
    assert (notice.kind, notice.text, notice.url) == ("case", "", url("case", case))
