"""Time to answer: the middle, and the share that kept the day asked for. Tables of values, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.answer_times import Took, percent, times

letters = st.lists(
    st.builds(
        Took,
        days=st.none() | st.integers(0, 120),
        within=st.sampled_from([3, 7]),
        is_overdue=st.booleans(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("days", "median"), [([], None), ([4], 4), ([1, 9], 5), ([1, 2, 30], 2), ([1, 2, 3, 30], 2.5), ([0, 0], 0)]
)
def test_the_median_is_the_middle_and_one_late_answer_does_not_move_it(days, median):
    assert times(Took(one, 7) for one in days).median == median


def test_the_words_have_no_needless_decimals():
    assert times([Took(1, 7), Took(2, 7)]).median_words == "1.5"
    assert times([Took(4, 7)]).median_words == "4"
    assert times([]).median_words == "–"
    assert times([]).share == "–"


def test_the_day_asked_for_belongs_to_the_time():
    assert (times([Took(7, 7)]).kept, times([Took(8, 7)]).kept) == (1, 0)
    assert (times([Took(3, 3)]).kept, times([Took(4, 3)]).kept) == (1, 0)


def test_silence_past_the_day_counts_against_and_silence_before_it_does_not_count():
    found = times([Took(2, 7), Took(None, 7, is_overdue=True), Took(None, 7)])
    assert (found.answered, found.kept, found.due, found.share) == (1, 1, 2, "50%")


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(0, 0, "–"), (0, 9, "0%"), (9, 9, "100%"), (1, 900, "1%"), (899, 900, "99%")]
)
def test_nearly_all_is_not_all(part, whole, words):
    assert percent(part, whole) == words


@given(letters)
def test_parts_never_exceed_their_wholes(every):
    found = times(every)
    assert 0 <= found.kept <= found.due <= len(every)
    assert found.kept <= found.answered <= found.due
    assert (found.median is None) == (found.answered == 0)


@given(letters)
def test_half_the_answers_lie_on_each_side_of_the_median(every):
    found = times(every)
    days = [one.days for one in every if one.days is not None]
    if found.median is not None:
        assert sum(one <= found.median for one in days) * 2 >= len(days)
        assert sum(one >= found.median for one in days) * 2 >= len(days)
        assert min(days) <= found.median <= found.longest == max(days)


@given(letters, st.randoms())
def test_the_order_of_letters_does_not_matter(every, chance):
    mixed = list(every)
    chance.shuffle(mixed)
    assert times(mixed) == times(every)


@given(letters)
def test_one_more_answer_in_time_never_makes_the_share_worse(every):
    before, after = times(every), times([*every, Took(0, 7)])
    assert after.kept * (before.due or 1) >= before.kept * after.due or not before.due
