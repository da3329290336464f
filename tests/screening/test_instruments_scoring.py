"""What the shipped instruments make of a form: the vectors of domain.md A and B, and what must hold for any form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Role
from screening.instruments.definition import ROLES
from screening.instruments.given import Impossible
from screening.instruments.scoring import score
from tests.screening.shipped import SCORED, SHIPPED


def sdq(*, rater="teacher", sex="f", age=10, **more):
    return score(SHIPPED["sdq"], rater=rater, sex=sex, age=age, **more)


def totals(emotional, conduct, hyperactivity, peer, prosocial=8):
    return {
        "emotional": emotional,
        "conduct": conduct,
        "hyperactivity": hyperactivity,
        "peer": peer,
        "prosocial": prosocial,
    }


def told(outcome, *codes):
    return [outcome.scores[code] for code in codes]


FIVE = ("emotional", "conduct", "hyperactivity", "peer", "prosocial", "total")

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


def ld(age, norms=None, **totals):
    given = {"prescreen": 3, "reading": 0, "writing": 0, "maths": 0, "behaviour": 0} | totals
    return score(SHIPPED["ld"], totals=given, rater="teacher", sex="m", age=age, norms=norms).level


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


# --- outside the age, and what a paper cannot hold -------------------------------------------------------------


@pytest.mark.parametrize(("age", "outside"), [(3, True), (4, False), (16, False), (17, True), (None, False)])
def test_outside_the_age_it_is_banded_and_marked(age, outside):
    outcome = sdq(age=age, totals=totals(10, 10, 10, 10))
    assert (outcome.level, outcome.out_of_age) == (3, outside)


def test_a_table_by_age_holds_for_children_outside_it():
    assert ld(5, maths=6) == 2
    assert ld(19, maths=5) == 2


@pytest.mark.parametrize(
    ("code", "given", "says", "field"),
    [
        ("sdq", {"answers": [0] * 24}, "25 ข้อ แต่ได้มา 24", ""),
        ("sdq", {"answers": [0] * 26}, "25 ข้อ แต่ได้มา 26", ""),
        ("sdq", {"answers": [0] * 6 + [3] + [0] * 18}, "ข้อ 7 ตอบ 3 ไม่ได้", "7"),
        ("sdq", {"answers": [0] * 24 + [-1]}, "ข้อ 25", "25"),
        ("sdq", {"totals": {"emotional": 11}}, "0–10", "emotional"),
        ("sdq", {"totals": {"emotional": -1}}, "0–10", "emotional"),
        ("sdq", {"totals": {"impact": 1}}, "ไม่มีคะแนนด้าน impact", "impact"),
        ("sdq", {"totals": totals(3, 3, 4, 4) | {"total": 22}}, "ผลบวกรายด้าน ซึ่งได้ 14", "total"),
        ("sdq", {"totals": totals(0, 0, 0, 0), "extras": {"home": 1}}, "ไม่มีคำถามเพิ่ม home", "home"),
        ("sdq", {"totals": totals(0, 0, 0, 0), "extras": {"distress": 4}}, "ตอบ 4 ไม่ได้", "distress"),
        (
            "sdq",
            {"totals": totals(0, 0, 0, 0), "extras": {"difficulties": 0, "distress": 2}},
            "ไม่ได้ตอบว่าไม่มี",
            "distress",
        ),
        ("sdq", {"totals": {}, "rater": "nurse"}, "ไม่มีฉบับnurse", "rater"),
        ("sdq", {"totals": {}, "sex": "x"}, "เพศ", "sex"),
        ("sdq", {}, "อย่างใดอย่างหนึ่ง", ""),
        ("sdq", {"answers": [0] * 25, "totals": {}}, "อย่างใดอย่างหนึ่ง", ""),
        ("8q", {"answers": [0] * 8, "extras": {"q3_1": 1}, "rater": "self"}, "เมื่อข้อ 3 ตอบว่าใช่", "q3_1"),
        ("gast", {"totals": {"total": 1}}, "ไม่มีฉบับครู", "rater"),
        ("kus-si", {"totals": {}}, "บันทึกได้เฉพาะผล", ""),
    ],
)
def test_what_the_paper_cannot_hold(code, given, says, field):
    with pytest.raises(Impossible, match=says) as refused:
        score(SHIPPED[code], **{"rater": "teacher", "sex": "m", "age": 10} | given)
    assert refused.value.field == field


def test_an_unknown_norm_set_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        sdq(totals=totals(0, 0, 0, 0), norms="uk")


# --- whatever is answered --------------------------------------------------------------------------------------


@st.composite
def forms(draw):
    one = SCORED[draw(st.sampled_from(sorted(SCORED)))]
    answer = st.sampled_from([*one.values, None]) if draw(st.booleans()) else st.sampled_from(one.values)
    rater = draw(st.sampled_from(one.raters))
    answers = draw(st.lists(answer, min_size=one.item_count, max_size=one.item_count))
    extras = {}
    for extra in one.extras_for(rater):
        shut = (extra.only_if and not answers[extra.only_if - 1]) or (extra.after and not extras.get(extra.after))
        choices = [None] if shut else [None, *(choice.value for choice in extra.choices)]
        if (value := draw(st.sampled_from(choices))) is not None:
            extras[extra.code] = value
    return one, {
        "answers": answers,
        "extras": extras,
        "rater": rater,
        "sex": draw(st.sampled_from("mf")),
        "age": draw(st.integers(3, 20)),
        "norms": draw(st.sampled_from([norms.code for norms in one.norm_sets])),
    }


@given(forms())
def test_scores_stay_within_their_bounds_and_every_banded_one_has_a_band(form):
    one, given_ = form
    outcome = score(one, **given_)
    scales = {scale.code: scale for scale in one.scales()}
    assert set(outcome.scores) == set(outcome.bands) == set(scales)
    banded = {table.scale for table in one.norm_set(given_["norms"]).bands if given_["rater"] in table.raters}
    for code, value in outcome.scores.items():
        if value is not None:
            assert scales[code].min_score <= value <= scales[code].max_score
            assert (outcome.bands[code] is not None) is (code in banded)
    assert outcome.level in (0, 1, 2, 3)


@given(forms(), st.data())
def test_a_worse_answer_never_makes_the_total_better(form, data):
    one, given_ = form
    if one.total is None or None in given_["answers"]:
        return
    at = data.draw(st.integers(0, one.item_count - 1))
    answers = given_["answers"]
    values = sorted(one.values)
    higher = [min(values[-1], value + (where == at)) for where, value in enumerate(answers)]
    before, after = (score(one, **given_ | {"answers": a, "extras": {}}).scores["total"] for a in (answers, higher))
    if before is None or after is None:
        return
    counting = [sub for sub in one.subscales if at + 1 in sub.items and not sub.counts_in_total]
    if counting:
        assert after == before
    elif at + 1 in one.reverse:
        assert after <= before
    else:
        assert after >= before


@given(forms())
def test_typed_totals_say_the_same_as_the_answers(form):
    one, given_ = form
    if not one.takes_totals or None in given_["answers"]:
        return
    by_items = score(one, **given_)
    entered = {scale.code: by_items.scores[scale.code] for scale in one.entry_scales()}
    if None in entered.values():
        return
    by_totals = score(
        one, **{key: value for key, value in given_.items() if key not in ("answers", "extras")}, totals=entered
    )
    main = [scale.code for scale in one.main_scales()]
    assert [by_totals.scores[code] for code in main] == [by_items.scores[code] for code in main]
    assert by_totals.level == by_items.level


def test_levels_rise_with_the_score():
    for one in SCORED.values():
        for norms in one.norm_sets:
            for table in norms.bands:
                levels = [band.level for band in table.bands]
                assert levels == sorted(levels), (one.code, norms.code, table.scale)


# --- the shipped set -------------------------------------------------------------------------------------------


def test_everything_the_issue_names_is_shipped():
    assert {code: one.kind for code, one in SHIPPED.items()} == {
        "sdq": "scored",
        "phq-a": "scored",
        "2q": "scored",
        "9q": "scored",
        "8q": "scored",
        "gast": "scored",
        "eq-12-17": "scored",
        "eq-3-5": "scored",
        "rajanukul-4": "scored",
        "pddsq-4-18": "scored",
        "crafft": "scored",
        "ld": "scored",
        "kus-si": "result_only",
        "snap-iv": "result_only",
        "9s": "result_only",
        "ces-d": "result_only",
        "other": "result_only",
    }


def test_eq_is_a_partition_of_its_items():
    one = SHIPPED["eq-12-17"]
    assert (len(one.reverse), one.item_count - len(one.reverse)) == (24, 28)
    assert sorted(item for sub in one.subscales for item in sub.items) == list(range(1, 53))


def test_items_of_sdq_are_keyed_in_only_with_permission():
    assert SHIPPED["sdq"].item_entry == "permission"
    assert SHIPPED["pddsq-4-18"].item_entry == "never"


def test_homeroom_teachers_do_not_read_what_a_child_says_of_its_own_mind():
    for code in ("phq-a", "2q", "9q", "8q", "crafft"):
        one = SHIPPED[code]
        assert (one.answers_read_by, one.results_read_by) == (("counselor",), ("counselor",))
        assert "homeroom" in one.follow_read_by


def test_the_roles_of_an_instrument_are_appointments():
    assert set(ROLES) <= {role.value for role in Role}


def test_files_hold_no_questions():
    """A topic is a label of our own: short, and only where we wrote one (SDQ)."""
    assert {code for code, one in SHIPPED.items() if one.topics} == {"sdq"}
    assert max(len(topic) for topic in SHIPPED["sdq"].topics.values()) <= 30
