"""Photographs of a visit: four at most, one by one, sealed, and given out to who cares for the child."""

import hashlib
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from journal.models import Line
from students.actions import open_photo
from students.models import Photo
from tests import make
from tests.students.test_pictures import FORBIDDEN, HTML, SVG, head_of, polyglot, with_comment, with_position


@pytest.fixture
def visit(cast):
    return make.visit(cast.chaba, by=cast.somying)


def send(client, visit, content, name="home.jpg", slot="outside", **headers):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post(
        reverse("students:add_photo", args=[visit.public_id]), {"slot": slot, "photo": file}, headers=headers
    )


def said(client, answer):
    return client.get(answer.url.partition("#")[0]).content.decode()


@pytest.mark.parametrize("brought", [with_position(), with_comment(), polyglot()], ids=["position", "comment", "zip"])
def test_what_is_stored_is_ours_and_sealed(cast, as_, visit, brought):
    answer = send(as_(cast.somying), visit, brought)
    assert answer.url == f"/home-visits/{visit.public_id}/#photos"
    photo = Photo.objects.get()
    content = open_photo(photo)
    assert [word for word in FORBIDDEN if word in content or word in bytes(photo.sealed)] == []
    assert content not in bytes(photo.sealed)
    assert hashlib.sha256(content).hexdigest() == photo.sha256
    assert Image.open(io.BytesIO(content)).size == (photo.width, photo.height)
    assert Line.objects.filter(verb="recorded", about="students.Photo").exists()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (SVG, "house.jpg", "ภาพ house.jpg: ไฟล์นี้ไม่ใช่ภาพถ่าย"),
        (HTML, "HTML.jpg", "ไม่ใช่ภาพถ่าย"),
        (b"", "empty.jpg", "ว่างเปล่า"),
        (make.picture()[:200], "half.jpg", "เสียหรือมาไม่ครบ"),
        (head_of(12_000, 12_000), "bomb.png", "12000×12000"),
        (b"\x00\x00\x00\x1cftypheic" + bytes(400), "IMG_1.HEIC", "เสียหรือมาไม่ครบ"),
        (bytes(10 * 1024 * 1024 + 1), "big.jpg", "ใหญ่ 11"),
        (HTML, "../../etc/passwd", "ภาพ passwd: "),
        (HTML, "ก" * 300 + ".jpg", "ก" * 40 + ": "),
        (HTML, "\u202egpj.evil", "evil: "),
        (HTML, "<img src=x>.jpg", "&lt;img src=x&gt;.jpg: "),
    ],
    ids=lambda value: str(value)[:16],
)
def test_each_refusal_has_its_reason_in_thai_and_stores_nothing(cast, as_, visit, content, name, says):
    client = as_(cast.somying)
    assert says in said(client, send(client, visit, content, name))
    assert not Photo.objects.exists()


def test_the_fifth_is_refused(cast, as_, visit):
    client = as_(cast.somying)
    for shade in range(4):
        send(client, visit, make.picture(colour=(shade * 40, 0, 0)))
    assert "แนบครบ 4 ภาพแล้ว" in said(client, send(client, visit, make.picture(colour="white")))
    assert Photo.objects.count() == 4


def test_the_same_picture_stands_once(cast, as_, visit):
    client = as_(cast.somying)
    send(client, visit, make.picture())
    assert "ภาพนี้แนบไว้แล้ว" in said(client, send(client, visit, make.picture()))
    assert Photo.objects.count() == 1


def test_forty_in_one_request_are_refused_as_a_whole(cast, as_, visit):
    files = [SimpleUploadedFile(f"{n}.jpg", make.picture(colour=(n, 0, 0))) for n in range(40)]
    answer = as_(cast.somying).post(
        reverse("students:add_photo", args=[visit.public_id]), {"slot": "other", "photo": files}
    )
    assert answer.status_code == 400
    assert "ส่งไฟล์มาพร้อมกันเกิน 10 ไฟล์" in answer.content.decode()
    assert not Photo.objects.exists()


def test_forty_requests_leave_four(cast, as_, visit):
    client = as_(cast.somying)
    answers = [send(client, visit, make.picture(colour=(n * 6, 0, 0)), **{"HX-Request": "true"}) for n in range(40)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [422] * 36
    assert Photo.objects.count() == 4


def test_the_form_beside_it_gets_the_part_of_the_page(cast, as_, visit):
    answer = send(as_(cast.somying), visit, make.picture(), **{"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section class="sheet stack" id="photos"')
    assert "?size=small" in answer.content.decode()


def test_without_a_file_or_with_a_place_we_do_not_know(cast, as_, visit):
    client = as_(cast.somying)
    nothing = client.post(reverse("students:add_photo", args=[visit.public_id]), {"slot": "outside"})
    assert "เลือกภาพก่อน" in said(client, nothing)
    assert "เลือกว่าเป็นภาพอะไร" in said(client, send(client, visit, make.picture(), slot="roof"))
    assert not Photo.objects.exists()


# -- given out --------------------------------------------------------------------------------------------------


def test_it_is_given_out_as_a_picture_and_nothing_else(cast, as_, visit):
    photo = make.photo(visit, by=cast.somying)
    answer = as_(cast.kanplu).get(reverse("students:photo", args=[photo.public_id]))
    assert answer.content == open_photo(photo)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Line.objects.filter(verb="viewed", about="students.Photo").count() == 1


def test_a_thumbnail_is_small_and_no_look(cast, as_, visit):
    photo = make.photo(visit, by=cast.somying, width=900, height=600)
    address = reverse("students:photo", args=[photo.public_id]) + "?size=small"
    client = as_(cast.kanplu)
    answer = client.get(address, headers={"Sec-Fetch-Dest": "image"})
    assert Image.open(io.BytesIO(answer.content)).size == (320, 213)
    assert not Line.objects.filter(verb="viewed", about="students.Photo").exists()


def test_a_thumbnail_opened_by_itself_is_a_look(cast, as_, visit):
    photo = make.photo(visit, by=cast.somying)
    as_(cast.kanplu).get(reverse("students:photo", args=[photo.public_id]) + "?size=small")
    assert Line.objects.get(verb="viewed").detail == {"page": "photo"}


@pytest.mark.parametrize(
    "person", ["khet", "chit", "klum", "rabop", "truat", "dokkaew", "pim", "tabian", "mana", "gone"]
)
def test_nobody_else_gets_a_byte(cast, as_, visit, person):
    photo = make.photo(visit, by=cast.somying)
    client = as_(getattr(cast, person))
    address = reverse("students:photo", args=[photo.public_id])
    asked = [client.get(address), client.head(address), client.get(address, headers={"Range": "bytes=0-99"})]
    asked += [client.get(address.replace("photos/", place)) for place in ("photos/%2e%2e/photos/", "../media/")]
    assert {answer.status_code for answer in asked} == {404}
    assert all(b"\xff\xd8" not in answer.content for answer in asked)


def test_a_sealed_photograph_opens_only_in_its_own_row(cast, as_, visit):
    first, second = make.photo(visit, by=cast.somying), make.photo(visit, by=cast.somying, colour="red")
    Photo.objects.filter(pk=second.pk).update(sealed=bytes(first.sealed))
    second.refresh_from_db()
    with pytest.raises(Exception, match="does not open"):
        open_photo(second)


def test_who_added_it_removes_it_for_a_day_and_then_the_counselor(cast, as_, visit, clock):
    photo = make.photo(visit, by=cast.somying)
    address = reverse("students:remove_photo", args=[photo.public_id])
    clock.shift(25 * 3600)
    assert as_(cast.somying).post(address).status_code == 403
    assert as_(cast.kanplu).post(address).status_code == 302
    assert as_(cast.kanplu).get(reverse("students:photo", args=[photo.public_id])).status_code == 404
    assert Line.objects.filter(verb="undone", about="students.Photo").exists()


def test_no_photograph_is_a_normal_answer(cast, as_, visit):
    visit.no_photo = "refused"
    visit.save()
    body = as_(cast.somying).get(reverse("students:visit", args=[visit.public_id])).content.decode()
    assert "ไม่อนุญาตให้ถ่าย" in body


def test_a_family_that_said_no_gets_no_photograph(cast, as_, visit):
    visit.no_photo = "refused"
    visit.save()
    client = as_(cast.somying)
    assert "ผู้ปกครองไม่อนุญาตให้ถ่าย" in said(client, send(client, visit, make.picture()))
    assert not Photo.objects.exists()


def test_no_is_said_only_once_the_photographs_are_gone(cast, as_, visit):
    make.photo(visit, by=cast.somying)
    client = as_(cast.somying)
    address = reverse("students:edit_visit", args=[visit.public_id])
    shown = client.post(address, {"version": str(visit.version), "act": "finish", "way": "home", "no_photo": "refused"})
    assert "มีภาพแนบอยู่ ลบภาพทั้งหมดก่อน" in shown.content.decode()
    visit.refresh_from_db()
    assert visit.no_photo == ""


def test_the_journal_keeps_no_picture(cast, as_, visit):
    photo = make.photo(visit, by=cast.somying)
    told = json.dumps([line.detail for line in Line.objects.filter(about__in=["students_photo", "students.Photo"])])
    assert photo.sha256 not in told
    assert len(told) < 3000
