"""From levels to groups: tables of values and laws that hold for any row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.scoring import Merged, Result, Settled, bits, compute, merge, positions, settle

COUNTING = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 11})
# One number drawn is eleven levels: cheap on a busy machine.
LEVELS = st.integers(0, 4**11 - 1).map(lambda drawn: [drawn >> 2 * at & 3 for at in range(11)])


def row(text):
    return [int(digit) for digit in text]


@pytest.mark.parametrize(
    ("levels", "group", "is_complete"),
    [
        ("00000000000", 0, False),
        ("11111111111", 1, True),
        ("21111111121", 1, True),  # two flags set: ความสามารถพิเศษ and ความต้องการพิเศษ never count
        ("01111111101", 1, True),  # flags not filled: fully screened all the same
        ("11111111110", 0, False),  # one counting aspect empty
        ("12111111111", 2, True),
        ("12311111111", 3, True),
        ("02000000000", 2, False),  # a risk shows before the rest is filled
        ("03000000000", 3, False),
        ("01000000000", 0, False),
    ],
)
def test_group_of_levels(levels, group, is_complete):
    assert compute(row(levels), COUNTING) == Result(group, is_complete)


@given(LEVELS)
def test_the_worst_counting_level_decides(levels):
    counted = [levels[at - 1] for at in COUNTING]
    group, is_complete = compute(levels, COUNTING)
    assert is_complete == (0 not in counted)
    assert group == max(counted) if max(counted) > 1 else group in (0, 1)
    assert (group == 0) <= (not is_complete)


@given(LEVELS, st.integers(0, 2), st.sampled_from([1, 10]))
def test_flags_never_change_the_group(levels, flag, position):
    changed = list(levels)
    changed[position - 1] = flag
    assert compute(changed, COUNTING) == compute(levels, COUNTING)


@given(LEVELS, st.sampled_from(sorted(COUNTING)))
def test_a_worse_level_never_makes_a_better_group(levels, position):
    worse = list(levels)
    worse[position - 1] = 3
    assert compute(worse, COUNTING).group >= compute(levels, COUNTING).group


@pytest.mark.parametrize(
    ("computed", "was_computed", "was_final", "settled"),
    [
        (2, 2, 2, Settled(2, False)),  # never overridden
        (1, 1, 2, Settled(2, True)),  # raised: stays
        (2, 1, 2, Settled(2, False)),  # the levels reached it: no override any more
        (3, 1, 2, Settled(3, False)),
        (1, 2, 3, Settled(3, True)),  # raised: stays above what the levels say now
        (3, 3, 2, Settled(2, True)),  # lowered by the counselor: stays for that result
        (2, 3, 1, Settled(2, False)),  # the result changed: asked again
        (0, 2, 3, Settled(3, True)),
        (0, 2, 2, Settled(0, False)),
    ],
)
def test_an_override_when_the_levels_change(computed, was_computed, was_final, settled):
    assert settle(computed=computed, was_computed=was_computed, was_final=was_final) == settled


def test_cells_nobody_else_touched_are_taken():
    assert merge({2: 3, 3: 1}, was=row("010"), stored=row("010")) == Merged([0, 3, 1], [2, 3], [])


def test_a_cell_she_did_not_touch_keeps_what_somebody_else_set():
    assert merge({1: 1, 2: 2}, was=row("10"), stored=row("30")) == Merged([3, 2], [2], [])


def test_the_same_cell_set_differently_by_two_is_a_conflict():
    assert merge({1: 3}, was=row("1"), stored=row("2")) == Merged([2], [], [1])


def test_the_same_cell_set_the_same_by_two_is_none():
    assert merge({1: 2}, was=row("1"), stored=row("2")) == Merged([2], [], [])


@given(LEVELS, LEVELS, LEVELS)
def test_nothing_of_anybody_is_lost_without_being_shown(was, stored, mine):
    merged = merge(dict(enumerate(mine, start=1)), was=was, stored=stored)
    for at in range(11):
        if at + 1 in merged.conflicts:
            assert len({was[at], stored[at], mine[at]}) == 3
            assert merged.levels[at] == stored[at]
        elif stored[at] != was[at]:
            assert merged.levels[at] == stored[at]
        else:
            assert merged.levels[at] == mine[at]


@given(st.sets(st.integers(1, 31)))
def test_bits_and_positions_are_each_other_s_inverse(chosen):
    assert positions(bits(chosen)) == sorted(chosen)
