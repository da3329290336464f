"""PHQ-A, 2Q, 9Q, 8Q, GAST, EQ, PDDSQ, CRAFFT, LD: their limits and what alerts (domain.md B)."""

import pytest

from screening.instruments.given import Impossible
from screening.instruments.scoring import score
from tests.screening.scoring_papers import ld, told
from tests.screening.shipped import SHIPPED

# --- PHQ-A, 2Q, 9Q, 8Q (B.1, B.2) ------------------------------------------------------------------------------


def phq(answers, **extras):
    return score(SHIPPED["phq-a"], answers=answers, extras=extras, rater="self", sex="f", age=14)


def test_item_9_alerts_whatever_the_total():
    outcome = phq([1, 1, 0, 0, 0, 0, 0, 0, 1], thoughts=0, attempt=0)
    assert (outcome.scores["total"], outcome.level, len(outcome.alerts)) == (3, 1, 1)


@pytest.mark.parametrize("extra", ["thoughts", "attempt"])
def test_either_extra_question_alerts(extra):
    assert phq([0] * 9, **{extra: 1}).alerts


def test_item_9_alerts_before_the_rest_is_answered():
    outcome = phq([None] * 8 + [1])
    assert outcome.alerts
    assert (outcome.level, outcome.is_complete, outcome.unanswered_extras) == (0, False, ("thoughts", "attempt"))


def test_a_high_total_alone_is_referred_not_alerted():
    outcome = phq([3] * 8 + [0], thoughts=0, attempt=0)
    assert outcome.alerts == ()
    assert [rule.act for rule in outcome.advice] == ["refer"]


@pytest.mark.parametrize(
    ("total", "label", "level"),
    [
        (4, "ไม่มีภาวะซึมเศร้า", 1),
        (5, "ซึมเศร้าเล็กน้อย", 2),
        (9, "ซึมเศร้าเล็กน้อย", 2),
        (10, "ซึมเศร้าปานกลาง", 2),
        (14, "ซึมเศร้าปานกลาง", 2),
        (15, "ซึมเศร้ามาก", 3),
        (19, "ซึมเศร้ามาก", 3),
        (20, "ซึมเศร้ารุนแรง", 3),
    ],
)
def test_bands_of_phq_a(total, label, level):
    outcome = phq([min(3, max(0, total - 3 * at)) for at in range(9)])
    assert (outcome.scores["total"], outcome.bands["total"].label, outcome.level) == (total, label, level)


def test_phq_a_is_not_taken_as_a_bare_total():
    """Item 9 could not be seen in it."""
    with pytest.raises(Impossible, match="ต้องกรอกรายข้อ"):
        score(SHIPPED["phq-a"], totals={"total": 27}, rater="self", sex="f", age=14)


@pytest.mark.parametrize(
    ("answers", "level", "nexts"), [([0, 0], 1, 0), ([1, 0], 2, 1), ([0, 1], 2, 1), ([1, 1], 2, 1)]
)
def test_any_yes_of_2q_leads_to_9q(answers, level, nexts):
    outcome = score(SHIPPED["2q"], answers=answers, rater="self", sex="m", age=16)
    assert (outcome.level, [rule.act for rule in outcome.advice]) == (level, ["next"] * nexts)


@pytest.mark.parametrize(("total", "level"), [(6, 1), (7, 2), (12, 2), (13, 3), (18, 3), (19, 3), (24, 3)])
def test_borders_of_9q(total, level):
    outcome = score(
        SHIPPED["9q"], answers=[min(3, max(0, total - 3 * at)) for at in range(9)], rater="self", sex="m", age=16
    )
    assert (outcome.scores["total"], outcome.level) == (total, level)
    assert ("next" in [rule.act for rule in outcome.advice]) is (total >= 7)


def eight(*items, **extras):
    answers = [1 if at in items else 0 for at in range(1, 9)]
    return score(SHIPPED["8q"], answers=answers, extras=extras, rater="self", sex="f", age=16)


@pytest.mark.parametrize(("item", "weight"), [(1, 1), (2, 2), (4, 8), (5, 9), (6, 4), (7, 10), (8, 4)])
def test_weights_of_8q(item, weight):
    assert eight(item).scores["total"] == weight


def test_the_third_of_8q_is_6_and_8_more_when_the_thought_cannot_be_held():
    assert [eight(3, q3_1=0).scores["total"], eight(3, q3_1=1).scores["total"]] == [6, 14]
    assert eight(3).scores["total"] is None, "3.1 is asked when 3 is yes"
    assert eight(1).scores["total"] == 1, "and not asked when it is no"


def test_8q_reaches_52():
    outcome = eight(1, 2, 3, 4, 5, 6, 7, 8, q3_1=1)
    assert (outcome.scores["total"], outcome.bands["total"].label) == (52, "แนวโน้มระดับรุนแรง")


def test_any_yes_of_8q_alerts():
    assert not eight().alerts
    for item in range(1, 9):
        assert eight(item).alerts, item


@pytest.mark.parametrize(
    ("total", "label"),
    [
        (0, "ไม่มีแนวโน้ม"),
        (8, "แนวโน้มระดับน้อย"),
        (9, "แนวโน้มระดับปานกลาง"),
        (16, "แนวโน้มระดับปานกลาง"),
        (17, "แนวโน้มระดับรุนแรง"),
    ],
)
def test_borders_of_8q(total, label):
    outcome = score(SHIPPED["8q"], totals={"total": total}, rater="self", sex="f", age=16)
    assert outcome.bands["total"].label == label


# --- GAST, EQ, four conditions, PDDSQ, CRAFFT, LD (B.3–B.6) ----------------------------------------------------


@pytest.mark.parametrize(
    ("sex", "total", "level"),
    [("m", 23, 1), ("m", 24, 2), ("m", 32, 2), ("m", 33, 3), ("f", 15, 1), ("f", 16, 2), ("f", 22, 2), ("f", 23, 3)],
)
def test_gast_is_banded_by_sex(sex, total, level):
    outcome = score(SHIPPED["gast"], totals={"total": total}, rater="self", sex=sex, age=13)
    assert outcome.level == level


def eq(answers, code="eq-12-17", age=14, rater="self"):
    return score(SHIPPED[code], answers=answers, rater=rater, sex="f", age=age)


def test_eq_counts_24_items_from_the_other_end():
    low, high = eq([1] * 52).scores, eq([4] * 52).scores
    assert (low["total"], high["total"]) == (28 * 1 + 24 * 4, 28 * 4 + 24 * 1)
    best = [1 if at in SHIPPED["eq-12-17"].reverse else 4 for at in range(1, 53)]
    assert told(eq(best), "good", "able", "happy", "total") == [72, 72, 64, 208]
    assert told(eq([5 - value for value in best]), "good", "able", "happy", "total") == [18, 18, 16, 52]


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [("good", 48, 58), ("able", 45, 57), ("happy", 40, 55), ("total", 140, 170), ("pride", 9, 13)],
)
def test_normal_ranges_of_eq(code, low, high):
    labels = {
        value: score(SHIPPED["eq-12-17"], totals={code: value}, rater="self", sex="m", age=14).bands[code].label
        for value in (low - 1, low, high, high + 1)
    }
    assert list(labels.values()) == ["ต่ำกว่าเกณฑ์", "เกณฑ์ปกติ", "เกณฑ์ปกติ", "สูงกว่าเกณฑ์"]


def test_the_domains_of_eq_add_up_to_its_whole():
    """The misprint of สุข 40–45 does not (decisions F3)."""
    norms = SHIPPED["eq-12-17"].norm_set()
    tops = [norms.find(code, rater="self", sex="f", age=14)[1].high for code in ("good", "able", "happy", "total")]
    assert sum(tops[:3]) == tops[3] == 170


def test_eq_is_a_development_and_never_a_risk():
    for code in ("eq-12-17", "eq-3-5"):
        for norms in SHIPPED[code].norm_sets:
            assert {band.level for table in norms.bands for band in table.bands} == {0}
    assert eq([1] * 52).level == 0


def test_eq_of_the_small_ones_turns_item_14():
    outcome = eq([4] * 13 + [1, 4], "eq-3-5", 4, "parent")
    assert told(outcome, "good", "able", "happy", "total") == [20, 20, 20, 60]
    assert outcome.bands["happy"].label == "สูงกว่าเกณฑ์"
    assert (
        score(SHIPPED["eq-3-5"], totals={"happy": 18}, rater="parent", sex="f", age=4).bands["happy"].label == "เกณฑ์ปกติ"
    )


@pytest.mark.parametrize("code", ["slow", "ld", "adhd", "autism"])
def test_six_of_ten_of_one_condition_are_enough(code):
    others = dict.fromkeys(("slow", "ld", "adhd", "autism"), 5)
    four = SHIPPED["rajanukul-4"]
    assert score(four, totals=others, rater="teacher", sex="m", age=8).level == 1
    assert score(four, totals=others | {code: 6}, rater="teacher", sex="m", age=8).level == 2


def test_a_risk_shows_before_everything_is_scored_and_normal_does_not():
    four = SHIPPED["rajanukul-4"]
    assert score(four, totals={"slow": 6}, rater="teacher", sex="m", age=8).level == 2
    assert score(four, totals={"slow": 5}, rater="teacher", sex="m", age=8).level == 0


@pytest.mark.parametrize(
    ("code", "rater", "age", "last"), [("pddsq-4-18", "teacher", 6, 12), ("crafft", "self", 15, 1)]
)
def test_limits_of_pddsq_and_crafft(code, rater, age, last):
    levels = [
        score(SHIPPED[code], totals={"total": total}, rater=rater, sex="m", age=age).level for total in (last, last + 1)
    ]
    assert levels == [1, 2]


@pytest.mark.parametrize(("part", "limit"), [("reading", 7), ("writing", 7), ("behaviour", 4)])
def test_limits_of_the_ld_form(part, limit):
    assert [ld(9, **{part: limit - 1}), ld(9, **{part: limit})] == [1, 2]


def test_maths_has_another_limit_in_secondary_school():
    assert [ld(9, maths=5), ld(9, maths=6), ld(14, maths=4), ld(14, maths=5)] == [1, 2, 1, 2]
    assert [ld(12, "ld-secondary", maths=5), ld(13, "ld-primary", maths=5)] == [2, 1]


def test_without_the_three_first_items_the_ld_form_ends():
    outcome = score(SHIPPED["ld"], answers=[1, 1, 0] + [None] * 40, rater="teacher", sex="m", age=9)
    assert (outcome.level, outcome.is_complete, outcome.unanswered) == (1, True, ())
    outcome = score(SHIPPED["ld"], answers=[1, 1, 1] + [None] * 40, rater="teacher", sex="m", age=9)
    assert (outcome.level, outcome.is_complete, len(outcome.unanswered)) == (0, False, 40)
