"""A school's own letterhead: drawn anew, only with the right to it, and printed where the letter begins."""

import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from journal.models import Line, Verb
from schools.letterheads import on_paper
from schools.models import Letterhead
from tests.shown import seen


def picture(width=400, height=300, kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def page(cast):
    return reverse("schools:choose_letterhead", args=[cast.school.public_id])


@pytest.fixture
def bring(cast, page, as_):
    def send(content=None, *, mode="badge", **more):
        client = as_(cast.praphan)
        file = {"picture": SimpleUploadedFile("badge.png", content)} if content is not None else {}
        return client.post(page, {"mode": mode, **more, **seen(client, page), **file})

    return send


def test_a_badge_is_drawn_anew_and_says_who_brought_it(cast, bring):
    secret = b"who-took-it-where"
    assert bring(picture(kind="JPEG", comment=secret)).status_code == 302
    cast.school.refresh_from_db()
    own = Letterhead.objects.get(school=cast.school)
    assert cast.school.letterhead == "badge"
    assert own.brought_by == cast.praphan
    assert secret not in bytes(own.picture)
    assert Image.open(io.BytesIO(own.picture)).format == "PNG"
    line = Line.objects.filter(verb=Verb.CONFIGURED, about_id=cast.school.pk).latest("pk")
    assert (line.detail["part"], line.detail["kind"]) == ("letterhead", "badge")


def test_a_whole_letterhead_needs_the_right_to_it(cast, bring):
    assert "มีสิทธิใช้ภาพนี้ หรือใช้หัวจดหมายแบบอื่น" in bring(picture(1600, 300), mode="picture").content.decode()
    assert not Letterhead.objects.exists()
    assert bring(picture(1600, 300), mode="picture", has_right="on").status_code == 302
    assert Letterhead.objects.get().has_right


def test_a_mode_with_a_picture_needs_one_and_the_kept_one_is_enough_the_second_time(cast, bring):
    assert "เลือกภาพที่จะใช้" in bring().content.decode()
    bring(picture())
    assert bring().status_code == 302
    assert "เลือกภาพที่จะใช้" in bring(mode="picture", has_right="on").content.decode()


def bomb():
    """A PNG whose header promises 100 million pixels."""
    head = b"IHDR" + (10_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = (13).to_bytes(4, "big") + head + zlib.crc32(head).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ไฟล์ว่างเปล่า"),
        (b"MZ\x90" * 50, "ไม่ใช่ภาพ"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ไม่ใช่ภาพ"),
        (b"GIF89a" + b"\0" * 40, "ไม่ใช่ภาพ"),
        (picture()[:200], "ภาพเสีย"),
        (picture(20, 400), "ภาพเล็กเกินไป"),
        (bomb(), "ภาพละเอียดเกินไป"),
        (b"\x89PNG" + b"\0" * (5 * 1024 * 1024), "ภาพใหญ่เกินไป"),
    ],
    ids=["empty", "program", "svg", "gif", "half", "small", "bomb", "big"],
)
def test_what_is_no_picture_for_paper_is_refused(cast, bring, content, said):
    assert said in bring(content).content.decode()
    assert not Letterhead.objects.exists()


def test_what_cannot_be_printed_prints_the_name(cast):
    cast.school.letterhead = "picture"
    assert on_paper(cast.school).mode == "name"


@pytest.mark.parametrize("mode", ["blank", "name", "badge", "picture"])
def test_the_sample_shows_each_kind(cast, bring, as_, mode):
    content = picture() if mode in ("badge", "picture") else None
    assert bring(content, mode=mode, has_right="on").status_code == 302
    response = as_(cast.praphan).get(reverse("schools:letterhead_pdf", args=[cast.school.public_id]))
    assert response.content.startswith(b"%PDF")


def test_a_page_that_is_older_than_the_choice_comes_back(cast, page, as_):
    client = as_(cast.praphan)
    old = seen(client, page)
    client.post(page, {"mode": "name", **old})
    assert "มีผู้แก้ไข" in client.post(page, {"mode": "blank", **old}).content.decode()
