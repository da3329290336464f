"""What a browser sends back, read without trusting it."""

import pytest

from screening.cells import Typed, cell_name, read, read_was, was_name, was_value

KINDS = {1: "flag", 2: "level"}


def test_a_row_comes_back_as_it_was_sent():
    sent = {cell_name("abc", 1): "2", cell_name("abc", 2): "3", was_name("abc"): was_value(4, [0, 1])}
    assert read(sent, "abc", KINDS, 2) == (Typed({1: 2, 2: 3}, 4, (0, 1)), [])


def test_an_empty_choice_clears_the_cell():
    typed, wrong = read({cell_name("abc", 2): ""}, "abc", KINDS, 2)
    assert typed.cells == {2: 0}
    assert wrong == []


@pytest.mark.parametrize("value", ["4", "-1", "ป", "๑", "\x00", "1" * 1_000_000, "1.0", " 1"])
def test_a_value_we_do_not_offer_is_named(value):
    typed, wrong = read({cell_name("abc", 2): value}, "abc", KINDS, 2)
    assert (typed.cells, wrong) == ({}, [2])


def test_a_flag_knows_no_third_level():
    assert read({cell_name("abc", 1): "3"}, "abc", KINDS, 2)[1] == [1]


def test_positions_that_may_not_be_filled_are_not_read():
    assert read({cell_name("abc", 7): "1"}, "abc", KINDS, 2)[0].is_empty()


@pytest.mark.parametrize("value", ["", "x", "1.0", "1.012", "\x00", "1.99", "9" * 1000])
def test_a_broken_was_is_an_empty_row(value):
    assert read_was(value, 2) == (0, (0, 0))
