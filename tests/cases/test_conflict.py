"""Somebody was faster: both values in words, and the button that sends one's own again does so."""

import datetime
import re

import pytest
from django.urls import reverse

from journal.models import Line
from tests import make

OLD = {"version": "1"}
DAY = {"starts_on_day": "", "starts_on_month": "", "starts_on_year": ""}
REVIEW = {"review_on_day": "6", "review_on_month": "8", "review_on_year": "2568"}
CHECK = {"check_on_day": "20", "check_on_month": "7", "check_on_year": "2568"}


def at(name, case, *more):
    return reverse(f"cases:{name}", args=[case.public_id, *(row.public_id for row in more)])


def again(client, answer, path):
    """The form behind "ใช้ของฉัน", sent as a browser sends it."""
    form = re.search(r'<form method="post">(?:(?!</form>).)*?>ใช้ของฉัน<', answer.content.decode(), re.DOTALL)
    assert form, "the page does not offer one's own"
    fields = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]):
        fields.setdefault(name, []).append(value)
    return client.post(path, fields)


def told(answer):
    """label → (how it stands, what was typed)"""
    return {label: (now, mine) for label, now, mine in answer.context["differences"]}


@pytest.fixture
def changed(cast):
    """A case that somebody has changed since its form was opened at version 1."""
    return make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, version=2, goal="เป้าของเพื่อน", weeks=6)


def test_the_plan_of_who_was_slower_is_kept_when_she_says_so(cast, changed, as_):
    client, path = as_(cast.kanplu), at("plan", changed)
    sent = {"goal": "เป้าของฉัน", "measure": "", "weeks": "4"} | DAY | REVIEW | OLD
    answer = client.post(path, sent)
    assert answer.status_code == 409
    assert told(answer)["อยากให้เกิดอะไรขึ้น"] == ("เป้าของเพื่อน", "เป้าของฉัน")
    assert "รู้ได้จากอะไร" not in told(answer), "what is the same is not told"
    assert again(client, answer, path).status_code == 302
    changed.refresh_from_db()
    assert (changed.goal, changed.weeks, changed.version) == ("เป้าของฉัน", 4, 3)


def test_people_and_outcomes_are_told_in_words(cast, changed, as_):
    client = as_(cast.kanplu)
    answer = client.post(at("assign", changed), {"owner": cast.pim.public_id} | OLD)
    assert told(answer) == {"ส่งมอบให้": ("ครูกานพลู นามสมมติ", "ครูพิม นามสมมติ")}
    answer = client.post(at("close", changed), {"outcome": "ended", "text": "ไม่ต้องช่วยเพิ่ม"} | OLD)
    assert told(answer) == {"ผล": ("–", "ยุติ"), "สรุปผลหนึ่งประโยค": ("–", "ไม่ต้องช่วยเพิ่ม")}
    assert again(client, answer, at("close", changed)).status_code == 302
    changed.refresh_from_db()
    assert changed.outcome == "ended"


def test_a_reason_stands_beside_nothing(cast, as_):
    """Not beside the reason for which the case was opened."""
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed", version=2, outcome="ended", reason="มาสายบ่อย"
    )
    answer = as_(cast.kanplu).post(at("reopen", case), {"reason": "ขาดเรียนอีก"} | OLD)
    assert told(answer) == {"เปิดเคสอีกครั้งเพราะอะไร": ("–", "ขาดเรียนอีก")}


def test_days_are_told_as_people_read_them(cast, changed, as_):
    answer = as_(cast.kanplu).post(at("start_monitoring", changed), CHECK | OLD)
    assert told(answer) == {"ตรวจครั้งถัดไป": ("–", "20\u00a0ก.ค.\u00a02568")}


def test_what_was_looked_at_again_can_be_sent_again(cast, row, as_):
    changed = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, version=2)
    make.rescreen(changed, by=cast.pim, after=2)
    client, path = as_(cast.kanplu), at("look_again", changed)
    answer = client.post(path, {"level-economy": "1"} | OLD)
    assert answer.status_code == 409
    assert list(told(answer).values()) == [("เสี่ยง", "ปกติ")]
    assert again(client, answer, path).status_code == 302
    assert changed.rescreens.latest("pk").after == 1


@pytest.mark.parametrize(
    ("name", "state", "person"),
    [
        ("accept", "intake", "kanplu"),
        ("submit_plan", "assessment", "kanplu"),
        ("approve_plan", "plan_review", "praphan"),
    ],
)
def test_who_says_yes_looks_at_what_was_changed_first(name, state, person, cast, as_):
    """Nobody approves another plan than she has seen: no button says yes without it. The refusal is a line."""
    case = make.case(
        cast.chaba, by=cast.somying, owner=cast.kanplu, state=state, version=2, assessment="รู้แล้ว", goal="เป้า"
    )
    answer = as_(getattr(cast, person)).post(at(name, case), OLD)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ดูเคสที่แก้แล้วก่อน" in page
    assert "ใช้ของฉัน" not in page
    assert "กลับไปที่เคส" in page
    case.refresh_from_db()
    assert case.state == state
    assert Line.objects.filter(user_id=getattr(cast, person).pk, verb="refused").count() == 1


def test_who_typed_the_same_is_told_so(cast, changed, as_):
    changed.assessment, changed.strengths = "รู้แล้ว", ""
    changed.save()
    answer = as_(cast.kanplu).post(at("assess", changed), {"assessment": "รู้แล้ว", "strengths": ""} | OLD)
    assert answer.status_code == 409
    assert "ที่คุณพิมพ์ตรงกับที่มีอยู่แล้ว" in answer.content.decode()


def test_words_that_a_closed_case_no_longer_takes_can_be_copied(cast, as_):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed", outcome="ended")
    sent = {"text": "คุยกับแม่แล้ว", "kind": "parent", "secrecy": "team"}
    answer = as_(cast.kanplu).post(at("write_note", case), sent)
    assert answer.status_code == 409
    assert told(answer)["บันทึก"] == ("–", "คุยกับแม่แล้ว")


MINUTES = {
    "held_on_day": "25", "held_on_month": "6", "held_on_year": "2568", "place": "", "chair": "", "others": "",
    "summary": "", "strengths": "", "problems": "", "resolution": "พาไปวัดสายตา",
}  # fmt: skip


def test_minutes_tell_who_came_and_what_was_decided_by_both(cast, changed, as_):
    client = as_(cast.kanplu)
    held = make.conference(changed, by=cast.kanplu, resolution="ย้ายที่นั่ง", version=2)
    held.attendees.create(user=cast.pim, name="ครูพิม", student=changed.student, school=changed.school)
    due = {"decision_0_due_on_day": "30", "decision_0_due_on_month": "6", "decision_0_due_on_year": "2568"}
    decision = {"decision_0_text": "วัดสายตา", "decision_0_responsible": cast.somying.public_id} | due
    path = at("edit_conference", changed, held)
    answer = client.post(path, MINUTES | decision | {"attendees": [cast.somying.public_id]} | OLD)
    assert answer.status_code == 409
    assert told(answer) == {
        "มติ": ("ย้ายที่นั่ง", "พาไปวัดสายตา"),
        "ผู้เข้าร่วมจากโรงเรียน": ("ครูพิม", "ครูสมหญิง"),
        "ข้อตกลง": ("–", "วัดสายตา (ครูสมหญิง ภายใน 30\u00a0มิ.ย.\u00a068)"),
    }
    assert again(client, answer, path).status_code == 302
    held.refresh_from_db()
    assert (held.resolution, held.attendees.get().user) == ("พาไปวัดสายตา", cast.somying)


def test_minutes_are_read_again_before_they_are_finished(cast, changed, as_):
    held = make.conference(changed, by=cast.kanplu, resolution="ย้ายที่นั่ง", version=2)
    page = as_(cast.kanplu).post(at("finish_conference", changed, held), OLD)
    assert page.status_code == 409
    assert "ดูรายงานที่แก้แล้วก่อน" in page.content.decode()
    assert "ใช้ของฉัน" not in page.content.decode()


def test_an_incident_tells_its_moment_and_its_group_by_both(cast, as_):
    client = as_(cast.kanplu)
    noon = datetime.datetime(2025, 6, 24, 5, 0, tzinfo=datetime.UTC)
    incident = make.incident(cast.chaba, by=cast.somying, group="accident", text="หกล้ม", happened_at=noon, version=2)
    path = reverse("cases:edit_incident", args=[incident.public_id])
    when = {"on_day": "24", "on_month": "6", "on_year": "2568", "clock": "13:30"}
    answer = client.post(
        path, {"group": "violence", "threat": "", "text": "ถูกผลัก", "place": "", "done": ""} | when | OLD
    )
    assert answer.status_code == 409
    assert told(answer)["เกิดอะไรขึ้น"] == ("หกล้ม", "ถูกผลัก")
    assert told(answer)["เมื่อไร"][0].endswith("12:00\u00a0น.")
    assert told(answer)["เมื่อไร"][1].endswith("13:30\u00a0น.")
    assert again(client, answer, path).status_code == 302


def test_the_end_of_an_incident_stands_beside_its_end_not_its_story(cast, as_):
    incident = make.incident(cast.chaba, by=cast.somying, group="accident", text="หกล้ม", version=2)
    path = reverse("cases:settle_incident", args=[incident.public_id])
    answer = as_(cast.kanplu).post(path, {"text": "พบครูพยาบาลแล้ว"} | OLD)
    assert told(answer) == {"ผลเป็นอย่างไร": ("–", "พบครูพยาบาลแล้ว")}
