"""Filters for templates: nothing in, nothing out; moments are Bangkok's."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Engine

ENGINE = Engine(libraries={"thai": "schools.templatetags.thai"})
VALUES = {
    "on": date(2025, 6, 25),
    "at": datetime(2025, 6, 24, 23, 15, tzinfo=UTC),
    "born": date(2016, 3, 1),
    "child": SimpleNamespace(first_name="ชบา", last_name="ลองเรียน"),
    "none": None,
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("on|be_long", "25 มิถุนายน 2568"),
        ("on|be_short", "25 มิ.ย. 2568"),
        ("on|be_tiny", "25 มิ.ย. 68"),
        ("on|be_day", "25 มิ.ย."),
        ("on|be_weekday", "วันพุธที่ 25 มิถุนายน 2568"),
        ("on|be_letter", "๒๕ มิถุนายน ๒๕๖๘"),
        ("on|be_month", "มิถุนายน 2568"),
        ("on|be_year", "2568"),
        ("2025|be_year", "2568"),
        ("at|be_short", "25 มิ.ย. 2568"),
        ("at|be_time", "06:15 น."),
        ("at|be_moment", "25 มิ.ย. 68 · 06:15 น."),
        ("12|thai_digits", "๑๒"),
        ("born|age:on", "9 ปี 3 เดือน"),
        ("on|due:on", "วันนี้"),
        ("child|short_name", "ชบา ล."),
        ("child|initials", "ชล"),
        ('40|nbsp:"คน"', "40 คน"),
        ('"เขต 9"|nbsp', "เขต 9"),
        ("7|level", "ป.4"),
        ("7|level_long", "ชั้นประถมศึกษาปีที่ 4"),
        ("16|level", ""),
        ("on|be_time", ""),
    ],
)
def test_filters(written: str, expected: str) -> None:
    html = ENGINE.from_string("{% load thai %}{{ " + written + " }}").render(Context(VALUES))
    assert html.replace(" ", "\u00a0") == expected.replace(" ", "\u00a0")
    assert " " not in html.replace("· ", "")  # only the time may go to the next line


def shown(name: str) -> str:
    return ENGINE.from_string("{% load thai %}{{ name|whole }}").render(Context({"name": name}))


def test_a_name_is_never_broken_inside_a_part() -> None:
    """Thai has no spaces between words: a browser would break สมมุติใจ into สมมุติ and ใจ."""
    assert shown("ด.ญ.ชบา สมมุติใจ") == '<span class="nowrap">ด.ญ.ชบา สมมุติใจ</span>'


def test_a_name_longer_than_a_line_breaks_between_its_parts() -> None:
    assert shown("กิตติพงษ์วัฒนาอนันต์ ณ ตัวอย่างสมมุติธานี") == (
        '<span class="nowrap">กิตติพงษ์วัฒนาอนันต์</span> <span class="nowrap">ณ</span> '
        '<span class="nowrap">ตัวอย่างสมมุติธานี</span>'
    )
    assert shown("ก" * 31) == "ก" * 31


def test_a_name_is_text() -> None:
    assert shown("<b>") == '<span class="nowrap">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    "name",
    ["be_long", "be_short", "be_tiny", "be_time", "be_moment", "be_year", "age", "due", "short_name", "level", "whole"],
)
def test_nothing_prints_nothing(name: str) -> None:
    assert ENGINE.from_string("{% load thai %}{{ none|" + name + " }}").render(Context(VALUES)) == ""


def test_names_are_escaped() -> None:
    child = SimpleNamespace(first_name="<b>", last_name="ก")
    html = ENGINE.from_string("{% load thai %}{{ child|short_name }}").render(Context({"child": child}))
    assert "<b>" not in html
