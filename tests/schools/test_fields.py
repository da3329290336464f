"""Fields that understand what Thai schools type, and say what to do when they cannot."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.conf import settings

from schools import fields
from schools.fields import CleanCharField, DateField, DateWidget, PhoneField


class VisitForm(forms.Form):
    on = DateField(label="วันที่เยี่ยมบ้าน", until=lambda: date(2025, 6, 25), since=date(2025, 5, 16))
    born = DateField(label="วันเกิด", required=False, widget=DateWidget(near=False))
    name = CleanCharField(label="ชื่อ", max_length=20)
    reason = CleanCharField(label="เหตุผล", max_length=300, lines=True, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)


GOOD = {"on_day": "12", "on_month": "6", "on_year": "2568", "name": "ชบา"}


def sent(**changed: str) -> VisitForm:
    form = VisitForm({**GOOD, **changed})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"on_day": "๑๒", "on_year": "๒๕๖๘"},
        {"on_year": "68"},
        {"on_month": "มิ.ย."},
        {"on_day": "", "on_month": "", "on_year": "", "on": "12/6/2568"},
    ],
)
def test_a_day(changed: dict[str, str]) -> None:
    assert sent(**changed).cleaned_data["on"] == date(2025, 6, 12)


def test_a_christian_year_is_converted_and_said() -> None:
    form = sent(on_year="2025")
    assert form.cleaned_data["on"] == date(2025, 6, 12)
    assert "ค.ศ." in form.fields["on"].notice
    assert sent().fields["on"].notice == ""


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"on_day": "", "on_month": "", "on_year": ""}, "กรอกวันที่เยี่ยมบ้าน เช่น 12 มิถุนายน 2568"),
        ({"on_day": "31"}, "มิถุนายน 2568 มี 30 วัน ไม่มีวันที่ 31 ตรวจวันที่อีกครั้ง"),
        ({"on_month": ""}, "เลือกเดือน หรือกรอกเลข 1 ถึง 12"),
        ({"on_year": "\x00"}, "กรอกปี พ.ศ. 4 หลัก เช่น 2568"),
        ({"on_year": "9" * 1_000_000}, "กรอกปี พ.ศ. 4 หลัก เช่น 2568"),
        ({"on_day": "26"}, "วันที่เยี่ยมบ้านต้องไม่เกิน 25\u00a0มิ.ย.\u00a02568"),
        ({"on_month": "4"}, "วันที่เยี่ยมบ้านต้องไม่ก่อน 16\u00a0พ.ค.\u00a02568"),
    ],
)
def test_no_day(changed: dict[str, str], says: str) -> None:
    form = sent(**changed)
    assert form.errors["on"] == [says]


def test_what_was_typed_stays() -> None:
    html = str(sent(on_day="31", on_year="๒๕๖๘")["on"])
    assert 'value="31"' in html
    assert 'value="๒๕๖๘"' in html
    assert '<option value="6" selected>มิถุนายน</option>' in html


def test_three_inputs_with_buddhist_year_and_no_native_picker() -> None:
    form = VisitForm(initial={"on": date(2025, 6, 12)})
    html = str(form["on"])
    assert 'name="on_year" value="2568"' in html
    assert 'type="date"' not in html
    assert html.count("<label") == 3
    assert html.count('inputmode="numeric"') == 2
    assert 'data-days-ago="0" hidden' in html
    assert "data-days-ago" not in str(form["born"])
    assert form["on"].field.widget.use_fieldset


def test_nothing_typed_means_no_day_and_no_change() -> None:
    form = VisitForm({**GOOD, "born_day": "", "born_month": "", "born_year": ""}, initial={"on": date(2025, 6, 12)})
    assert form.is_valid()
    assert form.cleaned_data["born"] is None
    assert form.changed_data == ["name"]


@pytest.mark.parametrize(("typed", "kept"), [("  เเก้ว \u200b", "แก้ว"), ("นํ้า", "น้ำ"), ("ก" * 20, "ก" * 20)])
def test_a_text_is_cleaned(typed: str, kept: str) -> None:
    assert sent(name=typed).cleaned_data["name"] == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "กรอกชื่อ"),
        (" \u200b ", "กรอกชื่อ"),
        ("ก\x00ข", fields.SAY_INVISIBLE),
        ("ก" * 21, "พิมพ์ไม่เกิน 20 ตัวอักษร ตอนนี้ยาว 21 ตัว"),
        ("ก" * 1_000_000, "พิมพ์ไม่เกิน 20 ตัวอักษร ตอนนี้ยาว 1000000 ตัว"),
    ],
)
def test_no_text(typed: str, says: str) -> None:
    assert sent(name=typed).errors["name"] == [says]


def test_lines_stay_lines() -> None:
    assert sent(reason="หนึ่ง\r\n\r\nสอง").cleaned_data["reason"] == "หนึ่ง\n\nสอง"
    assert "maxlength" not in str(VisitForm()["name"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812345678", "081-234-5678"),
        ("081 234-5678", "081-234-5678"),
        ("๐๘๑๒๓๔๕๖๗๘", "081-234-5678"),
        ("+66812345678", "081-234-5678"),
        ("021234567", "02-123-4567"),
        ("055-123-456", "055-123-456"),
        ("000-000-0000", "000-000-0000"),
        ("", ""),
    ],
)
def test_a_telephone_number(typed: str, kept: str) -> None:
    assert sent(phone=typed).cleaned_data["phone"] == kept


@pytest.mark.parametrize("typed", ["12345", "08123456789", "1812345678", "โทร", "8" * 1_000_000, "191"])
def test_no_telephone_number(typed: str) -> None:
    assert sent(phone=typed).errors["phone"] == [fields.SAY_PHONE]


def test_short_numbers_where_they_belong() -> None:
    assert PhoneField(short=True).clean("1300") == "1300"


def test_invented_numbers_are_refused_for_real_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setattr(settings, "TESTING", False)
    with pytest.raises(forms.ValidationError):
        PhoneField().clean("0000000000")


def test_a_required_number_says_how() -> None:
    field: Any = PhoneField()
    with pytest.raises(forms.ValidationError, match="10 หลัก"):
        field.clean("")
