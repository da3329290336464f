"""A class table as a workbook: numbers as numbers, words as words, and a line about who it holds."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal.models import Line
from tests.students.tables import measure, result


def sheet(answer):
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


def url(cast, kind, query=""):
    return reverse("students:class_table_xlsx", args=[cast.room.public_id, kind]) + query


def test_results_leave_with_a_line(cast, as_):
    result(cast.chaba, by=cast.somying, year=2567, term=2, gpa="3.50", reading=3)
    rows = sheet(as_(cast.somying).get(url(cast, "results", "?term=2567-2")))
    told = dict(zip(rows[0], next(row for row in rows if row[0] == 7), strict=True))
    assert (told["เกรดเฉลี่ย"], told["อ่าน คิด เขียน"], told["ชื่อ–สกุล"]) == (3.5, "ดีเยี่ยม", cast.chaba.full_name)
    line = Line.objects.filter(verb="disclosed").latest("pk")
    assert (line.students, line.detail["kind"]) == (sorted([cast.chaba.pk, cast.kita.pk]), "results")


def test_measures_leave_with_their_word(cast, as_):
    measure(cast.chaba, by=cast.pim, on=cast.room.year.starts_on, weight=Decimal("32.5"), height=Decimal(138))
    rows = sheet(as_(cast.pim).get(url(cast, "measures")))
    assert rows[0][-1] == "อ่านตามอายุ"
    assert next(row for row in rows if row[0] == 7)[-3:] == (32.5, 138, "สมส่วน")


def test_discipline_takes_out_conduct_only(cast, as_):
    result(cast.chaba, by=cast.somying, gpa="3.50", conduct=88)
    rows = sheet(as_(cast.decha).get(url(cast, "results")))
    assert rows[0] == ("เลขที่", "เลขประจำตัวนักเรียน", "ชื่อ–สกุล", "คะแนนความประพฤติ")


@pytest.mark.parametrize(("person", "kind"), [("somying", "welfare"), ("pim", "results"), ("tabian", "measures")])
def test_who_may_not_read_takes_nothing_out(cast, as_, person, kind):
    assert as_(getattr(cast, person)).get(url(cast, kind)).status_code == 403


def test_a_table_that_does_not_exist_is_not_found(cast, as_):
    assert as_(cast.somying).get(url(cast, "secrets")).status_code == 404
