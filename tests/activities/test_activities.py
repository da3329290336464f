"""The list of activities: whose, narrowed, page by page, and as a workbook."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from journal.models import Line
from tests import make


@pytest.fixture
def some(cast):
    return {
        "here": make.activity(by=cast.somying, classroom=cast.room, title="ในห้อง", tags=["ปลูกฝัง"]),
        "next": make.activity(by=cast.mana, classroom=cast.next_door, title="ข้างห้อง", kind="development"),
        "all": make.activity(
            by=cast.kanplu, school=cast.school, title="ทั้งโรงเรียน-ก", kind="training", on=datetime.date(2025, 5, 20)
        ),
        "far": make.activity(by=cast.dokkaew, classroom=cast.far_room, title="ไกลออกไป"),
    }


def titles(client, query=""):
    body = client.get(f"/activities/{query}").content.decode()
    return [title for title in ("ในห้อง", "ข้างห้อง", "ทั้งโรงเรียน-ก", "ไกลออกไป") if f">{title}<" in body]


def test_each_sees_what_is_hers(cast, as_, some):
    assert titles(as_(cast.somying)) == ["ในห้อง", "ทั้งโรงเรียน-ก"]
    assert titles(as_(cast.mana)) == ["ข้างห้อง", "ทั้งโรงเรียน-ก"]
    assert titles(as_(cast.kanplu)) == ["ในห้อง", "ข้างห้อง", "ทั้งโรงเรียน-ก"]
    assert titles(as_(cast.wilai)) == ["ในห้อง", "ข้างห้อง", "ทั้งโรงเรียน-ก"]
    assert titles(as_(cast.pim)) == []
    assert titles(as_(cast.dokkaew)) == ["ไกลออกไป"]


def test_narrowed_by_room_kind_month_and_tag(cast, as_, some):
    client = as_(cast.kanplu)
    assert titles(client, f"?room={cast.room.public_id}") == ["ในห้อง"]
    assert titles(client, "?kind=development") == ["ข้างห้อง"]
    assert titles(client, "?month=2568-05") == ["ทั้งโรงเรียน-ก"]
    assert titles(client, "?tag=ปลูกฝัง") == ["ในห้อง"]
    assert titles(client, "?tag=ปลูก") == []


@pytest.mark.parametrize(
    "query",
    ["?month=2568-13", "?month=x", "?kind=x", "?room=x", "?tag=%00", "?before=%00", "?before=zzz", "?month=9999-01"],
)
def test_what_an_address_says_wrongly_does_no_harm(cast, as_, some, query):
    assert as_(cast.kanplu).get(f"/activities/{query}").status_code == 200


def test_fifty_a_page_and_then_the_rest(cast, as_, statements):
    for number in range(55):
        make.activity(by=cast.somying, classroom=cast.room, title=f"ครั้งที่ {number}")
    client = as_(cast.somying)
    with statements() as made:
        body = client.get("/activities/").content.decode()
    assert body.count("ครั้งที่ ") == 50
    following = body.split("before=")[1][:8]
    rest = client.get(f"/activities/?before={following}").content.decode()
    assert rest.count("ครั้งที่ ") == 5
    assert len(made) <= 16


def test_the_workbook_holds_the_list_and_no_child(cast, as_, some):
    make.participation(some["here"], cast.chaba)
    make.participation(some["here"], cast.kita, mark="absent")
    answer = as_(cast.kanplu).get("/activities/list.xlsx?tag=ปลูกฝัง")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][1:8] == ("โฮมรูม", "ป.4/1", "ในห้อง", cast.somying.display_name, 1, 1, 0)
    assert len(rows) == 2
    assert "ชบา" not in str(rows)
    assert Line.objects.get(verb="disclosed").detail["kind"] == "activities"


@pytest.mark.parametrize(("person", "leads"), [("somying", True), ("decha", False)])
def test_the_button_leads_to_what_she_may_write(person, leads, cast, as_):
    """Who only reads a room's list is asked where; nobody is led to a refusal."""
    client = as_(getattr(cast, person))
    new = reverse("activities:new_activity")
    page = client.get(reverse("activities:activities"), {"room": cast.room.public_id}).content.decode()
    address = f"{new}?room={cast.room.public_id}" if leads else new
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200
