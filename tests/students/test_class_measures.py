"""Weight and height of a room, and how they are read by age."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from students.models import Measure
from tests.students.tables import form, measure

DAY = {"day_day": "10", "day_month": "6", "day_year": "2568"}


@pytest.fixture
def url(cast):
    return reverse("students:class_measures", args=[cast.room.public_id])


def test_the_nurse_types_a_room_and_reads_the_words(cast, as_, url):
    sent = form(cast.chaba, "measures", weight="๓๒.๕", height="138") | form(cast.kita, "measures", weight="30")
    assert as_(cast.pim).post(url, sent | DAY).status_code == 302
    row = Measure.objects.get(student=cast.chaba)
    assert (row.weight, row.height, row.measured_on) == (Decimal("32.5"), Decimal(138), datetime.date(2025, 6, 10))
    page = as_(cast.pim).get(url).content.decode()
    assert "BMI 17.1" in page
    assert "สมส่วน" in page
    assert "WHO 2007" in page
    assert "ไม่ใช่การวินิจฉัย" in page


def test_numbers_that_changed_places_are_noticed(cast, as_, url):
    answer = as_(cast.pim).post(url, form(cast.chaba, "measures", weight="138", height="52") | DAY)
    assert "น้ำหนักกับส่วนสูงสลับช่องกัน" in answer.content.decode()
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"weight": "4.9"}, "น้ำหนัก (กก.)ต้องเป็นตัวเลข 5.0 ถึง 200.0"),
        ({"height": "1.38"}, "ส่วนสูง (ซม.)ต้องเป็นตัวเลข 50.0 ถึง 220.0"),
        ({"height": "138 ซม"}, "ส่วนสูง (ซม.)ต้องเป็นตัวเลข"),
    ],
)
def test_what_is_no_measure_is_named(cast, as_, url, cells, says):
    answer = as_(cast.pim).post(url, form(cast.chaba, "measures", **cells) | DAY)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_day_to_come_or_no_day_is_refused_and_the_numbers_stay(cast, as_, url):
    sent = form(cast.chaba, "measures", weight="32")
    for day in ({**DAY, "day_month": "7"}, {"day_day": "", "day_month": "", "day_year": ""}):
        answer = as_(cast.pim).post(url, sent | day)
        assert answer.status_code == 422
        assert 'value="32"' in answer.content.decode()
    assert not Measure.objects.exists()


def test_clearing_both_numbers_takes_the_measure_away(cast, as_, url):
    measure(cast.chaba, by=cast.pim, on=datetime.date(2025, 6, 1), weight=Decimal(32))
    as_(cast.pim).post(url, form(cast.chaba, "measures", was={"weight": "32.0"}) | DAY)
    assert not Measure.objects.exists()


def test_the_registrar_and_discipline_do_not_read_the_body(cast, as_, url):
    for person in ("tabian", "decha", "bunchi"):
        assert as_(getattr(cast, person)).get(url).status_code == 403
    assert as_(cast.praphan).get(url).status_code == 200
