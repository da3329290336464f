"""Somebody leaves: her tasks and cases on one page, each row offered only to those who look after that child."""

import datetime
import uuid

import pytest
from django.urls import reverse

from cases import actions
from cases.models import Bulk, Case, Task
from tests import make


@pytest.fixture
def work(cast):
    """กานพลู keeps two cases and has a task in each; สมหญิง has one of her own."""
    ours = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    theirs = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    return [
        ours,
        theirs,
        make.task(ours, "คุยกับชบา", responsible=cast.kanplu),
        make.task(theirs, "คุยกับธารา", responsible=cast.kanplu),
        make.task(ours, "ของครูประจำชั้น", responsible=cast.somying),
    ]


def page_of(person):
    return reverse("cases:hand_over_work", args=[person.public_id])


def test_what_she_had_stands_on_one_page(cast, work, as_):
    body = as_(cast.praphan).get(page_of(cast.kanplu)).content.decode()
    assert "คุยกับชบา" in body
    assert "คุยกับธารา" in body
    assert "ของครูประจำชั้น" not in body
    assert work[0].code in body


def test_only_carers_of_each_child_are_offered(cast, work, as_):
    form = as_(cast.praphan).get(page_of(cast.kanplu)).context["form"]
    ours = {uid for uid, _ in form.fields[f"t_{work[2].public_id}"].choices}
    assert cast.somying.public_id in ours
    assert cast.mana.public_id not in ours
    assert cast.kanplu.public_id not in ours
    assert cast.tabian.public_id not in ours


def test_one_for_all_and_another_for_a_row(cast, work, as_):
    sent = {"to_all": cast.praphan.public_id, f"t_{work[2].public_id}": cast.somying.public_id}
    answer = as_(cast.praphan).post(page_of(cast.kanplu), sent)
    assert answer.status_code == 302
    assert [task.responsible for task in Task.objects.order_by("pk")] == [cast.somying, cast.praphan, cast.somying]
    assert {case.owner for case in Case.objects.all()} == {cast.praphan}
    assert not cast.kanplu.tasks.undone().exists()


def test_a_row_that_cannot_be_handed_over_says_why(cast, work, as_):
    """มานะ looks after ธารา and not after ชบา."""
    answer = as_(cast.praphan).post(page_of(cast.kanplu), {"to_all": cast.mana.public_id})
    bulk = Bulk.objects.get()
    assert answer["Location"] == reverse("cases:bulk", args=[bulk.public_id])
    assert sorted("why" in item for item in bulk.items) == [False, False, True, True]
    assert Task.objects.get(text="คุยกับชบา").responsible == cast.kanplu
    assert Task.objects.get(text="คุยกับธารา").responsible == cast.mana


def test_a_person_outside_the_list_is_refused(cast, work, as_):
    name = f"t_{work[2].public_id}"
    answer = as_(cast.praphan).post(page_of(cast.kanplu), {name: cast.mana.public_id})
    assert answer.status_code == 200
    assert "เลือกคนจากรายชื่อ" in answer.content.decode()
    assert not Bulk.objects.exists()


def test_nothing_chosen_is_asked_again(cast, work, as_):
    answer = as_(cast.praphan).post(page_of(cast.kanplu), {})
    assert "อย่างน้อยหนึ่งแถว" in answer.content.decode()


def test_taken_back_while_she_is_still_there(cast, work, as_):
    client = as_(cast.praphan)
    client.post(page_of(cast.kanplu), {"to_all": cast.praphan.public_id})
    client.post(reverse("cases:undo_bulk", args=[Bulk.objects.get().public_id]))
    assert {case.owner for case in Case.objects.all()} == {cast.kanplu}
    assert cast.kanplu.tasks.undone().count() == 2


def test_not_given_back_to_somebody_who_has_gone(cast, work, as_):
    client = as_(cast.praphan)
    client.post(page_of(cast.kanplu), {"to_all": cast.praphan.public_id})
    cast.kanplu.appointments.update(until_on=datetime.date(2025, 6, 24))
    client.post(reverse("cases:undo_bulk", args=[Bulk.objects.get().public_id]))
    assert all("ไม่มีหน้าที่" in item["kept"] for item in Bulk.objects.get().items)
    assert {case.owner for case in Case.objects.all()} == {cast.praphan}


def test_sent_twice_it_is_one(cast, work, as_):
    sent = {"to_all": cast.praphan.public_id, "form_key": str(uuid.uuid4())}
    client = as_(cast.praphan)
    assert client.post(page_of(cast.kanplu), sent)["Location"] == client.post(page_of(cast.kanplu), sent)["Location"]
    assert Bulk.objects.count() == 1


def test_what_a_child_closed_to_the_head_holds_is_not_shown(cast, work, as_):
    make.exclusion(cast.chaba, cast.praphan, by=cast.kanplu)
    body = as_(cast.praphan).get(page_of(cast.kanplu)).content.decode()
    assert "คุยกับชบา" not in body
    assert "คุยกับธารา" in body


def test_nothing_to_hand_over(cast, as_):
    assert "ไม่มีงานหรือเคสที่ต้องส่งมอบ" in as_(cast.kanplu).get(page_of(cast.pim)).content.decode()


def test_as_many_queries_for_twenty_rows_as_for_two(cast, work, as_, statements):
    client = as_(cast.praphan)
    client.get(page_of(cast.kanplu))
    with statements() as few:
        client.get(page_of(cast.kanplu))
    for number in range(18):
        make.task(work[number % 2], f"งาน {number}", responsible=cast.kanplu)
    with statements() as many:
        client.get(page_of(cast.kanplu))
    assert len(many) == len(few) <= 14


def test_what_a_colleague_has_handed_on_meanwhile_goes_to_nobody_else(cast, work):
    """Two heads at once: the row as the second one read it is no longer so, and says it."""
    ours, _, hers, *_ = work
    old_task, old_case = Task.objects.get(pk=hers.pk), Case.objects.get(pk=ours.pk)
    actions.hand_over_work(cast.kanplu, tasks={hers: cast.pim}, cases={ours: cast.praphan}, by=cast.praphan)
    late = actions.hand_over_work(
        cast.kanplu, tasks={old_task: cast.somying}, cases={old_case: cast.pim}, by=cast.praphan
    )
    assert [item["why"] for item in late.items] == ["มีคนส่งมอบให้คนอื่นไปแล้วระหว่างนี้"] * 2
    hers.refresh_from_db()
    ours.refresh_from_db()
    assert (hers.responsible, ours.owner) == (cast.pim, cast.praphan)
