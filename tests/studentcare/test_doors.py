"""Start, stay, health, help; and the demo's entrance, which a real area does not have."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from journal.models import Line
from tests import make

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_the_first_address_leads_to_today(cast, as_, client):
    assert as_(cast.somying).get("/").headers["Location"] == "/today/"
    assert client.get("/").headers["Location"].startswith("/login/")


def test_staying_gives_the_token_of_the_session(cast, as_):
    client = as_(cast.somying)
    token = client.get(reverse("studentcare:stay")).content.decode()
    assert len(token) == 64
    assert client.get(reverse("studentcare:stay"), HTTP_HX_REQUEST="true").status_code == 200


@pytest.mark.django_db
def test_staying_after_the_end_says_so_instead_of_leading_away(client):
    assert client.get(reverse("studentcare:stay"), HTTP_HX_REQUEST="true").status_code == 401


@pytest.mark.django_db
def test_health_says_ok_and_nothing_else(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


ANSWERED = """
from django.conf import settings
from django.http.request import validate_host
hosts = ("127.0.0.1", "localhost", "care.example.go.th", "else.example")
print([validate_host(host, settings.ALLOWED_HOSTS) for host in hosts])
"""


def test_health_answers_the_machine_itself_whatever_the_allowed_hosts(tmp_path):
    said = {"DJANGO_SETTINGS_MODULE": "studentcare.settings", "ALLOWED_HOSTS": "care.example.go.th", "DEMO": "0"}
    own = {"STUDENTCARE_STATE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ANSWERED], env=os.environ | said | own, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[True, True, True, False]", done.stderr


@pytest.mark.django_db
def test_a_page_that_broke_says_in_thai_what_to_do_and_keeps_nothing(client, monkeypatch):
    """The headers of every other answer are looked at in tests/browser/test_sign_in.py."""
    monkeypatch.setattr("studentcare.views.doors.connection", None)
    client.raise_request_exception = False
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "ระบบทำรายการไม่สำเร็จ" in answer.content.decode()
    said = {name: answer.headers[name] for name in SAID}
    assert said == SAID
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.django_db
def test_an_address_with_a_nul_is_refused(client):
    assert client.get("/students/%00/").status_code == 400


@pytest.mark.django_db
def test_help_is_there_before_signing_in(client):
    assert "ผู้ดูแลบัญชี" in client.get(reverse("studentcare:help")).content.decode()


def test_help_names_the_keeper_of_the_own_school(cast, as_):
    body = as_(cast.somying).get(reverse("studentcare:help")).content.decode()
    assert cast.bunchi.display_name in body
    assert "นายทะเบียน</h2>" not in body


@pytest.fixture
def demo(settings, cast):
    settings.DEMO = True
    cast.area.is_demo = True
    cast.area.save()
    return cast


def test_one_tap_enters_as_a_person_of_the_demo(demo, client):
    body = client.get(reverse("studentcare:demo")).content.decode()
    assert "ครูประจำชั้น ป.4/1 รร.บ้านสมมติวิทยา" in body
    answer = client.post(reverse("studentcare:enter"), {"person": demo.somying.public_id})
    assert answer.headers["Location"] == "/today/"
    assert demo.somying.first_name in client.get("/today/").content.decode()
    assert Line.objects.filter(verb="signed_in", user_id=demo.somying.pk).count() == 1


def test_nobody_enters_as_a_person_of_a_real_area(demo, client):
    elsewhere = make.area("สพป.จริง")
    real = make.staff("real", "head", school=make.school("จริงวิทยา", area=elsewhere))
    assert client.post(reverse("studentcare:enter"), {"person": real.public_id}).status_code == 404
    assert client.post(reverse("studentcare:enter"), {"person": "\x00"}).status_code == 404


def test_without_demo_mode_there_is_no_entrance(cast, client):
    cast.area.is_demo = True
    cast.area.save()
    assert client.get(reverse("studentcare:demo")).status_code == 404
    assert client.post(reverse("studentcare:enter"), {"person": cast.somying.public_id}).status_code == 404


def test_what_no_table_knows_is_a_bad_request_and_never_a_broken_page(cast, as_):
    client = as_(cast.kanplu)
    client.raise_request_exception = False
    record = reverse("cases:new_protection", args=[cast.chaba.public_id])
    for address in ("/incidents/?threat=%00", f"{record}?case=%00", f"{record}?incident=%00"):
        assert client.get(address).status_code == 400, address
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    for page, sent in (
        (reverse("cases:mark_done", args=[case.public_id, "x"]), {"done": "\x00"}),
        (reverse("cases:write_note", args=[case.public_id]), {"text": "\x00", "kind": "\x00"}),
        ("/report/", {"what": "accident", "room": cast.room.public_id, "child": "\x00"}),
    ):
        assert client.post(page, sent).status_code < 500, page


def test_a_form_that_names_no_draft_of_ours_is_saved_all_the_same(cast, as_):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    sent = {"text": "ข้อความ", "kind": "counseling", "secrecy": "team", "draft": "\x00/\x00"}
    assert as_(cast.kanplu).post(reverse("cases:write_note", args=[case.public_id]), sent).status_code == 302
    assert case.notes.get().text == "ข้อความ"


def test_in_the_demo_anybody_tries_what_an_agency_holds(demo, client):
    case = make.case(demo.chaba, by=demo.somying, owner=demo.kanplu, state="helping")
    sent = make.referral(case, by=demo.kanplu, state="sent")
    door = make.door(sent, by=demo.kanplu)
    body = client.get(reverse("studentcare:demo_agency")).content.decode()
    assert f'href="{door.url}"' in body
    assert f"{door.code[:3]} {door.code[3:]}" in body
    assert demo.chaba.first_name not in body
    assert reverse("studentcare:demo_agency") in client.get(reverse("studentcare:demo")).content.decode()
    demo.area.is_demo = False
    demo.area.save()
    assert door.url not in client.get(reverse("studentcare:demo_agency")).content.decode()


@pytest.mark.django_db
def test_without_demo_mode_no_letter_is_offered(client):
    assert client.get(reverse("studentcare:demo_agency")).status_code == 404
