"""BMI by sex and age: the shipped limits are WHO's, and the words change where they change."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.growth import read, standard

TEN = datetime.date(2015, 6, 25)
TODAY = datetime.date(2025, 6, 25)

# Published z-score tables of WHO 2007 (rounded to one decimal), age in months: -2 SD, +1 SD, +2 SD.
PUBLISHED = {
    "m": {
        72: ("13.0", "16.8", "18.5"),
        84: ("13.1", "17.0", "19.0"),
        108: ("13.5", "17.9", "20.5"),
        120: ("13.7", "18.5", "21.4"),
        132: ("14.1", "19.2", "22.5"),
        144: ("14.5", "19.9", "23.6"),
        156: ("14.9", "20.8", "24.8"),
        168: ("15.5", "21.8", "25.9"),
        180: ("16.0", "22.7", "27.0"),
        192: ("16.5", "23.5", "27.9"),
        204: ("16.9", "24.3", "28.6"),
        216: ("17.3", "24.9", "29.2"),
        228: ("17.6", "25.4", "29.7"),
    },
    "f": {72: ("12.7", "17.0", "19.2"), 84: ("12.7", "17.3", "19.8"), 108: ("13.1", "18.3", "21.5")},
}


@pytest.mark.parametrize(("sex", "months"), [(sex, months) for sex in PUBLISHED for months in PUBLISHED[sex]])
def test_the_limits_are_the_published_ones(sex, months):
    limits = standard().at(sex, months)
    for limit, published in zip(limits, PUBLISHED[sex][months], strict=True):
        assert abs(limit - Decimal(published)) <= Decimal("0.055")


@pytest.mark.parametrize(
    ("sex", "weight", "height", "bmi", "word", "level"),
    [
        ("m", "26.5", "140", "13.5", "ผอม", 2),
        ("m", "27.0", "140", "13.8", "สมส่วน", 1),
        ("m", "36.2", "140", "18.5", "สมส่วน", 1),
        ("m", "36.4", "140", "18.6", "น้ำหนักเกิน", 2),
        ("m", "41.9", "140", "21.4", "น้ำหนักเกิน", 2),
        ("m", "42.1", "140", "21.5", "อ้วน", 3),
        ("f", "26.5", "140", "13.5", "สมส่วน", 1),
    ],
)
def test_words_at_ten_years(sex, weight, height, bmi, word, level):
    found = read(Decimal(weight), Decimal(height), sex=sex, born=TEN, on=TODAY)
    assert (str(found.bmi), found.word, found.level) == (bmi, word, level)


@pytest.mark.parametrize(
    "born", [None, datetime.date(2020, 7, 1), datetime.date(2005, 1, 1), datetime.date(2026, 1, 1)]
)
def test_outside_the_ages_there_is_a_number_and_no_word(born):
    found = read(Decimal(20), Decimal(110), sex="f", born=born, on=TODAY)
    assert (str(found.bmi), found.word, found.level) == ("16.5", "", 0)


def test_half_a_measure_says_nothing():
    assert read(None, Decimal(110), sex="f", born=TEN, on=TODAY) is None
    assert read(Decimal(20), None, sex="f", born=TEN, on=TODAY) is None


@given(st.integers(60, 228), st.sampled_from("mf"))
def test_limits_stand_in_order_at_every_month(months, sex):
    limits = standard().at(sex, months)
    assert 10 < limits[0] < limits[1] < limits[2] < 32


@given(st.decimals("10", "90", places=1), st.decimals("0.1", "20", places=1))
def test_heavier_is_never_read_as_thinner(weight, more):
    order = standard().words
    one, other = (read(w, Decimal(140), sex="f", born=TEN, on=TODAY) for w in (weight, weight + more))
    assert order.index(one.word) <= order.index(other.word)
