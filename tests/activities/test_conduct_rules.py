"""The school's own list: filled, added to, changed until it is used, ordered, retired."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from activities import actions
from activities.actions import conduct
from activities.models import ConductRule
from journal.models import Line
from tests import make
from tests.shown import seen

PAGE = reverse("activities:conduct_rules")
NEW = reverse("activities:add_rule")
FILL = reverse("activities:fill_rules")


def told(**more):
    return {"code": "ก9", "text": "ดูแลต้นไม้ของโรงเรียน", "way": "merit", "low": "1", "high": "5"} | more


def test_the_shipped_list_fills_an_empty_school_once(cast, as_):
    client = as_(cast.decha)
    client.post(FILL)
    rules = ConductRule.objects.filter(school=cast.school)
    assert rules.count() == len(conduct.shipped()) >= 10
    assert {rule.least >= 0 for rule in rules} == {True, False}
    client.post(FILL)
    assert rules.count() == len(conduct.shipped())
    assert not ConductRule.objects.filter(school=cast.elsewhere).exists()
    assert Line.objects.filter(verb="configured", about="schools.School", about_id=cast.school.pk).exists()


def test_a_breach_is_kept_with_its_sign(cast, as_):
    as_(cast.decha).post(NEW, told(way="breach", low="2", high="5", is_severe="on", follows="โทรผู้ปกครอง"))
    rule = ConductRule.objects.get()
    assert (rule.least, rule.most, rule.is_severe, rule.follows) == (-5, -2, True, "โทรผู้ปกครอง")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": ""}, "กรอกรหัส"),
        ({"text": ""}, "กรอกข้อ"),
        ({"low": ""}, "กรอกคะแนน"),
        ({"low": "6"}, "คะแนนมากสุดต้องไม่น้อยกว่า"),
        ({"high": "500"}, "คะแนนไม่เกิน 100"),
        ({"low": "--5"}, "กรอกคะแนนเป็นตัวเลข"),
        ({"low": "+-5"}, "กรอกคะแนนเป็นตัวเลข"),
        ({"low": "²"}, "กรอกคะแนนเป็นตัวเลข"),
        ({"code": "ก1"}, "มีรหัสนี้แล้ว"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(cast, as_, change, says):
    make.rule(cast.school, "ก1")
    body = as_(cast.decha).post(NEW, told(**change)).content.decode()
    assert says in body
    assert ConductRule.objects.count() == 1


def test_sent_twice_it_is_added_once(cast, as_):
    client, sent = as_(cast.decha), told(form_key=str(uuid.uuid4()))
    client.post(NEW, sent)
    client.post(NEW, sent)
    assert ConductRule.objects.count() == 1


def test_a_rule_is_changed_until_it_is_used(cast, as_):
    rule = make.rule(cast.school, "ก1")
    page = reverse("activities:edit_rule", args=[rule.public_id])
    client = as_(cast.decha)
    client.post(page, told(code="ก1", text="ถ้อยคำใหม่", **seen(client, page)))
    rule.refresh_from_db()
    assert (rule.text, rule.least, rule.most) == ("ถ้อยคำใหม่", 1, 5)
    make.observation(cast.chaba, by=cast.somying, rule=rule, points=3)
    body = client.post(page, told(code="ก1", text="อีกครั้ง", **seen(client, page))).content.decode()
    assert "ใช้บันทึกไปแล้ว" in body
    with pytest.raises(ValidationError, match="ใช้บันทึกไปแล้ว"):
        actions.edit_rule(rule, text="ลัด", by=cast.decha)


def test_a_page_older_than_the_rule_is_told_both(cast, as_):
    rule = make.rule(cast.school, "ก1", text="เดิม")
    page = reverse("activities:edit_rule", args=[rule.public_id])
    client = as_(cast.decha)
    shown = seen(client, page)
    ConductRule.objects.update(text="ของเพื่อน")
    body = client.post(page, told(code="ก1", text="ของฉัน", **shown)).content.decode()
    assert "ของเพื่อน" in body
    assert "ของฉัน" in body
    rule.refresh_from_db()
    assert rule.text == "ของเพื่อน"


def test_order_and_retirement(cast, as_):
    first, second, third = (make.rule(cast.school, code) for code in ("ก1", "ก2", "ก3"))
    client = as_(cast.praphan)
    client.post(reverse("activities:move_rule", args=[third.public_id]), {"act": "up"})
    client.post(reverse("activities:retire_rule", args=[first.public_id]), {"act": "retire"})
    assert list(ConductRule.objects.in_use()) == [third, second]
    answer = client.get(PAGE)
    assert answer.context["retired"] == [first]
    client.post(reverse("activities:move_rule", args=[first.public_id]), {"act": "up"})
    client.post(reverse("activities:retire_rule", args=[first.public_id]), {"act": "back"})
    assert first in ConductRule.objects.in_use()


@pytest.mark.parametrize(
    ("name", "reads", "keeps"),
    [("somying", 200, 403), ("kanplu", 200, 403), ("decha", 200, 200), ("praphan", 200, 200), ("pim", 403, 403)],
)
def test_who_reads_and_who_keeps(cast, as_, name, reads, keeps):
    client = as_(getattr(cast, name))
    assert (client.get(PAGE).status_code, client.get(NEW).status_code) == (reads, keeps)


def test_another_schools_rule_is_not_there(cast, as_):
    far = make.rule(cast.elsewhere)
    assert as_(cast.decha).get(reverse("activities:edit_rule", args=[far.public_id])).status_code == 404
    assert as_(cast.decha).get(f"{PAGE}?school={cast.elsewhere.public_id}").status_code == 404
