"""What กสศ. decided: copied by counselor and registrar, read by nobody else, never computed."""

import datetime

import pytest
from django.urls import reverse

from students.class_table.columns import READING, WELFARE
from students.models import Reading, Welfare
from tests.students.tables import form, welfare

DAY = {"day_day": "10", "day_month": "6", "day_year": "2568"}


@pytest.fixture
def url(cast):
    return reverse("students:class_welfare", args=[cast.room.public_id])


def test_the_counselor_copies_the_results(cast, as_, url):
    sent = form(cast.chaba, "welfare", result="extreme") | form(cast.kita, "welfare")
    assert as_(cast.kanplu).post(url, sent | DAY).status_code == 302
    row = Welfare.objects.get()
    assert (row.student, row.result, row.known_on, row.source) == (
        *(cast.chaba, "extreme", datetime.date(2025, 6, 10), "กสศ. (CCT)"),
    )


def test_a_result_that_does_not_exist_is_refused(cast, as_, url):
    answer = as_(cast.kanplu).post(url, form(cast.chaba, "welfare", result="rich") | DAY)
    assert answer.status_code == 422
    assert "เลือกได้ ยากจนพิเศษ" in answer.content.decode()
    assert not Welfare.objects.exists()


@pytest.mark.parametrize("person", ["somying", "praphan", "wilai", "decha", "pim", "bunchi"])
def test_nobody_else_reads_it(cast, as_, url, person):
    assert as_(getattr(cast, person)).get(url).status_code == 403


def test_a_homeroom_teacher_is_not_led_to_it(cast, as_):
    welfare(cast.chaba, by=cast.kanplu, on=datetime.date(2025, 6, 10), result="extreme")
    page = as_(cast.somying).get(reverse("students:term_facts", args=[cast.chaba.public_id])).content.decode()
    assert "ยากจน" not in page
    assert "กสศ." not in page
    assert (
        "กสศ."
        not in as_(cast.somying).get(reverse("students:class_results", args=[cast.room.public_id])).content.decode()
    )


def test_words_of_pasted_tables_are_the_model_s_own():
    assert dict(Welfare.Result.choices) == WELFARE
    assert {str(value): word for value, word in Reading.choices} == READING
