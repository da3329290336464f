"""docs/instruments.md says of every shipped instrument what its file says."""

from pathlib import Path

import pytest

from screening.views.instruments import Listed
from tests.screening.shipped import SHIPPED

PAGE = (Path(__file__).parents[2] / "docs" / "instruments.md").read_text(encoding="utf-8")
# The page's table and the files' words differ in spaces that keep a number on its line, and in nothing else.
ROWS = [line.replace("\xa0", " ") for line in PAGE.splitlines() if line.startswith("| ")]


def row(code, version):
    return next((line for line in ROWS if f"| `{code}` {version} |" in line), "")


@pytest.mark.parametrize("code", SHIPPED)
def test_its_row_is_true(code):
    told = SHIPPED[code]
    listed = Listed(None, told)
    norms = [f"`{one.code}` {one.mark}" for one in told.norm_sets]
    cells = [
        told.short,
        f"`{code}` {told.version}",
        " · ".join(listed.raters),
        str(told.item_count or "–"),
        listed.entry,
        ", ".join(norms) or "–",
        str(len(told.examples) or "–"),
    ]
    assert row(code, told.version) == f"| {' | '.join(cells)} |".replace("\xa0", " ")


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_not_confirmed_stands_there(code):
    said = " ".join(PAGE.replace("\xa0", " ").split())
    missing = [fact for fact in SHIPPED[code].open_facts if fact.replace("\xa0", " ") not in said]
    assert missing == []


def test_no_row_is_of_something_else():
    assert sum(line.startswith("| ") for line in ROWS) == len(SHIPPED) + 1
