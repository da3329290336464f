"""Signs to look again: what is one, and above all what is none."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.honesty import Limits, Sheet, runs, signals

NINE = datetime.datetime(2025, 6, 25, 2, 0, tzinfo=datetime.UTC)


def sheets(*values, quiet=1, gap=60.0, by=1):
    return [
        Sheet(student, tuple(one), NINE + datetime.timedelta(seconds=gap * student), by, quiet)
        for student, one in enumerate(values)
    ]


def levels(text):
    return tuple(int(level) for level in text)


ONE_PROBLEM = levels("11131111111")
NORMAL = levels("11111111111")


def test_most_of_a_class_exactly_as_last_time_is_a_sign():
    now = sheets(*[ONE_PROBLEM] * 6)
    before = dict.fromkeys(range(6), ONE_PROBLEM)
    assert signals(now, before, per_item=False) == {"same_as_before": [0, 1, 2, 3, 4, 5]}


def test_a_class_that_is_fine_as_last_time_is_none():
    assert signals(sheets(*[NORMAL] * 40), dict.fromkeys(range(40), NORMAL), per_item=False) == {}


def test_a_few_who_are_still_poor_are_none():
    before = dict.fromkeys(range(4), ONE_PROBLEM) | dict.fromkeys(range(4, 10), levels("13111111111"))
    now = sheets(*[ONE_PROBLEM] * 4, *[levels("12111111111")] * 6)
    assert signals(now, before, per_item=False) == {}


def test_three_children_with_the_same_twenty_five_answers():
    same = levels("0120120120120120120120120")
    other = levels("1120120120120120120120120")
    found = signals(sheets(same, other, same, same, quiet=0), {}, per_item=True)
    assert found == {"same_as_another": [0, 2, 3]}


def test_two_twins_are_no_sign():
    same = levels("0120120120120120120120120")
    assert signals(sheets(same, same, quiet=0), {}, per_item=True) == {}


def test_zero_on_every_item():
    assert signals(sheets(levels("0" * 25), quiet=0), {}, per_item=True) == {"all_zero": [0]}


@pytest.mark.parametrize(("gap", "is_told"), [(1.0, True), (2.9, True), (3.1, False), (0.0, False)])
def test_rows_one_after_the_other_faster_than_they_are_read(gap, is_told):
    found = signals(sheets(*[ONE_PROBLEM] * 8, gap=gap), {}, per_item=False)
    assert ("too_fast" in found) == is_told, "a page sent whole has one moment and is no run"


def test_two_people_at_once_are_no_run():
    mine = sheets(*[ONE_PROBLEM] * 5, gap=2.0, by=1)
    theirs = [
        Sheet(one.student + 10, one.values, one.at + datetime.timedelta(seconds=1), 2, 1)
        for one in sheets(*[ONE_PROBLEM] * 5, gap=2.0)
    ]
    assert signals([*mine, *theirs], {}, per_item=False) == {}


answers = st.lists(st.integers(0, 2), min_size=25, max_size=25).map(tuple)


@given(st.lists(answers, max_size=40))
def test_only_children_who_are_there_are_named_and_once_each(values):
    for students in signals(sheets(*values, quiet=0), {}, per_item=True).values():
        assert len(set(students)) == len(students)
        assert set(students) <= set(range(len(values)))


@given(st.lists(answers, max_size=20), st.floats(0, 10))
def test_runs_leave_nobody_out(values, gap):
    given_ = sheets(*values, quiet=0, gap=gap)
    assert [one for run in runs(given_, Limits(), per_item=True) for one in run] == given_


@given(st.lists(answers, max_size=30))
def test_a_room_of_different_children_gives_no_sign_of_sameness(values):
    found = signals(sheets(*set(values), quiet=0), {}, per_item=True)
    assert "same_as_another" not in found
