"""The list as Excel: out, edited, in again; looked at before anything is written; nothing becomes a formula."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from referrals.agency_table import COLUMNS, WHOSE, phone, text, tick
from referrals.models import Agency
from referrals.reference import load_agency_types
from tests import make
from tests.referrals.test_agencies import FILE

PAGE = "referrals:import_agencies"


@pytest.fixture
def kinds(db):
    load_agency_types(FILE)


@pytest.fixture
def clinic(cast, kinds):
    made = make.agency("โรงพยาบาลจำลองรัตน์", area=cast.area, services="คลินิกวัยรุ่น\nฟื้นฟู", age_from=3)
    make.contact(made, is_main=True)
    return made


def exported(client):
    return load_workbook(io.BytesIO(client.get(reverse("referrals:directory_xlsx")).content))


def column(name):
    return list(COLUMNS).index(name) + 1


def as_file(book, name="ทำเนียบ.xlsx"):
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def looked_at(client, file):
    return client.post(reverse(PAGE), {"file": file}).context


def sheet_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return as_file(book)


def take(client, shown):
    form = {"rows": shown["rows"], "place": shown["place"].key, "form_key": make.uid()}
    return client.post(reverse(PAGE), form)


def test_what_is_exported_comes_back_as_the_same(cast, clinic, as_):
    client = as_(cast.khet)
    book = exported(client)
    assert [cell.value for cell in book.active[1]] == [*COLUMNS.values(), WHOSE]
    shown = looked_at(client, as_file(book))
    assert shown["counts"] == {"new": 0, "changed": 0, "same": 1, "bad": 0}
    assert "ไม่มีอะไรต้องบันทึก" in client.post(reverse(PAGE), {"file": as_file(book)}).content.decode()


def test_what_was_edited_is_shown_row_by_row_and_written_once_it_is_confirmed(cast, clinic, as_):
    client, book = as_(cast.khet), exported(as_(cast.khet))
    sheet = book.active
    sheet.cell(2, column("services")).value = "ปิดคลินิกแล้ว"
    sheet.cell(2, column("contact_phone")).value = 812345678
    sheet.cell(2, column("age_to")).value = 18
    for name, value in {"type": "ตำรวจ", "name": "สภ.ใหม่", "addressee": "ผกก.", "contact_name": "ร.ต.อ. สมมติ"}.items():
        sheet.cell(3, column(name)).value = value
    shown = looked_at(client, as_file(book))
    assert shown["counts"] == {"new": 1, "changed": 1, "same": 0, "bad": 0}
    changed = next(row for row in shown["looked_at"] if row.state == "changed")
    assert [change.label for change in changed.changes] == ["บริการที่ให้", "ถึงอายุ", "โทรศัพท์ผู้ประสานงาน"]
    assert Agency.objects.count() == 1, "nothing is written before it is confirmed"
    assert take(client, shown).status_code == 302
    clinic.refresh_from_db()
    assert (clinic.services, clinic.age_from, clinic.age_to, clinic.version) == ("ปิดคลินิกแล้ว", 3, 18, 2)
    assert clinic.contacts.get().phone == "081-234-5678"
    new = Agency.objects.get(name="สภ.ใหม่")
    assert (new.school, new.contact, new.is_active) == (None, "ร.ต.อ. สมมติ", True)
    again = looked_at(client, as_file(book))
    assert again["counts"] == {"new": 0, "changed": 0, "same": 2, "bad": 0}, "a second time changes nothing"
    assert take(client, shown).status_code == 302
    assert Agency.objects.count() == 2


def test_columns_that_the_file_does_not_have_are_left_alone(cast, clinic, as_):
    client = as_(cast.khet)
    shown = looked_at(client, sheet_of(["ทำเนียบของเรา"], ["ชื่อหน่วยงาน", "อำเภอ"], ["โรงพยาบาลจำลองรัตน์", "จำลอง"]))
    take(client, shown)
    clinic.refresh_from_db()
    assert (clinic.district, clinic.services) == ("จำลอง", "คลินิกวัยรุ่น\nฟื้นฟู")


def test_a_counselor_adds_her_own_and_changes_nothing_of_the_areas(cast, clinic, as_):
    client, book = as_(cast.kanplu), exported(as_(cast.kanplu))
    book.active.cell(2, column("phone")).value = "1669"
    book.active.append([None, "hospital", "รพ.ของเรา", "ผอ."])
    shown = looked_at(client, as_file(book))
    assert shown["counts"] == {"new": 1, "changed": 0, "same": 0, "bad": 1}
    take(client, shown)
    assert Agency.objects.get(name="รพ.ของเรา").school == cast.school
    clinic.refresh_from_db()
    assert clinic.phone == "000-000-0000"


def test_what_comes_back_from_the_browser_is_checked_again(cast, clinic, as_):
    told = {"code": clinic.public_id, "name": "ชื่อที่แก้ในหน้าเว็บ", "type": "hospital", "addressee": "ก"}
    as_(cast.kanplu).post(reverse(PAGE), {"rows": json.dumps([{"row": 2, "told": told}])})
    clinic.refresh_from_db()
    assert clinic.name == "โรงพยาบาลจำลองรัตน์"


@pytest.mark.parametrize(
    ("rows", "say"),
    [
        (["", "ตำรวจ", "", "ผกก."], "กรอกชื่อหน่วยงาน"),
        (["", "ร้านกาแฟ", "ก", "ข"], "ประเภท"),
        (["nobody00", "ตำรวจ", "ก", "ข"], "ไม่พบรหัส nobody00"),
        (["", "ตำรวจ", "ก", "ข", "12"], "เบอร์โทรศัพท์"),
        (["", "ตำรวจ", "ก", "ข", "", "อาจจะ"], "ใช่ หรือ ไม่ใช่"),
        (["", "ตำรวจ", "ก", "ข", "", "", "20", "3"], "อายุถึง ต้องไม่น้อยกว่า"),
        (["", "ตำรวจ", "ก" * 400, "ข"], "ไม่เกิน 150 ตัวอักษร"),
    ],
)
def test_a_row_that_cannot_be_is_told_what_to_do_and_left_out(cast, kinds, as_, rows, say):
    heading = ["รหัส", "ประเภท", "ชื่อหน่วยงาน", "เรียน", "โทรศัพท์", "ตลอด 24 ชั่วโมง", "รับอายุตั้งแต่", "ถึงอายุ"]
    client = as_(cast.khet)
    shown = looked_at(client, sheet_of(heading, rows, ["", "ตำรวจ", "สภ.ดี", "ผกก."]))
    assert shown["counts"]["bad"] == 1
    assert any(say in problem for row in shown["looked_at"] for problem in row.problems)
    take(client, shown)
    assert list(Agency.objects.values_list("name", flat=True)) == ["สภ.ดี"]


def test_two_rows_of_one_agency_are_both_refused(cast, kinds, as_):
    heading = ["ประเภท", "ชื่อหน่วยงาน", "เรียน"]
    shown = looked_at(as_(cast.khet), sheet_of(heading, ["ตำรวจ", "สภ.ก", "ผกก."], ["ตำรวจ", "สภ. ก", "ผกก."]))
    assert shown["counts"] == {"new": 0, "changed": 0, "same": 0, "bad": 2}


@pytest.mark.parametrize(
    ("content", "say"),
    [
        (b"", "ไม่มีข้อมูล"),
        (b"%PDF-1.7 x", "เลือกไฟล์ Excel"),
        (b"PK\x03\x04 broken", "เปิดไฟล์นี้ไม่ได้"),
        ("ชื่อ,โทร\nก,1\n".encode(), "ไม่ใช่ไฟล์ Excel"),
        ("ชื่อหน่วยงาน\n".encode(), "ไม่มีรายชื่อหน่วยงาน"),
        (("ชื่อหน่วยงาน\n" + "".join(f"ก{n}\n" for n in range(501))).encode(), "เกิน 500"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(cast, kinds, as_, content, say):
    body = as_(cast.khet).post(reverse(PAGE), {"file": SimpleUploadedFile("a.xlsx", content)}).content.decode()
    assert say in body


def test_a_csv_without_the_heading_is_told_which_one(cast, kinds, as_):
    file = SimpleUploadedFile("a.csv", "ชื่อ,โทร\nก,1\n".encode())
    assert "ไม่พบหัวคอลัมน์" in as_(cast.khet).post(reverse(PAGE), {"file": file}).content.decode()


@pytest.mark.parametrize("rows", ["", "[]", "x" * 100, '[{"row": 1}]', '[{"row": 1, "told": {"pk": "1"}}]', "[" * 5000])
def test_rubbish_in_place_of_rows_leads_back(cast, kinds, as_, rows):
    answer = as_(cast.khet).post(reverse(PAGE), {"rows": rows})
    assert (answer.status_code, answer["Location"]) == (302, reverse(PAGE))


def test_nothing_in_the_workbook_is_a_formula_and_the_quote_does_not_come_back(cast, clinic, as_):
    clinic.note = '=HYPERLINK("https://evil.example")'
    clinic.save()
    client = as_(cast.khet)
    content = client.get(reverse("referrals:directory_xlsx")).content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    shown = looked_at(client, SimpleUploadedFile("a.xlsx", content))
    assert shown["counts"]["same"] == 1


@pytest.mark.parametrize(
    ("cell", "told"), [(12.0, "12"), (1.5, "1.5"), (None, ""), ("'=1", "=1"), ("'ก", "'ก"), ("a\x00b", "ab")]
)
def test_a_cell_is_what_somebody_typed(cell, told):
    assert text(cell) == told


def test_excel_drops_the_zero_of_a_number():
    assert [phone(told) for told in ("812345678", "74123456", "1669", "0812345678")] == [
        "0812345678",
        "074123456",
        "1669",
        "0812345678",
    ]


def test_a_tick_is_yes_no_blank_or_neither():
    assert [tick(told, blank=True) for told in ("ใช่", "YES", "ไม่ใช่", "", "อาจจะ")] == [True, True, False, True, None]
