"""The states of a case, as a table."""

import pytest

from cases.models import NEXT, Case, IllegalMove, State
from tools import states

LEGAL = {
    ("intake", "assessment"),
    ("assessment", "plan_review"),
    ("assessment", "helping"),
    ("plan_review", "helping"),
    ("plan_review", "assessment"),
    ("helping", "plan_review"),
    ("helping", "monitoring"),
    ("monitoring", "helping"),
    ("closed", "helping"),
    ("closed", "assessment"),
} | {(state, "closed") for state in ("intake", "assessment", "plan_review", "helping", "monitoring")}


def test_every_state_has_a_row():
    assert set(NEXT) == set(State)
    assert {(str(now), str(to)) for now, all_to in NEXT.items() for to in all_to} == LEGAL


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("to", State)
def test_what_the_table_does_not_name_is_refused(now, to):
    case = Case(state=now)
    if (now, to) in LEGAL:
        case.move(to)
        assert case.state == to
    else:
        with pytest.raises(IllegalMove):
            case.move(to)
        assert case.state == now


def test_the_drawing_is_that_of_the_tables():
    """`make states` writes docs/states.md anew."""
    assert states.DOC.read_text(encoding="utf-8") == states.drawn()
