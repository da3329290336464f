"""D2: one child on two sheets at most, text that can be searched, never a note, nothing its reader may not read."""

import subprocess
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from students.identifiers import new_identifier
from tests import make

A4 = (595, 842)


@pytest.fixture
def told(cast):
    child = cast.chaba
    child.strengths, child.interests, child.own_words = "ช่วยเหลือเพื่อน", "วาดรูปสัตว์", "หนูอยากเป็นครู"
    child.save()
    new_identifier("1000000001013", student_id=child.pk, school_id=child.school_id).save()
    make.guardian(child, first_name="ดาวเรือง")
    make.health(child, by=cast.pim, allergies="นมวัว")
    round_ = make.screening_round(school=cast.school, by=cast.kanplu, opens_on=make.START)
    make.row(child, round_=round_, by=cast.somying, levels="12113112111")
    case = make.case(child, by=cast.somying, owner=cast.kanplu, title="ช่วยเรื่องอาหารกลางวัน")
    make.task(case, text="ขอทุนอาหาร", responsible=cast.kanplu)
    make.note(case, "ความลับของบันทึก", by=cast.kanplu)
    make.note(case, "ความลับยิ่งกว่า", by=cast.kanplu, secrecy="counselors")
    return cast


def paper(client, child, query=""):
    return client.get(reverse("studentcare:record_pdf", args=[child.public_id]) + query)


def text_of(answer):
    made = subprocess.run(
        ["/usr/bin/pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    return made.stdout.decode().replace("\u00a0", " ")


def test_two_sheets_with_what_is_known(told, as_):
    answer = paper(as_(told.somying), told.chaba)
    reader = PdfReader(BytesIO(answer.content))
    assert len(reader.pages) == 2
    assert tuple(round(float(size)) for size in reader.pages[0].mediabox[2:]) == A4
    text = text_of(answer)
    for words in (
        "ระเบียนนักเรียนรายบุคคล",
        "ด.ญ.ชบา ลองเรียน",
        "ช่วยเหลือเพื่อน",
        "หนูอยากเป็นครู",
        "ดาวเรือง",
        "นมวัว",
        "ช่วยเรื่องอาหารกลางวัน",
        "ขอทุนอาหาร",
        "ครูสมหญิง นามสมมติ",
    ):
        assert words in text, words
    assert "1000000001013" not in text.replace("-", "")


def squeezed(text):
    return "".join(text.split())


def test_an_allergy_a_condition_and_a_medicine_are_printed_whole(told, as_):
    known = told.chaba.health
    for name, word in (("allergies", "แพ้"), ("conditions", "โรค"), ("medicines", "ยา")):
        setattr(known, name, f"{word} กุ้ง ปู ถั่ว " * 16 + f"ท้ายสุดของ{word}")
    known.save()
    text = squeezed(text_of(paper(as_(told.somying), told.chaba)))
    for word in ("แพ้", "โรค", "ยา"):
        assert f"ท้ายสุดของ{word}" in text, word


def test_what_else_is_cut_says_that_there_is_more(told, as_):
    assert "มีต่อในระบบ" not in text_of(paper(as_(told.somying), told.chaba))
    told.chaba.health.hospital = "โรงพยาบาล " * 11
    told.chaba.health.save()
    assert "มีต่อในระบบ" in text_of(paper(as_(told.somying), told.chaba))


@pytest.mark.parametrize("person", ["somying", "kanplu", "praphan"])
def test_no_note_ever(told, as_, person):
    assert "ความลับ" not in text_of(paper(as_(getattr(told, person)), told.chaba))


def test_the_short_one_has_no_sensitive_aspect_and_the_full_one_says_secret(told, as_):
    short, full = (text_of(paper(as_(told.somying), told.chaba, query)) for query in ("", "?full=1"))
    assert "เศรษฐกิจ" in short
    for aspect in ("สวัสดิภาพ", "สารเสพติด"):
        assert aspect not in short
        assert aspect in full
    assert "ลับ" in full
    assert "ลับ" not in short


def test_the_head_prints_the_short_one_only(told, as_):
    client = as_(told.praphan)
    assert paper(client, told.chaba).status_code == 200
    assert paper(client, told.chaba, "?full=1").status_code == 403


def test_it_leaves_a_line(told, as_):
    paper(as_(told.kanplu), told.chaba, "?full=1")
    line = Line.objects.get(verb="disclosed")
    assert (line.students, line.detail["kind"]) == ([told.chaba.pk], "full")


def test_the_longest_story_still_fits_two_sheets(told, as_):
    child = told.chaba
    child.strengths, child.interests, child.own_words = "ก้าวหน้า " * 100, "ปี่ป้า " * 40, "ฝันใหญ่ " * 25
    child.house, child.road, child.blood_group = "123/456", "ซอยยาวมาก " * 8, "AB"
    child.disadvantage = "เด็กยากจน " * 12
    child.save()
    for relation in ("father", "mother"):
        make.guardian(child, first_name="ชื่อยาวเหลือเกิน" * 4, relation=relation, occupation="อาชีพยาวมาก" * 7)
    known = child.health
    known.conditions = known.allergies = known.medicines = "รายละเอียดยาว " * 21
    known.hospital, known.disability, known.has_disability_card = "โรงพยาบาลจำลองรัตน์ " * 6, "body", True
    known.save()
    for number in range(8):
        case = make.case(child, by=told.somying, state="closed", title=f"เคสเก่าที่ชื่อยาวมาก {number} " * 5)
        make.task(case, text="งานที่ยาวมากเช่นกัน " * 10, responsible=told.kanplu)
    for year in range(2):
        make.sibling(child, told.kita if year else told.luktan, by=told.kanplu)
    for number in range(2, 6):
        round_ = make.screening_round(
            school=told.school, by=told.kanplu, sequence=number, opens_on=make.START.replace(day=16 + number)
        )
        make.row(child, round_=round_, by=told.somying, levels="12333332333")
    answer = paper(as_(told.kanplu), child, "?full=1")
    assert len(PdfReader(BytesIO(answer.content)).pages) == 2


def test_what_was_left_in_a_closed_case_is_nobody_s_task(told, as_):
    closed = make.case(told.chaba, by=told.somying, owner=told.kanplu, state="closed", aspects=["learning"])
    make.task(closed, text="งานค้างของเคสเก่า", responsible=told.kanplu)
    text = text_of(paper(as_(told.kanplu), told.chaba))
    assert "ขอทุนอาหาร" in text
    assert "งานค้างของเคสเก่า" not in text
