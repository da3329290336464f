"""The letter, the sealed summary and the reply form, as they come out of the printer."""

import re
import subprocess

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line, Verb
from tests import make


@pytest.fixture
def read(as_, tmp_path):
    def fetch(user, view, referral):
        """(pages, text) of a paper, read back by pdftotext."""
        response = as_(user).get(reverse(f"referrals:{view}", args=[referral.public_id]))
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        path = tmp_path / "paper.pdf"
        path.write_bytes(response.content)
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
        ).stdout
        return len(PdfReader(path).pages), text

    return fetch


def test_the_letter_is_one_page_and_names_a_code_and_no_child(cast, sent, read):
    pages, text = read(cast.kanplu, "letter_pdf", sent)
    assert pages == 1
    for word in ("ที่", "เรื่อง", "เรียน", "สิ่งที่ส่งมาด้วย", "ขอแสดงความนับถือ", "ขอส่งต่อนักเรียนเพื่อรับการประเมินและช่วยเหลือ"):
        assert word in text
    assert sent.code in text
    assert "๑๘\u00a0มิถุนายน\u00a0๒๕๖๘" in text
    assert "โทร." in text
    for word in ("ชบา", "ลองเรียน", "รายได้ครอบครัว", "ดาวเรือง", "คิวอาร์"):
        assert word not in text


def test_a_long_letter_still_fits_one_page(cast, sent, read):
    sent.packet["cover"] |= {
        "addressee": "ผู้อำนวยการสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่างธานี " * 2,
        "address": "99 หมู่ 4 ถนนตัวอย่าง\nตำบลสมมติ อำเภอจำลอง\nจังหวัดตัวอย่างธานี 99990",
        "school": "โรงเรียนบ้านสมมติวิทยาราษฎร์บำรุงประชาสรรค์อนุสรณ์",
    }
    sent.signer_position = "ครู วิทยฐานะครูชำนาญการพิเศษ รักษาการในตำแหน่งผู้อำนวยการโรงเรียนบ้านสมมติวิทยา"
    sent.save()
    pages, text = read(cast.praphan, "letter_pdf", sent)
    assert pages == 1
    assert "รักษาการในตำแหน่ง" in text


def test_lines_do_not_break_where_they_must_not(cast, sent, read):
    _, text = read(cast.kanplu, "letter_pdf", sent)
    for together in ("เขต[ \u00a0]+๙", "๗[ \u00a0]+วันทำการ", "๕[ \u00a0]+ขั้นตอน", "รหัส[ \u00a0]+R-2568-0001"):
        assert re.search(together, text), f"{together} is broken over two lines"


def test_a_province_stays_with_its_name_and_a_long_word_still_breaks(cast, case, hospital, read):
    cast.school.address = "หมู่ 9 ตำบลสมมติ อำเภอเมืองตัวอย่าง จังหวัดตัวอย่างธานี 00000\n" + "ตำบลยาว" * 12
    cast.school.save()
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
    pages, text = read(cast.kanplu, "letter_pdf", letter)
    assert pages == 1
    assert "จังหวัดตัวอย่างธานี" in text
    assert "ตำบลยาวตำบลยาว\n" in text


def test_the_school_may_have_its_name_on_top(cast, sent, read):
    cast.school.letterhead = "name"
    cast.school.save()
    _, text = read(cast.kanplu, "letter_pdf", sent)
    assert text.strip().startswith("โรงเรียนบ้านสมมติวิทยา")


def test_the_summary_holds_the_frozen_packet(cast, sent, read):
    cast.chaba.first_name = "ชื่อใหม่"
    cast.chaba.save()
    pages, text = read(cast.kanplu, "summary_pdf", sent)
    assert pages == 1
    first = text
    assert first.count("ลับ") >= 2
    assert "ชบา ลองเรียน" in first
    assert "ชื่อใหม่" not in text
    assert "ยินยอมลงชื่อในเอกสาร" in first
    assert "ครูแนะแนว" in first
    assert "แบบตอบรับ" not in text


def test_the_reply_form_is_a_page_of_its_own_and_names_a_code(cast, sent, read):
    pages, text = read(cast.kanplu, "reply_form_pdf", sent)
    assert pages == 1
    for word in ("แบบตอบรับการส่งต่อ", "รับดูแล", "ไม่รับ เพราะ", "ขอข้อมูลเพิ่ม", "คำแนะนำสำหรับโรงเรียน", sent.code):
        assert word in text
    assert "ชบา" not in text


def test_what_is_not_ticked_is_on_no_paper(cast, case, hospital, read):
    cast.chaba.strengths = "ชอบปลูกผัก"
    cast.chaba.save()
    sent = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sections=["age"])
    for view in ("letter_pdf", "summary_pdf"):
        _, text = read(cast.kanplu, view, sent)
        for word in ("ชบา", "ชอบปลูกผัก", "ยายเดินไม่ไหว", "ความลับเฉพาะครูแนะแนว"):
            assert word not in text


def test_secrets_stay_when_the_teams_notes_are_sent(cast, case, hospital, read):
    sent = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sections=["notes"], sensitive_reason="นัด")
    _, text = read(cast.kanplu, "summary_pdf", sent)
    assert "ยายเดินไม่ไหว" in text
    assert "ความลับเฉพาะครูแนะแนว" not in text


def test_of_a_draft_the_counselor_prints_a_preview(cast, draft, read):
    assert "ร่าง" in read(cast.kanplu, "summary_pdf", draft)[1]
    assert "ร่าง" in read(cast.kanplu, "letter_pdf", draft)[1]


def test_every_paper_is_a_line(cast, sent, read):
    read(cast.praphan, "summary_pdf", sent)
    line = Line.objects.get(verb=Verb.DISCLOSED, about_id=sent.pk)
    assert (line.user_id, line.students) == (cast.praphan.pk, [cast.chaba.pk])
    assert line.detail == {"document": f"{sent.code}-summary.pdf"}
