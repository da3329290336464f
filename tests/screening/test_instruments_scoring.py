"""SDQ: published vectors, limits and the errors of other programs (domain.md A)."""

import pytest

from tests.screening.scoring_papers import FIVE, sdq, told, totals
from tests.screening.shipped import SHIPPED

# --- SDQ: scores (A.2) -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "scores"),
    [(0, [0, 2, 4, 4, 0, 10]), (1, [5, 5, 5, 5, 5, 20]), (2, [10, 8, 6, 6, 10, 30])],
)
@pytest.mark.parametrize("rater", ["self", "teacher", "parent"])
def test_sdq_all_answers_alike(answer, scores, rater):
    assert told(sdq(answers=[answer] * 25, rater=rater), *FIVE) == scores


def test_sdq_each_item_counts_in_its_subscale_and_way():
    """From all 0, one answer 2: its subscale moves by two, down where the item is reversed (A.2)."""
    homes = {
        "emotional": [3, 8, 13, 16, 24],
        "conduct": [5, -7, 12, 18, 22],
        "hyperactivity": [2, 10, 15, -21, -25],
        "peer": [6, -11, -14, 19, 23],
        "prosocial": [1, 4, 9, 17, 20],
    }
    nought = sdq(answers=[0] * 25).scores
    for code, items in homes.items():
        for item in items:
            moved = sdq(answers=[2 if at == abs(item) else 0 for at in range(1, 26)]).scores
            by = 2 if item > 0 else -2
            expected = nought | {code: nought[code] + by}
            if code != "prosocial":
                expected["total"] += by
            assert moved == expected, (code, item)


def test_the_strength_is_never_added_to_the_difficulties():
    assert {sdq(totals=totals(3, 3, 4, 4, good)).scores["total"] for good in range(11)} == {14}


# --- SDQ: blanks (A.1) -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "emotional"),
    [
        ({3: 2, 8: 2, 13: 2, 16: 2}, 10),  # 8 × 5/4
        ({3: 1, 8: 0, 13: 1, 16: 0}, 3),  # 2 × 5/4 = 2.5, a half goes up
        ({3: 1, 8: 0, 13: 0}, 2),  # 1 × 5/3 = 1.67
        ({3: 0, 8: 0, 13: 0}, 0),
        ({3: 2, 8: 2}, None),
        ({}, None),
    ],
)
def test_three_of_five_answers_are_enough(answers, emotional):
    items = [answers.get(at) if at in (3, 8, 13, 16, 24) else 0 for at in range(1, 26)]
    outcome = sdq(answers=items)
    assert outcome.scores["emotional"] == emotional
    assert outcome.is_complete is (emotional is not None)
    assert (outcome.scores["total"] is None) is (emotional is None)
    assert outcome.unanswered == tuple(at for at in (3, 8, 13, 16, 24) if at not in answers)
    assert outcome.prorated == (("emotional",) if emotional is not None else ())


def test_what_cannot_be_scored_has_no_level():
    outcome = sdq(answers=[None] * 25)
    assert (outcome.level, set(outcome.scores.values()), set(outcome.bands.values())) == (0, {None}, {None})
    assert len(outcome.unanswered) == 25


# --- SDQ: bands (A.3) ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rater", "norms", "total", "level"),
    [
        ("self", "th-obec", 16, 1),
        ("self", "th-obec", 17, 2),
        ("self", "th-obec", 18, 2),
        ("self", "th-obec", 19, 3),
        ("teacher", "th-obec", 14, 1),
        ("teacher", "th-obec", 15, 1),
        ("teacher", "th-obec", 16, 2),
        ("teacher", "th-obec", 17, 2),
        ("teacher", "th-obec", 18, 3),
        ("parent", "th-obec", 15, 1),
        ("parent", "th-obec", 18, 3),
        ("self", "th-2554", 15, 1),
        ("self", "th-2554", 16, 2),
        ("self", "th-2554", 19, 3),
        ("teacher", "th-2554", 13, 1),
        ("teacher", "th-2554", 14, 2),
        ("teacher", "th-2554", 15, 2),
        ("teacher", "th-2554", 16, 2),
        ("teacher", "th-2554", 17, 3),
        ("parent", "th-2554", 15, 1),
        ("parent", "th-2554", 16, 2),
        ("parent", "th-2554", 18, 2),
        ("parent", "th-2554", 19, 3),
    ],
)
def test_border_totals_of_both_norm_sets(rater, norms, total, level):
    outcome = sdq(rater=rater, norms=norms, totals=totals(*spread(total)))
    assert (outcome.scores["total"], outcome.level, outcome.norm_set) == (total, level, norms)


def spread(total):
    return [min(10, max(0, total - 10 * at)) for at in range(4)]


@pytest.mark.parametrize(
    ("rater", "code", "limits_a", "limits_b"),
    [
        ("self", "emotional", (5, 6), (4, 5)),
        ("self", "conduct", (4, 5), (3, 4)),
        ("self", "hyperactivity", (5, 6), (5, 6)),
        ("self", "peer", (3, 4), (4, 5)),
        ("teacher", "emotional", (3, 4), (3, 4)),
        ("teacher", "conduct", (3, 4), (3, 4)),
        ("teacher", "hyperactivity", (5, 6), (5, 6)),
        ("teacher", "peer", (5, 6), (4, 5)),
        ("parent", "emotional", (3, 4), (4, 5)),
        ("parent", "conduct", (3, 4), (4, 5)),
        ("parent", "hyperactivity", (5, 6), (5, 6)),
        ("parent", "peer", (5, 6), (4, 5)),
    ],
)
def test_borders_of_every_subscale(rater, code, limits_a, limits_b):
    """`limits`: the last ปกติ and the last เสี่ยง."""
    for norms, (normal, risk) in {"th-obec": limits_a, "th-2554": limits_b}.items():
        for value in range(11):
            band = sdq(rater=rater, norms=norms, totals={code: value}).bands[code]
            assert band.level == (1 if value <= normal else 2 if value <= risk else 3), (norms, value)


def test_a_strength_is_no_risk():
    weak, strong = (sdq(totals=totals(0, 0, 0, 0, good)).bands["prosocial"] for good in (3, 4))
    assert (weak.label, weak.level, strong.label, strong.level) == ("ไม่มีจุดแข็ง", 0, "มีจุดแข็ง", 0)


def test_raters_of_set_b_are_not_banded_alike():
    """Set A treats teacher and parent alike, set B does not, and none is the British one (A.6)."""
    levels = {
        rater: sdq(rater=rater, norms="th-2554", totals=totals(5, 4, 4, 4)).level for rater in SHIPPED["sdq"].raters
    }
    assert levels == {"self": 2, "teacher": 3, "parent": 2}
    assert sdq(totals=totals(4, 4, 4, 3)).level == 1, "15 is เสี่ยง for British teachers only"


# --- SDQ: errors of other programs (A.6) -------------------------------------------------------------------------


def test_item_7_is_of_conduct_and_reversed():
    quiet = [0] * 25
    quiet[6] = 2
    assert told(sdq(answers=quiet), "conduct", "prosocial") == [0, 0]


def test_the_third_band_is_reached():
    assert sdq(totals=totals(10, 10, 10, 10)).bands["total"].label == "มีปัญหา"


def test_totals_are_not_banded_0_13_14_19_20():
    assert [sdq(totals=totals(*spread(total))).level for total in (14, 19)] == [1, 3]


def test_prosocial_2_or_4_is_never_a_problem():
    assert {sdq(totals=totals(0, 0, 0, 0, good)).level for good in (0, 2, 4)} == {1}


def test_hyperactivity_7_is_a_problem_and_5_is_none():
    bands = [sdq(totals={"hyperactivity": value}).bands["hyperactivity"].level for value in (5, 6, 7, 8)]
    assert bands == [1, 2, 3, 3]


# --- SDQ: impact (A.4) -----------------------------------------------------------------------------------------

BACK = {"difficulties": 2, "chronicity": 3, "distress": 2, "friends": 2, "classroom": 1, "burden": 3}


def test_impact_of_a_teacher_has_three_questions():
    assert sdq(totals=totals(1, 1, 1, 1), extras=BACK).scores["impact"] == 2


def test_impact_of_a_parent_needs_all_five():
    assert sdq(rater="parent", totals=totals(1, 1, 1, 1), extras=BACK).scores["impact"] is None
    whole = BACK | {"home": 3, "leisure": 3}
    assert sdq(rater="parent", totals=totals(1, 1, 1, 1), extras=whole).scores["impact"] == 6


@pytest.mark.parametrize(("value", "points"), [(0, 0), (1, 0), (2, 1), (3, 2)])
def test_a_little_is_no_impact(value, points):
    extras = {"difficulties": 1, "distress": value, "friends": 0, "classroom": 0}
    assert sdq(totals=totals(1, 1, 1, 1), extras=extras).scores["impact"] == points


def test_no_difficulties_no_impact():
    outcome = sdq(totals=totals(1, 1, 1, 1), extras={"difficulties": 0})
    assert (outcome.scores["impact"], outcome.bands["impact"].level) == (0, 1)
    assert outcome.unanswered_extras == ()


def test_chronicity_and_burden_add_nothing():
    most = sdq(totals=totals(1, 1, 1, 1), extras=BACK | {"chronicity": 0, "burden": 0}).scores["impact"]
    assert most == sdq(totals=totals(1, 1, 1, 1), extras=BACK).scores["impact"]


def test_impact_is_banded_by_its_norm_set_and_never_decides_the_level():
    extras = {"difficulties": 1, "distress": 2, "friends": 2, "classroom": 0}
    a, b = (sdq(norms=norms, totals=totals(0, 0, 0, 0), extras=extras) for norms in ("th-obec", "th-2554"))
    assert (a.scores["impact"], a.bands["impact"].level, b.bands["impact"].level) == (2, 2, 3)
    assert (a.level, b.level) == (1, 1)
