"""What a paper cannot hold, and what holds whatever is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Role
from screening.instruments.definition import ROLES
from screening.instruments.given import Impossible
from screening.instruments.scoring import score
from tests.screening.scoring_papers import ld, sdq, totals
from tests.screening.shipped import SCORED, SHIPPED

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
