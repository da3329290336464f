"""The school's side of the door: the address to copy, the code to read out, a longer life, a lock undone, files."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from cases.models import Case
from journal.models import Line, Verb
from referrals.models import Attachment, Link
from tests import make
from tests.referrals.doors import ANSWER, Visitor, wrong


@pytest.fixture
def door(cast, sent):
    return make.door(sent, by=cast.kanplu)


def page(view, referral, *more):
    return reverse(f"referrals:{view}", args=[referral.public_id, *more])


def box(client, referral):
    return client.get(reverse("referrals:referral", args=[referral.public_id])).content.decode()


def test_the_box_shows_the_address_and_never_the_code(cast, door, sent, as_):
    for person in (cast.kanplu, cast.praphan):
        body = box(as_(person), sent)
        assert f"http://testserver{door.url}?openExternalBrowser=1" in body
        assert door.code not in body
        assert "ยังไม่เปิด" in body


def test_who_only_sees_the_case_finds_no_address(cast, door, sent, as_):
    body = box(as_(cast.somying), sent)
    assert door.token not in body
    assert "ลิงก์ตอบรับของหน่วยงาน" not in body


def test_reading_the_code_out_is_a_line_each_time_and_the_first_is_kept(cast, door, sent, as_, clock):
    client = as_(cast.kanplu)
    for _ in range(2):
        body = client.post(page("reveal_code", sent)).content.decode()
        assert f"{door.code[:3]} {door.code[3:]}" in body
        clock.shift(datetime.timedelta(minutes=1))
    line = Line.objects.filter(verb=Verb.REVEALED).first()
    assert Line.objects.filter(verb=Verb.REVEALED).count() == 2
    assert (line.user_id, line.students, line.detail) == (cast.kanplu.pk, [cast.chaba.pk], {"what": "code"})
    assert Link.objects.get().code_told_at == timezone.now() - datetime.timedelta(minutes=2)


def test_no_code_is_shown_of_a_door_that_is_shut(cast, door, sent, as_, clock):
    clock.shift(datetime.timedelta(days=31))
    client = as_(cast.kanplu)
    answer = client.post(page("reveal_code", sent), follow=True)
    assert door.code[:3] + " " + door.code[3:] not in answer.content.decode()
    assert "ต่ออายุลิงก์" in answer.content.decode()
    assert not Line.objects.filter(verb=Verb.REVEALED).exists()


def renew(client, referral, days="14"):
    referral.refresh_from_db()
    return client.post(page("renew_link", referral), {"days": days, "version": referral.version})


def test_renewing_keeps_the_address_and_makes_a_new_code(cast, door, sent, as_):
    assert renew(as_(cast.kanplu), sent).status_code == 302
    link = Link.objects.get()
    assert link.expires_at == timezone.now() + datetime.timedelta(days=14)
    assert link.generation == 2
    assert Visitor(door).get().status_code == 200


@pytest.mark.parametrize("days", ["6", "61", "", "x", "-1", "9" * 30, "1\x00"])
def test_a_link_lives_7_to_60_days(cast, door, sent, as_, days):
    answer = renew(as_(cast.kanplu), sent, days)
    assert answer.status_code in (200, 400)
    assert Link.objects.get().generation == 1


def test_a_letter_that_went_out_without_a_link_gets_one(cast, sent, as_):
    client = as_(cast.kanplu)
    assert "ออกลิงก์และรหัส" in box(client, sent)
    assert renew(client, sent).status_code == 302
    assert Link.objects.get().expires_at == timezone.now() + datetime.timedelta(days=14)


def test_no_door_is_opened_again_for_a_case_that_is_closed(cast, door, sent, case, as_):
    Case.objects.filter(pk=case.pk).update(
        state="closed", outcome="improved", closed_at=timezone.now(), closed_by=cast.kanplu
    )
    answer = renew(as_(cast.kanplu), sent)
    assert answer.status_code == 409
    assert "อยู่ในขั้น “ปิด”" in answer.content.decode()
    assert Link.objects.get().generation == 1


def test_unlocking_lets_the_same_code_be_tried_at_once(cast, door, sent, as_):
    for _ in range(5):
        Visitor(door).post(code=wrong(door))
    client = as_(cast.praphan)
    assert "ล็อกอยู่" in box(client, sent)
    assert client.post(page("unlock_link", sent)).status_code == 302
    assert Visitor(door).post(code=door.code).status_code == 302
    again = client.post(page("unlock_link", sent), follow=True)
    assert "ไม่ได้ล็อกอยู่แล้ว" in again.content.decode()


def test_the_box_says_when_the_agency_looked(cast, door, sent, as_):
    Visitor(door).enter()
    assert "ครั้งแรก" in box(as_(cast.kanplu), sent)


@pytest.fixture
def paper(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    path = tmp_path / "ผลประเมิน.pdf"
    writer.write(path)
    return path


def test_a_file_goes_sealed_to_the_school_and_is_fetched_by_who_may_read_the_answer(cast, door, sent, as_, paper):
    visitor = Visitor(door).enter()
    with paper.open("rb") as file:
        visitor.answer(ANSWER, files=file)
    attachment = Attachment.objects.get()
    assert attachment.name == "ผลประเมิน.pdf"
    assert b"%PDF" not in bytes(attachment.sealed)
    answer = as_(cast.kanplu).get(page("attachment_file", sent, attachment.public_id))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    line = Line.objects.get(verb=Verb.DISCLOSED)
    assert (line.user_id, line.students) == (cast.kanplu.pk, [cast.chaba.pk])
    assert as_(cast.somying).get(page("attachment_file", sent, attachment.public_id)).status_code == 403
    assert as_(cast.dokkaew).get(page("attachment_file", sent, attachment.public_id)).status_code == 404


def test_a_file_is_found_only_under_its_own_letter(cast, case, door, sent, as_, paper):
    visitor = Visitor(door).enter()
    with paper.open("rb") as file:
        visitor.answer(ANSWER, files=file)
    other = make.referral(case, by=cast.kanplu, state="sent")
    attachment = Attachment.objects.get()
    assert as_(cast.kanplu).get(page("attachment_file", other, attachment.public_id)).status_code == 404


@pytest.mark.parametrize("view", ["reveal_code", "unlock_link", "read_reply"])
def test_reloaded_from_the_address_bar_it_leads_to_the_letter_and_tells_nothing(cast, sent, as_, view):
    make.door(sent, by=cast.kanplu)
    before = Line.objects.count()
    answer = as_(cast.kanplu).get(reverse(f"referrals:{view}", args=[sent.public_id]))
    assert (answer.status_code, answer["Location"]) == (302, f"/referrals/{sent.public_id}/")
    assert Line.objects.count() == before
