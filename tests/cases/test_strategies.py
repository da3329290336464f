"""The area's library of strategies."""

import tomllib

import pytest
from django.conf import settings
from django.urls import reverse

from cases.models import Strategy, Task
from journal.models import Line
from tests import make

SENT = {
    "title": "อ่านด้วยกัน", "detail": "วันละสิบนาที", "aspects": ["learning"], "for_risk": "on", "weeks": "6",
    "text-1": "อ่านกับเพื่อน", "days-1": "๗", "repeats-1": "weekly", "kind-1": "other", "text-2": "",
}  # fmt: skip


def url(name, area, *more):
    return reverse(f"cases:{name}", args=[area.public_id, *(one.public_id for one in more)])


def test_the_shipped_set_is_filled_in_once_and_fits_the_shipped_aspects(cast, as_):
    client = as_(cast.khet)
    make.strategy(cast.area, "สอนเสริมเป็นรายคน", detail="ของเขตเอง")
    for _ in range(2):
        client.post(url("fill_strategies", cast.area))
    shipped = tomllib.loads((settings.BASE_DIR / "fixtures" / "strategies.toml").read_text(encoding="utf-8"))
    assert Strategy.objects.count() == len(shipped["strategies"])
    assert Strategy.objects.get(title="สอนเสริมเป็นรายคน").detail == "ของเขตเอง"
    criteria = tomllib.loads((settings.BASE_DIR / "fixtures" / "criteria-11.toml").read_text(encoding="utf-8"))
    known = {aspect["slug"] for aspect in criteria["aspects"]} | {"mind"}
    assert {slug for one in shipped["strategies"] for slug in one["aspects"]} == known
    for one in shipped["strategies"]:
        for task in one["tasks"]:
            assert task["repeats"] in Task.Repeats.values
            assert task["kind"] in Task.Kind.values
    assert Line.objects.filter(verb="configured", detail__strategies__isnull=False).count() == 1


def test_a_strategy_is_added_with_its_tasks(cast, round_, as_):
    assert as_(cast.khet).post(url("add_strategy", cast.area), SENT).status_code == 302
    strategy = Strategy.objects.get()
    assert (strategy.weeks, strategy.for_risk, strategy.for_problem) == (6, True, False)
    assert strategy.tasks == [{"text": "อ่านกับเพื่อน", "days": 7, "repeats": "weekly", "kind": "other"}]
    again = as_(cast.khet).post(url("add_strategy", cast.area), SENT)
    assert "มีแนวทางชื่อนี้แล้ว" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "say"),
    [
        ({"title": ""}, "เขียนชื่อแนวทาง"),
        ({"aspects": ["nothing"]}, "เลือกด้านจากรายการ"),
        ({"for_risk": ""}, "เลือกอย่างน้อยหนึ่งกลุ่ม"),
        ({"weeks": "13"}, "กรอกจำนวนสัปดาห์ 1 ถึง 12"),
        ({"days-1": "900"}, "กรอกจำนวนวัน 0 ถึง 84"),
    ],
)
def test_what_is_wrong_is_said(wrong, say, cast, round_, as_):
    assert say in as_(cast.khet).post(url("add_strategy", cast.area), SENT | wrong).content.decode()
    assert not Strategy.objects.exists()


def test_somebody_was_faster(cast, round_, as_):
    strategy = make.strategy(cast.area)
    client = as_(cast.khet)
    page = url("change_strategy", cast.area, strategy)
    assert client.post(page, SENT | {"version": "1"}).status_code == 302
    stale = client.post(page, SENT | {"version": "1", "title": "ของฉัน"})
    assert stale.status_code == 409
    assert "อ่านด้วยกัน" in stale.content.decode()
    assert 'value="ของฉัน"' in stale.content.decode()
    assert 'name="version" value="2"' in stale.content.decode()


def test_retired_ones_stay_and_the_order_is_the_areas(cast, as_):
    first, second = make.strategy(cast.area, "ก", position=1), make.strategy(cast.area, "ข", position=2)
    client = as_(cast.khet)
    client.post(url("move_strategy", cast.area, second), {"to": "up"})
    client.post(url("move_strategy", cast.area, second), {"to": "up"})
    client.post(url("use_strategy", cast.area, first), {"use": "0"})
    kept = list(Strategy.objects.order_by("position").values_list("title", "is_active"))
    assert kept == [("ข", True), ("ก", False)]


def test_another_areas_strategy_is_not_found(cast, as_):
    far = make.strategy(make.area("สพป.อื่น เขต 1"))
    assert as_(cast.khet).get(url("change_strategy", cast.area, far)).status_code == 404
