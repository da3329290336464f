"""No child can be counted out of a table that leaves the school (decisions B6)."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.suppression import SMALL, TOTAL, Part, hide


def column(*groups):
    """Counts per group into a table: schools are numbered 10, 11 … in group 1, 20 … in group 2."""
    return {
        number: {number * 10 + place: Part(count) for place, count in enumerate(counts)}
        for number, counts in enumerate(groups, start=1)
    }


@pytest.mark.parametrize(
    ("groups", "schools", "hidden_groups", "total"),
    [
        ([(0, 7, 9), (8, 12)], set(), set(), False),  # nothing small, nothing hidden; nobody is a number that is shown
        ([(3, 7, 9), (8, 12)], {10, 11}, set(), False),  # a lone hidden cell takes the smallest other with it
        ([(3, 2, 9), (8, 12)], {10, 11}, set(), False),  # two small ones hide each other
        ([(1, 1, 9), (8, 12)], {10, 11, 12}, set(), False),  # a sum of 2 would tell both: the third goes as well
        ([(4, 4), (8, 12)], {10, 11, 20}, {1, 2}, False),  # 8 tells 4 and 4, nothing else to hide: the totals go
        ([(3,), (8, 12)], {10, 20}, {1, 2}, False),  # a group of one school is hidden among the groups
        ([(3, 0), (30, 40)], {10, 20}, {1, 2}, False),  # zero hides nothing
        ([(3, 0)], {10}, {1}, True),  # alone in the area: no total either
    ],
)
def test_what_goes_beside_a_small_number(groups, schools, hidden_groups, total):
    found = hide(column(*groups))
    assert (set(found.schools), set(found.groups), found.total) == (schools, hidden_groups, total)


def test_a_total_does_not_say_fewer_than_five_of_four_single_children():
    found = hide(column((1, 1), (1, 1)))
    assert (found.total, found.signless) == (True, {TOTAL})
    assert hide(column((1, 1), (1,))).signless == set()


@pytest.mark.parametrize(
    ("part", "small"),
    [
        (Part(0), False),
        (Part(1), True),
        (Part(4), True),
        (Part(5), False),
        (Part(10, 40), False),
        (Part(36, 40), True),
        (Part(40, 40), False),
        (Part(0, 40), False),
        (Part(35, 40), False),
    ],
)
def test_small_is_one_to_four_on_either_side(part, small):
    assert part.is_small == small


def readings(table, found):
    """Every table that a reader has to reckon with: school → set of counts, group → set of totals."""
    per_group = {group: list(assignments(schools, group, found)) for group, schools in table.items()}
    sums = {group: {sum(one.values()) for one in ways} for group, ways in per_group.items()}
    whole = sum(part.count for schools in table.values() for part in schools.values())
    cells, totals = {}, {}
    for group, ways in per_group.items():
        others = {0}
        for other, values in sums.items():
            if other != group:
                others = {a + b for a in others for b in values}
        for one in ways:
            total = sum(one.values())
            if (
                whole - total in others
                if not found.total
                else any(as_small(total + rest, whole, found.schools) for rest in others)
            ):
                totals.setdefault(group, set()).add(total)
                for key, value in one.items():
                    cells.setdefault(key, set()).add(value)
    return cells, totals


def as_small(number, truth, hidden):
    """A hidden total says by its sign whether it is small, unless four cells under it are hidden."""
    return len(hidden) >= SMALL - 1 or (0 < number < SMALL) == (0 < truth < SMALL)


def assignments(schools, group, found):
    """The counts a group's schools may have, after what is shown of them and of their total."""
    choices = []
    for key, part in schools.items():
        if key not in found.schools:
            choices.append([part.count])
        elif 0 < part.count < SMALL:
            choices.append(range(1, SMALL))
        else:
            choices.append(range(SMALL, 30))  # a star, and not "<5"
    total = sum(part.count for part in schools.values())
    for counts in itertools.product(*choices):
        if group in found.groups:
            if not as_small(sum(counts), total, found.schools & schools.keys()):
                continue
        elif sum(counts) != total:
            continue
        yield dict(zip(schools, counts, strict=True))


groups_of_counts = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)


@settings(max_examples=600, deadline=None)
@given(groups_of_counts)
def test_no_hidden_number_follows_from_what_is_shown(groups):
    table = column(*groups)
    found = hide(table)
    cells, totals = readings(table, found)
    for group, schools in table.items():
        for key, part in schools.items():
            assert (key in found.schools) or not part.is_small
            if key in found.schools:
                assert len(cells[key]) > 1, f"{key} of {groups} can only be {cells[key]}"
        if group in found.groups:
            assert len(totals[group]) > 1, f"the total of {group} in {groups} can only be {totals[group]}"


@given(st.lists(st.lists(st.integers(5, 90), min_size=1, max_size=4).map(tuple), min_size=1, max_size=4))
def test_where_nothing_is_small_everything_is_shown(groups):
    found = hide(column(*groups))
    assert (found.schools, found.groups, found.total) == (frozenset(), frozenset(), False)
