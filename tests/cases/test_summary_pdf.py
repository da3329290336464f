"""D3 on paper: what is printed, what is not, and the line it leaves."""

import io
import subprocess

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from tests import make


@pytest.fixture
def told(cast, case):
    """Unlike the page, the paper carries no restricted note at all."""
    case.goal, case.review_on = "ชบามาเรียนทุกวัน", make.END
    case.save()
    make.task(case, "โทรผู้ปกครอง", responsible=cast.somying)
    make.note(case, "กินข้าวเช้าแล้วมีแรงเรียน", by=cast.kanplu)
    make.note(case, "ลับสุดยอด", by=cast.kanplu, secrecy="counselors")
    wrong = make.note(case, "เขียนผิด", by=cast.kanplu)
    make.note(case, "เขียนถูก", by=cast.kanplu, corrects=wrong)
    return case


def printed(client, case, query=""):
    answer = client.get(reverse("cases:summary_pdf", args=[case.public_id]) + query)
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer) if answer.streaming else answer.content
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return content, text.stdout.decode()


def test_five_parts_with_the_code_for_the_name(cast, told, as_):
    content, text = printed(as_(cast.kanplu), told)
    for part in ("1 ข้อมูลและที่มา", "2 ผลคัดกรอง", "3 แผนและเป้าหมาย", "4 บันทึกสำคัญ", "5 ผลลัพธ์", "ลับ", told.code):
        assert part in text
    for word in ("โทรผู้ปกครอง", "กินข้าวเช้าแล้วมีแรงเรียน", "เขียนถูก", "ม มีปัญหา", "ครูประจำชั้น"):
        assert word in text
    for word in ("ลับสุดยอด", "เขียนผิด", "ลองเรียน"):
        assert word not in text
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    line = Line.objects.get(user_id=cast.kanplu.pk)
    assert (line.verb, line.students) == ("disclosed", [cast.chaba.pk])


def test_with_the_name_when_asked(cast, told, as_):
    assert "ชบา ลองเรียน" in printed(as_(cast.kanplu), told, "?name=1")[1]


def test_the_head_gets_it_without_the_words_of_notes(cast, told, as_):
    text = printed(as_(cast.praphan), told)[1]
    assert "โทรผู้ปกครอง" in text
    assert "กินข้าวเช้า" not in text


def test_a_sensitive_aspect_is_left_out_for_the_head(cast, round_, as_):
    row = make.screened(cast.kita, round=round_, by=cast.somying, safety=3)
    case = make.case(cast.kita, by=cast.somying, owner=cast.kanplu, row=row, aspects=["safety"])
    assert "สวัสดิภาพ" in printed(as_(cast.kanplu), case)[1]
    text = printed(as_(cast.praphan), case)[1]
    assert "สวัสดิภาพ" not in text
    assert "จำกัดสิทธิ์" in text
