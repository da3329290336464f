"""Who needs help and has nobody: decisions B4, line by line."""

import datetime

import pytest
from django.db import connection

from cases.gaps import current_rows, needing_care
from journal.context import acting
from tests import make

WINTER = datetime.date(2024, 11, 10)
IN_SQL = """
SELECT s.first_name FROM screening_row r
JOIN students_student s ON s.id = r.student_id AND s.classroom_id IS NOT NULL
WHERE r.final_group >= 2
  AND (r.round_id = %(current)s OR r.round_id = %(previous)s AND NOT EXISTS (
    SELECT FROM screening_row n
    WHERE n.student_id = r.student_id AND n.round_id = %(current)s AND n.final_group > 0))
  AND NOT EXISTS (SELECT FROM cases_in_care c WHERE c.student_id = r.student_id)
"""


@pytest.fixture
def before(cast):
    return make.begun_round(cast.school, by=cast.kanplu, term=2, year_number=2567, opens_on=WINTER)


@pytest.fixture
def waiting(cast):
    def names(user=None):
        user = user or cast.kanplu
        with acting(user):
            return {row.student.first_name for row in needing_care(current_rows(user)).select_related("student")}

    return names


def test_at_risk_and_alone(cast, row, waiting):
    assert waiting() == {"ชบา"}


def test_normal_children_are_not_in_it(cast, round_, waiting):
    make.screened(cast.chaba, round=round_, by=cast.somying)
    assert waiting() == set()


def test_the_round_before_counts_until_there_is_a_group_in_this_one(cast, before, round_, waiting):
    make.screened(cast.chaba, round=before, by=cast.somying, economy=2)
    make.screened(cast.kita, round=before, by=cast.somying, economy=2)
    make.screened(cast.kita, round=round_, by=cast.somying)
    make.screened(cast.thara, round=before, by=cast.mana, economy=2)
    make.screened(cast.thara, round=round_, by=cast.mana, group=0)
    assert waiting() == {"ชบา", "ธารา"}


def test_a_round_that_has_not_begun_changes_nothing(cast, row, waiting):
    later = make.begun_round(cast.school, by=cast.kanplu, term=2, opens_on=datetime.date(2025, 11, 1))
    make.screened(cast.chaba, round=later, by=cast.somying)
    assert waiting() == {"ชบา"}


def test_two_rounds_back_is_forgotten(cast, before, round_, waiting):
    old = make.begun_round(cast.school, by=cast.kanplu, year_number=2567, opens_on=datetime.date(2024, 6, 1))
    make.screened(cast.chaba, round=old, by=cast.somying, economy=3)
    assert waiting() == set()


@pytest.mark.parametrize(("state", "is_waiting"), [("intake", False), ("helping", False), ("closed", True)])
def test_an_open_case_is_care(state, is_waiting, cast, row, waiting):
    make.case(cast.chaba, by=cast.kanplu, state=state)
    assert waiting() == ({"ชบา"} if is_waiting else set())


@pytest.mark.parametrize(("days", "is_waiting"), [(0, False), (45, False), (46, True)])
def test_a_note_is_care_for_45_days(days, is_waiting, cast, row, waiting):
    closed = make.case(cast.chaba, by=cast.kanplu, state="closed")
    make.note(closed, by=cast.kanplu, written_at=make.now() - datetime.timedelta(days=days))
    assert waiting() == ({"ชบา"} if is_waiting else set())


def test_who_left_is_not_waited_for(cast, row, waiting):
    cast.chaba.classroom = None
    cast.chaba.save()
    assert waiting() == set()


def test_each_sees_her_own_part(cast, row, round_, waiting):
    make.screened(cast.thara, round=round_, by=cast.mana, learning=2)
    far = make.begun_round(cast.elsewhere, by=cast.dokkaew)
    make.screened(cast.luktan, round=far, by=cast.dokkaew, learning=2)
    everybody = {"somying": "ชบา", "mana": "ธารา", "kanplu": "ชบา ธารา", "praphan": "ชบา ธารา", "wilai": "ชบา ธารา"}
    everybody |= {"dokkaew": "ลูกตาล", "pim": "", "decha": "", "tabian": "", "khet": "", "bunchi": "", "gone": ""}
    assert {name: waiting(getattr(cast, name)) for name in everybody} == {
        name: set(names.split()) for name, names in everybody.items()
    }


def test_the_sentence_in_sql_says_the_same(cast, before, round_, row, waiting):
    make.screened(cast.kita, round=before, by=cast.somying, economy=2)
    make.screened(cast.thara, round=round_, by=cast.mana, economy=2)
    make.note(make.case(cast.thara, by=cast.kanplu, state="closed"), by=cast.kanplu)
    with acting(cast.kanplu), connection.cursor() as cursor:
        cursor.execute(IN_SQL, {"current": round_.pk, "previous": before.pk})
        found = {name for (name,) in cursor.fetchall()}
    assert found == waiting() == {"ชบา", "คีตา"}
