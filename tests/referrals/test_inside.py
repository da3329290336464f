"""The page of an internal referral, for who is asked, who asked, and who only sees the case."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models import Line
from referrals.models import Inside
from tests import make


def page(one):
    return reverse("referrals:inside", args=[one.public_id])


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def to_chit(case, cast):
    return make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "notes", "case"])


def test_the_addressee_reads_what_was_chosen_and_nothing_else(case, to_chit, cast, as_):
    body = read(as_(cast.chit), page(to_chit))
    for word in ("ขาดเรียนบ่อยและเก็บตัว", "ชบาเล่าว่ายายเดินไม่ไหว", "รับเรื่อง", "เปิดหน้าเคส"):
        assert word in body, word
    assert "ความลับเฉพาะครูแนะแนว" not in body
    assert "บันทึกข้อความ" not in body, "the memo stays in the school"


def test_who_only_sees_the_case_sees_that_and_where_not_what(case, to_chit, cast, as_):
    body = read(as_(cast.somying), page(to_chit))
    assert "นักจิตวิทยาประจำเขต" in body
    assert "ขาดเรียนบ่อยและเก็บตัว" not in body


def test_the_head_reads_it_without_what_is_sensitive(case, to_chit, cast, as_):
    body = read(as_(cast.praphan), page(to_chit))
    assert "ขาดเรียนบ่อยและเก็บตัว" in body
    assert "ชบาเล่าว่ายายเดินไม่ไหว" not in body


@pytest.mark.parametrize("state", ["done", "declined", "revoked"])
def test_afterwards_a_header_stays_without_what_was_opened(case, to_chit, cast, as_, state):
    said = {"answered_by": cast.chit, "answered_at": make.now(), "done_by": cast.chit, "done_at": make.now()}
    said |= {"revoked_by": cast.kanplu, "revoked_at": make.now(), "result": "คุยแล้ว", "answer": "ไม่ตรง"}
    Inside.objects.filter(pk=to_chit.pk).update(state=state, **said)
    body = read(as_(cast.chit), page(to_chit))
    assert to_chit.code in body
    for word in ("ขาดเรียนบ่อยและเก็บตัว", "ชบา", case.code, case.public_id, "คุยแล้ว"):
        assert word not in body, word
    assert as_(cast.chit).get(reverse("cases:case", args=[case.public_id])).status_code == 404


def test_a_share_that_has_run_out_opens_nothing(case, to_chit, cast, as_):
    to_chit.addressees.get().share.__class__.objects.update(until_on=timezone.localdate())
    assert "ชบา" in read(as_(cast.chit), page(to_chit))
    to_chit.addressees.get().share.__class__.objects.update(from_on="2025-06-01", until_on="2025-06-24")
    assert "ชบา" not in read(as_(cast.chit), page(to_chit))


def test_the_shared_case_is_read_without_links_that_lead_nowhere(case, to_chit, cast, as_):
    """She reads the team's notes and the plan and writes notes; the child's page, tasks and acts are not hers."""
    body = read(as_(cast.chit), reverse("cases:case", args=[case.public_id]))
    assert "ชบาเล่าว่ายายเดินไม่ไหว" in body
    assert "ความลับเฉพาะครูแนะแนว" not in body
    assert f'"{reverse("studentcare:student", args=[cast.chaba.public_id])}' not in body
    led_to = set(re.findall(rf'(?:href|action|hx-get)="(/cases/{case.public_id}/[^"]*)"', body))
    assert led_to == {reverse("cases:write_note", args=[case.public_id])}


@pytest.mark.parametrize(
    "address",
    [
        "/students/{sid}/",
        "/students/{sid}/access/",
        "/students/{sid}/record.pdf",
        "/students/{sid}/health/",
        "/students/{sid}/siblings/",
        "/students/{sid}/home-visits/",
        "/students/{sid}/scholarships/",
        "/students/{sid}/cases/new/",
        "/students/{sid}/inside/new/",
        "/students/{sid}/protection/new/",
        "/students/{sid}/edit/",
        "/cases/{cid}/plan/",
        "/cases/{cid}/summary/",
        "/cases/{cid}/summary.pdf",
        "/cases/{cid}/meeting/",
        "/cases/{cid}/tasks/{tid}/",
        "/cases/{cid}/conferences/new/",
        "/cases/{cid}/inside/",
        "/cases/{cid}/inside/new/",
        "/cases/{cid}/assign/",
        "/classes/{room}/",
    ],
)
def test_everything_else_about_the_child_does_not_exist_for_her(case, to_chit, cast, as_, address):
    ids = {"sid": cast.chaba.public_id, "cid": case.public_id, "room": cast.room.public_id}
    url = address.format(**ids, tid=case.tasks.get().public_id)
    assert as_(cast.kanplu).get(url).status_code in (200, 302), "it is there for the counselor"
    assert as_(cast.chit).get(url).status_code == 404


def test_somebody_elses_does_not_exist(case, to_chit, cast, as_):
    for name in ("khet", "dokkaew", "pim", "mana"):
        assert as_(getattr(cast, name)).get(page(to_chit)).status_code == 404, name


def test_it_is_written_who_looked(case, to_chit, cast, as_):
    read(as_(cast.chit), page(to_chit))
    line = Line.objects.filter(verb="viewed", about="referrals.Inside").latest("pk")
    assert (line.user_id, line.students) == (cast.chit.pk, [cast.chaba.pk])


def test_a_head_who_was_asked_reads_what_is_sensitive_while_it_is_open_to_her(case, cast, as_):
    one = make.inside(case, to="head", people=[cast.praphan], by=cast.kanplu, sections=["name", "notes"])
    client = as_(cast.praphan)
    assert "ชบาเล่าว่ายายเดินไม่ไหว" in read(client, page(one))
    answered = {"answered_by": cast.praphan, "answered_at": make.now(), "answer": "นอกหน้าที่"}
    Inside.objects.filter(pk=one.pk).update(state="declined", **answered)
    body = read(client, page(one))
    assert "ขาดเรียนบ่อยและเก็บตัว" in body
    assert "ชบาเล่าว่ายายเดินไม่ไหว" not in body


def test_a_case_that_is_shared_opens_none_of_its_letters(case, to_chit, cast, as_):
    letter = make.referral(case, by=cast.kanplu, state="sent")
    other = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    client = as_(cast.chit)
    assert client.get(reverse("cases:case", args=[case.public_id])).status_code == 200
    for name in ("referral", "letter_pdf"):
        address = reverse(f"referrals:{name}", args=[letter.public_id])
        assert as_(cast.kanplu).get(address).status_code == 200, name
        assert client.get(address).status_code == 404, name
    assert client.get(page(other)).status_code == 404
    assert other.code not in read(client, f"{reverse('referrals:inside_list')}?tab=ours")


@pytest.mark.parametrize(
    ("state", "said"), [("declined", {"answer": "รู้จักกับครอบครัว"}), ("revoked", {"revoked_reason": "รู้จักกับครอบครัว"})]
)
def test_why_it_was_declined_or_called_back_is_read_by_whom_the_form_names(case, cast, as_, state, said):
    """Who only sees the case sees that it was."""
    one = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    said |= {"answered_by": cast.pim, "answered_at": make.now(), "revoked_by": cast.kanplu, "revoked_at": make.now()}
    Inside.objects.filter(pk=one.pk).update(state=state, **said)
    reads = {name: "รู้จักกับครอบครัว" in read(as_(getattr(cast, name)), page(one)) for name in ("kanplu", "pim", "somying")}
    assert reads == {"kanplu": True, "pim": True, "somying": False}
    sent = make.inside(case, to="nurse", people=[cast.pim], by=cast.somying)
    Inside.objects.filter(pk=sent.pk).update(state=state, **said)
    assert "รู้จักกับครอบครัว" in read(as_(cast.somying), page(sent)), "she sent it"
