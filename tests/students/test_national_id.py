"""Identifiers as they arrive from DMC, Excel and hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students import national_id
from students.national_id import Kind

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("value", ["1000000001013", "1000000001021", "1000000001030"])
def test_the_published_and_the_invented_numbers_have_right_check_digits(value: str) -> None:
    assert national_id.has_right_check_digit(value)


def test_the_formula_agrees_with_the_two_numbers_of_the_design() -> None:
    assert national_id.check_digit("123456789012") == 1
    assert national_id.check_digit("324980000834") == 1
    assert national_id.check_digit("100000000101") == 3


@given(TWELVE, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_or_the_sum_says_why(twelve: str, place: int, step: int) -> None:
    """The third digit weighs 11, and the rests 0 and 10 share a check digit; every other slip is noticed."""
    wrong = twelve[:place] + str((int(twelve[place]) + step) % 10) + twelve[place + 1 :]

    def rest(digits: str) -> int:
        return sum(int(digit) * (13 - n) for n, digit in enumerate(digits)) % 11

    same = national_id.check_digit(twelve) == national_id.check_digit(wrong)
    assert same == (rest(twelve) == rest(wrong) or {rest(twelve), rest(wrong)} == {0, 10})


@pytest.mark.parametrize(
    ("raw", "value", "kind"),
    [
        ("1-0000-00001-01-3", "1000000001013", Kind.THAI),
        ("๑-๐๐๐๐-๐๐๐๐๑-๐๑-๓", "1000000001013", Kind.THAI),
        (" 1 0000 00001 01 3 ", "1000000001013", Kind.THAI),
        (1000000001013, "1000000001013", Kind.THAI),
        (1000000001013.0, "1000000001013", Kind.THAI),
        ("'1000000001013", "1000000001013", Kind.THAI),
        ("0000000001012", "0000000001012", Kind.THAI),
        ("g๖๔๔๒๐๐๐๐๐๐๐๑", "G644200000001", Kind.G_CODE),
        ("G64-42-00000001", "G644200000001", Kind.G_CODE),
    ],
)
def test_read(raw: object, value: str, kind: Kind) -> None:
    reading = national_id.read(raw)
    assert (reading.value, reading.kind, reading.error) == (value, kind, "")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (None, national_id.SAY_MISSING),
        ("", national_id.SAY_MISSING),
        (" - ", national_id.SAY_MISSING),
        ("1.00E+12", national_id.SAY_EXCEL),
        ("1.23457E+12", national_id.SAY_EXCEL),
        ("1E+12", national_id.SAY_EXCEL),
        ("๑.๒๓E+๑๒", national_id.SAY_EXCEL),
        (1.23e12, national_id.SAY_EXCEL),
        (1000000000000.5, national_id.SAY_EXCEL),
        ("1000020000000", national_id.SAY_EXCEL),
        (12345678901.0, national_id.SAY_ZERO_LOST),
        ("123456789012", national_id.SAY_LENGTH),
        ("12345678901234", national_id.SAY_LENGTH),
        ("G64420000001", national_id.SAY_G_CODE),
        ("G6442000000012", national_id.SAY_G_CODE),
        ("นักเรียน", national_id.SAY_LENGTH),
        ("9" * 1_000_000, national_id.SAY_LENGTH),
    ],
)
def test_refused_with_what_to_do(raw: object, error: str) -> None:
    assert national_id.read(raw).error == error


def test_a_wrong_check_digit_is_only_a_warning() -> None:
    reading = national_id.read("1-0000-00001-01-4")
    assert (reading.error, reading.warning) == ("", national_id.SAY_CHECK_DIGIT)
    assert reading.value == "1000000001014"


@pytest.mark.parametrize(
    ("value", "dashed", "masked"),
    [
        ("1000000001013", "1-0000-00001-01-3", "1-00xx-xxxxx-xx-3"),
        ("G644200000001", "G64-42-00000001", "G64-xx-xxxxxx01"),
        ("AB12345", "AB12345", "xxxxx45"),
        ("AB1", "AB1", "xxx"),
        ("", "", ""),
    ],
)
def test_dashed_and_masked(value: str, dashed: str, masked: str) -> None:
    assert national_id.dashed(value) == dashed
    assert national_id.mask(value) == masked


@given(TWELVE)
def test_a_mask_shows_four_digits_of_thirteen(twelve: str) -> None:
    value = twelve + str(national_id.check_digit(twelve))
    assert sum(letter.isdigit() for letter in national_id.mask(value)) == 4
    assert national_id.normalise(national_id.dashed(value)) == value


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_anything_is_read_or_refused(raw: object) -> None:
    reading = national_id.read(raw)
    assert reading.error or reading.kind is not Kind.OTHER
