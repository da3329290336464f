"""The first step of the import: what is read, and how every other file is refused with words and without a 500."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from students.kept import rows_of
from students.models import Import

URL = reverse("students:choose_file")
FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "dmc"


def sent(client, content, name="dmc.xlsx", **more):
    return client.post(URL, {"file": SimpleUploadedFile(name, content), **more})


def page(answer):
    return answer.content.decode()


def book(*rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "dmc-p4-2.xlsx",
        "dmc-p4-2-variant.xlsx",
        "class-list-p4-2.xlsx",
        "dmc-p4-2-windows874.csv",
        "dmc-p4-2-utf8-bom.csv",
    ],
)
def test_every_layout_leads_to_its_columns(cast, as_, name):
    answer = sent(as_(cast.tabian), (FOLDER / name).read_bytes(), name)
    run = Import.objects.get()
    assert answer.url == reverse("students:map_columns", kwargs={"iid": run.public_id})
    assert len(rows_of(run)) >= 41
    assert {"national_id", "school_number"} <= set(run.mapping["columns"])


HOSTILE = {
    "bomb": (bomb, "คลายออกมาใหญ่ผิดปกติ"),
    "not a zip": (lambda: b"PK\x03\x04 and nothing else", "เปิดไฟล์นี้ไม่ได้"),
    "a web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "หน้าเว็บที่ตั้งชื่อเป็น Excel"),
    "21 MB": (lambda: b"a,b,c\n" * 3_670_017, "ใหญ่เกิน 20 MB"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "เลือกไฟล์ Excel"),
    "nothing": (lambda: b"", "ไฟล์นี้ไม่มีข้อมูล"),
    "no heading": (lambda: b"1,2,3\n4,5,6\n", "ไม่พบแถวหัวตาราง"),
    "NUL": (lambda: b"\x00" * 2000, "เปิดใน Excel แล้วบันทึกเป็น"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(cast, as_, what):
    make_it, says = HOSTILE[what]
    answer = sent(as_(cast.tabian), make_it())
    assert answer.status_code == 200
    assert says in page(answer)
    assert not Import.objects.exists()


def test_columns_beyond_the_limit_are_not_read(cast, as_):
    head = ["เลขประจำตัวประชาชน", "ชั้น", "ห้อง", "ชื่อ", "นามสกุล", *(f"x{n}" for n in range(500))]
    sent(as_(cast.tabian), book(head, ["1000000001013", "ป.4", 1, "ชบา", "ลองเรียน"]))
    assert max(len(row) for row in rows_of(Import.objects.get())) == 300


def test_more_than_2000_children_are_asked_to_come_in_parts(cast, as_):
    line = "1000000001013,ป.4,1,ชบา,ลองเรียน\n"
    answer = sent(as_(cast.tabian), ("เลขประจำตัวประชาชน,ชั้น,ห้อง,ชื่อ,นามสกุล\n" + line * 2100).encode(), "a.csv")
    assert "ครั้งละไม่เกิน 2,000 คน" in page(answer)


def test_without_a_file_the_form_says_which(cast, as_):
    assert "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv" in page(as_(cast.tabian).post(URL))


def test_the_same_form_sent_twice_is_one_import(cast, as_):
    client, key = as_(cast.tabian), "6c1c1bd2-5c2a-4d4c-9d57-0f5c2a8f6a11"
    content = (FOLDER / "dmc-p4-2-utf8.csv").read_bytes()
    first = sent(client, content, "a.csv", form_key=key)
    assert sent(client, content, "a.csv", form_key=key).url == first.url
    assert Import.objects.count() == 1


def test_the_second_file_with_the_same_columns_goes_straight_to_the_check(cast, as_):
    client, content = as_(cast.tabian), (FOLDER / "dmc-p4-2-utf8.csv").read_bytes()
    first = client.post(sent(client, content, "a.csv").url, columns_of())
    assert first.url.endswith("/check/")
    assert sent(client, content, "b.csv").url.endswith("/check/")


def columns_of():
    return {name: str(column) for name, column in Import.objects.get().mapping["columns"].items()}


def test_a_year_is_needed(cast, as_, clock):
    cast.area.years.update(ends_on="2025-05-31")
    answer = sent(as_(cast.tabian), (FOLDER / "dmc-p4-2-utf8.csv").read_bytes(), "a.csv")
    assert "ยังไม่มีปีการศึกษา" in page(answer)
