"""What stands in a sheet's fields: values, what they were, and two people in one row; values in, values out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import keyed
from tests.screening.shipped import SHIPPED

SDQ_ITEMS = keyed.item_fields(SHIPPED["sdq"], "teacher")
SDQ_TOTALS = keyed.total_fields(SHIPPED["sdq"])

answers = st.sampled_from([None, keyed.UNKNOWN, 0, 1, 2])
scores = st.one_of(st.none(), st.integers(0, 10))


def of(fields, values):
    return {one.key: value for one, value in zip(fields, values, strict=True)}


@given(st.lists(answers, min_size=25, max_size=25), st.integers(0, 999_999))
def test_what_items_were_comes_back_as_it_went(values, version):
    cells = of(SDQ_ITEMS, values)
    assert keyed.read_was(keyed.was_value(version, SDQ_ITEMS, cells), SDQ_ITEMS) == (version, cells)


@given(st.lists(scores, min_size=5, max_size=5), st.integers(0, 999_999))
def test_what_scores_were_comes_back_as_it_went(values, version):
    cells = of(SDQ_TOTALS, values)
    assert keyed.read_was(keyed.was_value(version, SDQ_TOTALS, cells), SDQ_TOTALS) == (version, cells)


@given(st.text(max_size=40))
def test_anything_else_is_an_empty_row_or_one_of_ours(text):
    version, cells = keyed.read_was(text, SDQ_ITEMS)
    assert version >= 0
    assert set(cells) in (set(), {one.key for one in SDQ_ITEMS})


@given(st.text(max_size=6))
def test_a_value_is_one_the_paper_can_hold_or_refused(text):
    for one in (SDQ_ITEMS[0], SDQ_TOTALS[0]):
        try:
            value = keyed.value_of(text, one)
        except ValueError:
            continue
        assert value is None or value in one.allowed or (one.is_item and value == keyed.UNKNOWN)


@pytest.mark.parametrize(("text", "value"), [("", None), (" 2 ", 2), ("๒", 2), ("?", -1), ("-", -1), ("/", -1)])
def test_thai_digits_and_marks_for_unknown(text, value):
    assert keyed.value_of(text, SDQ_ITEMS[0]) == value


@pytest.mark.parametrize("text", ["3", "-1", "1.0", "²", "०", "ก", "11"])
def test_what_no_item_can_hold(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        keyed.value_of(text, SDQ_ITEMS[0])


rows = st.lists(answers, min_size=25, max_size=25).map(lambda values: of(SDQ_ITEMS, values))


@given(rows, rows, rows)
def test_merging_loses_nobodys_work(was, mine, theirs):
    """Every field holds what I changed, what they changed, or is named as one that both set differently."""
    merged, conflicts = keyed.merge(mine, was=was, stored=theirs)
    for key in was:
        if mine[key] == was[key]:
            assert merged[key] == theirs[key]
        elif theirs[key] in (was[key], mine[key]):
            assert merged[key] == mine[key]
            assert key not in conflicts
        else:
            assert key in conflicts
            assert merged[key] == theirs[key]


def test_keys_of_extras_are_never_keys_of_scores():
    for definition in SHIPPED.values():
        for rater in definition.raters:
            keys = [one.key for one in (*keyed.item_fields(definition, rater), *keyed.total_fields(definition))]
            assert len(keys) == len(set(keys))


def test_what_a_result_hangs_on_stands_on_the_sheet():
    phq = [one.key for one in keyed.item_fields(SHIPPED["phq-a"], "self")]
    assert len(phq) == 9 + len(SHIPPED["phq-a"].extras)
    assert len(SDQ_ITEMS) == 25, "the back page has a form of its own"
