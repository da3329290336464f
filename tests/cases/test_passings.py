"""The list of cases that came and went with children."""

from django.urls import reverse

from cases.models import Passing
from tests.cases.going import offer, prepare
from tests.students.moves import taken

LIST, CASELOAD = reverse("cases:passings"), reverse("cases:caseload")


def went(two, case, move):
    prepare(case, move, two.kanplu)
    offer(move, two.tabian)
    taken(two, move)
    return Passing.objects.get()


def test_what_waits_stands_on_the_caseload_and_on_the_list(as_, two, case, move):
    client = as_(two.dokkaew)
    assert "ไม่มีเคสที่รอรับ" in client.get(LIST).content.decode()
    passing = went(two, case, move)
    assert "เคสที่รับมอบ รอรับ 1" in client.get(CASELOAD).content.decode()
    body = client.get(LIST).content.decode()
    assert two.chaba.full_name in body
    client.post(reverse("cases:take_passing", args=[passing.public_id]))
    assert "เคสที่รับมอบ รอรับ" not in client.get(CASELOAD).content.decode()
    assert "เคสที่รับมอบแล้ว" in client.get(LIST).content.decode()


def test_what_is_prepared_stands_on_the_list_until_the_child_goes(as_, two, case, move):
    client = as_(two.kanplu)
    assert "เตรียมส่งมอบ" not in client.get(LIST).content.decode()
    passing = prepare(case, move, two.kanplu)
    body = client.get(LIST).content.decode()
    assert "เคสยังอยู่ที่นี่" in body
    assert reverse("cases:passing", args=[passing.public_id]) in body
    refer = reverse("referrals:refer", args=[case.public_id])
    assert "นักเรียนจะย้ายได้เมื่อปิดการส่งต่อนี้แล้ว" in as_(two.kanplu).get(refer).content.decode()
    assert two.chaba.full_name not in as_(two.dokkaew).get(LIST).content.decode()
    offer(move, two.tabian)
    taken(two, move)
    assert "เคสยังอยู่ที่นี่" not in as_(two.kanplu).get(LIST).content.decode()


def test_a_head_is_not_asked_to_take_what_a_counselor_can(as_, two, case, move):
    went(two, case, move)
    client = as_(two.far_head)
    assert "เคสที่รับมอบ รอรับ 1" not in client.get(CASELOAD).content.decode()
    assert two.chaba.full_name not in client.get(LIST).content.decode()


def test_the_old_school_keeps_code_name_days_and_where_she_went(as_, two, case, move):
    went(two, case, move)
    client = as_(two.kanplu)
    body = client.get(LIST).content.decode()
    for word in (case.code, two.chaba.full_name, "รร.บ้านดอนจำลอง", "รอโรงเรียนใหม่รับ"):
        assert word in body
    assert case.title not in body
    assert case.code not in client.get(CASELOAD + "?tab=closed").content.decode()
    found = client.post(reverse("cases:find_cases"), {"q": case.code}).content.decode()
    assert f'href="{reverse("cases:case", args=[case.public_id])}"' not in found


def test_it_is_for_counselors_and_heads(as_, cast):
    assert as_(cast.somying).get(LIST).status_code == 403
