"""A version comes by file: taken whole, or refused with every line that is wrong and nothing half-saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from screening.models import Instrument
from tests.make.assessments import instrument


@pytest.fixture
def send(cast, as_):
    instrument("gast")

    def post(content, *, name="gast.yaml", by=cast.rabop):
        content = content if isinstance(content, bytes) else content.encode()
        return as_(by).post("/instruments/load/", {"file": SimpleUploadedFile(name, content)})

    return post


def changed(*replacements):
    text = instrument("gast").source
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_new_version_is_in_use_at_once(cast, send):
    answer = send(changed(('version: "1"', 'version: "2"')))
    made = Instrument.objects.get(version="2")
    assert answer.url == f"/instruments/{made.public_id}/"
    assert (made.area, made.loaded_by, made.is_current) == (cast.area, cast.rabop, True)


def test_a_file_with_a_byte_order_mark_is_read(send):
    assert send(b"\xef\xbb\xbf" + changed(('version: "1"', 'version: "2"')).encode()).status_code == 302


@pytest.mark.parametrize(
    ("replacement", "says"),
    [
        (("items: [2, 4, 5, 6, 12]", "items: [1, 2, 4, 5, 6, 12]"), "ข้อ 1 นับสองครั้ง"),
        (("[24, 32, 2, คลั่งไคล้]", "[25, 32, 2, คลั่งไคล้]"), "คะแนน 24 ไม่อยู่ในช่วงใด"),
        (("  self: [8, 18]", "  nurse: [8, 18]"), "ไม่รู้จักผู้ประเมิน “nurse”"),
    ],
)
def test_a_bad_file_is_refused_with_the_line(send, replacement, says):
    text = changed(('version: "1"', 'version: "2"'), replacement)
    line = next(at for at, words in enumerate(text.splitlines(), start=1) if replacement[1] in words)
    body = send(text).content.decode()
    assert f"บรรทัด&nbsp;{line}</span> " in body
    assert says in body
    assert "ยังไม่มีอะไรถูกบันทึก" in body
    assert Instrument.objects.count() == 1


def test_the_same_version_with_other_content_is_refused(send):
    assert "ใส่เลขฉบับใหม่" in send(changed(("คลั่งไคล้", "ชอบมาก"))).content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ไฟล์นี้ว่าง"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "อ่านไฟล์นี้ไม่ได้"),
        (b"PK\x03\x04 \x00\x00", "มีอักขระที่อ่านไม่ได้"),
        ("ก".encode("cp874") * 10, "อ่านไฟล์นี้ไม่ได้"),
        (b"a" * 900_000, "ใหญ่เกิน"),
        (b"a: " + b"[" * 5000, "ซ้อนกันลึกเกินไป"),
        (b"a: &a [x]\nb: [*a, *a]", "ใช้ &amp; * หรือ !"),
        ("<script>alert(1)</script>: x", "ไม่รู้จัก “&lt;script&gt;"),
    ],
)
def test_what_is_no_instrument_is_answered_in_thai(send, content, says):
    answer = send(content)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert Instrument.objects.count() == 1


def test_no_file_at_all(cast, as_):
    assert "เลือกไฟล์ .yaml" in as_(cast.rabop).post("/instruments/load/", {}).content.decode()


def test_a_file_wrong_all_over_shows_forty_lines(send):
    body = send("\n".join(f"k{at}: v" for at in range(1000))).content.decode()
    assert body.count("บรรทัด&nbsp;") == 40
    assert "และแห่งอื่นอีก" in body
