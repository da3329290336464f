"""The door as an agency finds it: nothing before the code, behind it the frozen letter and nothing else."""

import datetime
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from journal.context import acting
from journal.models import Line, Verb
from referrals.models import Link
from tests import make
from tests.referrals.doors import Visitor, wrong


def test_before_the_code_stands_the_number_the_telephone_and_nothing_of_the_child(door, sent, client):
    body = client.get(door.url).content.decode()
    assert sent.code in body
    assert "โรงเรียนบ้านสมมติวิทยา" in body
    assert "000-000-0000" in body
    assert "25\u00a0ก.ค.\u00a02568" in body
    assert re.findall(r"<title>([^<]*)</title>", body) == ["แบบตอบรับการส่งต่อ"]
    assert re.findall(r'property="og:\w+" content="([^"]*)"', body) == ["แบบตอบรับการส่งต่อ"]
    for word in ("ชบา", "ลองเรียน", "รายได้ครอบครัว", "ดาวเรือง", "จำลองรัตน์"):
        assert word not in body


def test_where_the_head_chose_so_the_school_is_not_named_before_the_code(cast, sent, client):
    door = make.door(sent, by=cast.kanplu, hides_school=True)
    body = client.get(door.url).content.decode()
    assert "โรงเรียนในสังกัด สพป.ตัวอย่างธานี เขต 9" in body
    assert "บ้านสมมติวิทยา" not in body


def test_what_the_browser_is_told(door, client):
    answer = client.get(door.url)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_in_line_it_offers_a_real_browser(door, client):
    assert "openExternalBrowser=1" in client.get(door.url, HTTP_USER_AGENT="Mozilla/5.0 Line/14.1.0").content.decode()
    assert "openExternalBrowser=1" not in client.get(door.url).content.decode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.3} {}", "thai"])
def test_the_code_is_taken_as_people_write_it(door, typed):
    code = door.code
    if typed == "thai":
        code = code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    elif typed == "{:.3} {}":
        code = f"{code[:3]} {code[3:]}"
    answer = Visitor(door).post(code=code)
    assert (answer.status_code, answer["Location"]) == (302, door.url)


def test_behind_the_code_stands_the_letter_as_it_was_frozen(cast, door, sent):
    """SH-1: what changes at the school afterwards is not in the agency's hands."""
    cast.chaba.first_name = "ชื่อใหม่"
    cast.chaba.save()
    body = Visitor(door).enter().get().content.decode()
    assert "ด.ญ.ชบา ลองเรียน" in body
    assert "ชื่อใหม่" not in body
    assert "เปิดในนามของ โรงพยาบาลจำลองรัตน์" in body
    assert "12:00" in body
    assert "ไม่ได้ส่งไป" not in body


def test_opening_is_a_line_of_the_agency_and_the_first_time_is_kept(door, sent, clock):
    visitor = Visitor(door).enter()
    visitor.get()
    line = Line.objects.get(verb=Verb.VIEWED, about="referrals.Referral")
    assert (line.actor, line.user_id, line.about_id) == (f"agency:{sent.pk}", None, sent.pk)
    assert line.address == "127.0.0.1"
    first = Link.objects.get(pk=door.link.pk).opened_at
    assert first is not None
    clock.shift(datetime.timedelta(minutes=5))
    Visitor(door).enter()
    link = Link.objects.get(pk=door.link.pk)
    assert (link.opened_at, link.last_opened_at) == (first, timezone.now())


def test_the_cookie_is_of_this_letter_for_this_site_alone(door):
    answer = Visitor(door).post(code=door.code)
    (cookie,) = answer.cookies.values()
    assert cookie.key.startswith("__Host-reply-")
    assert (cookie["path"], cookie["samesite"], cookie["max-age"], cookie["domain"]) == ("/", "Strict", "", "")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert not Session.objects.exists()


def test_an_empty_code_is_asked_for_in_good_thai(door):
    visitor = Visitor(door)
    body = visitor.client.post(door.url, {"code": ""}).content.decode()
    assert "กรอกรหัสยืนยัน 6 หลัก" in body
    assert "กรอกใส่" not in body


def test_whoever_leaves_needs_the_code_again(door):
    visitor = Visitor(door).enter()
    answer = visitor.client.post(reverse("referrals:leave_door", args=[door.token]))
    assert answer["Location"] == door.url
    assert "ใส่รหัสยืนยัน" in visitor.get().content.decode()


def test_two_letters_in_two_tabs_stay_open_both(cast, case, door, hospital):
    other = make.door(make.referral(case, by=cast.kanplu, agency=hospital, state="sent"), by=cast.kanplu)
    visitor = Visitor(door).enter()
    second = Visitor(other, client=visitor.client).enter()
    assert "ยืนยันรหัสแล้ว" in visitor.get().content.decode()
    assert "ยืนยันรหัสแล้ว" in second.get().content.decode()


def test_the_agency_of_one_letter_sees_no_child_no_case_and_no_other_letter(cast, case, door, sent):
    make.referral(case, by=cast.kanplu, state="sent")
    make.guardian(cast.chaba, first_name="ดาวเรือง")
    tables = ("students_student", "students_guardian", "students_identifier", "cases_case", "cases_note", "cases_task")
    with acting(agency=sent.pk), connection.cursor() as cursor:
        for table in (*tables, "cases_event", "screening_row", "referrals_inside", "referrals_reminder"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert (table, cursor.fetchone()[0]) == (table, 0)
        for table in ("referrals_referral", "referrals_link"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert (table, cursor.fetchone()[0]) == (table, 1)


def test_a_first_visit_weighs_at_most_40_kb(door, client, settings):
    """The page, its style, its picture and both fonts, as a browser that takes brotli gets them."""
    import brotli

    from tools.localpg import default_state

    page = client.get(door.url).content
    style = (settings.BASE_DIR / "static/studentcare/door.css").read_bytes()
    assert re.findall(r"<script|app\.css|bootstrap|htmx", page.decode()) == []
    fonts = re.findall(r"url\((fonts/[\w.-]+)\)", style.decode())
    assert len(fonts) == 2
    whole = len(page) + len(brotli.compress(style))  # pages themselves are not pressed
    whole += len((settings.BASE_DIR / "static/studentcare/icon.svg").read_bytes())
    whole += sum((default_state() / name).stat().st_size for name in fonts)
    assert whole <= 40_000


def test_a_wrong_code_says_what_to_do(door):
    answer = Visitor(door).post(code=wrong(door))
    assert answer.status_code == 422
    assert "รหัสไม่ตรง ตรวจกับโรงเรียนอีกครั้ง" in answer.content.decode()
    assert Link.objects.get(pk=door.link.pk).wrong == 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "12\x0034", "๑๒๓"])
def test_what_is_no_code_counts_for_nothing(door, typed):
    answer = Visitor(door).post(code=typed)
    assert answer.status_code == 422
    assert Link.objects.get(pk=door.link.pk).wrong == 0


def test_an_address_that_only_takes_posts_leads_back_when_it_is_opened_and_leaves_the_door_open(door):
    visitor = Visitor(door)
    visitor.post(code=door.code)
    kept = dict(visitor.client.cookies)
    answer = visitor.client.get(f"{door.url}leave/")
    assert (answer.status_code, answer["Location"]) == (302, door.url)
    assert dict(visitor.client.cookies) == kept
