"""Whoever comes to the door and is not the agency, or comes too late, or too often: each has an answer of its own.

No answer holds a word of the child; none is a broken page.
"""

import datetime
import io
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cases.models import Case
from journal.models import Line, Verb
from referrals import actions
from referrals.door import cookie_name, cookie_value
from referrals.models import Attachment, Link, Referral, Reply
from schools.models import Notice
from tests import make
from tests.referrals.doors import ANSWER, Visitor, wrong

OF_THE_CHILD = ("ชบา", "ลองเรียน", "รายได้ครอบครัว", "ดาวเรือง", "สวัสดิการ")
EVIL = {"HTTP_ORIGIN": "https://evil.example"}
CROSS = {"HTTP_SEC_FETCH_SITE": "cross-site"}


@pytest.fixture
def scene(cast, case, sent, hospital, clock):
    other = make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
    return SimpleNamespace(
        cast=cast,
        case=case,
        sent=sent,
        clock=clock,
        door=make.door(sent, by=cast.kanplu),
        other=make.door(other, by=cast.kanplu),
        client=Client(raise_request_exception=False),
    )


def check_address(scene):
    return reverse("referrals:check_answer", args=[scene.door.token])


def later(scene, **time):
    scene.clock.shift(datetime.timedelta(**time))


def with_client(scene, door=None, **headers):
    return Visitor(door or scene.door, client=Client(raise_request_exception=False, **headers))


def opened(scene):
    visitor = with_client(scene).enter()
    visitor.get()
    return visitor


def revoke(scene):
    actions.revoke(scene.sent, reason="ส่งผิดหน่วยงาน", version=scene.sent.version, by=scene.cast.kanplu)


def close_letter(scene):
    actions.close(scene.sent, reason="จบแล้ว", version=scene.sent.version, by=scene.cast.kanplu)


def close_case(scene):
    Case.objects.filter(pk=scene.case.pk).update(
        state="closed", outcome="improved", closed_at=timezone.now(), closed_by=scene.cast.kanplu
    )


def look(scene):
    return scene.client.get(scene.door.url)


def enter(scene):
    return scene.client.post(scene.door.url, {"code": scene.door.code})


def after(*, do, then):
    def attack(scene):
        do(scene)
        return then(scene)

    return attack


def too_late(scene):
    later(scene, days=30, seconds=1)


def lock(scene):
    for number in range(5):
        address = f"10.0.0.{number}"
        last = Client().post(scene.door.url, {"code": wrong(scene.door)}, REMOTE_ADDR=address)
    return last


def guess(token):
    return lambda scene: scene.client.get(f"/r/{token}/")


def open_after_half_an_hour(scene):
    visitor = opened(scene)
    later(scene, minutes=30, seconds=1)
    return visitor.get()


def answer_after_half_an_hour(scene):
    visitor = opened(scene)
    later(scene, minutes=30, seconds=1)
    return visitor.check(**ANSWER, do="send")


def answer_without_having_opened(scene):
    return with_client(scene).check(**ANSWER, do="send")


def answer_while(change):
    """The form is in her hands, then something happens at the school, then she sends it."""

    def attack(scene):
        visitor = opened(scene)
        looked = visitor.check(**ANSWER)
        change(scene)
        return visitor.send(looked)

    return attack


def with_a_cookie(value):
    def attack(scene, *, post=False):
        visitor = with_client(scene)
        visitor.client.cookies[cookie_name(scene.door.link)] = value(scene)
        return visitor.check(**ANSWER, do="send") if post else visitor.get()

    return attack


def of_another(scene):
    return cookie_value(scene.other.link)


def forged(scene):
    return f"{scene.door.link.pk}.1:1uUIEq:{'A' * 43}"


def renewed_meanwhile(scene):
    visitor = opened(scene)
    scene.sent.refresh_from_db()
    actions.renew_link(scene.sent, days=30, version=scene.sent.version, by=scene.cast.kanplu)
    return visitor


def old_code_after_renewal(scene):
    renewed_meanwhile(scene)
    fresh = Link.objects.get(pk=scene.door.link.pk)
    assert fresh.generation == 2
    return enter(scene)


def from_another_site(address, headers):
    def attack(scene):
        visitor = opened(scene)
        fields = {"form_key": "", **ANSWER, "code": scene.door.code, "do": "send"}
        return visitor.client.post(address(scene), fields, **headers)

    return attack


def without_the_forms_token(scene):
    visitor = opened(scene)
    return visitor.client.post(check_address(scene), ANSWER | {"do": "send"})


def large(fields):
    def attack(scene):
        visitor = opened(scene)
        return visitor.check(**ANSWER | fields)

    return attack


def too_large_before_the_code(scene):
    return scene.client.post(scene.door.url, {"code": "1" * 300_000})


def with_files(*files):
    def attack(scene):
        visitor = opened(scene)
        looked = visitor.check(**ANSWER)
        brought = []
        for name, content in files:
            file = io.BytesIO(content)
            file.name = name
            brought.append(file)
        return visitor.send(looked, files=brought)

    return attack


def in_another_alphabet(scene):
    visitor = opened(scene)
    return visitor.client.generic(
        "POST", check_address(scene), b"result=accepted", "application/x-www-form-urlencoded; charset=utf-16"
    )


def broken_multipart(scene):
    visitor = opened(scene)
    return visitor.client.generic("POST", check_address(scene), b"rubbish", "multipart/form-data")


def receipt(number, *, open_first=True):
    def attack(scene):
        make_staff_reply(scene)
        visitor = opened(scene) if open_first else with_client(scene)
        return visitor.client.get(f"/r/{scene.door.token}/receipt/{number}.pdf")

    return attack


def make_staff_reply(scene):
    scene.sent.replies.create(
        student=scene.cast.chaba,
        school=scene.cast.school,
        number=1,
        result="accepted",
        said_by="พยาบาลมะลิ",
        how="phone",
        received_on=timezone.localdate(),
        recorded_by=scene.cast.kanplu,
        recorded_at=timezone.now(),
    )


def method(name):
    return lambda scene: getattr(scene.client, name)(scene.door.url)


@dataclass(frozen=True)
class Attack:
    """What is tried, the status, words of the answer, and whether what was typed is given back."""

    try_it: object
    status: int
    says: str = ""
    gives_back: bool = False


NOWHERE, CODE = "ไม่พบลิงก์นี้", "ใส่รหัสยืนยัน 6 หลัก"
OVER, TAKEN_BACK, CLOSED = "ลิงก์หมดอายุแล้ว", "โรงเรียนเพิกถอนลิงก์นี้แล้ว", "การส่งต่อนี้ปิดแล้ว"
LOCKED, ELSEWHERE, LARGE = "ใส่รหัสผิดครบ 5 ครั้ง", "ไม่ได้ส่งจากหน้าของลิงก์", "ใหญ่เกินกว่าที่รับได้"
EXE, HTML = b"MZ\x90\x00" + b"\x00" * 100, b"<html><script>alert(1)</script></html>"

ATTACKS = {
    "expired, looked at": Attack(after(do=too_late, then=look), 410, OVER),
    "expired, with the right code": Attack(after(do=too_late, then=enter), 410, OVER),
    "expired while she wrote": Attack(answer_while(lambda scene: end_now(scene)), 410, OVER, gives_back=True),
    "expired, an answer of who never had it open": Attack(
        after(do=too_late, then=answer_without_having_opened), 410, OVER
    ),
    "revoked, looked at": Attack(after(do=revoke, then=look), 410, TAKEN_BACK),
    "revoked, with the right code": Attack(after(do=revoke, then=enter), 410, TAKEN_BACK),
    "revoked while she wrote": Attack(answer_while(revoke), 410, TAKEN_BACK, gives_back=True),
    "letter closed, looked at": Attack(after(do=close_letter, then=look), 410, CLOSED),
    "letter closed while she wrote": Attack(answer_while(close_letter), 410, CLOSED, gives_back=True),
    "case closed, looked at": Attack(after(do=close_case, then=look), 410, CLOSED),
    "case closed, with the right code": Attack(after(do=close_case, then=enter), 410, CLOSED),
    "case closed while she wrote": Attack(answer_while(close_case), 410, CLOSED, gives_back=True),
    "guessed address": Attack(guess("AAAAAAAAAAAAAAAAAAAAAA"), 404, NOWHERE),
    "address with a NUL": Attack(guess("%00"), 404, NOWHERE),
    "address in Thai": Attack(guess(quote("ลิงก์")), 404, NOWHERE),
    "address of 10 kB": Attack(guess("A" * 10_000), 404, NOWHERE),
    "address as a query": Attack(guess("' OR 1=1 --"), 404, NOWHERE),
    "fifth wrong code": Attack(lock, 429, LOCKED),
    "right code while locked": Attack(after(do=lock, then=enter), 429, LOCKED),
    "opened after half an hour": Attack(open_after_half_an_hour, 200, CODE),
    "answered after half an hour": Attack(answer_after_half_an_hour, 403, CODE, gives_back=True),
    "answered without the code": Attack(answer_without_having_opened, 403, CODE),
    "cookie of another letter": Attack(with_a_cookie(of_another), 200, CODE),
    "answer with the cookie of another letter": Attack(
        lambda scene: with_a_cookie(of_another)(scene, post=True), 403, CODE
    ),
    "forged cookie": Attack(with_a_cookie(forged), 200, CODE),
    "cookie after renewal": Attack(lambda scene: renewed_meanwhile(scene).get(), 200, CODE),
    "answer after renewal": Attack(
        lambda scene: renewed_meanwhile(scene).check(**ANSWER, do="send"), 403, CODE, gives_back=True
    ),
    "old code after renewal": Attack(old_code_after_renewal, 422, "รหัสไม่ตรง"),
    "code from another site": Attack(from_another_site(lambda scene: scene.door.url, CROSS), 403, ELSEWHERE),
    "answer from another site": Attack(from_another_site(check_address, CROSS), 403, ELSEWHERE),
    "answer from another site, old browser": Attack(from_another_site(check_address, EVIL), 403, ELSEWHERE),
    "answer without the form's token": Attack(without_the_forms_token, 403, ELSEWHERE),
    "5 MB of text": Attack(large({"advice": "a" * (5 * 1024 * 1024 + 1)}), 413, LARGE),
    "too many fields": Attack(large({f"x{number}": "1" for number in range(3001)}), 413, LARGE),
    "300 kB before the code": Attack(too_large_before_the_code, 413, LARGE),
    "program that calls itself PDF": Attack(with_files(("ผล.pdf", EXE)), 422, "ไม่ใช่ PDF หรือภาพ", gives_back=True),
    "page that calls itself a picture": Attack(with_files(("ผล.jpg", HTML)), 422, "ไม่ใช่ PDF หรือภาพ", gives_back=True),
    "PDF that is none": Attack(with_files(("ผล.pdf", b"%PDF-1.7 nothing")), 422, "แนบไฟล์ไม่ได้", gives_back=True),
    "file of 6 MB": Attack(with_files(("ผล.pdf", b"%PDF-" + b"0" * 6 * 1024**2)), 422, "ใหญ่เกิน", gives_back=True),
    "four files": Attack(with_files(*[("ผล.pdf", b"%PDF-")] * 4), 422, "ไม่เกิน 3 ไฟล์", gives_back=True),
    "eleven files": Attack(with_files(*[("ผล.pdf", b"%PDF-")] * 11), 413, LARGE),
    "form in another alphabet": Attack(in_another_alphabet, 400, "ส่งมาไม่ครบ"),
    "broken upload": Attack(broken_multipart, 400, "ส่งมาไม่ครบ"),
    "receipt of what staff wrote down": Attack(receipt(1), 404, NOWHERE),
    "receipt that is none": Attack(receipt(2), 404, NOWHERE),
    "receipt with a number beyond all": Attack(receipt(10**30), 404, NOWHERE),
    "receipt without the code": Attack(receipt(1, open_first=False), 302),
    "OPTIONS": Attack(method("options"), 405),
    "PUT": Attack(method("put"), 405),
    "DELETE": Attack(method("delete"), 405),
}


def end_now(scene):
    later(scene, minutes=1)
    Link.objects.filter(pk=scene.door.link.pk).update(expires_at=timezone.now())


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(name, scene):
    attack = ATTACKS[name]
    answer = attack.try_it(scene)
    body = answer.content.decode()
    assert (answer.status_code, attack.says in body) == (attack.status, True), body
    assert [word for word in OF_THE_CHILD if word in body] == []
    assert ("ตรวจสายตาแล้วปกติ" in body) == attack.gives_back
    assert not Reply.objects.filter(how="link").exists()
    assert not Attachment.objects.exists()
    if answer.status_code != 405:
        assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_a_shut_door_says_whom_to_ring_and_nothing_else(scene):
    too_late(scene)
    body = look(scene).content.decode()
    assert "โทรโรงเรียน" in body
    assert "000-000-0000" in body
    assert scene.sent.code in body
    for word in ("บ้านสมมติวิทยา", "จำลองรัตน์", "สพป."):
        assert word not in body


def test_every_address_that_leads_nowhere_gets_the_same_page(scene):
    tokens = ("AAAAAAAAAAAAAAAAAAAAAA", "%00", "x", quote("ลิงก์"), "A" * 10_000, scene.door.token[:-1], "a%0d%0ab")
    pages = {scene.client.get(f"/r/{token}/").content for token in tokens}
    pages |= {scene.client.post(f"/r/{token}/", {"code": scene.door.code}).content for token in tokens}
    assert len(pages) == 1


ROBOTS = (
    "facebookexternalhit/1.1;line-poker/1.0",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 Line/14.1.0",
    "",
)


@pytest.mark.parametrize("agent", ROBOTS)
@pytest.mark.parametrize("ask", ["get", "head"])
def test_a_preview_robot_changes_nothing_at_all(scene, ask, agent):
    def stands():
        tables = (Link.objects.values(), Referral.objects.values(), Notice.objects.values(), Session.objects.values())
        return [list(rows.order_by("pk")) for rows in tables], Line.objects.count()

    before = stands()
    for address in (scene.door.url, check_address(scene), f"{scene.door.url}done/", f"{scene.door.url}receipt/1.pdf"):
        answer = getattr(scene.client, ask)(address, HTTP_USER_AGENT=agent)
        assert answer.status_code in (200, 302)
        assert not answer.cookies
    assert stands() == before


def test_five_wrong_codes_from_five_addresses_lock_it_and_the_school_hears_once(scene):
    lock(scene)
    link = Link.objects.get(pk=scene.door.link.pk)
    assert link.locked_until == timezone.now() + datetime.timedelta(minutes=30)
    told = Notice.objects.filter(kind="locked")
    people = {scene.cast.kanplu.pk, scene.cast.praphan.pk}
    assert set(told.values_list("to_user", flat=True)) == people
    line = Line.objects.get(verb=Verb.LOCKED)
    assert (line.actor, line.about_id, line.address) == (f"agency:{scene.sent.pk}", link.pk, "10.0.0.4")
    later(scene, minutes=31)
    assert enter(scene).status_code == 302
    lock(scene)
    assert Line.objects.filter(verb=Verb.LOCKED).count() == 2
    assert told.count() == len(people)  # of which nobody has read the first


def test_a_right_code_forgives_the_wrong_ones_before(scene):
    for _ in range(4):
        assert scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code == 422
    assert enter(scene).status_code == 302
    for _ in range(4):
        assert scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code == 422


def test_a_hundred_codes_find_the_door_locked_and_nothing_else(scene):
    first = 10**6 - 2000 if int(scene.door.code) < 500_000 else 0
    statuses = [
        scene.client.post(
            scene.door.url, {"code": f"{first + number:06d}"}, REMOTE_ADDR=f"10.0.{number % 250}.1"
        ).status_code
        for number in range(100)
    ]
    assert (statuses[:4], set(statuses[4:])) == ([422] * 4, {429})
    assert Line.objects.filter(verb=Verb.LOCKED).count() == 1
    assert Line.objects.filter(about="referrals_link", verb="changed").count() == 5


def test_while_it_is_locked_the_right_code_and_a_wrong_one_are_told_the_same(scene):
    lock(scene)
    right, other = enter(scene), scene.client.post(scene.door.url, {"code": wrong(scene.door)})
    assert (right.status_code, right.content) == (other.status_code, other.content)
    assert not right.cookies


def test_who_had_it_open_reads_on_while_others_lock_it(scene):
    visitor = opened(scene)
    lock(scene)
    assert visitor.get().status_code == 200
    looked = visitor.check(**ANSWER)
    assert visitor.send(looked).status_code == 302
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("person", ["kanplu", "praphan", "khet", "dokkaew"])
def test_staff_who_are_signed_in_find_what_everybody_finds(scene, as_, person):
    client = as_(getattr(scene.cast, person))
    before = list(Session.objects.values())
    answer = client.get(scene.door.url)
    assert answer.content == look(scene).content
    assert not answer.cookies
    assert list(Session.objects.values()) == before
    assert client.post(scene.door.url, {"code": scene.door.code}).status_code == 302
    assert Line.objects.filter(verb=Verb.VIEWED, about="referrals.Referral").count() == 0
    client.get(scene.door.url)
    assert Line.objects.get(verb=Verb.VIEWED, about="referrals.Referral").actor == f"agency:{scene.sent.pk}"
    assert client.get("/today/").status_code == 200


def test_a_form_of_this_site_is_taken_whatever_the_browser_says_of_its_origin(scene):
    """`no-referrer` makes browsers send "null" as the origin of our own forms."""
    for headers in (
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_ORIGIN": "http://testserver"},
    ):
        assert with_client(scene, **headers).post(code=scene.door.code).status_code == 302


def test_a_code_from_another_site_is_not_counted(scene):
    answer = scene.client.post(scene.door.url, {"code": wrong(scene.door)}, **CROSS)
    assert answer.status_code == 403
    assert Link.objects.get(pk=scene.door.link.pk).wrong == 0


def test_no_log_names_an_address(scene, capsys):
    import logging

    from referrals.middleware import Untold

    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Gone", scene.door.url), None)
    assert Untold().filter(record)
    assert record.getMessage() == "Gone: /r/…/"
    enter_late = after(do=too_late, then=enter)
    assert enter_late(scene).status_code == 410
    assert scene.door.token not in capsys.readouterr().err


# -- what breaks the page that answers a code -----------------------------------------------------------------------

PART = '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
HALVES = {
    "utf-7": ("multipart/form-data; boundary=x; charset=utf-7", PART.format(name="why", value="+2AA-")),
    "escapes": ("multipart/form-data; boundary=x; charset=unicode_escape", PART.format(name="why", value="\\ud800")),
}


@pytest.mark.parametrize("what", HALVES)
def test_half_a_letter_is_refused_before_any_code_is_compared(scene, what):
    """The right code and a wrong one are answered alike: nothing is learned, however often it is tried."""
    kind, more = HALVES[what]
    given = []
    for code in (scene.door.code, wrong(scene.door)):
        body = f"{PART.format(name='code', value=code)}{more}--x--\r\n".encode()
        given.append(scene.client.generic("POST", scene.door.url, body, content_type=kind))
    assert [answer.status_code for answer in given] == [400, 400]
    assert given[0].content == given[1].content
    assert cookie_name(scene.door.link) not in given[0].cookies


def test_a_wrong_code_counts_even_when_its_page_breaks(scene, monkeypatch):
    def broken(*asked, **more):
        raise UnicodeEncodeError("utf-8", "", 0, 1, "cannot be drawn")

    monkeypatch.setattr("referrals.views.threshold.render", broken)
    given = [scene.client.post(scene.door.url, {"code": wrong(scene.door)}).status_code for _ in range(5)]
    assert given == [500] * 5
    assert Link.objects.get(pk=scene.door.link.pk).is_locked(timezone.now())
    assert actions.try_code(scene.sent, code=scene.door.code) is actions.Tried.LOCKED


# -- the same form with another file --------------------------------------------------------------------------------


def picture(colour):
    file = io.BytesIO()
    Image.new("RGB", (60, 60), colour).save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue(), "image/png")


def test_another_picture_of_the_same_name_is_a_later_answer(scene):
    visitor = opened(scene)
    looked = visitor.check(**ANSWER)
    for colour in ("red", "blue", "blue"):
        assert visitor.send(looked, files=[picture(colour)]).status_code == 302
    assert (Reply.objects.filter(how="link").count(), Attachment.objects.count()) == (2, 2)
