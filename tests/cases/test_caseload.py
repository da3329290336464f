"""The caseload: tabs, filters, the urgent queue, and the same queries for one case or forty."""

import datetime

from django.urls import reverse

from cases.models import Case
from tests import make

URL = reverse("cases:caseload")


def page(client, **query):
    return client.get(URL, query).content.decode()


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


def test_names_are_short(cast, case, as_):
    body = page(as_(cast.kanplu))
    assert "ชบา\u00a0ล." in body
    assert "ลองเรียน" not in body


def test_silent_for_14_days(cast, case, as_):
    client = as_(cast.kanplu)
    assert "tag tag-look" not in page(client)
    Case.objects.update(touched_at=make.now() - datetime.timedelta(days=14, minutes=1))
    assert "tag tag-look" in page(client)
    assert case.code in page(client, silent="1")
    Case.objects.update(touched_at=make.now())
    assert case.code not in page(client, silent="1")


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
