"""One's own list of what is to do, and one task in its case."""

import datetime
import html
import io
import zipfile

import pytest
from django.urls import reverse

from cases import caseload
from cases.models import Task
from journal.models import Line, Verb
from tests import make
from tests.access.cases import due
from tests.shown import seen

URL = reverse("cases:tasks")
DAYS = {"เลยมา": -3, "ของวันนี้": 0, "อีกสามวัน": 3, "อีกเจ็ดวัน": 7, "เดือนหน้า": 30}


@pytest.fixture
def tasks(cast, case):
    """สมหญิง's, one for each part of the list."""
    today = make.now().date()
    return {
        text: make.task(case, text, responsible=cast.somying, due_on=today + datetime.timedelta(days=days))
        for text, days in DAYS.items()
    }


def parts(response):
    return {part.key: [task.text for task, _ in part.tasks] for part in response.context["parts"]}


def of(name, task):
    return reverse(f"cases:{name}", args=[task.case.public_id, task.public_id])


def test_in_four_parts(cast, tasks, as_):
    assert parts(as_(cast.somying).get(URL)) == {
        "overdue": ["เลยมา"],
        "today": ["ของวันนี้"],
        "soon": ["อีกสามวัน", "อีกเจ็ดวัน"],
        "later": ["เดือนหน้า"],
    }
    assert "ไม่มีงานที่ค้าง" in as_(cast.kanplu).get(URL).content.decode()


def test_what_cards_count_is_what_the_list_shows(cast, tasks, as_):
    counted = {
        "overdue": caseload.overdue_tasks(cast.somying).count(),
        "today": caseload.due_today(cast.somying).count(),
        "today and soon": caseload.due_soon(cast.somying).count(),
    }
    found = parts(as_(cast.somying).get(URL))
    assert counted == {
        "overdue": len(found["overdue"]),
        "today": len(found["today"]),
        "today and soon": len(found["today"]) + len(found["soon"]),
    }


def test_the_whole_school_for_those_who_lead_it(cast, tasks, as_):
    page = as_(cast.kanplu).get(URL, {"of": "school"})
    assert parts(page)["overdue"] == ["เลยมา"]
    assert reverse("cases:hand_over_work", args=[cast.somying.public_id]) in page.content.decode()
    assert parts(as_(cast.pim).get(URL, {"of": "school"}))["overdue"] == []


def test_done_with_one_tap_and_undone_from_the_same_page(cast, tasks, as_):
    client, late = as_(cast.somying), tasks["เลยมา"]
    answer = client.post(of("mark_done", late), {"done": "1", "back": "tasks"}, follow=True)
    assert answer.redirect_chain[-1][0] == URL
    assert "ทำเสร็จแล้ว: เลยมา" in answer.content.decode()
    assert parts(answer)["overdue"] == []
    assert [task for task, _ in answer.context["lately"]] == [late]
    back = client.post(of("mark_done", late), {"done": "0", "back": "tasks"}, follow=True)
    assert parts(back)["overdue"] == ["เลยมา"]


def test_back_leads_only_to_lists_of_ours(cast, tasks, as_):
    answer = as_(cast.somying).post(of("mark_done", tasks["เลยมา"]), {"done": "1", "back": "https://example.org"})
    assert answer["Location"] == reverse("cases:case", args=[tasks["เลยมา"].case.public_id])


def test_what_was_done_long_ago_and_what_was_cancelled_is_not_listed(cast, case, as_):
    old = make.task(case, "นานแล้ว", responsible=cast.somying, done=True)
    Task.objects.filter(pk=old.pk).update(done_at=make.now() - datetime.timedelta(days=8))
    make.task(case, "ไม่ทำแล้ว", responsible=cast.somying, cancelled_at=make.now(), cancelled_by=cast.kanplu)
    body = as_(cast.somying).get(URL).content.decode()
    assert "นานแล้ว" not in body
    assert "ไม่ทำแล้ว" not in body


def test_names_are_short(cast, tasks, as_):
    body = as_(cast.somying).get(URL).content.decode()
    assert "ชบา\u00a0ล." in body
    assert "ลองเรียน" not in body


def test_a_child_closed_to_her_is_gone_from_her_list(cast, tasks, as_):
    make.exclusion(cast.chaba, cast.somying, by=cast.praphan)
    assert parts(as_(cast.somying).get(URL)) == {"overdue": [], "today": [], "soon": [], "later": []}
    assert caseload.overdue_tasks(cast.somying).count() == 0


def test_as_many_queries_for_forty_as_for_five(cast, tasks, as_, statements):
    client = as_(cast.somying)
    client.get(URL)
    with statements() as few:
        client.get(URL)
    for number in range(35):
        child = make.student(f"เด็ก{number}", classroom=cast.room)
        make.task(make.case(child, by=cast.kanplu), responsible=cast.somying)
    with statements() as many:
        body = client.get(URL).content.decode()
    assert body.count("tick-button") >= 40
    assert len(many) == len(few) <= 12


def test_as_excel(cast, tasks, as_):
    answer = as_(cast.somying).get(reverse("cases:tasks_xlsx"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        words = html.unescape("".join(book.read(name).decode() for name in book.namelist()))
    assert all(text in words for text in DAYS)
    assert "ลองเรียน" not in words
    assert Line.objects.get(verb=Verb.DISCLOSED).students == [cast.chaba.pk]


# -- one task -----------------------------------------------------------------------------------------------------


def test_done_with_a_result(cast, tasks, as_):
    task = tasks["ของวันนี้"]
    assert "ทำแล้วผลเป็นอย่างไร" in as_(cast.somying).get(of("task", task)).content.decode()
    as_(cast.somying).post(of("mark_done", task), {"done": "1", "result": "พบแม่แล้ว"})
    assert "พบแม่แล้ว" in as_(cast.somying).get(of("task", task)).content.decode()


def test_put_off_by_who_leads_the_case(cast, tasks, as_):
    task = tasks["เลยมา"]
    sent = {"responsible": cast.pim.public_id, **due()}
    assert as_(cast.somying).post(of("task", task), sent).status_code == 403
    kanplu = as_(cast.kanplu)
    assert kanplu.post(of("task", task), sent | seen(kanplu, of("task", task))).status_code == 302
    task.refresh_from_db()
    assert (task.responsible, str(task.due_on)) == (cast.pim, "2025-06-30")


def test_somebody_was_faster_and_both_values_stand(cast, tasks, as_):
    task, client = tasks["ของวันนี้"], as_(cast.kanplu)
    shown = seen(client, of("task", task))
    client.post(of("task", task), {"responsible": cast.somying.public_id, **due(), **shown})
    late = client.post(
        of("task", task), {"responsible": cast.somying.public_id, **due() | {"due_on_day": "27"}, **shown}
    )
    assert late.status_code == 200
    assert "30\u00a0มิ.ย.\u00a02568" in late.content.decode()
    task.refresh_from_db()
    assert str(task.due_on) == "2025-06-30"


def test_a_task_of_another_case_is_not_there(cast, tasks, as_):
    other = make.case(cast.kita, by=cast.kanplu)
    for name in ("task", "mark_done", "cancel_task"):
        url = reverse(f"cases:{name}", args=[other.public_id, tasks["เลยมา"].public_id])
        assert as_(cast.kanplu).post(url, {"done": "1"}).status_code == 404


def test_cancelled_is_opened_again_only_by_who_leads(cast, tasks, as_):
    task = tasks["เลยมา"]
    as_(cast.kanplu).post(of("cancel_task", task))
    task.refresh_from_db()
    assert task.cancelled_by == cast.kanplu
    assert as_(cast.somying).post(of("mark_done", task), {"done": "0"}).status_code == 403
    assert "เปิดงานอีกครั้ง" in as_(cast.kanplu).get(of("task", task)).content.decode()
    as_(cast.kanplu).post(of("mark_done", task), {"done": "0"})
    task.refresh_from_db()
    assert task.cancelled_at is None


def test_a_visit_leads_to_the_form_of_the_visit(cast, case, as_):
    task = make.task(case, "เยี่ยมบ้าน", responsible=cast.somying, kind=Task.Kind.VISIT)
    assert reverse("students:new_visit", args=[cast.chaba.public_id]) in (
        as_(cast.somying).get(of("task", task)).content.decode()
    )


def test_what_repeats_needs_an_end(cast, case, as_):
    url = reverse("cases:add_task", args=[case.public_id])
    sent = {"text": "คุย", "responsible": cast.somying.public_id, "repeats": "weekly", **due()}
    assert "กรอกว่าทำซ้ำถึงวันไหน" in as_(cast.kanplu).post(url, sent).content.decode()
    until = {"repeats_until_day": "30", "repeats_until_month": "6", "repeats_until_year": "2568"}
    assert "เลือกวันหลังจากครั้งแรก" in as_(cast.kanplu).post(url, sent | until).content.decode()
    assert not Task.objects.exists()
    as_(cast.kanplu).post(url, sent | until | {"repeats_until_month": "9"})
    assert Task.objects.get().repeats == "weekly"
    as_(cast.kanplu).post(url, sent | until | {"repeats": ""})
    assert Task.objects.get(repeats="").repeats_until is None


def test_a_result_that_is_too_long_is_kept_to_be_shortened_and_nothing_is_ticked_off(cast, tasks, as_):
    task, told = tasks["ของวันนี้"], "โทรแล้วแม่รับสาย " * 30
    page = as_(cast.somying).post(of("mark_done", task), {"done": "1", "result": told})
    assert page.status_code == 200
    assert told.strip() in page.content.decode()
    task.refresh_from_db()
    assert task.done_at is None
