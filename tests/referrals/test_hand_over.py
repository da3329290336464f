"""From the signature to the envelope: the link that opens, the code on the letter, the six digits on none of it."""

import re
import subprocess

import pytest
from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line, Verb
from referrals import actions, qr
from referrals.links import code_of
from referrals.models import Link, State
from tests import make

TODAY = {"letter_on": ("25", "6", "2568"), "sent_on": ("25", "6", "2568")}
SIGNED = {"version": 1, "letter_number": "ศธ 04000.000/9"} | {
    f"{name}_{part}": value
    for name, parts in TODAY.items()
    for part, value in zip(("day", "month", "year"), parts, strict=True)
}
SITE = "https://care.example.go.th"


def at(view, referral):
    return reverse(f"referrals:{view}", args=[referral.public_id])


@pytest.fixture
def out(cast, sent):
    """Sent, with a link that lives."""
    actions.issue_link(sent, by=cast.kanplu)
    return sent


@pytest.fixture
def read(as_, cast, tmp_path):
    def fetch(view, referral):
        response = as_(cast.kanplu).get(at(view, referral))
        assert response.status_code == 200
        path = tmp_path / "paper.pdf"
        path.write_bytes(response.content)
        told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True)
        return len(PdfReader(path).pages), told.stdout, response.content

    return fetch


def test_the_choices_of_the_check_travel_with_it_to_the_head(cast, draft, as_):
    client = as_(cast.kanplu)
    chosen = {"uses_link": "on", "link_days": "14", "code_by": "paper", "hides_school": "on"}
    assert client.post(at("check", draft), {"version": 1, "keep": "1", **chosen}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.link_days, draft.code_by, draft.hides_school) == (State.DRAFT, 14, "paper", True)
    assert client.post(at("check", draft), {"version": 2, **chosen}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.uses_link) == (State.AWAITING_SIGNATURE, True)


@pytest.mark.parametrize("typed", [{"link_days": "6"}, {"link_days": "61"}, {"link_days": ""}, {"code_by": "line"}])
def test_a_link_lasts_7_to_60_days_and_its_code_travels_by_one_of_two_ways(cast, draft, as_, typed):
    form = {"version": 1, "uses_link": "on", "link_days": "30", "code_by": "phone"} | typed
    assert "รายการที่ต้องแก้" in as_(cast.kanplu).post(at("check", draft), form).content.decode()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_signing_opens_the_link_and_says_what_to_do_next(cast, waiting, as_, settings):
    settings.SITE_URL = SITE
    client = as_(cast.praphan)
    response = client.post(at("sign", waiting), SIGNED)
    assert response.url == at("hand_over", waiting)
    body = client.get(response.url).content.decode()
    link = Link.objects.get(referral=waiting)
    assert (link.expires_at - link.made_at).days == 30
    for paper in ("letter_pdf", "summary_pdf", "reply_form_pdf"):
        assert at(paper, waiting) in body
    said = re.search(r"<textarea[^>]*>(.*?)</textarea>", body, re.DOTALL).group(1)
    assert f"{SITE}/r/" in said
    for word in ("ชบา", "ลองเรียน", code_of(link)):
        assert word not in said
    assert code_of(link) not in body


def test_without_a_link_nothing_opens_and_no_code_is_spoken_of(cast, waiting, as_):
    type(waiting).objects.filter(pk=waiting.pk).update(uses_link=False)
    client = as_(cast.praphan)
    client.post(at("sign", waiting), SIGNED)
    assert not Link.objects.exists()
    assert "รหัส 6 หลัก" not in client.get(at("hand_over", waiting)).content.decode()
    assert client.get(at("code_slip_pdf", waiting)).status_code == 404


def test_before_it_is_sent_there_is_nothing_to_hand_over(cast, waiting, as_):
    assert as_(cast.kanplu).get(at("hand_over", waiting)).url == at("referral", waiting)


def test_the_letter_bears_a_code_while_the_link_lives_and_the_site_has_a_name(cast, out, read, settings):
    words = "หรือผ่านระบบโดยการสแกนคิวอาร์โค้ด"
    assert words not in read("letter_pdf", out)[1]
    settings.SITE_URL = SITE
    pages, text, content = read("letter_pdf", out)
    assert pages == 1
    assert words in text.replace("\n", "").replace(" ", "") or words in text
    assert "ชบา" not in text
    assert "สแกนเพื่อตอบรับ" in text
    link = Link.objects.get(referral=out)
    link.revoked_at = make.now()
    link.save()
    assert words not in read("letter_pdf", out)[1]


def test_a_long_letter_with_a_code_still_fits_one_page(cast, out, read, settings):
    settings.SITE_URL = SITE
    out.packet["cover"] |= {
        "addressee": "ผู้อำนวยการสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่างธานี " * 2,
        "address": "99 หมู่ 4 ถนนตัวอย่าง\nตำบลสมมติ อำเภอจำลอง\nจังหวัดตัวอย่างธานี 99990",
        "school": "โรงเรียนบ้านสมมติวิทยาราษฎร์บำรุงประชาสรรค์อนุสรณ์",
    }
    out.signer_position = "ครู วิทยฐานะครูชำนาญการพิเศษ รักษาการในตำแหน่งผู้อำนวยการโรงเรียนบ้านสมมติวิทยา"
    out.save()
    assert read("letter_pdf", out)[0] == 1


def test_an_urgent_letter_asks_within_three_working_days(cast, case, hospital, read):
    urgent = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", is_urgent=True)
    assert re.search("ภายใน[ \u00a0\n]+๓[ \u00a0]+วันทำการ", read("letter_pdf", urgent)[1])


def test_the_reply_form_has_the_code_until_when_and_never_the_digits(cast, out, read, settings):
    settings.SITE_URL = SITE
    pages, text, _ = read("reply_form_pdf", out)
    link = Link.objects.get(referral=out)
    assert pages == 1
    assert "ลิงก์ใช้ได้ถึง" in text
    assert out.code in text
    assert code_of(link) not in text.replace(" ", "").replace("\u00a0", "")


def test_the_slip_has_the_digits_and_no_child_and_is_a_reveal(cast, out, read):
    _, text, _ = read("code_slip_pdf", out)
    link = Link.objects.get(referral=out)
    assert code_of(link) in text.replace("\u00a0", "").replace(" ", "")
    for word in ("ชบา", "ลองเรียน", out.agency.name):
        assert word not in text
    line = Line.objects.get(verb=Verb.REVEALED, about_id=link.pk)
    assert line.user_id == cast.kanplu.pk


def test_the_code_is_small_enough_for_paper():
    drawn = qr.draw(f"{SITE}/r/{'A' * 22}/")
    assert drawn.size <= 33
    assert drawn.path.startswith("M0 0h7v1h-7z")


@pytest.mark.parametrize("length", [1, 62, 78])
def test_addresses_of_every_length_fit(length):
    assert qr.draw("a" * length).size <= 33
