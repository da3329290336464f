"""D1: one A4 page for forty-five children, text that can be searched, short without the sensitive columns."""

import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from journal.models import Line, Verb
from tests import make
from tests.make.assessments import sdq

A4 = (595, 842)


def fill_room(room, children):
    for number in range(20, 20 + children - 2):
        child = make.student(f"ผู้อำนวยการ{number}", last_name="ปี้น้ำคำ", classroom=room.classroom, number=number)
        make.row(child, round_=room.round, by=room.somying)


def text_of(content):
    made = subprocess.run(["/usr/bin/pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return made.stdout.decode()


@pytest.mark.parametrize(("children", "pages"), [(40, 1), (45, 1), (46, 2)])
def test_geometry(room, as_, children, pages):
    fill_room(room, children)
    content = as_(room.somying).get(room.url("summary_pdf") + "?full=1").content
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == pages
    assert tuple(round(float(size)) for size in reader.pages[0].mediabox[2:]) == A4
    text = text_of(content)
    assert text.count("ผู้อำนวยการ2") >= 10
    assert text.count("ชื่อ–สกุล") == pages, "the head repeats"
    assert "ผู้อำนวยการโรงเรียน" in text


def test_the_short_one_leaves_the_sensitive_columns_out(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="12113111112")
    text = text_of(as_(room.somying).get(room.url("summary_pdf")).content)
    for head in ("สวัสดิภาพ", "สารเสพติด", "เพศ"):
        assert head not in text
    assert "เศรษฐกิจ" in text
    assert "ลับ" not in text.replace("ความลับ", "")
    full = text_of(as_(room.somying).get(room.url("summary_pdf") + "?full=1").content)
    assert "สวัสดิภาพ" in full
    assert "ลับ" in full


def test_numbers_on_the_sheet(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13111111112")
    text = text_of(as_(room.somying).get(room.url("summary_pdf")).content)
    assert "2568" in text
    assert "2,568" not in text
    assert "กรอกแล้ว 11/22" in text.replace("\xa0", " ")
    assert "ด.ญ.ชบา ลองเรียน" in text


def test_who_prints_what(room, as_):
    assert as_(room.praphan).get(room.url("summary_pdf")).status_code == 200
    assert as_(room.praphan).get(room.url("summary_pdf") + "?full=1").status_code == 403
    assert as_(room.praphan).get(room.url("summary_xlsx") + "?full=1").status_code == 403


def test_each_paper_is_a_line(room, as_):
    client = as_(room.somying)
    for name in ("summary_pdf", "summary_xlsx", "blank_pdf"):
        assert client.get(room.url(name)).status_code == 200
    assert Line.objects.filter(verb=Verb.DISCLOSED, user_id=room.somying.pk).count() == 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [("summary_pdf", "short"), ("summary_xlsx", "short"), ("summary_xlsx?full=1", "full"), ("blank_pdf", "blank")],
)
def test_the_line_names_every_child_on_the_sheet_and_which_form_it_was(room, cast, as_, name, kind):
    view, _, query = name.partition("?")
    assert as_(room.somying).get(f"{room.url(view)}?{query}").status_code == 200
    line = Line.objects.get(verb=Verb.DISCLOSED, user_id=room.somying.pk)
    assert line.students == sorted([room.chaba.pk, room.kita.pk])
    assert line.detail["kind"] == kind


def test_excel(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="23111111112")
    sdq(room.chaba, room.round, total=16, by=room.somying)
    sheet = load_workbook(BytesIO(as_(room.somying).get(room.url("summary_xlsx")).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (
        "เลขที่",
        "ชื่อ–สกุล",
        "ความสามารถพิเศษ",
        "การเรียน",
        "สุขภาพ",
        "เศรษฐกิจ",
        "ความรุนแรง (และจราจร)",
        "ติดเกม",
        "ความต้องการพิเศษ",
        "เครื่องมือสื่อสาร",
        "จิตใจ (SDQ)",
        "สรุป",
    )
    assert rows[2] == (7, "ด.ญ.ชบา ลองเรียน", "มี", "มีปัญหา", "ปกติ", "ปกติ", "ปกติ", "ปกติ", "ไม่มี", "เสี่ยง", "เสี่ยง", "มีปัญหา")


def test_d1_names_the_norm_set_of_the_computed_column(room, as_):
    sdq(room.chaba, room.round, total=16, by=room.somying)
    for address in ("", "?full=1"):
        text = text_of(as_(room.somying).get(room.url("summary_pdf") + address).content)
        assert "SDQ ฉบับครู เกณฑ์คู่มือ สพฐ./กรมสุขภาพจิต" in text
        assert "ไม่ใช่การวินิจฉัย" in text


def test_the_blank_sheet_has_every_column_and_no_letter(room, as_):
    make.row(room.chaba, round_=room.round, by=room.somying, levels="13111111111")
    text = text_of(as_(room.somying).get(room.url("blank_pdf")).content)
    assert "สวัสดิภาพ" in text
    assert "ด.ญ.ชบา ลองเรียน" in text
    line = next(line for line in text.splitlines() if "ชบา" in line)
    assert line.split("ลองเรียน")[1].strip() == ""
