"""A staff list from Excel: read, checked row by row, added at once."""

import io
import json

import pytest
from openpyxl import Workbook

from schools import roster
from schools.models import User
from schools.roster import Entry, Known, NoHeading, check, phone_of, read

KNOWN = Known(
    usernames={"somying"},
    schools={"97000001"},
    rooms={("97000001", "ป.4/1"), ("97000001", "ป.1–2/1")},
    roles=["homeroom", "level_head", "counselor", "nurse"],
    own_school="97000001",
)


def problems(**more):
    return " ".join(check([Entry(row=2, **({"first_name": "ใหม่"} | more))], KNOWN)[0].problems)


@pytest.mark.parametrize(
    ("written", "role", "scope", "understood"),
    [
        ("ครูประจำชั้น", "homeroom", "ป.4/1", "ป.4/1"),
        ("ประจำชั้น", "homeroom", "ป๔", "ป.4/1"),
        ("homeroom", "homeroom", "ป.1-2/1", "ป.1–2/1"),
        ("แนะแนว", "counselor", "", ""),
        ("ครูพยาบาล", "nurse", "", ""),
        ("หัวหน้าสายชั้น", "level_head", "ป.4", ""),
    ],
)
def test_duties_are_understood_as_schools_write_them(written, role, scope, understood):
    one = check([Entry(row=2, first_name="ใหม่", role=written, scope=scope)], KNOWN)[0]
    assert (one.problems, one.role, one.room) == ((), role, understood)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"first_name": ""}, "กรอกชื่อ"),
        ({"username": "ครู"}, "ตัวอักษรอังกฤษ"),
        ({"username": "Somying"}, "มีคนใช้แล้ว"),
        ({"phone": "12345"}, "10 หลัก"),
        ({"role": "ภารโรง"}, "หน้าที่"),
        ({"role": "ผอ."}, "ให้ที่นี่ไม่ได้"),
        ({"role": "ครูประจำชั้น", "scope": "ป.7/1"}, "ไม่มีห้อง"),
        ({"role": "หัวหน้าระดับ", "scope": ""}, "กรอกระดับชั้น"),
        ({"school": "11111111"}, "ไม่มีในเขตนี้"),
        ({"first_name": "ก" * 400}, "ยาวเกินไป"),
    ],
)
def test_every_problem_says_what_to_do(entry, says):
    assert says in problems(**entry)


def test_a_name_used_twice_in_the_file_is_told_at_the_second():
    first, second = check([Entry(row=n, first_name="ก", username="twice") for n in (2, 3)], KNOWN)
    assert first.problems == ()
    assert "แถว 2" in second.problems[0]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0812345678", "081-234-5678"),
        ("812345678", "081-234-5678"),
        ("02-123-4567", "02-123-4567"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "081-234-5678"),
        ("", ""),
        ("1669", None),
        ("08123456789", None),
    ],
)
def test_telephone_numbers(written, kept):
    assert phone_of(written) == kept


def test_the_heading_may_stand_lower_and_in_another_order():
    rows = [["รายชื่อครู"], [], ["นามสกุล", "ชื่อ", "โทรศัพท์"], ["มาแล้ว", "ใหม่", 812345678.0], ["", ""]]
    assert read(rows) == [Entry(row=4, first_name="ใหม่", last_name="มาแล้ว", phone="812345678")]


def test_a_file_without_a_heading_is_refused():
    with pytest.raises(NoHeading, match="แม่แบบ"):
        read([["a", "b"], ["c", "d"]])


def sheet(*rows):
    book = Workbook()
    for row in (roster.HEADINGS, *rows):
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = "staff.xlsx"
    return made


def test_from_the_file_to_the_accounts(as_, cast):
    client = as_(cast.bunchi)
    rows = [
        ("ครู", "หนึ่ง", "ทดลอง", "nueng", "ครูประจำชั้น", "ป.4/1", "0812345678"),
        ("ครู", "สอง", "ทดลอง", "", "ครูแนะแนว", "", ""),
        ("ครู", "สาม", "ทดลอง", "somying", "", "", ""),
    ]
    page = client.post("/people/import/", {"file": sheet(*rows)})
    text = page.content.decode()
    assert "มีคนใช้แล้ว" in text
    assert not User.objects.filter(first_name="หนึ่ง").exists(), "nothing is added before it is confirmed"
    answer = client.post("/people/import/", {"rows": page.context["rows"]})
    assert answer.url == "/people/?never=on"
    one, two = User.objects.get(first_name="หนึ่ง"), User.objects.get(first_name="สอง")
    assert (one.username, one.phone, str(one.appointments.get())) == ("nueng", "081-234-5678", "ครูประจำชั้น ป.4/1")
    assert two.username == f"{cast.school.code8}-01"
    assert two.appointments.get().role == "counselor"
    assert not User.objects.filter(first_name="สาม").exists()


def test_the_area_adds_heads_and_account_admins_of_its_schools(as_, cast):
    good = Entry(row=2, first_name="ผู้นำ", username="phunam", role="ผอ.", school=cast.elsewhere.code8)
    bad = Entry(row=3, first_name="ครูน้อย", role="ครูแนะแนว", school=cast.elsewhere.code8)
    sent = json.dumps([vars(good), vars(bad)])
    as_(cast.rabop).post("/people/import/", {"rows": sent})
    assert User.objects.get(username="phunam").appointments.get().school == cast.elsewhere
    assert not User.objects.filter(first_name="ครูน้อย").exists()


def test_what_comes_back_from_the_browser_is_checked_again(as_, cast):
    forged = Entry(row=2, first_name="แอบ", username="aep", role="school_admin", school=cast.elsewhere.code8)
    as_(cast.bunchi).post("/people/import/", {"rows": json.dumps([vars(forged)])})
    assert not User.objects.filter(username="aep").exists()


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "{}",
        "[1]",
        "null",
        '[{"row": 1, "x": 2}]',
        "[" * 5000,
        '[{"row":"a"}]',
        "[]",
        '[{"row":2,"first_name":"\\u0000"}]',
    ],
)
def test_broken_lists_from_the_browser_are_sent_back_to_the_start(as_, cast, rows):
    answer = as_(cast.bunchi).post("/people/import/", {"rows": rows})
    assert answer.status_code == 302
    assert answer.url == "/people/import/"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"<html>", b"\x00" * 100, b"a,b\n1,2"])
def test_hostile_files_are_refused_in_thai(as_, cast, content):
    file = io.BytesIO(content)
    file.name = "staff.xlsx"
    answer = as_(cast.bunchi).post("/people/import/", {"file": file})
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()


def test_the_form_can_be_fetched(as_, cast):
    answer = as_(cast.bunchi).get("/people/form.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert User.objects.exists()
