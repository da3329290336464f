"""Agreements: who keeps them, when they run out, and the signed document."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Line
from referrals.directory import expiring_agreements
from referrals.models import Agreement, Paper
from tests import make
from tests.shown import seen

TODAY = datetime.date(2025, 6, 25)
FORM = {
    "title": "ข้อตกลงสมมติ",
    "signed_on_day": "1",
    "signed_on_month": "6",
    "signed_on_year": "2568",
    "from_on": "1 มิถุนายน 2568",
    "until_on": "31 พฤษภาคม 2569",
    "scope": "รับส่งต่อ",
    "remind_days": "60",
}


@pytest.fixture
def clinic(cast):
    return make.agency(area=cast.area)


def url(name, agreement):
    return reverse(f"referrals:{name}", args=[agreement.public_id])


def test_a_counselor_keeps_her_schools_and_an_officer_the_areas(cast, clinic, as_):
    add = reverse("referrals:add_agreement")
    form = FORM | {"agencies": clinic.public_id, "form_key": make.uid()}
    assert [as_(cast.kanplu).post(add, form).status_code for _ in range(2)] == [302, 302]
    own = Agreement.objects.get()
    assert (own.school, list(own.agencies.all()), own.until_on) == (cast.school, [clinic], datetime.date(2026, 5, 31))
    assert as_(cast.khet).post(add, FORM | {"other_parties": "มูลนิธิสมมติ"}).status_code == 302
    assert Agreement.objects.get(other_parties="มูลนิธิสมมติ").school is None
    assert as_(cast.dokkaew).get(url("agreement", own)).status_code == 404, "another school's"
    assert as_(cast.khet).get(url("agreement", own)).status_code == 200
    assert as_(cast.khet).get(url("edit_agreement", own)).status_code == 403


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ({}, "เลือกหรือพิมพ์คู่ความร่วมมืออย่างน้อย"),
        ({"other_parties": "ก", "until_on": "1 มกราคม 2560"}, "วันสิ้นสุดต้องไม่ก่อนวันที่มีผล"),
        ({"other_parties": "ก", "remind_days": "๙๙๙"}, "กรอก 0–365"),
        ({"other_parties": "ก", "agencies": "nobody00"}, "มีรายการที่เลือกไม่ได้แล้ว"),
        ({"other_parties": "ก", "agencies": "\x00"}, "มีอักขระที่มองไม่เห็น"),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_thai(cast, as_, typed, say):
    assert say in as_(cast.kanplu).post(reverse("referrals:add_agreement"), FORM | typed).content.decode()
    assert not Agreement.objects.exists()


def test_another_schools_own_agency_cannot_be_ticked(cast, as_):
    theirs = make.agency("ของที่อื่น", area=cast.area, school=cast.elsewhere)
    answer = as_(cast.kanplu).post(reverse("referrals:add_agreement"), FORM | {"agencies": theirs.public_id})
    assert answer.status_code == 200
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("days", "is_told"), [(59, True), (60, True), (61, False), (-1, False)])
def test_it_is_told_when_its_last_day_is_near(cast, clinic, as_, days, is_told):
    made = make.agreement(area=cast.area, by=cast.khet, until_on=TODAY + datetime.timedelta(days=days))
    assert (made in expiring_agreements(cast.khet, TODAY)) is is_told
    assert not expiring_agreements(cast.kanplu, TODAY), "she does not keep the area's"
    assert ("ใกล้หมดอายุ" in as_(cast.khet).get(reverse("referrals:agencies")).content.decode()) is is_told
    assert ("ใกล้หมดอายุ" in as_(cast.kanplu).get(url("agreement", made)).content.decode()) is is_told, "nor is it hidden"


def test_what_was_ended_no_longer_runs_and_stays_to_be_read(cast, clinic, as_):
    made = make.agreement(area=cast.area, by=cast.khet, agencies=[clinic])
    client, end = as_(cast.khet), url("end_agreement", made)
    late = {"ended_on": "26 มิถุนายน 2568"} | seen(client, end)
    assert "ต้องไม่เกิน" in client.post(end, late).content.decode()
    assert client.post(end, {"ended_on": "25 มิถุนายน 2568"} | seen(client, end)).status_code == 302
    assert "ยกเลิกเมื่อ" in client.get(url("agreement", made)).content.decode()
    assert not Agreement.objects.running(TODAY).exists()


def test_who_did_not_see_the_last_change_does_not_write_over_it(cast, clinic, as_):
    made = make.agreement(area=cast.area, by=cast.khet, agencies=[clinic])
    client, edit = as_(cast.khet), url("edit_agreement", made)
    form = FORM | {"agencies": clinic.public_id} | seen(client, edit)
    assert client.post(edit, form).status_code == 302
    again = client.post(edit, form | {"title": "ชื่ออื่น"}).content.decode()
    assert "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด" in again
    assert "ในระบบตอนนี้ “ข้อตกลงสมมติ”" in again
    made.refresh_from_db()
    assert made.title == "ข้อตกลงสมมติ"


def a_pdf():
    out, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("EVIL"))
    pdf.save(out)
    return out.getvalue()


def test_the_document_is_sealed_handed_out_to_be_saved_and_its_leaving_is_written_down(cast, as_):
    made = make.agreement(area=cast.area, by=cast.khet)
    file = SimpleUploadedFile("../บันทึก.pdf", a_pdf())
    assert as_(cast.khet).post(url("add_paper", made), {"paper": file}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.name, paper.kind) == ("บันทึก.pdf", "application/pdf")
    assert b"%PDF" not in bytes(paper.sealed)
    answer = as_(cast.somying).get(url("agreement_file", made))
    assert answer.content.startswith(b"%PDF-")
    assert b"EVIL" not in answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Line.objects.filter(verb="disclosed", about="referrals.Agreement", actor=f"user:{cast.somying.pk}").exists()


def test_another_document_takes_its_place_and_what_is_none_is_refused(cast, as_):
    made = make.agreement(area=cast.area, by=cast.khet)
    make.agreement_paper(made, by=cast.khet)
    client = as_(cast.khet)
    body = client.post(url("add_paper", made), {"paper": SimpleUploadedFile("a.pdf", b"MZ EVIL")}).content.decode()
    assert "ไฟล์นี้ไม่ใช่ PDF หรือภาพ" in body
    assert Paper.objects.get().name == "ข้อตกลง.jpg"
    assert "เลือกไฟล์ก่อน" in client.post(url("add_paper", made)).content.decode()
    assert client.post(url("add_paper", made), {"paper": SimpleUploadedFile("ใหม่.pdf", a_pdf())}).status_code == 302
    assert Paper.objects.get().name == "ใหม่.pdf"


def test_without_a_document_there_is_none_to_take(cast, as_):
    made = make.agreement(area=cast.area, by=cast.khet)
    assert as_(cast.khet).get(url("agreement_file", made)).status_code == 404


def test_the_list_tells_what_runs_what_comes_and_what_is_over(cast, as_):
    make.agreement("มีผลอยู่จริง", area=cast.area, by=cast.khet, until_on=None)
    make.agreement("ของปีหน้า", area=cast.area, by=cast.khet, from_on=datetime.date(2026, 1, 1))
    make.agreement("ของปีก่อน", area=cast.area, by=cast.khet, until_on=datetime.date(2025, 6, 1))
    body = as_(cast.somying).get(reverse("referrals:agreements")).content.decode()
    running, coming, past = body.index("มีผลอยู่จริง"), body.index("ของปีหน้า"), body.index("ของปีก่อน")
    assert running < coming < past
    assert "ยังไม่มีบันทึกข้อตกลง" not in body


@pytest.mark.parametrize("person", ["khet", "kanplu", "dokkaew"])
def test_each_partner_is_counted_once_however_many_schools_the_area_has(cast, clinic, as_, person):
    partners = [clinic, make.agency("บ้านพักเด็กสมมติ", area=cast.area, type="shelter")]
    made = make.agreement(area=cast.area, by=cast.khet, agencies=partners)
    body = as_(getattr(cast, person)).get(reverse("referrals:agreements")).content.decode()
    line = body.split(url("agreement", made))[1].split("</li>")[0]
    assert "2\u00a0หน่วยงาน" in line
