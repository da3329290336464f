"""The questions of a home visit: each once, filled in from last time only where somebody said it is so."""

import pytest

from students import visit_form
from students.visit_form import QUESTIONS, SECTIONS, Kind, Paper


def test_each_question_stands_once():
    codes = [question.code for section in SECTIONS for question in section.questions]
    assert len(codes) == len(set(codes)) == len(QUESTIONS)
    for question in QUESTIONS.values():
        values = [value for value, _ in question.choices]
        assert len(values) == len(set(values)), question.code
        assert bool(values) == (question.kind in (Kind.CHOICE, Kind.MANY)), question.code


def test_the_eight_household_areas_of_the_grant_form_are_asked():
    """นร./กสศ.01 part 3 (domain.md D.3): dependents, tenure, house, land, water, power, vehicles, belongings."""
    asked = {"burden", "tenure", "floor", "wall", "roof", "toilet", "land", "water", "power", "vehicles", "things"}
    assert all(Paper.GRANT in QUESTIONS[code].papers for code in asked | {"parents", "lives_with", "people", "travel"})


def test_the_seven_states_of_the_parents():
    assert len(QUESTIONS["parents"].choices) == 7


@pytest.mark.parametrize(
    ("people", "per_head"),
    [
        ([], None),
        ([{"who": "แม่"}, {"who": "นักเรียน"}], None),
        ([{"who": "แม่", "wage": 0}, {"who": "นักเรียน"}], 0),
        ([{"who": "แม่", "wage": 6000}, {"who": "นักเรียน"}], 3000),
        ([{"who": "แม่", "wage": 6000, "farm": 500}, {"who": "นักเรียน"}], 3250),
        ([{"who": "ยาย", "welfare": 600}, {"who": "นักเรียน"}, {"who": "น้อง"}], 200),
    ],
)
def test_income_is_divided_by_everybody_in_the_house(people, per_head):
    assert visit_form.income({"people": people}).per_head == per_head


@pytest.mark.parametrize(("wage", "may_ask"), [(6000, True), (6001, True), (6002, False), (0, True)])
def test_the_limit_itself_may_still_ask(wage, may_ask):
    """6,001 for two is 3,000.50, written as 3,000."""
    income = visit_form.income({"people": [{"who": "แม่", "wage": wage}, {"who": "นักเรียน"}]})
    assert income.is_within(3000) is may_ask


def test_a_section_nobody_looked_at_is_no_answer():
    before = {"tenure": "own", "state": "good", "travel": "walk"}
    assert visit_form.settled(before, before, []) == ({}, [])


def test_a_ticked_section_is_confirmed():
    before = {"tenure": "own", "state": "good", "travel": "walk"}
    answers, same = visit_form.settled(before, before, ["house"])
    assert answers == {"tenure": "own", "state": "good"}
    assert same == ["tenure", "state"]


def test_a_change_counts_although_it_was_not_ticked():
    before = {"tenure": "own", "state": "good"}
    answers, same = visit_form.settled({"tenure": "rent", "state": "good"}, before, [])
    assert (answers, same) == ({"tenure": "rent", "state": "good"}, [])


def test_what_was_changed_is_not_called_unchanged():
    before = {"tenure": "own", "state": "good"}
    _, same = visit_form.settled({"tenure": "rent", "state": "good"}, before, ["house"])
    assert same == ["state"]


def test_an_answer_taken_away_is_away():
    before = {"tenure": "own", "state": "good"}
    answers, _ = visit_form.settled({"tenure": "own"}, before, ["house"])
    assert answers == {"tenure": "own"}


def test_nobody_met_needs_only_why():
    assert [question.code for question in visit_form.missing({}, way="not_done")] == ["why_not"]
    assert [question.code for question in visit_form.missing({}, way="home")] == ["met", "lives_with"]


def test_how_far():
    far = visit_form.far({"tenure": "own", "met": ["mother"], "drugs": ["none"]})
    assert (far.done, far.grant_done, far.all) == (3, 1, len(QUESTIONS) - 1)
    assert visit_form.far({"drugs": ["none"]}, sensitive=False).done == 0


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("met", ["mother", "child"], "แม่, ตัวนักเรียน"),
        ("lives_with", "alone", "ลำพัง"),
        ("distance", 2.5, "2.5\u00a0กม."),
        ("fare", 1200, "1,200\u00a0บาทต่อเดือน"),
        ("people", [{}, {}], "2\u00a0คน"),
        ("future", "ครู", "ครู"),
        ("lives_with", "unknown", "unknown"),
        ("met", [], ""),
    ],
)
def test_answers_in_words(code, value, words):
    assert visit_form.said(QUESTIONS[code], value) == words


def test_nothing_beside_something_is_something():
    assert visit_form.without_none(["none", "old"]) == ["old"]
    assert visit_form.without_none(["none"]) == ["none"]
