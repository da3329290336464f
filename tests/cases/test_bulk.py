"""Chosen cases at once: answered row by row, capped, sent once, taken back within a day."""

import datetime
import uuid

import pytest
from django.urls import reverse

from cases import actions
from cases.actions.bulk import MOST
from cases.models import Bulk, Case, IllegalMove, Task, carers_of, carers_of_each
from journal.models import Line, Verb
from tests import make
from tests.access.cases import due
from tests.conftest import TODAY

ASSIGN, VISITS = reverse("cases:bulk_assign"), reverse("cases:bulk_visits")
FRIDAY = datetime.date(2025, 6, 27)


@pytest.fixture
def mine(cast):
    """ชบา's, คีตา's and ธารา's, all of กานพลู."""
    return [
        make.case(child, by=cast.somying, owner=cast.kanplu, title=f"ของ{child.first_name}")
        for child in (cast.chaba, cast.kita, cast.thara)
    ]


def chosen(*cases, **more):
    return {"c": [case.public_id for case in cases], **more}


def result_of(answer):
    assert answer.status_code == 302
    return Bulk.objects.get(public_id=answer["Location"].split("/")[2])


def test_one_person_for_all(cast, mine, as_):
    client = as_(cast.kanplu)
    page = client.get(ASSIGN, chosen(*mine)).content.decode()
    assert all(case.code in page for case in mine)
    bulk = result_of(client.post(ASSIGN, chosen(*mine, owner=cast.praphan.public_id)))
    assert {case.owner for case in Case.objects.all()} == {cast.praphan}
    assert [item.get("why") for item in bulk.items] == [None] * 3
    shown = client.get(reverse("cases:bulk", args=[bulk.public_id])).content.decode()
    assert "ทำได้ 3 จาก" in shown
    assert Line.objects.filter(verb=Verb.HANDED_OVER).count() == 3
    assert Line.objects.get(verb=Verb.RECORDED, about="cases.Bulk").detail["done"] == 3


def test_who_has_no_duty_for_one_child_is_refused_for_that_row_alone(cast, mine, as_):
    bulk = result_of(as_(cast.kanplu).post(ASSIGN, chosen(*mine, owner=cast.mana.public_id)))
    assert ["why" in item for item in bulk.items] == [True, True, False]
    assert list(Case.objects.filter(owner=cast.mana)) == [mine[2]]
    page = as_(cast.kanplu).get(reverse("cases:bulk", args=[bulk.public_id])).content.decode()
    assert "ไม่มีหน้าที่ดูแลนักเรียนคนนี้" in page


def test_requests_are_taken_by_the_same_act_and_only_by_who_may(cast, as_):
    asked = make.case(cast.chaba, by=cast.somying, state="intake")
    refused = result_of(as_(cast.praphan).post(ASSIGN, chosen(asked, owner=cast.somying.public_id)))
    assert "สิทธิ" in refused.items[0]["why"]
    result_of(as_(cast.kanplu).post(ASSIGN, chosen(asked, owner=cast.somying.public_id)))
    asked.refresh_from_db()
    assert (asked.state, asked.owner, asked.accepted_by) == ("assessment", cast.somying, cast.kanplu)


def test_a_closed_case_is_answered_in_its_row(cast, mine, as_):
    closed = make.case(cast.thara, by=cast.kanplu, state="closed", aspects=["health"])
    bulk = result_of(as_(cast.kanplu).post(ASSIGN, chosen(mine[0], closed, owner=cast.praphan.public_id)))
    assert ["why" in item for item in bulk.items] == [False, True]


def test_home_visits_go_to_the_homeroom_teachers(cast, mine, as_):
    bulk = result_of(as_(cast.kanplu).post(VISITS, chosen(*mine, **due())))
    made = {task.case: (task.responsible, task.kind, str(task.due_on)) for task in Task.objects.all()}
    visit = Task.Kind.VISIT, "2025-06-30"
    assert made == {
        mine[0]: (cast.somying, *visit),
        mine[1]: (cast.somying, *visit),
        mine[2]: (cast.mana, *visit),
    }
    assert bulk.kind == Bulk.Kind.VISIT


def test_a_teacher_who_is_shut_out_is_not_sent(cast, mine, as_):
    make.exclusion(cast.chaba, cast.somying, by=cast.praphan)
    bulk = result_of(as_(cast.kanplu).post(VISITS, chosen(*mine, **due())))
    assert ["why" in item for item in bulk.items] == [True, False, False]


def test_a_day_that_has_passed_is_asked_again(cast, mine, as_):
    answer = as_(cast.kanplu).post(VISITS, chosen(*mine, **due() | {"due_on_day": "24"}))
    assert answer.status_code == 200
    assert "เลือกวันนี้หรือวันข้างหน้า" in answer.content.decode()
    assert not Task.objects.exists()


def test_no_more_than_a_hundred(cast, as_):
    ids = [f"aaaaa{n:03d}" for n in range(MOST + 1)]
    for answer in (
        as_(cast.kanplu).get(ASSIGN, {"c": ids}),
        as_(cast.kanplu).post(ASSIGN, {"c": ids, "owner": cast.kanplu.public_id}),
    ):
        assert "เลือกได้ครั้งละไม่เกิน 100" in answer.content.decode()
    assert not Bulk.objects.exists()


def test_the_act_has_the_same_limit(cast, case, doing):
    with doing(cast.kanplu), pytest.raises(IllegalMove, match="ไม่เกิน 100"):
        actions.assign_cases([case] * (MOST + 1), owner=cast.kanplu, by=cast.kanplu)


def test_ids_of_another_school_are_not_there(cast, mine, as_):
    far = make.case(cast.luktan, by=cast.dokkaew)
    assert as_(cast.kanplu).post(VISITS, chosen(far, **due())).status_code == 404
    bulk = result_of(as_(cast.kanplu).post(VISITS, chosen(mine[0], far, **due())))
    assert [item["case"] for item in bulk.items] == [mine[0].public_id]
    assert not Task.objects.filter(case=far).exists()


@pytest.mark.parametrize("sent", [[], ["\x00"], ["nonsense"]])
def test_nothing_chosen(sent, cast, as_):
    got = as_(cast.kanplu).get(ASSIGN, {"c": sent})
    assert got.status_code == (404 if sent else 200)
    assert as_(cast.kanplu).post(ASSIGN, {"c": sent, "owner": cast.kanplu.public_id}).status_code in (404, 409)


def test_sent_twice_it_is_done_once(cast, mine, as_):
    client, key = as_(cast.kanplu), str(uuid.uuid4())
    first = client.post(VISITS, chosen(*mine, form_key=key, **due()))
    second = client.post(VISITS, chosen(*mine, form_key=key, **due()))
    assert first["Location"] == second["Location"]
    assert (Task.objects.count(), Bulk.objects.count()) == (3, 1)


def test_assignment_taken_back_but_for_what_was_touched_since(cast, mine, as_, doing):
    client = as_(cast.kanplu)
    bulk = result_of(client.post(ASSIGN, chosen(*mine, owner=cast.praphan.public_id)))
    with doing(cast.kanplu):
        actions.assign(Case.objects.get(pk=mine[0].pk), owner=cast.somying, by=cast.kanplu)
    client.post(reverse("cases:undo_bulk", args=[bulk.public_id]))
    bulk.refresh_from_db()
    assert [bool(item.get("undone")) for item in bulk.items] == [False, True, True]
    assert [case.owner for case in Case.objects.order_by("pk")] == [cast.somying, cast.kanplu, cast.kanplu]
    page = client.get(reverse("cases:bulk", args=[bulk.public_id])).content.decode()
    assert "มีคนเปลี่ยนผู้รับผิดชอบหลังจากนั้น" in page
    assert reverse("cases:undo_bulk", args=[bulk.public_id]) not in page


def test_visits_taken_back_but_for_those_made(cast, mine, as_, doing):
    client = as_(cast.kanplu)
    bulk = result_of(client.post(VISITS, chosen(*mine, **due())))
    with doing(cast.mana):
        actions.finish_task(Task.objects.get(case=mine[2]), by=cast.mana)
    client.post(reverse("cases:undo_bulk", args=[bulk.public_id]))
    assert {task.case: task.cancelled_at is not None for task in Task.objects.all()} == {
        mine[0]: True,
        mine[1]: True,
        mine[2]: False,
    }


def test_a_day_later_it_is_too_late(cast, mine, as_, clock):
    bulk = result_of(as_(cast.kanplu).post(VISITS, chosen(*mine, **due())))
    undo = reverse("cases:undo_bulk", args=[bulk.public_id])
    clock.shift(datetime.timedelta(hours=24, seconds=1))
    answer = as_(cast.kanplu).post(undo)
    assert answer.status_code == 409
    assert "เกิน 24 ชั่วโมงแล้ว" in answer.content.decode()
    assert not Task.objects.filter(cancelled_at__isnull=False).exists()


def test_until_the_last_minute_it_is_offered(cast, mine, as_, clock):
    bulk = result_of(as_(cast.kanplu).post(VISITS, chosen(*mine, **due())))
    clock.shift(datetime.timedelta(hours=23, minutes=59))
    assert as_(cast.kanplu).post(reverse("cases:undo_bulk", args=[bulk.public_id])).status_code == 302
    assert Task.objects.filter(cancelled_at=None).count() == 0


def test_a_row_whose_child_was_closed_to_her_stays(cast, mine, as_):
    bulk = result_of(as_(cast.kanplu).post(ASSIGN, chosen(*mine, owner=cast.praphan.public_id)))
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    shown = as_(cast.kanplu).get(reverse("cases:bulk", args=[bulk.public_id])).content.decode()
    assert mine[0].code not in shown
    as_(cast.kanplu).post(reverse("cases:undo_bulk", args=[bulk.public_id]))
    bulk.refresh_from_db()
    assert bulk.items[0]["kept"] == "คุณไม่เห็นเคสนี้แล้ว"
    assert Case.objects.get(pk=mine[0].pk).owner == cast.praphan


def test_printed_together_under_their_codes(cast, mine, as_):
    answer = as_(cast.kanplu).get(reverse("cases:summaries_pdf"), chosen(*mine[:2]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    line = Line.objects.get(verb=Verb.DISCLOSED)
    assert sorted(line.students) == sorted([cast.chaba.pk, cast.kita.pk])


def test_a_longer_paper_is_ordered(cast, mine, as_):
    answer = as_(cast.kanplu).get(reverse("cases:summaries_pdf"), chosen(*mine))
    assert answer.status_code == 302
    assert "/papers/" in answer["Location"] or "paper" in answer["Location"]


def test_carers_of_each_are_the_carers_of_each_one(cast):
    make.exclusion(cast.chaba, cast.pim, by=cast.praphan)
    students = [cast.chaba, cast.kita, cast.thara, cast.luktan]
    found = carers_of_each(students, TODAY)
    assert found == {student.pk: list(carers_of(student, TODAY)) for student in students}
    assert cast.pim not in found[cast.chaba.pk]
    assert cast.pim in found[cast.kita.pk]


def test_who_was_given_the_case_meanwhile_is_not_overwritten(cast, mine, as_):
    """The page showed nobody; by the time it is sent a colleague has taken the case."""
    had = [f"{mine[0].public_id}:", f"{mine[1].public_id}:{cast.kanplu.public_id}"]
    bulk = result_of(as_(cast.kanplu).post(ASSIGN, chosen(*mine[:2], owner=cast.praphan.public_id, had=had)))
    assert "ไปแล้วระหว่างนี้" in bulk.items[0]["why"]
    assert set(Case.objects.filter(owner=cast.praphan)) == {mine[1]}


def test_the_page_tells_whom_it_showed(cast, mine, as_):
    page = as_(cast.kanplu).get(ASSIGN, chosen(mine[0])).content.decode()
    assert f'name="had" value="{mine[0].public_id}:{cast.kanplu.public_id}"' in page


def test_a_second_visit_is_not_asked_for_while_one_waits(cast, mine):
    actions.plan_visits(mine[:1], due_on=FRIDAY, by=cast.kanplu)
    again = actions.plan_visits(mine[:2], due_on=FRIDAY, by=cast.kanplu)
    assert "อยู่แล้ว" in again.items[0]["why"]
    assert Task.objects.filter(kind=Task.Kind.VISIT).count() == 2


def test_a_visit_that_was_put_off_or_handed_on_is_not_taken_back(cast, mine):
    bulk = actions.plan_visits(mine[:1], due_on=FRIDAY, by=cast.kanplu)
    task = Task.objects.get(kind=Task.Kind.VISIT)
    later = FRIDAY + datetime.timedelta(days=7)
    actions.change_task(task, due_on=later, responsible=task.responsible, by=cast.kanplu)
    kept = actions.undo_bulk(bulk, by=cast.kanplu)
    assert "หลังจากนั้น" in kept.items[0]["kept"]
    assert Task.objects.undone().filter(pk=task.pk).exists()


def test_a_visit_far_beyond_the_year_is_a_slip_of_the_finger(cast, mine, as_):
    page = as_(cast.kanplu).post(VISITS, chosen(mine[0], **(due() | {"due_on_year": "2693"}))).content.decode()
    assert "ภายในหนึ่งปี" in page
    assert not Task.objects.filter(kind=Task.Kind.VISIT).exists()
