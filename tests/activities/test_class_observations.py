"""Counts per child of a room, and of whom nothing good was written this term."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal.models import Line
from tests import make


def page(room):
    return reverse("activities:class_observations", args=[room.public_id])


def test_who_has_had_no_praise_this_term_is_named(cast, as_):
    make.observation(cast.chaba, by=cast.somying)
    make.observation(cast.kita, by=cast.somying, tone="concern")
    old = {"seen_on": datetime.date(2025, 2, 1), "year": 2567, "term": 2}
    make.observation(cast.kita, by=cast.somying, **old)
    answer = as_(cast.somying).get(page(cast.room))
    assert answer.context["unpraised"] == [cast.kita]
    lines = {line.student: line for line in answer.context["lines"]}
    assert (lines[cast.chaba].praises, lines[cast.kita].praises, lines[cast.kita].concerns) == (1, 0, 1)
    assert "ยังไม่มีใครเขียนความดีของ" in answer.content.decode()


def test_the_sheet_carries_counts_and_no_words(cast, as_):
    make.observation(cast.chaba, "เห็นกับตาว่าช่วยน้อง", by=cast.somying)
    sheet = reverse("activities:class_observations_xlsx", args=[cast.room.public_id])
    answer = as_(cast.somying).get(sheet)
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[1] for row in rows[1:]] == [cast.kita.full_name, cast.chaba.full_name]
    assert rows[2][2:] == (1, 1, 0, 0, 100)
    assert "เห็นกับตา" not in str(rows)
    line = Line.objects.get(verb="disclosed")
    assert line.students == sorted([cast.chaba.pk, cast.kita.pk])


@pytest.mark.parametrize(
    ("name", "status"), [("wilai", 200), ("decha", 200), ("mana", 404), ("pim", 403), ("tabian", 403), ("bunchi", 403)]
)
def test_who_reads_it(cast, as_, name, status):
    assert as_(getattr(cast, name)).get(page(cast.room)).status_code == status


def test_the_cost_is_the_same_for_two_children_and_for_thirty(cast, as_, statements):
    def cost():
        client = as_(cast.somying)
        with statements() as made:
            assert client.get(page(cast.room)).status_code == 200
        return len(made)

    make.observation(cast.chaba, by=cast.somying)
    few = cost()
    for at in range(28):
        make.observation(make.student(f"คน{at}", classroom=cast.room, number=10 + at), by=cast.somying)
    assert cost() == few
