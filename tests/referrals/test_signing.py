"""Check, sign, return, answer, close: the pages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from journal.models import Line, Verb
from referrals import links
from referrals.models import Link, Referral, Reply, State
from referrals.sections import BY_KEY, SECTIONS
from students.models import Exclusion
from tests import make


def at(view, referral):
    return reverse(f"referrals:{view}", args=[referral.public_id])


def day(name, *parts):
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


TODAY = ("25", "6", "2568")
SENDING = {"link_days": "30", "code_by": "phone"}
SIGNED = {"version": 1, "letter_number": "ศธ 04000.000/9", **day("letter_on", *TODAY), **day("sent_on", *TODAY)}
REPLY = {"version": 1, "result": "accepted", "said_by": "พยาบาลมะลิ", "how": "phone", **day("received_on", *TODAY)}


def test_the_check_shows_exactly_what_is_sent_and_how_much_is_not(cast, draft, as_):
    body = as_(cast.kanplu).get(at("check", draft)).content.decode()
    assert "ผู้รับจะเห็นเพียงเท่านี้" in body
    assert "13\u00a0รายการที่จะไม่ส่งไป" in body
    assert "ส่งให้ ผอ. ลงนาม" in body
    assert "ความลับเฉพาะครูแนะแนว" not in body


def test_the_days_of_a_link_are_counted_from_the_signature(cast, draft, waiting, as_):
    body = as_(cast.kanplu).get(at("check", draft)).content.decode()
    assert "30\u00a0วันนับแต่วันลงนาม (ลงนามวันนี้ ใช้ได้ถึง 25 ก.ค. 2568)" in body.replace("\u00a0ก.ค.\u00a0", " ก.ค. ")
    Referral.objects.filter(pk=waiting.pk).update(uses_link=True)
    assert "30\u00a0วันนับแต่วันลงนาม" in as_(cast.praphan).get(at("sign", waiting)).content.decode()


def preview(body):
    """The packet on a page, without its heading, which names the reader."""
    (section,) = re.findall(r'<section class="preview".*?</section>', body, re.DOTALL)
    return re.sub(r"<h2.*?</h2>", "", section, count=1)


def test_what_is_checked_and_signed_is_letter_for_letter_what_the_agency_reads(cast, draft, as_):
    """Every item ticked; the agency's page has no menu of ours and the very same packet."""
    Referral.objects.filter(pk=draft.pk).update(sections=list(BY_KEY), sensitive_reason="นัดตรวจ")
    checked = preview(as_(cast.kanplu).get(at("check", draft)).content.decode())
    assert all(section.label in checked for section in SECTIONS)
    assert as_(cast.kanplu).post(at("check", draft), {"version": 1, "uses_link": "on"} | SENDING).status_code == 302
    signed = preview(as_(cast.praphan).get(at("sign", draft)).content.decode())
    assert as_(cast.praphan).post(at("sign", draft), SIGNED | {"version": 2}).status_code == 302
    link = Link.objects.get(referral=draft)
    visitor = Client()
    assert visitor.post(links.address_of(link), {"code": links.code_of(link)}).status_code == 302
    read = preview(visitor.get(links.address_of(link)).content.decode())
    assert checked == signed == read


def test_an_incomplete_draft_has_no_button_and_a_forced_post_says_what_is_missing(cast, case, as_):
    draft = make.referral(case, by=cast.kanplu, consent="", consent_by="", consent_relation="", consent_how="")
    client = as_(cast.kanplu)
    assert "ส่งให้ ผอ. ลงนาม</button>" not in client.get(at("check", draft)).content.decode()
    response = client.post(at("check", draft), {"version": 1})
    assert response.status_code == 200
    assert "ยังไม่มีความยินยอมของผู้ปกครอง" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_asked_twice_it_waits_once(cast, draft, as_):
    form = {"version": 1, "form_key": make.uid()}
    client = as_(cast.kanplu)
    assert [client.post(at("check", draft), form).status_code for _ in range(2)] == [302, 302]
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (State.AWAITING_SIGNATURE, 2)


def test_the_head_signs_in_two_taps(cast, waiting, as_):
    client = as_(cast.praphan)
    assert at("sign", waiting) in client.get(reverse("referrals:board")).content.decode()
    page = client.get(at("sign", waiting)).content.decode()
    assert "ขอส่งต่อนักเรียนเพื่อรับการประเมินและช่วยเหลือ" in page
    assert "ผู้รับจะเห็นเพียงเท่านี้" in page
    assert client.post(at("sign", waiting), SIGNED).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.signed_by) == (State.SENT, cast.praphan)


def test_signed_twice_it_is_sent_once(cast, waiting, as_):
    client = as_(cast.praphan)
    form = SIGNED | {"form_key": make.uid()}
    assert [client.post(at("sign", waiting), form).status_code for _ in range(2)] == [302, 302]
    assert Line.objects.filter(verb=Verb.SENT, about_id=waiting.pk).count() == 1
    assert client.post(at("sign", waiting), SIGNED).status_code == 409


def test_nobody_but_a_head_signs(cast, waiting, as_):
    for person in (cast.kanplu, cast.somying):
        assert as_(person).post(at("sign", waiting), SIGNED).status_code == 403
    waiting.refresh_from_db()
    assert waiting.state == State.AWAITING_SIGNATURE


@pytest.mark.parametrize(
    "typed",
    [
        {"letter_number": "", **day("sent_on", *TODAY)},
        {"letter_number": "ศธ 1/"},
        {**day("sent_on", "26", "6", "2568")},
    ],
)
def test_a_letter_without_a_number_or_sent_tomorrow_is_refused(cast, waiting, as_, typed):
    response = as_(cast.praphan).post(at("sign", waiting), SIGNED | typed)
    assert response.status_code == 200
    assert "รายการที่ต้องแก้" in response.content.decode()


def test_the_head_returns_it_and_the_counselor_reads_why(cast, waiting, as_):
    form = {"version": 1, "reason": "เพิ่มเบอร์โทรผู้ประสาน"}
    assert as_(cast.praphan).post(at("return_to_draft", waiting), form).status_code == 302
    assert "เพิ่มเบอร์โทรผู้ประสาน" in as_(cast.kanplu).get(at("referral", waiting)).content.decode()


def test_the_counselor_takes_it_back_without_a_reason_and_the_head_no_longer_signs_it(cast, case, waiting, as_):
    client, head = as_(cast.kanplu), as_(cast.praphan)
    assert at("take_back", waiting) in client.get(at("referral", waiting)).content.decode()
    assert at("take_back", waiting) not in head.get(at("referral", waiting)).content.decode()
    assert client.post(at("take_back", waiting), {"version": 1}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.packet, waiting.returned_reason) == (State.DRAFT, None, "")
    assert case.events.latest("pk").text == f"{waiting.code} ครูแนะแนวดึงกลับมาแก้ก่อนลงนาม"
    assert head.post(at("sign", waiting), SIGNED).status_code == 409
    assert "ส่งกลับให้แก้ไข" not in client.get(at("referral", waiting)).content.decode()


def test_a_reply_is_recorded_once_and_shown(cast, sent, as_):
    client = as_(cast.kanplu)
    form = REPLY | {"advice": "พามาวันจันทร์", "form_key": make.uid(), **day("appointment_on", "30", "6", "2568")}
    assert [client.post(at("record_reply", sent), form).status_code for _ in range(2)] == [302, 302]
    assert Reply.objects.count() == 1
    body = client.get(at("referral", sent)).content.decode()
    assert "พามาวันจันทร์" in body
    assert "30\u00a0มิ.ย.\u00a02568" in body


def test_the_homeroom_teacher_sees_that_it_was_answered_and_not_the_words(cast, sent, as_):
    as_(cast.kanplu).post(at("record_reply", sent), REPLY | {"advice": "คำแนะนำลับ"})
    body = as_(cast.somying).get(at("referral", sent)).content.decode()
    assert "รับดูแล" in body
    assert "คำแนะนำลับ" not in body
    assert "รายได้ครอบครัว" not in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"result": "declined"}, "เลือกเหตุที่หน่วยงานไม่รับ"),
        ({"result": "more"}, "ขอข้อมูลอะไรเพิ่ม"),
        ({**day("received_on", "1", "6", "2568")}, "ต้องไม่ก่อน"),
        ({**day("received_on", "26", "6", "2568")}, "ต้องไม่เกิน"),
        ({**day("appointment_on", "20", "6", "2568")}, "วันนัดต้องไม่ก่อนวันที่ได้รับคำตอบ"),
        ({"phone": "12"}, "กรอกเบอร์โทรศัพท์"),
        ({"said_by": "\x00"}, "อักขระที่มองไม่เห็น"),
        ({"advice": "ก" * 1_000_000}, "พิมพ์ไม่เกิน"),
    ],
)
def test_a_reply_that_cannot_be_is_refused_in_thai(cast, sent, as_, typed, said):
    response = as_(cast.kanplu).post(at("record_reply", sent), REPLY | typed)
    assert response.status_code == 200
    assert said in response.content.decode()


def test_a_closed_referral_takes_no_reply(cast, sent, as_):
    client = as_(cast.kanplu)
    closed = {"version": 1, "outcome": "refused", "reason": "ผู้ปกครองขอถอน"}
    assert client.post(at("close", sent), closed).status_code == 302
    response = client.post(at("record_reply", sent), REPLY | {"version": 2, "advice": "มาช้า"})
    assert response.status_code == 409
    assert "มาช้า" in response.content.decode()


def test_opening_and_asking_leave_lines(cast, draft, as_):
    client = as_(cast.kanplu)
    client.get(at("referral", draft))
    client.get(at("check", draft))
    pages = [line.detail["page"] for line in Line.objects.filter(verb=Verb.VIEWED, about_id=draft.pk).order_by("pk")]
    assert pages == ["referral", "check"]


def test_what_stands_on_the_page_is_escaped(cast, sent, as_):
    as_(cast.kanplu).post(at("record_reply", sent), REPLY | {"advice": "<script>alert(1)</script>"})
    assert b"<script>alert" not in as_(cast.kanplu).get(at("referral", sent)).content


def test_a_counselor_who_is_shut_out_gets_no_number_twice(cast, case, as_):
    """The series counts behind the wall, so that a child she may not see does not make numbers collide."""
    make.referral(case, by=cast.kanplu)
    other = type(case).objects.get(pk=case.pk)
    other.pk, other.public_id, other.number, other.student = None, "zzzzzzz2", 43, cast.kita
    other.save()
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.kanplu, made_by=cast.praphan, made_at=make.now()
    )
    assert as_(cast.kanplu).post(reverse("referrals:refer", args=[other.public_id])).status_code == 302
    assert Referral.objects.get(student=cast.kita).number == 2
