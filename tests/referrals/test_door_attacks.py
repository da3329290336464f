"""Whoever comes to the door and is not the agency, or comes too late, or too often: each has an answer of its own.

No answer holds a word of the child; none is a broken page.
"""

import io
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from referrals.models import Attachment, Reply
from tests.referrals.attacks import (
    CROSS,
    EVIL,
    after,
    answer_after_half_an_hour,
    answer_while,
    answer_without_having_opened,
    broken_multipart,
    check_address,
    close_case,
    close_letter,
    end_now,
    enter,
    forged,
    from_another_site,
    guess,
    in_another_alphabet,
    large,
    lock,
    look,
    method,
    of_another,
    old_code_after_renewal,
    open_after_half_an_hour,
    opened,
    receipt,
    renewed_meanwhile,
    revoke,
    too_large_before_the_code,
    too_late,
    with_a_cookie,
    with_client,
    with_files,
    without_the_forms_token,
)
from tests.referrals.doors import ANSWER

OF_THE_CHILD = ("ชบา", "ลองเรียน", "รายได้ครอบครัว", "ดาวเรือง", "สวัสดิการ")


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


def test_a_form_of_this_site_is_taken_whatever_the_browser_says_of_its_origin(scene):
    """`no-referrer` makes browsers send "null" as the origin of our own forms."""
    for headers in (
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_ORIGIN": "http://testserver"},
    ):
        assert with_client(scene, **headers).post(code=scene.door.code).status_code == 302


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
