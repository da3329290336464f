"""Points of early warning: every step, one line each, and never fewer points for getting worse."""

import copy
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.warning import MEASURES, BadRules, Facts, Month, Rules, Tier, points_of, shipped, tier_of

JUNE = datetime.date(2025, 6, 1)
SAID = shipped().as_json()


def month(days=20, absent=0, **more):
    return Month(JUNE, days, absent, **more)


@pytest.mark.parametrize(
    ("facts", "measure", "points", "part"),
    [
        (Facts([month(absent=1, excused=1)]), "attendance", None, ""),
        (Facts([month(absent=3)]), "attendance", 1, "มาเรียน 85\u00a0% ของวันเรียน 20\u00a0วัน (เกณฑ์ <\u00a090\u00a0%) +1"),
        (Facts([month(absent=4)]), "attendance", 1, "80\u00a0%"),
        (
            Facts([month(days=32, absent=7)]),
            "attendance",
            2,
            "มาเรียน 78\u00a0% ของวันเรียน 32\u00a0วัน (เกณฑ์ <",
        ),
        (Facts([month(days=9, absent=9)]), "attendance", None, ""),
        (Facts([month(absent=2, excused=3)]), "attendance", 2, "75\u00a0%"),
        (Facts([month(absent=3, streak=2)]), "streak", None, ""),
        (
            Facts([month(absent=3, streak=3)]),
            "streak",
            2,
            "ขาดติดต่อกัน 3\u00a0วัน ในมิถุนายน\u00a02568 (เกณฑ์ ตั้งแต่\u00a03) +2",
        ),
        (Facts([month(absent=5, streak=5)]), "streak", 3, "+3"),
        (Facts([month(absent=7)]), "absent_in_month", None, ""),
        (Facts([month(absent=8)]), "absent_in_month", 3, "ขาด 8\u00a0วัน"),
        (Facts(unresolved=0), "unresolved", None, ""),
        (Facts(unresolved=1, terms={"unresolved": "2/2567"}), "unresolved", 1, "1\u00a0วิชา 2/2567"),
        (Facts(unresolved=3), "unresolved", 2, "+2"),
        (Facts(gpax=Decimal("2.00")), "gpax", None, ""),
        (Facts(gpax=Decimal("1.99")), "gpax", 1, "เกรดเฉลี่ยสะสม 1.99"),
        (Facts(gpax=Decimal("1.49")), "gpax", 2, "(เกณฑ์ <\u00a01.50) +2"),
        (Facts(conduct=80), "conduct", None, ""),
        (Facts(conduct=59), "conduct", 2, "คะแนนความประพฤติ 59"),
        (Facts(levels=[("เรียน", 3)], round="1/2568"), "problems", 2, "คัดกรอง 1/2568 มีปัญหา 1\u00a0ด้าน (เรียน)"),
        (Facts(levels=[("เรียน", 2)]), "risks", None, ""),
        (Facts(levels=[("เรียน", 2), ("เกม", 2)]), "risks", 1, "(เรียน เกม)"),
        (Facts(mind=1), "mind", None, ""),
        (Facts(mind=2), "mind", 1, "จิตใจ (SDQ) เสี่ยง"),
        (Facts(mind=3), "mind", 2, "มีปัญหา"),
        (Facts(), "streak", None, ""),
    ],
)
def test_each_step_gives_its_points_and_says_why(facts, measure, points, part):
    found = {point.measure: point for point in points_of(facts, shipped())}
    assert (found[measure].points if measure in found else None) == points
    if points:
        assert part in found[measure].says


def test_the_tiers():
    rules = shipped()
    assert tier_of(points_of(Facts(gpax=Decimal("1.99")), rules), rules) == Tier.NONE
    assert tier_of(points_of(Facts(gpax=Decimal("1.40")), rules), rules) == Tier.MEDIUM
    assert tier_of(points_of(Facts(gpax=Decimal("1.40"), unresolved=1), rules), rules) == Tier.HIGH


months = st.builds(
    lambda days, absent, excused, streak: month(
        days, min(absent, days), excused=min(excused, days - min(absent, days)), streak=min(streak, absent, days)
    ),
    st.integers(0, 31),
    st.integers(0, 31),
    st.integers(0, 31),
    st.integers(0, 31),
)
grades = st.one_of(st.none(), st.decimals(0, 4, places=2))
facts = st.builds(
    Facts,
    months=st.lists(months, max_size=4),
    gpax=grades,
    unresolved=st.one_of(st.none(), st.integers(0, 40)),
    conduct=st.one_of(st.none(), st.integers(0, 100)),
    levels=st.lists(st.tuples(st.sampled_from(["เรียน", "เกม"]), st.integers(2, 3)), max_size=8),
    mind=st.integers(0, 3),
)


def total(facts):
    return sum(point.points for point in points_of(facts, shipped()))


@given(facts)
def test_every_point_has_its_own_line_and_ends_with_its_number(some):
    found = points_of(some, shipped())
    assert len({point.measure for point in found}) == len(found)
    assert all(point.points > 0 and point.says.endswith(f"+{point.points}") for point in found)


@given(facts, st.integers(0, 3))
def test_getting_worse_never_takes_points_away(some, which):
    worse = copy.copy(vars(some))
    if which == 0 and some.gpax is not None:
        worse["gpax"] = max(some.gpax - Decimal("0.50"), Decimal(0))
    elif which == 1 and some.unresolved is not None:
        worse["unresolved"] = some.unresolved + 2
    elif which == 2:
        worse["levels"] = [*some.levels, ("สุขภาพ", 3)]
    else:
        worse["mind"] = min(some.mind + 1, 3)
    assert total(Facts(**worse)) >= total(some)


@given(st.integers(10, 31), st.integers(0, 30))
def test_one_more_day_absent_never_takes_points_away(days, absent):
    absent = min(absent, days - 1)
    assert total(Facts([month(days, absent + 1, streak=absent)])) >= total(Facts([month(days, absent, streak=absent)]))


def test_the_shipped_rules_read_what_they_write():
    assert Rules.of(SAID) == shipped()
    assert set(SAID["steps"]) == {measure.name for measure in MEASURES}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"months": 0}, "จำนวนเดือนต้องเป็นจำนวนเต็ม 1 ถึง 12"),
        ({"months": "3"}, "จำนวนเดือน"),
        ({"least_days": True}, "วันเรียนอย่างน้อย"),
        ({"tiers": {"medium": 3, "high": 3}}, "ต้องมากกว่าระดับปานกลาง"),
        ({"tiers": None}, "คะแนนระดับ"),
        ({"steps": {"streak": [[5, 1], [3, 2]]}}, "ขั้นที่สองต้องหนักกว่าขั้นแรก"),
        ({"steps": {"gpax": [["1.50", 1], ["2.00", 2]]}}, "ขั้นที่สองต้องหนักกว่าขั้นแรก"),
        ({"steps": {"gpax": [["2.00", 2], ["1.50", 1]]}}, "คะแนนไม่น้อยกว่า"),
        ({"steps": {"gpax": [["4.01", 1]]}}, "เกณฑ์ต้องอยู่ระหว่าง 0.01 ถึง 4"),
        ({"steps": {"gpax": [["NaN", 1]]}}, "เกณฑ์ต้องอยู่ระหว่าง"),
        ({"steps": {"conduct": [[80, 10]]}}, "คะแนนต้องเป็น 1 ถึง 9"),
        ({"steps": {"conduct": [[80]]}}, "เกณฑ์ต้องอยู่ระหว่าง"),
        ({"steps": {"streak": [[1, 1], [2, 2], [3, 3]]}}, "ไม่เกินสองขั้น"),
        ({"steps": {"luck": [[1, 1]]}}, "ไม่รู้จัก “luck”"),
    ],
)
def test_rules_that_cannot_stand_are_refused_with_what_is_wrong(change, says):
    with pytest.raises(BadRules) as refused:
        Rules.of({**SAID, **change})
    assert says in "\n".join(refused.value.problems)
