"""One child's terms and months, and one of them mended."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from journal.models import Line
from students.models import TermResult
from tests.students.tables import attendance, form, measure, result, welfare

JUNE = datetime.date(2025, 6, 1)
EDIT = {"edit": "results", "period": "2567-2"}


@pytest.fixture
def url(cast):
    return reverse("students:term_facts", args=[cast.chaba.public_id])


@pytest.fixture
def known(cast):
    result(cast.chaba, by=cast.kanplu, year=2567, term=2, gpa="3.21", conduct=95)
    attendance(cast.chaba, JUNE, by=cast.somying, days=18, absent=2)
    measure(cast.chaba, by=cast.pim, on=JUNE, weight=Decimal("32.5"), height=Decimal(138))
    welfare(cast.chaba, by=cast.kanplu, on=JUNE)
    return cast


def test_everything_stored_is_told_and_opening_it_leaves_a_line(known, as_, url):
    page = as_(known.kanplu).get(url).content.decode()
    for text in ("3.21", "2/2567", "มิถุนายน\u00a02568", "32.5", "BMI 17.1", "สมส่วน", "ยากจน"):
        assert text in page
    line = Line.objects.filter(verb="viewed").latest("pk")
    assert (line.students, line.detail["page"]) == ([known.chaba.pk], "learning")


@pytest.mark.parametrize(
    ("person", "reads", "not_"),
    [
        ("somying", ["3.21", "32.5"], ["ยากจน"]),
        ("praphan", ["3.21", "32.5"], ["ยากจน", "?edit="]),
        ("tabian", ["3.21", "ยากจน"], ["32.5"]),
        ("pim", ["32.5"], ["3.21", "ยากจน"]),
        ("decha", ["95"], ["3.21", "32.5", "ยากจน"]),
    ],
)
def test_each_duty_reads_its_part(known, as_, url, person, reads, not_):
    page = as_(getattr(known, person)).get(url).content.decode()
    assert [text for text in reads if text not in page] == []
    assert [text for text in not_ if text in page] == []


def test_one_term_is_mended_on_the_page(known, as_, url):
    client = as_(known.somying)
    page = client.get(f"{url}?edit=results&period=2567-2").content.decode()
    assert "แก้ผลการเรียน" in page
    was = {"gpa": "3.21", "conduct": "95"}
    sent = form(known.chaba, "results", was=was, gpa="3.30", conduct="95") | EDIT
    assert client.post(url, sent).status_code == 302
    assert str(TermResult.objects.get().gpa) == "3.30"
    answer = client.post(url, sent | {f"{known.chaba.public_id}-gpa": "5"})
    assert answer.status_code == 422
    assert "เกรดเฉลี่ยต้องเป็นตัวเลข" in answer.content.decode()
    stale = form(known.chaba, "results", was=was, gpa="1.00", conduct="95") | EDIT
    assert client.post(url, stale).status_code == 409
    assert str(TermResult.objects.get().gpa) == "3.30"


def test_who_only_reads_mends_nothing(known, as_, url):
    sent = form(known.chaba, "results", was={"gpa": "3.21", "conduct": "95"}, gpa="1")
    for person in ("praphan", "pim", "decha"):
        assert as_(getattr(known, person)).post(url, sent | EDIT).status_code == 403
    assert as_(known.somying).post(url, sent | {"edit": "welfare", "period": "2568-1"}).status_code == 403
    assert as_(known.somying).post(url, sent).status_code == 403
    assert as_(known.mana).get(url).status_code == 404


def test_a_child_who_left_has_no_table_to_fill(known, as_, url):
    known.chaba.classroom = None
    known.chaba.save()
    assert as_(known.kanplu).get(url).status_code == 403
