"""A school's or an area's own steps: set, refused, restored."""

import datetime

import pytest
from django.urls import reverse

from screening.models import WarningRules
from screening.warned import warned
from screening.warning import MEASURES, shipped
from tests import make
from tests.students.tables import attendance, result

TODAY = datetime.date(2025, 6, 25)


@pytest.fixture
def url():
    return reverse("screening:warning_rules")


def typed(**changes):
    """The page's fields as they stand, with changes (`gpax_0_limit=…`)."""
    rules = shipped()
    sent = {"months": "3", "least_days": "10", "medium": "2", "high": "3"}
    for measure in MEASURES:
        for at, step in enumerate(rules.steps[measure.name]):
            sent |= {f"{measure.name}-{at}-limit": str(step.limit), f"{measure.name}-{at}-points": str(step.points)}
    return sent | {name.replace("_0_", "-0-").replace("_1_", "-1-"): value for name, value in changes.items()}


def test_a_counselor_sets_her_school_s_steps_and_restores_them(cast, as_, url):
    result(cast.chaba, by=cast.somying, gpax="2.10")
    result(cast.luktan, by=cast.dokkaew, gpax="2.10")
    client = as_(cast.kanplu)
    assert warned(cast.kanplu, TODAY) == []
    assert client.post(url, typed(gpax_0_limit="๒.๕๐", gpax_0_points="2")).status_code == 302
    assert [one.student for one in warned(cast.kanplu, TODAY)] == [cast.chaba]
    assert warned(cast.dokkaew, TODAY) == [], "another school keeps the shipped ones"
    assert "ใช้เกณฑ์ของตนเอง" in client.get(url).content.decode()
    client.post(url, {"restore": "1"})
    assert not WarningRules.objects.exists()
    assert warned(cast.kanplu, TODAY) == []


def test_the_area_s_steps_hold_for_schools_without_their_own(cast, as_, url):
    attendance(cast.luktan, datetime.date(2025, 6, 1), by=cast.dokkaew, days=20, absent=1, streak=1)
    as_(cast.khet).post(url, typed(streak_0_limit="1"))
    assert [one.student for one in warned(cast.dokkaew, TODAY)] == [cast.luktan]
    as_(cast.dokkaew).post(url, typed())
    assert warned(cast.dokkaew, TODAY) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"months": "สาม"}, "จำนวนเดือนต้องเป็นจำนวนเต็ม"),
        ({"gpax_0_limit": "5"}, "เกรดเฉลี่ยสะสม: เกณฑ์ต้องอยู่ระหว่าง"),
        ({"gpax_0_points": ""}, "เกรดเฉลี่ยสะสม: คะแนนต้องเป็น 1 ถึง 9"),
        ({"streak_1_limit": "2"}, "ขาดติดต่อกัน: ขั้นที่สองต้องหนักกว่าขั้นแรก"),
        ({"high": "2"}, "คะแนนระดับสูงต้องมากกว่า"),
        ({"high": "9" * 50}, "พิมพ์ไม่เกิน"),
    ],
)
def test_steps_that_cannot_stand_are_named_and_nothing_is_kept(cast, as_, url, change, says):
    answer = as_(cast.kanplu).post(url, typed(**change))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not WarningRules.objects.exists()


def test_a_step_that_is_not_used_is_left_empty(cast, as_, url):
    as_(cast.kanplu).post(url, typed(mind_0_limit="", mind_0_points="", mind_1_limit="", mind_1_points=""))
    assert WarningRules.objects.get().rules["steps"]["mind"] == []


@pytest.mark.parametrize("person", ["somying", "praphan", "tabian", "rabop", "klum"])
def test_nobody_else_sets_them(cast, as_, url, person):
    assert as_(getattr(cast, person)).get(url).status_code == 403


def test_the_page_keeps_its_menu_and_its_mended_form(cast, as_, url):
    page = as_(cast.kanplu).get(url).content.decode()
    assert "เมนูหลัก" in page
    assert "ไม่บังคับ" not in page
    empty = as_(cast.kanplu).post(url, typed(months=""))
    assert empty.status_code == 422
    assert not WarningRules.objects.exists()


def test_who_sets_two_places_chooses_one(cast, as_, url):
    make.appoint(cast.kanplu, "area_officer", area=cast.area)
    page = as_(cast.kanplu).get(url).content.decode()
    assert cast.area.name in page
    as_(cast.kanplu).post(f"{url}?of={cast.school.public_id}", typed())
    assert WarningRules.objects.get().school == cast.school
