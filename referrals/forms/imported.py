"""A list of agencies from Excel → rows that were understood, each with what it would add or change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from referrals import rules
from referrals.agency_table import COLUMNS, CONTACT, TICKS, Entry, Row, changes, phone, tick
from referrals.forms.agency import AgencyFields, ContactForm
from referrals.models import Agency, AgencyType
from schools.models import User
from schools.thai import fold

SAY_NOT_YOURS = "เป็นหน่วยงานของเขตหรือของโรงเรียนอื่น แก้ไม่ได้ ลบแถวนี้ออกหรือคืนค่าเดิม"
SAY_MERGED = "รายการนี้รวมกับ “{into}” แล้ว ลบแถวนี้ออก"
SAY_TWICE = "หน่วยงานนี้มีในไฟล์มากกว่าหนึ่งแถว เหลือไว้แถวเดียว"
SAY_CODE = "ไม่พบรหัส {code} ในรายการที่คุณเห็น เว้นรหัสว่างเพื่อเพิ่มเป็นหน่วยงานใหม่"


class AgencyFileForm(forms.Form):
    file = forms.FileField(
        label="ไฟล์ทำเนียบหน่วยงาน",
        help_text="ไฟล์ .xlsx .xls หรือ .csv ไม่เกิน 500\u00a0หน่วยงาน",
        error_messages={
            "required": "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv",
            "empty": "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์อื่น",
            "invalid": "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv",
        },
    )


@dataclass(frozen=True)
class Known:
    """What a file is checked against: the agencies she sees, those of the list it goes into by name, the kinds."""

    user: User
    by_code: Mapping[str, Agency]
    by_name: Mapping[str, Agency]
    types: Mapping[str, AgencyType]


def check(entries: Sequence[Entry], known: Known) -> list[Row]:
    """Row by row. Two rows of one agency are both refused: nobody can know which is meant."""
    rows = [_checked(entry, known) for entry in entries]
    seen: dict[object, int] = {}
    for row in rows:
        seen[_mark(row)] = seen.get(_mark(row), 0) + 1
    return [
        Row(row.number, row.name, row.agency, problems=(SAY_TWICE,))
        if seen[_mark(row)] > 1 and not row.problems
        else row
        for row in rows
    ]


def _mark(row: Row) -> object:
    return row.agency.pk if row.agency else fold(row.name)


def _checked(entry: Entry, known: Known) -> Row:
    code, name = entry.told.get("code", ""), entry.told.get("name", "")
    agency = known.by_code.get(code.lower()) if code else known.by_name.get(fold(name))
    if code and agency is None:
        return Row(entry.row, name, problems=(SAY_CODE.format(code=code[:20]),))
    if agency is not None and agency.merged_into is not None:
        return Row(entry.row, name, agency, problems=(SAY_MERGED.format(into=agency.merged_into.name),))
    values, contact, problems = _values(entry, agency, known)
    if problems:
        return Row(entry.row, name, agency, problems=tuple(problems))
    if agency is None:
        return Row(entry.row, name, values=values, contact=contact)
    told = values | {f"contact_{key}": value for key, value in contact.items()}
    found = changes(agency, agency.contacts.all(), told)
    if found and not rules.may_keep_agency(known.user, agency):
        return Row(entry.row, name, agency, problems=(SAY_NOT_YOURS,))
    changed_person = any(change.name in CONTACT for change in found)
    return Row(entry.row, name, agency, contact=contact if changed_person else {}, changes=found)


def _values(entry: Entry, agency: Agency | None, known: Known) -> tuple[dict[str, Any], dict[str, str], list[str]]:
    """The cleaned values of the columns the file has, the contact, and what is wrong with them."""
    told, problems = dict(entry.told), []
    typed: dict[str, Any] = {"phone": phone(told.get("phone", ""))}
    for name in TICKS:
        ticked = tick(told.get(name, ""), blank=name == "is_active")
        if ticked is None:
            problems.append(f"{name_of(name)}: กรอก ใช่ หรือ ไม่ใช่")
        typed[name] = "on" if ticked else ""
    form = AgencyFields({**told, **typed}, is_new=True)
    asked = set(told) if agency else set(form.fields)
    problems += [said(name, error) for name, errors in form.errors.items() if name in asked for error in errors]
    values = {name: value for name, value in form.cleaned_data.items() if name in asked} if not problems else {}
    kind = known.types.get(fold(told.get("type", "")))
    if "type" in told or agency is None:
        if kind is None:
            problems.append("ประเภท: ใช้ชื่อประเภทตามหน้าทำเนียบ เช่น โรงพยาบาล/รพ.สต.")
        values["type"] = kind
    contact, wrong = _contact(told)
    return values, contact, problems + wrong


def _contact(told: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    typed = {key.removeprefix("contact_"): told.get(key, "") for key in CONTACT}
    if not typed["name"]:
        return {}, []
    form = ContactForm({**typed, "phone": phone(typed["phone"])}, is_new=True)
    wrong = [f"ผู้ประสานงาน: {error}" for errors in form.errors.values() for error in errors]
    return ({} if wrong else {key: form.cleaned_data[key] for key in typed}), wrong


def said(name: str, error: object) -> str:
    """What says nothing of its column gets the column's name before it."""
    return f"{COLUMNS[name]}: {error}" if name in ("phone", "email") else str(error)


def name_of(name: str) -> str:
    return str(AgencyFields.base_fields[name].label)
