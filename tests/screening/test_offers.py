"""What กสศ. found is offered for เศรษฐกิจ, to confirm with one tap: it is never filled in by itself."""

import datetime

import pytest

from screening.models import Row
from students.models import Welfare
from tests import make

ECONOMY = 4


def found(room, student, result="extreme", year=2568, term=1):
    return Welfare.objects.create(
        student=student,
        school=student.school,
        year=year,
        term=term,
        result=result,
        known_on=datetime.date(2025, 6, 10),
        recorded_by=room.kanplu,
        recorded_at=make.now(),
    )


def button(room, level, student=None):
    sid = (student or room.chaba).public_id
    return f'name="c-{sid}-{ECONOMY}" value="{level}" data-set="{level}"'


def grid(room, as_):
    return as_(room.somying).get(room.url("grid")).content.decode()


@pytest.mark.parametrize(("result", "word", "level"), [("extreme", "ยากจนพิเศษ", 3), ("poor", "ยากจน", 2)])
def test_a_finding_is_offered_and_not_filled_in(room, as_, result, word, level):
    found(room, room.chaba, result)
    body = grid(room, as_)
    assert f"จาก กสศ.: {word} <button" in body
    assert button(room, level) in body
    assert not Row.objects.exists()


def test_one_tap_confirms_without_javascript(room, as_):
    found(room, room.chaba)
    sid = room.chaba.public_id
    form = room.sent(room.chaba, "0" * 11) | {f"c-{sid}-{ECONOMY}": ["", "3"]}
    as_(room.somying).post(room.url("grid"), form)
    assert room.levels(room.chaba) == "00030000000"
    assert "จาก กสศ." not in grid(room, as_)


@pytest.mark.parametrize(("result", "year"), [("not", 2568), ("waiting", 2568), ("running", 2568), ("extreme", 2567)])
def test_other_findings_and_other_years_offer_nothing(room, as_, result, year):
    found(room, room.chaba, result, year)
    assert "จาก กสศ." not in grid(room, as_)


def test_the_newest_finding_of_the_year_counts(room, as_):
    found(room, room.chaba, "extreme", term=1)
    found(room, room.chaba, "poor", term=2)
    assert button(room, 2) in grid(room, as_)


def test_a_level_as_high_needs_no_offer(room, as_):
    found(room, room.chaba, "poor")
    make.row(room.chaba, round_=room.round, by=room.somying, levels="11131111111")
    assert "จาก กสศ." not in grid(room, as_)


def test_the_phone_list_names_it_at_its_aspect_alone(room, as_):
    found(room, room.chaba)
    client = as_(room.somying)
    assert "จาก กสศ.: ยากจนพิเศษ (ม)" in client.get(room.url("aspect", "economy")).content.decode()
    assert "จาก กสศ." not in client.get(room.url("aspect", "learning")).content.decode()


def test_the_wizard_names_it_too(room, as_):
    found(room, room.chaba)
    page = room.url("wizard", room.chaba.public_id)
    assert "จาก กสศ.: ยากจนพิเศษ (ม)" in as_(room.somying).get(page).content.decode()


def test_who_only_reads_is_offered_nothing(room, as_):
    found(room, room.chaba)
    assert "จาก กสศ." not in as_(room.praphan).get(room.url("grid")).content.decode()
