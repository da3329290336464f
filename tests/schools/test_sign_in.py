"""Signing in: fair to forty colleagues behind one address, closed to who guesses, remembered by the journal."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from journal.models import Line
from schools import actions, codes
from schools.backends import OneTimeCodeBackend
from schools.models import OneTimeCode
from tests import make

LOGIN, CODE, NEW = "/login/", "/login/code/", "/account/password/"
GOOD = "ดอกหญ้าริมคลอง 7 สี"


def sign_in(client, username, password=make.PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password, "shared": "on"} | more)


def lines(verb):
    return Line.objects.filter(verb=verb).order_by("id")


def test_the_page_asks_whether_others_use_the_computer(client, db):
    page = client.get(LOGIN).content.decode()
    assert "เครื่องนี้ใช้ร่วมกับคนอื่น" in page
    assert 'name="shared"' in page
    assert "checked" in page


def test_signing_in_leads_to_today_and_leaves_a_line(client, cast):
    answer = sign_in(client, "Somying ")
    assert (answer.status_code, answer.url) == (302, "/today/")
    assert lines("signed_in").get().user_id == cast.somying.pk


def test_it_leads_back_to_where_she_came_from_but_never_elsewhere(client, cast):
    assert sign_in(client, "somying", next="/account/").url == "/account/"
    client.logout()
    assert sign_in(client, "somying", next="https://evil.example/").url == "/today/"
    client.logout()
    assert sign_in(client, "somying", next="//evil.example/").url == "/today/"


def test_a_wrong_password_says_what_to_do_and_leaves_a_line(client, cast):
    answer = sign_in(client, "somying", "ผิดแน่นอนเลยนะ")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ตรงกัน ลองใหม่" in page
    assert reverse("schools:use_code") in page
    line = lines("sign_in_failed").get()
    assert (line.about_id, line.school_id, line.user_id) == (cast.somying.pk, cast.school.pk, None)
    assert "ผิดแน่นอน" not in str(line.detail)


def test_an_unknown_name_and_a_closed_account_answer_like_a_wrong_password(client, cast):
    actions.close_account(cast.mana, by=cast.bunchi)
    cast.mana.set_password(make.PASSWORD)
    cast.mana.save()
    bodies = []
    for name in ("nobody", "mana", "somying"):
        answer = sign_in(client, name, make.PASSWORD if name == "mana" else "ไม่ใช่คำนี้หรอก")
        bodies.append(answer.content.decode().replace(name, "").split("<main")[1].split("csrf")[0])
        assert answer.status_code == 200
    assert len(set(bodies)) == 1


def test_six_wrong_passwords_refuse_the_right_one_however_the_name_is_spelt(client, cast):
    for spelling in ("somying", "SOMYING", "Somying", " somying", "somyinG", "somying"):
        answer = sign_in(client, spelling, "เดาไปเรื่อย ๆ นะ")
    assert answer.status_code == 429
    assert "รอ 30" in answer.content.decode()
    assert sign_in(client, "somying").status_code == 429
    assert sign_in(client, "mana").status_code == 302, "a colleague behind the same address still gets in"


def test_the_lock_opens_after_half_an_hour(client, cast, clock):
    for _ in range(6):
        sign_in(client, "somying", "เดาไปเรื่อย ๆ นะ")
    clock.shift(datetime.timedelta(minutes=31))
    assert sign_in(client, "somying").status_code == 302


def test_forty_people_of_one_school_sign_in_within_a_minute_twelve_of_them_mistype(client, cast, django_user_model):
    for n in range(40):
        make.staff(f"teacher{n}", home=cast.school)
    for n in range(40):
        client.logout()
        if n < 12:
            assert sign_in(client, f"teacher{n}", "พิมพ์ผิดไปหน่อย").status_code == 200
        assert sign_in(client, f"teacher{n}").status_code == 302


def test_a_shared_computer_forgets_her_after_fifteen_minutes(client, cast, clock):
    sign_in(client, "somying")
    clock.shift(datetime.timedelta(minutes=14))
    assert client.get("/account/").status_code == 200
    clock.shift(datetime.timedelta(minutes=14))
    assert client.get("/account/").status_code == 200, "whatever she does counts"
    clock.shift(datetime.timedelta(minutes=16))
    answer = client.get("/account/")
    assert answer.url == "/login/?next=/account/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "หมดเวลาใช้งานเพื่อความปลอดภัย" in client.get(answer.url).content.decode()


def test_her_own_computer_waits_an_hour_and_nobody_stays_longer_than_ten(client, cast, clock):
    client.post(LOGIN, {"login": "somying", "password": make.PASSWORD})
    for _ in range(11):
        clock.shift(datetime.timedelta(minutes=52))
        assert client.get("/account/").status_code == 200
    clock.shift(datetime.timedelta(minutes=52))
    assert client.get("/account/").status_code == 302


def test_what_the_page_does_by_itself_does_not_keep_her_signed_in(client, cast, clock):
    sign_in(client, "somying")
    client.get("/account/")
    for _ in range(4):
        clock.shift(datetime.timedelta(minutes=5))
        answer = client.get("/account/", headers={"X-Background": "1"})
    assert answer.status_code == 302


def test_an_htmx_request_after_the_end_is_told_so(client, cast, clock):
    sign_in(client, "somying")
    clock.shift(datetime.timedelta(minutes=16))
    answer = client.get("/account/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (401, "signed-out")


def test_signing_out_is_a_post_that_empties_the_browser(client, cast):
    sign_in(client, "somying")
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200, "a link alone signs nobody out"
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account/").status_code == 302
    assert lines("signed_out").get().user_id == cast.somying.pk


def test_the_session_gets_a_new_name_at_sign_in(client, cast):
    client.get(LOGIN)
    before = client.session.session_key
    sign_in(client, "somying")
    assert client.session.session_key != before


# --- one-time codes --------------------------------------------------------------------------------------


@pytest.fixture
def code(cast):
    return actions.make_code(cast.mana, by=None)


def with_code(client, code, username="mana"):
    return client.post(CODE, {"username": username, "code": code})


def test_a_code_signs_in_once_and_a_password_must_be_chosen(client, cast, code):
    answer = with_code(client, f"{codes.spoken(code).lower()} ", "Mana")
    assert answer.url == NEW
    assert client.get("/account/").url == NEW, "nothing else before that"
    answer = client.post(NEW, {"new": GOOD, "again": GOOD})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    client.logout()
    assert with_code(client, code).status_code == 200, "used up"
    assert sign_in(client, "mana", GOOD).status_code == 302


def test_of_two_at_the_same_moment_one_comes_in(client, cast, code, monkeypatch):
    """The other request has used the code up after this one had compared it."""
    monkeypatch.setattr(OneTimeCodeBackend, "authenticate", lambda *_, **__: cast.mana)
    actions.use_code(by=cast.mana)
    answer = with_code(client, code)
    assert answer.status_code == 200
    assert "ถูกใช้ไปแล้ว" in answer.content.decode()
    assert client.get("/account/").url.startswith("/login/")


def test_codes_are_stored_as_worthless_digests(cast, code):
    stored = OneTimeCode.objects.get(user=cast.mana)
    assert code not in stored.hashed
    assert len(stored.hashed) == 64
    assert stored.expires_at == timezone.now() + datetime.timedelta(hours=72)


def test_a_code_ends_after_72_hours_and_a_newer_one_replaces_it(client, cast, code, clock):
    newer = actions.make_code(cast.mana, by=None)
    assert with_code(client, code).status_code == 200
    clock.shift(datetime.timedelta(hours=73))
    assert with_code(client, newer).status_code == 200


def test_a_code_opens_only_its_own_persons_account(client, cast, code):
    assert with_code(client, code, "somying").status_code == 200
    assert with_code(client, "", "mana").status_code == 200


def test_guessing_codes_is_locked_like_guessing_passwords(client, cast, code):
    for _ in range(6):
        answer = with_code(client, "2345-6789")
    assert answer.status_code == 429
    assert with_code(client, code).status_code == 429


def test_wrong_codes_are_not_kept_by_the_counter(client, cast, code):
    from axes.models import AccessAttempt

    with_code(client, "7K2P-W9MD")
    kept = AccessAttempt.objects.get()
    assert "7K2P" not in kept.post_data
    assert kept.username == "mana"


def test_a_closed_account_has_no_code(client, cast, code):
    actions.close_account(cast.mana, by=cast.bunchi)
    assert with_code(client, code).status_code == 200


# --- passwords -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("สั้นไป", "อย่างน้อย 12"),
        ("x" * 129, "ไม่เกิน 128"),
        ("1" * 13, "ตัวเลขล้วน"),
        ("password1234", "เดาง่าย"),
        ("obec2568obec", "เดาง่าย"),
        ("โรงเรียนบ้านสมมติวิทยา", "เดาง่าย"),
        ("ดอกไม้\x00ในสวนหลังบ้าน", "อักขระ"),
        ("y" * 1_000_000, "ไม่เกิน 128"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_thai(as_, cast, new, says):
    page = as_(cast.somying).post(NEW, {"current": make.PASSWORD, "new": new, "again": new})
    assert page.status_code == 200
    assert says in page.content.decode()


def test_changing_it_needs_the_old_one_and_ends_other_sessions(client, cast, as_):
    elsewhere = as_(cast.somying)
    sign_in(client, "somying")
    answer = client.post(NEW, {"current": "ไม่ใช่อันเดิมเลย", "new": GOOD, "again": GOOD})
    assert "รหัสผ่านเดิมไม่ตรง" in answer.content.decode()
    answer = client.post(NEW, {"current": make.PASSWORD, "new": GOOD, "again": GOOD + "x"})
    assert "ให้เหมือนกันทั้งสองช่อง" in answer.content.decode()
    assert client.post(NEW, {"current": make.PASSWORD, "new": GOOD, "again": GOOD}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_the_account_page_says_in_a_sentence_what_she_sees(as_, cast):
    page = as_(cast.somying).get("/account/").content.decode()
    assert "ครูประจำชั้น ป.4/1 เห็นนักเรียนในห้อง" in page
    assert "ยังไม่มีหน้าที่" in as_(cast.gone).get("/account/").content.decode()


@pytest.mark.parametrize("path", [LOGIN, CODE])
@pytest.mark.parametrize("junk", ["a%00b", "%E0%B8%81" * 100_000, "%27%3B+DROP+TABLE", "%ED%A0%80", "%FF%FE"])
def test_hostile_sign_ins_are_answered_in_thai(client, db, path, junk):
    body = "&".join(f"{name}={junk}" for name in ("login", "username", "shared", "next")) + "&password=x&code=x&o=%00"
    answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


def test_forgetting_the_address_of_the_settings_would_show(db):
    assert settings.KEEP_FAILURES == ("/login/", "/account/", "/r/")


def test_half_a_letter_is_refused_before_any_password_is_compared(client, cast):
    """What axes cannot write down it does not count: right and wrong are answered alike."""
    client.raise_request_exception = False
    kind, field = "multipart/form-data; boundary=x; charset=utf-7", 'name="zz"\r\n\r\n+2AA-'
    given = []
    for password in (make.PASSWORD, "ผิดแน่นอนเลยนะ"):
        parts = ['name="login"\r\n\r\nsomying', f'name="password"\r\n\r\n{password}', field]
        body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        given.append(client.generic("POST", LOGIN, f"{body}--x--\r\n".encode(), content_type=kind))
    assert [answer.status_code for answer in given] == [400, 400]
    assert given[0].content == given[1].content
    assert settings.SESSION_COOKIE_NAME not in given[0].cookies


def test_a_nul_beside_a_wrong_password_counts_as_well(client, cast):
    client.raise_request_exception = False
    for _ in range(6):
        sign_in(client, "somying", "ผิดแน่นอนเลยนะ", zz="a\0b")
    assert sign_in(client, "somying").status_code == 429
