"""A table pasted from Excel or SGS: whose row is which, what is wrong where, nothing saved before it is confirmed."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from journal.papers import Workbook, write_sheet
from students.class_table.columns import RESULTS
from students.class_table.pasted import Pupil, identifiers_in, lay_out, match
from students.models import ColumnMap, MonthAttendance, TermResult
from tests.students.tables import attendance, result

ROOM = [
    Pupil("a", 7, "00012", "ชบา ลองเรียน", "ด.ญ.ชบา ล."),
    Pupil("b", 3, "00013", "คีตา ลองเรียน", "ด.ช.คีตา ล."),
    Pupil("c", 9, "00014", "คีตา ลองเรียน", "ด.ช.คีตา ล."),
    Pupil("d", None, "", "เอื้องฟ้า ทดสอบชัย", "ด.ญ.เอื้องฟ้า ท."),
]


def rows(text):
    return [line.split("\t") for line in text.splitlines()]


def read(text, remembered=(), known=()):
    table = rows(text)
    layout = lay_out(table, RESULTS, dict(remembered))
    return layout, match(table, layout, RESULTS, ROOM, dict(known))


@pytest.mark.parametrize(
    ("text", "gpa"),
    [
        ("เลขที่\tชื่อ-สกุล\tGPA\n7\tชบา ลองเรียน\t3.5", {"a": "3.50"}),
        ("โรงเรียนบ้านสมมติ\n\nลำดับ\tรหัสนักเรียน\tเกรดเฉลี่ย\n1\t12\t๓.๒๕\n2\t00013\t2", {"a": "3.25", "b": "2.00"}),
        ("ชื่อ\tนามสกุล\tผลการเรียนเฉลี่ย\nด.ญ.ชบา\tลองเรียน\t1\n", {"a": "1.00"}),
        ("เลขที่\tGPA\n7\t3.999\n3.0\t2", {"a": "3.99", "b": "2.00"}),
        ("เลขที่\tชื่อ - สกุล\tgpa\n9\tด.ช.คีตา ลองเรียน\t4", {"c": "4.00"}),
        ("GPA\tชื่อ\n3\tเด็กหญิงเอื้องฟ้า  ทดสอบชัย", {"d": "3.00"}),
        ("ชื่อ-สกุล\tGPA\nชบา ลองเรียน\t-\nรวม\t3\nค่าเฉลี่ย\t3", {}),
    ],
)
def test_rows_find_their_children(text, gpa):
    _, done = read(text)
    assert {ref: found.cells["gpa"] for ref, found in done.found.items() if found.cells} == gpa
    assert done.wrong == done.ambiguous == done.unknown == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ชื่อ-สกุล\tGPA\nคีตา ลองเรียน\t3", "แถว 2 “คีตา ลองเรียน” มีชื่อนี้มากกว่าหนึ่งคนในห้อง"),
        ("รหัส\tชื่อ-สกุล\tGPA\n12\tเอื้องฟ้า ทดสอบชัย\t3", "เลขประจำตัวเป็นของคนหนึ่ง ชื่อเป็นของอีกคน"),
        ("เลขที่\tGPA\n7\t3\n7\t4", "แถว 3 เป็นด.ญ.ชบา ล.อีกครั้ง ซ้ำกับแถว 2"),
        ("ชื่อ-สกุล\tGPA\nใครไม่รู้ นามสมมติ\t3", "แถว 2 “ใครไม่รู้ นามสมมติ” ไม่ตรงกับนักเรียนคนใด"),
        ("เลขที่\tGPA\n88\t3", "แถว 2 “88” ไม่ตรงกับนักเรียนคนใด"),
        ("เลขที่\tGPA\n7\tสามจุดห้า", "แถว 2 ด.ญ.ชบา ล.: “สามจุดห้า” เกรดเฉลี่ยต้องเป็นตัวเลข 0.00 ถึง 4.00"),
        ("เลขที่\tGPA\n7\t4.01", "“4.01” เกรดเฉลี่ยต้องเป็นตัวเลข"),
        ("GPA\n3\n4", "วางมา 2 แถว แต่ในห้องมี 4 คน"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_row(text, says):
    _, done = read(text)
    assert says in "\n".join([*done.wrong, *done.ambiguous, *done.unknown])


def test_one_column_is_taken_in_the_order_of_the_room():
    _, done = read("GPA\n1\n2\n3\n4")
    assert {ref: found.cells["gpa"] for ref, found in done.found.items()} == dict(
        zip("abcd", ["1.00", "2.00", "3.00", "4.00"], strict=True)
    )


def test_a_register_number_finds_the_child_whatever_the_column_is_called():
    text = "เลขประจำตัวนักเรียน\tGPA\n1-0000-00001-01-3\t3"
    layout, done = read(text, known={"1000000001013": "d"})
    assert identifiers_in(rows(text), layout) == ["1000000001013"]
    assert set(done.found) == {"d"}


def test_headings_that_are_not_known_are_told_and_remembered_ones_are():
    text = "เลขที่\tเกรดของเรา\tหมายเหตุ\n7\t3\tดี"
    layout, done = read(text)
    assert layout.unknown == ("เกรดของเรา", "หมายเหตุ")
    layout, done = read(text, remembered={"เกรดของเรา": "gpa", "หมายเหตุ": "-"})
    assert layout.unknown == ()
    assert done.found["a"].cells == {"gpa": "3.00"}


def test_counts_under_their_marks_are_not_taken_for_headings():
    layout, done = read("เลขที่\t0\tร\tมส\tมผ\n7\t0\t1\t0\t2")
    assert done.found["a"].cells == {"zeros": "0", "waiting": "1", "no_right": "0", "not_passed": "2"}
    assert layout.heading_row == 0


@given(st.text(max_size=300))
def test_any_text_is_read_without_falling(text):
    table = [line.split("\t") for line in text.splitlines()]
    layout = lay_out(table, RESULTS, {})
    match(table, layout, RESULTS, ROOM, {})


# -- the pages ----------------------------------------------------------------------------------------------------


def address(cast, kind="results", query="?term=2567-2"):
    return reverse("students:paste_table", args=[cast.room.public_id, kind]) + query


SGS = """\
ลำดับ\tรหัสนักเรียน\tGPA\tGPAX\t0\tร\tมส\tมผ\tผลอ่าน
1\t{a}\t3.5\t3.25\t0\t1\t0\t0\tดีเยี่ยม
2\t{b}\t1.5\t\t\t\t\t\t
"""


def sgs(cast):
    return SGS.format(a=cast.chaba.school_number, b=cast.kita.school_number)


def fields(page):
    """What the browser would send back: inputs and chosen options of the grid."""
    grid = page[page.index('<form id="table"') :]
    sent = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', grid))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', grid, re.DOTALL):
        sent[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return sent


def test_a_pasted_table_is_shown_first_and_saved_by_the_button_of_the_grid(cast, as_):
    client = as_(cast.somying)
    answer = client.post(address(cast), {"pasted": sgs(cast)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ตรงกับนักเรียน 2\u00a0คน" in page.replace("&nbsp;", "\u00a0")
    assert "ผลอ่าน" in page, "an unknown heading is told"
    assert not TermResult.objects.exists()
    saved = client.post(reverse("students:class_results", args=[cast.room.public_id]) + "?term=2567-2", fields(page))
    assert saved.status_code == 302
    chaba = TermResult.objects.get(student=cast.chaba)
    assert (str(chaba.gpa), str(chaba.gpax), chaba.waiting, chaba.reading) == ("3.50", "3.25", 1, None)
    assert (chaba.source, chaba.year, chaba.term) == ("pasted", 2567, 2)
    assert str(TermResult.objects.get(student=cast.kita).gpa) == "1.50"


def test_a_column_is_mapped_once_and_remembered_for_the_school(cast, as_):
    client = as_(cast.somying)
    text = f"รหัส\tแต้มเฉลี่ย\n{cast.chaba.school_number}\t2.75"
    page = client.post(address(cast), {"pasted": text}).content.decode()
    assert "คอลัมน์ใดคืออะไร" in page
    assert "2.75" in page
    chosen = {"pasted": text, "columns": "1", "column-0": "school_number", "column-1": "gpa"}
    assert 'value="2.75"' in client.post(address(cast), chosen).content.decode()
    kept = ColumnMap.objects.get()
    assert (kept.kind, kept.columns) == ("results", {"รหัส": "school_number", "แต้มเฉลี่ย": "gpa"})
    colleague = as_(cast.mana)
    url = reverse("students:paste_table", args=[cast.next_door.public_id, "results"])
    again = colleague.post(url, {"pasted": f"รหัส\tแต้มเฉลี่ย\n{cast.thara.school_number}\t1.75"})
    assert 'value="1.75"' in again.content.decode()


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"column-0": "gpa", "column-1": "gpa"}, "เลือกความหมายนี้แล้ว"),
        ({"column-0": "number"}, "เลือกอย่างน้อยหนึ่งคอลัมน์ที่เป็นผลการเรียน"),
        ({"column-0": "secrets"}, "เลือก"),
    ],
)
def test_a_mapping_that_says_nothing_is_refused(cast, as_, columns, says):
    answer = as_(cast.somying).post(address(cast), {"pasted": "ก\tข\n1\t2", "columns": "1", **columns})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ColumnMap.objects.exists()


def test_a_workbook_of_ours_comes_back_as_it_left(cast, as_):
    result(cast.chaba, by=cast.somying, year=2567, term=2, gpa="3.50", reading=3, conduct=90)
    client = as_(cast.somying)
    url = reverse("students:class_table_xlsx", args=[cast.room.public_id, "results"]) + "?term=2567-2"
    file = SimpleUploadedFile("results.xlsx", client.get(url).content)
    page = client.post(address(cast), {"file": file}).content.decode()
    assert "เปลี่ยน 0" in page.replace("&nbsp;", " ")


def test_attendance_in_days_present_and_in_per_cent_becomes_days_absent(cast, as_):
    attendance(cast.kita, datetime.date(2025, 6, 1), by=cast.somying, days=20, absent=9, streak=2)
    text = (
        "รหัส\tเวลาเรียนเต็ม\tมา\tลาป่วย\tลากิจ\n"
        f"{cast.chaba.school_number}\t20\t17\t1\t1\n{cast.kita.school_number}\t20\t18\t0\t0"
    )
    client = as_(cast.somying)
    page = client.post(address(cast, "attendance", ""), {"pasted": text}).content.decode()
    client.post(reverse("students:class_attendance", args=[cast.room.public_id]), fields(page))
    rows = {row.student_id: row for row in MonthAttendance.objects.all()}
    assert (rows[cast.chaba.pk].absent, rows[cast.chaba.pk].excused) == (1, 2)
    assert (rows[cast.kita.pk].absent, rows[cast.kita.pk].streak) == (2, 2)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("20\t21\t", "วันมารวมวันลาเป็น 21 วัน เกินวันเรียน 20 วัน"),
        ("20\t\t101", "ร้อยละการมาเรียนต้องเป็นตัวเลข 0.00 ถึง 100.00"),
        ("\t3\t", "เกิน"),
    ],
)
def test_attendance_that_contradicts_itself_is_named(cast, as_, row, says):
    text = f"รหัส\tเวลาเรียนเต็ม\tมาเรียน\tร้อยละ\n{cast.chaba.school_number}\t{row}"
    page = as_(cast.somying).post(address(cast, "attendance", "?month=2568-04"), {"pasted": text}).content.decode()
    assert says in page
    assert not MonthAttendance.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "วางตารางที่คัดลอกจาก Excel"),
        ({"pasted": "   \n \n"}, "วางตารางที่คัดลอกจาก Excel"),
        ({"pasted": "ก" * 1_000_000}, "ข้อความที่วางยาวเกินไป"),
        ({"pasted": "GPA\n" * 401}, "ตารางนี้มี 401 แถว"),
        ({"pasted": "GPA\x00\t3"}, "มีอักขระที่มองไม่เห็น"),
        ({"file": SimpleUploadedFile("x.xlsx", b"%PDF-1.7")}, "เลือกไฟล์ Excel"),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 nothing")}, "เปิดไฟล์นี้ไม่ได้"),
        ({"file": SimpleUploadedFile("x.csv", b"")}, "ไฟล์นี้ไม่มีข้อมูล"),
    ],
)
def test_what_is_no_table_is_refused_in_words(cast, as_, sent, says):
    answer = as_(cast.somying).post(address(cast), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_formula_in_the_file_is_a_text(cast, as_):
    file = SimpleUploadedFile(
        "x.xlsx", write_sheet(Workbook("t", ["รหัส", "GPA"], [[cast.chaba.school_number, "=1+1"]]))
    )
    page = as_(cast.somying).post(address(cast), {"file": file}).content.decode()
    assert "เกรดเฉลี่ยต้องเป็นตัวเลข" in page


def test_who_only_reads_does_not_paste(cast, as_):
    assert as_(cast.praphan).get(address(cast)).status_code == 403
    assert as_(cast.somying).get(address(cast, "welfare")).status_code == 403
    assert as_(cast.mana).get(address(cast)).status_code == 404
    assert as_(cast.somying).get(address(cast, "secrets")).status_code == 404
