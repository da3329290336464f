"""The caseload: tabs, filters, the urgent queue, and the same queries for one case or forty."""

import datetime

import pytest
from django.urls import reverse

from cases import caseload
from cases.models import Case, Event
from journal.models import Line, Verb
from tests import make
from tests.conftest import TODAY

URL = reverse("cases:caseload")


def page(client, **query):
    return client.get(URL, query).content.decode()


def codes(client, **query):
    return [row.case.code for row in client.get(URL, query).context["rows"]]


def test_tabs_of_a_counselor(cast, row, as_):
    make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, title="ของเรา")
    make.case(cast.kita, by=cast.somying, state="intake", title="เรื่องล่าสุด")
    make.case(cast.thara, by=cast.mana, owner=cast.praphan, title="ของผอ")
    make.case(cast.thara, by=cast.kanplu, state="closed", title="จบแล้ว")
    titles = ["ของเรา", "เรื่องล่าสุด", "ของผอ", "จบแล้ว"]
    client = as_(cast.kanplu)
    shown = {tab: [t for t in titles if t in page(client, tab=tab)] for tab in ("mine", "intake", "all", "closed", "?")}
    assert shown == {
        "mine": ["ของเรา"],
        "intake": ["เรื่องล่าสุด"],
        "all": ["ของเรา", "เรื่องล่าสุด", "ของผอ"],
        "closed": ["จบแล้ว"],
        "?": ["ของเรา"],
    }


def test_a_teacher_finds_her_childrens_cases_and_her_own_tasks(cast, as_):
    make.case(cast.chaba, by=cast.kanplu, title="ของชบา")
    other = make.case(cast.thara, by=cast.kanplu, title="ของธารา")
    client = as_(cast.somying)
    assert "ของชบา" in page(client)
    assert "ของธารา" not in page(client)
    make.task(other, responsible=cast.pim)
    assert "ของธารา" in page(as_(cast.pim), tab="mine")
    assert "ของชบา" not in page(as_(cast.pim), tab="all")


def test_only_who_may_write_a_note_is_led_to_it(cast, case, as_):
    note = reverse("cases:write_note", args=[case.public_id])
    assert note in page(as_(cast.kanplu), tab="all")
    assert note not in page(as_(cast.praphan), tab="all")
    make.task(case, responsible=cast.praphan)
    assert note in page(as_(cast.praphan), tab="all")


def test_names_are_short(cast, case, as_):
    body = page(as_(cast.kanplu))
    assert "ชบา\u00a0ล." in body
    assert "ลองเรียน" not in body


def test_silent_for_14_days(cast, case, as_):
    client = as_(cast.kanplu)
    assert "tag tag-look" not in page(client)
    Case.objects.update(touched_at=make.now() - datetime.timedelta(days=14, minutes=1))
    assert "tag tag-look" in page(client)
    assert codes(client, tab="silent") == [case.code]
    assert caseload.silent_cases(cast.kanplu).count() == 1
    Case.objects.update(touched_at=make.now())
    assert codes(client, tab="silent") == []


def test_what_waits_for_a_head(cast, as_, doing):
    """Not what she asked for herself, unless nobody else at the school can answer."""
    asked = {"plan_asked_by": cast.kanplu, "plan_asked_at": make.now()}
    plan = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="plan_review", **asked)
    closing = {"closing_asked_by": cast.praphan, "closing_asked_at": make.now(), "asked_outcome": "improved"}
    own = make.case(cast.kita, by=cast.somying, owner=cast.kanplu, **closing)
    assert codes(as_(cast.praphan), tab="approval") == [plan.code, own.code]
    second = make.staff("rong", "head", school=cast.school, first_name="รอง")
    assert codes(as_(cast.praphan), tab="approval") == [plan.code]
    assert codes(as_(second), tab="approval") == [plan.code, own.code]
    make.exclusion(cast.kita, second, by=cast.praphan)
    assert codes(as_(cast.praphan), tab="approval") == [plan.code, own.code]
    assert codes(as_(second), tab="approval") == [plan.code]
    assert caseload.awaiting_approval(cast.praphan).count() == 2
    assert list(caseload.awaiting_approval(cast.kanplu)) == []


def test_numbers_of_tabs_are_those_of_their_lists(cast, as_):
    for child, state in ((cast.chaba, "helping"), (cast.kita, "intake"), (cast.thara, "closed")):
        make.case(child, by=cast.somying, owner=cast.kanplu, state=state)
    client = as_(cast.kanplu)
    tabs = {tab.key: tab.count for tab in client.get(URL).context["tabs"]}
    assert tabs.pop("closed") == ""
    assert tabs == {key: str(len(codes(client, tab=key))) for key in tabs}
    assert tabs["intake"] == "1"


@pytest.fixture
def many(cast):
    """Sixty cases: forty due on twenty days, two on each; twenty with nothing due."""
    made = []
    for number in range(60):
        child = make.student(f"เด็ก{number}", classroom=cast.room)
        case = make.case(child, by=cast.kanplu, aspects=[f"a{number}"])
        Case.objects.filter(pk=case.pk).update(
            due_on=TODAY + datetime.timedelta(days=number % 20) if number < 40 else None
        )
        made.append(case)
    return made


def test_page_after_page_each_case_once(many, cast, as_):
    client = as_(cast.kanplu)
    first = client.get(URL, {"tab": "all"})
    second = client.get(URL, {"tab": "all", "after": first.context["next"]})
    listed = [row.case for answer in (first, second) for row in answer.context["rows"]]
    assert [len(answer.context["rows"]) for answer in (first, second)] == [50, 10]
    in_order = sorted(Case.objects.all(), key=lambda case: (case.due_on is None, case.due_on or TODAY, case.pk))
    assert listed == in_order
    assert second.context["next"] == ""


def test_a_place_in_the_list_holds_when_cases_move(many, cast, as_):
    client = as_(cast.kanplu)
    first = client.get(URL, {"tab": "all"})
    seen = [row.case.pk for row in first.context["rows"]]
    Case.objects.filter(pk__in=seen[:10]).update(
        state="closed", outcome="ended", closed_by=cast.kanplu, closed_at=make.now()
    )
    second = client.get(URL, {"tab": "all", "after": first.context["next"]})
    assert len(second.context["rows"]) == 10
    assert not {row.case.pk for row in second.context["rows"]} & set(seen)


def test_closed_ones_latest_first_over_pages(many, cast, as_):
    for number, case in enumerate(many):
        at = make.now() - datetime.timedelta(days=number // 2)
        Case.objects.filter(pk=case.pk).update(state="closed", outcome="ended", closed_by=cast.kanplu, closed_at=at)
    client = as_(cast.kanplu)
    first = client.get(URL, {"tab": "closed"})
    second = client.get(URL, {"tab": "closed", "after": first.context["next"]})
    listed = [row.case for answer in (first, second) for row in answer.context["rows"]]
    assert listed == list(Case.objects.order_by("-closed_at", "-pk"))


def test_the_whole_page_chosen_by_a_link(cast, case, as_):
    client = as_(cast.kanplu)
    box = f'name="c" value="{case.public_id}"'
    assert f"{box} checked" not in page(client)
    assert f"{box} checked" in page(client, all="1")
    assert box not in page(as_(cast.somying))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "monitoring"}, "ติดตามอยู่"),
        ({"urgency": "high"}, "เรื่องสูง"),
        ({"aspect": "learning"}, "เรื่องเรียน"),
        ({"referred": "1"}, "ส่งไปแล้ว"),
    ],
)
def test_filters_stand_in_the_address(query, found, cast, row, as_):
    titles = {
        "ติดตามอยู่": make.case(cast.chaba, by=cast.kanplu, state="monitoring", title="ติดตามอยู่"),
        "เรื่องสูง": make.case(cast.kita, by=cast.kanplu, urgency="high", title="เรื่องสูง"),
        "เรื่องเรียน": make.case(cast.thara, by=cast.kanplu, aspects=["learning"], title="เรื่องเรียน"),
        "ส่งไปแล้ว": make.case(cast.chaba, by=cast.kanplu, aspects=["health"], title="ส่งไปแล้ว"),
    }
    sent = titles["ส่งไปแล้ว"]
    Event.objects.create(
        case=sent, student=sent.student, school=sent.school, kind=Event.Kind.REFERRED, by=cast.kanplu, at=make.now()
    )
    answer = as_(cast.kanplu).get(URL, {"tab": "all", **query})
    assert [row.case.title for row in answer.context["rows"]] == [found]


def test_by_owner(cast, as_):
    mine = make.case(cast.chaba, by=cast.kanplu)
    make.case(cast.kita, by=cast.kanplu, owner=cast.praphan)
    assert codes(as_(cast.kanplu), tab="all", owner=cast.kanplu.public_id) == [mine.code]


def test_by_a_sensitive_aspect_only_where_its_letter_may_be_seen(cast, row, as_):
    """สวัสดิภาพ: the counselor, and the teacher for her own room; not the head (decisions C2)."""
    own = make.case(cast.chaba, by=cast.kanplu, aspects=["safety"])
    other = make.case(cast.thara, by=cast.kanplu, aspects=["safety"])
    make.task(other, responsible=cast.somying)
    asked = {"tab": "all", "aspect": "safety"}
    assert codes(as_(cast.kanplu), **asked) == [other.code, own.code], "what is due comes first"
    assert codes(as_(cast.somying), **asked) == [own.code]
    head = as_(cast.praphan).get(URL, asked)
    assert "safety" not in {one.slug for one in head.context["filters"].aspects}
    assert len(head.context["rows"]) == 2, "what is not offered is not asked"


def test_found_by_code_number_or_name_and_never_in_an_address(cast, case, as_):
    client, url = as_(cast.kanplu), reverse("cases:find_cases")
    for typed in (case.code, "1", "๑", "c2568-0001", "ชบา", "ชบา ลอง"):
        answer = client.post(url, {"q": typed})
        assert [row.case for row in answer.context["rows"]] == [case], typed
    line = Line.objects.filter(verb=Verb.SEARCHED).latest("pk")
    assert "ชบา" not in str(line.detail)
    assert client.post(url, {"q": "ไม่มีใคร"}).context["rows"] == []
    assert client.post(url, {"q": "\x00"}).status_code == 200
    assert as_(cast.mana).post(url, {"q": "ชบา"}).context["rows"] == []


def test_one_room(cast, case, as_):
    other = make.case(cast.thara, by=cast.kanplu)
    body = page(as_(cast.kanplu), room=cast.next_door.public_id)
    assert other.code in body
    assert case.code not in body


def test_the_urgent_queue(cast, as_):
    alert = make.alert(cast.chaba, by=cast.somying)
    settle = reverse("cases:alert", args=[alert.public_id])
    open_it = f"{reverse('cases:open_case', args=[cast.chaba.public_id])}?alert={alert.public_id}"
    for person, opens, settles in ((cast.kanplu, True, True), (cast.praphan, True, True), (cast.somying, True, False)):
        body = page(as_(person))
        assert (open_it in body, settle in body) == (opens, settles)
    assert "ช่วยทันที" not in page(as_(cast.mana))


def test_as_many_queries_for_forty_cases_as_for_one(cast, case, as_, statements):
    client = as_(cast.kanplu)
    page(client)
    with statements() as one:
        page(client, tab="all")
    for number in range(40):
        child = make.student(f"เด็ก{number}", classroom=cast.room)
        make.task(make.case(child, by=cast.kanplu), responsible=cast.somying)
        make.alert(child, by=cast.somying)
    with statements() as forty:
        body = page(client, tab="all")
    assert body.count("C-2568-") >= 41
    assert len(forty) == len(one) <= 15


def test_nonsense_in_the_address_is_no_error(cast, case, as_):
    for query in ({"tab": "\x00"}, {"room": "\x00"}, {"page": "๙๙"}, {"page": "-1"}, {"silent": "x" * 5000}):
        assert as_(cast.kanplu).get(URL, query).status_code == 200
