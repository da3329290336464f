"""D3 on paper: what is chosen, what is printed, what is not, and the lines it leaves."""

import io
import subprocess
import time

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.models import CheckIn, Rescreen
from journal.models import Line
from tests import make

PARTS = [
    "1 ข้อมูลและที่มา",
    "2 ผลประเมิน",
    "3 แผนและเป้าหมาย",
    "4 บันทึกสำคัญ",
    "5 การส่งต่อ",
    "6 ผลลัพธ์และการติดตาม",
]


@pytest.fixture
def told(cast, case):
    """A case with a plan, a task, a note of the team, one for counselors, and one that was corrected."""
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


def test_six_parts_with_the_code_for_the_name(cast, told, as_):
    content, text = printed(as_(cast.kanplu), told)
    for part in (*PARTS, "ลับ", told.code):
        assert part in text
    for word in ("โทรผู้ปกครอง", "กินข้าวเช้าแล้วมีแรงเรียน", "เขียนถูก", "ม มีปัญหา", "ครูประจำชั้น"):
        assert word in text
    for word in ("ลับสุดยอด", "เขียนผิด", "ลองเรียน", "ชบา"):
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


def choice(*notes, parts=("assessment", "plan", "notes", "referrals", "outcome"), name="0"):
    chosen = "".join(f"&note={note.public_id}" for note in notes)
    return f"?chosen=1&name={name}" + "".join(f"&part={part}" for part in parts) + chosen


def test_what_is_printed_is_chosen_before(cast, told, as_):
    first = make.note(told, "ที่เลือก", by=cast.kanplu, child_words="หนูอยากไปโรงเรียน")
    make.note(told, "ที่ไม่เลือก", by=cast.kanplu)
    client = as_(cast.kanplu)
    page = client.get(reverse("cases:summary", args=[told.public_id])).content.decode()
    assert f'value="{first.public_id}" checked' in page
    assert "ลับสุดยอด" not in page
    text = printed(client, told, choice(first, parts=["notes"]))[1]
    for word in ("ที่เลือก", "หนูอยากไปโรงเรียน", "4 บันทึกสำคัญ", "1 ข้อมูลและที่มา"):
        assert word in text
    for word in ("ที่ไม่เลือก", "กินข้าวเช้า", "3 แผนและเป้าหมาย", "2 ผลประเมิน"):
        assert word not in text
    assert "กินข้าวเช้า" not in printed(client, told, choice())[1]


def test_a_secret_note_is_printed_only_when_ticked_by_who_typed_her_password_just_now(cast, told, as_):
    secret = told.notes.get(secrecy="counselors")
    client = as_(cast.kanplu)
    page = client.get(reverse("cases:summary", args=[told.public_id])).content.decode()
    assert f'value="{secret.public_id}">' in page
    text = printed(client, told, choice(secret))[1]
    assert "ลับสุดยอด" in text
    assert [line.verb for line in Line.objects.filter(user_id=cast.kanplu.pk).order_by("pk")][-2:] == [
        "revealed",
        "disclosed",
    ]
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    answer = client.get(reverse("cases:summary_pdf", args=[told.public_id]) + choice(secret))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_what_she_may_not_read_is_not_printed_though_it_is_asked_for(cast, told, as_):
    secret = told.notes.get(secrecy="counselors")
    named = make.note(told, "เฉพาะกานพลู", by=cast.kanplu, secrecy="named", readers=[cast.praphan])
    elsewhere = make.note(make.case(cast.kita, by=cast.somying, owner=cast.kanplu), "ของอีกเคส", by=cast.kanplu)
    asked = choice(secret, named, elsewhere)
    text = printed(as_(cast.somying), told, asked)[1]
    for word in ("ลับสุดยอด", "เฉพาะกานพลู", "ของอีกเคส"):
        assert word not in text
    by_head = printed(as_(cast.praphan), told, asked)[1]
    assert "เฉพาะกานพลู" in by_head
    assert "ลับสุดยอด" not in by_head


def test_how_it_went_and_who_approved_herself(cast, told, as_):
    told.plan_asked_by = told.plan_approved_by = cast.kanplu
    told.plan_approved_at, told.is_plan_self_approved = make.now(), True
    told.assessment, told.strengths = "ชบาขาดเรียนวันจันทร์", "ชอบวาดรูป"
    told.save()
    CheckIn.objects.create(
        case=told,
        student=told.student,
        school=told.school,
        on=make.now().date(),
        progress="better",
        value="มาเรียน 4 จาก 5 วัน",
        by=cast.somying,
        at=make.now(),
    )
    Rescreen.objects.create(
        case=told,
        student=told.student,
        school=told.school,
        slug="economy",
        before=3,
        after=1,
        by=cast.kanplu,
        at=make.now(),
    )
    text = printed(as_(cast.kanplu), told)[1]
    for word in ("อนุมัติโดยผู้จัดทำ (โรงเรียนขนาดเล็ก)", "[นักเรียน]ขาดเรียนวันจันทร์", "ชอบวาดรูป", "มาเรียน 4 จาก 5 วัน"):
        assert word in text
    assert "ม มีปัญหา" in text
    assert "ป ปกติ" in text


def test_four_pages_hold_a_long_case(cast, told, as_):
    for n in range(12):
        make.note(told, f"ครั้งที่ {n} " + "พูดคุยเรื่องการมาโรงเรียน " * 20, by=cast.kanplu)
        make.task(told, f"งานที่ {n}", responsible=cast.somying)
    content, text = printed(as_(cast.kanplu), told)
    assert 2 <= len(PdfReader(io.BytesIO(content)).pages) <= 4
    assert "ครั้งที่ 11" in text


def test_a_teacher_who_is_shut_out_does_not_sign(cast, told, as_):
    assert "สมหญิง" in printed(as_(cast.kanplu), told)[1]
    told.tasks.all().delete()
    make.exclusion(cast.chaba, cast.somying, by=cast.praphan)
    assert "สมหญิง" not in printed(as_(cast.kanplu), told)[1]
