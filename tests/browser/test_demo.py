"""What the demo area must hold so that every page of the story has something to show (ux.md §6.2)."""

import psycopg
import pytest
from django.conf import settings

from referrals.models import InsideState, State

# Schools and their fully screened children in the round that runs.
SCREENED = """
SELECT s.name, COALESCE(sum(k.children) FILTER (WHERE k.position = 0), 0), count(k.*)
FROM schools_school s LEFT JOIN screening_count k ON k.school_id = s.id
  AND k.round_id = (SELECT id FROM screening_round ORDER BY opens_on DESC LIMIT 1)
GROUP BY s.name
"""


@pytest.fixture(scope="module")
def told(template):
    where = settings.DATABASES["default"]
    with psycopg.connect(host=where["HOST"], user=where["OWNER"], dbname=template) as owner:
        yield owner


def test_one_school_has_not_started_and_the_others_hold_1698_screened_children(told):
    found = told.execute(SCREENED).fetchall()
    assert [name for name, _, cells in found if not cells] == ["บ้านท่านิทาน"]
    assert sum(children for _, children, _ in found) == 1698


def test_the_school_that_has_not_started_keeps_its_two_cases_of_the_round_before(told):
    story = "SELECT count(*) FROM cases_case WHERE school_id = (SELECT id FROM schools_school WHERE name = %s)"
    assert told.execute(story, ["บ้านท่านิทาน"]).fetchone() == (2,)


def test_a_letter_stands_in_every_state_and_so_does_what_was_asked_inside(told):
    for table, states in (("referrals_referral", State), ("referrals_inside", InsideState)):
        found = {state for (state,) in told.execute(f"SELECT DISTINCT state FROM {table}").fetchall()}  # noqa: S608
        assert found == set(states.values)
