"""What is brought to us is made anew or refused: nothing of it acts, nothing of it is larger than it says."""

import io
import zlib
from contextlib import suppress

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Stream, String

from referrals import harmless, uploads
from referrals.uploads import JPEG, PDF, Unusable, brought, headers, read
from tests.make import picture
from tests.students.test_pictures import HEIC, SVG, head_of, with_position

WORDS = b"BT /A 24 Tf 20 100 Td (agreement) Tj ET"
ACTIVE = (
    b"JavaScript",
    b"/JS",
    b"OpenAction",
    b"/AA",
    b"Launch",
    b"Embedded",
    b"/EF",
    b"AcroForm",
    b"XFA",
    b"SubmitForm",
)


def written(pdf, **how):
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def paper(pages=1):
    """An open PDF of so many small pages with words on them; its font is called A, as fonts may be."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(A=pdf.make_indirect(font)))
        page.obj.Contents = Stream(pdf, WORDS)
    return pdf


def everything_that_acts():
    pdf = paper()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('EVIL')"))
    launch = Dictionary(S=Name.Launch, F=String("EVIL.exe"))
    submit = Dictionary(S=Name.SubmitForm, F=String("https://evil.example/"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.attachments["EVIL.exe"] = b"MZ EVIL"
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("EVIL"), script]))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("EVIL"), A=submit, AA=Dictionary(U=script)
    )
    field.Rect = Array([0, 0, 50, 50])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 90, 90]), A=launch)
    web = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 90, 90]))
    web.A = Dictionary(S=Name.URI, URI=String("https://evil.example/EVIL"))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([pdf.make_indirect(field)]), XFA=Stream(pdf, b"<xdp>EVIL</xdp>"), CO=Array()
    )
    page = pdf.pages[0].obj
    page.Annots = Array([pdf.make_indirect(each) for each in (field, link, web)])
    page.AA = Dictionary(O=script)
    page.Contents.AF = Array([Dictionary(EF=Dictionary(F=Stream(pdf, b"EVIL")))])
    page.Metadata = Stream(pdf, b"<x>EVIL</x>")
    pdf.docinfo[Name.Author] = String("EVIL")
    return written(pdf)


def test_an_ordinary_pdf_keeps_its_pages_and_words():
    stored = read(written(paper(3)), "บันทึกข้อตกลง 2568.pdf")
    assert (stored.kind, stored.name) == (PDF, "บันทึกข้อตกลง 2568.pdf")
    with pikepdf.open(io.BytesIO(stored.content)) as pdf:
        assert len(pdf.pages) == 3
        assert WORDS in pdf.pages[0].obj.Contents.read_bytes()
        assert pdf.pages[0].obj.Resources.Font.A.BaseFont == Name.Helvetica
    assert stored.size == len(stored.content)


def test_nothing_that_acts_is_left_in_a_pdf():
    brought_in = everything_that_acts()
    assert brought_in.count(b"EVIL") > 5
    content = read(brought_in, "a.pdf").content
    assert b"EVIL" not in content
    assert [each for each in ACTIVE if each in content] == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}
        assert WORDS in pdf.pages[0].obj.Contents.read_bytes()


def test_what_hides_in_object_streams_does_not_act_either():
    with pikepdf.open(io.BytesIO(everything_that_acts())) as pdf:
        hidden = written(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert b"OpenAction" not in hidden
    content = read(hidden, "a.pdf").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "EVIL" not in repr([each for each in pdf.objects])
        assert "/OpenAction" not in pdf.Root


def test_what_was_filled_in_is_drawn_into_the_page():
    pdf = paper()
    look = Stream(pdf, b"BT /A 9 Tf (filled in) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 20])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("filled in"), F=4)
    field.Rect, field.AP = Array([0, 0, 50, 20]), Dictionary(N=look)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))
    with pikepdf.open(io.BytesIO(read(written(pdf), "a.pdf").content)) as kept:
        drawn = [each.read_bytes() for each in kept.objects if isinstance(each, Stream)]
        assert any(b"filled in" in each for each in drawn)
        assert "/Annots" not in kept.pages[0].obj


def test_a_second_making_changes_nothing_that_is_seen():
    once = read(written(paper(2)), "a.pdf").content
    with pikepdf.open(io.BytesIO(read(once, "a.pdf").content)) as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.parametrize("owner", ["owner", ""])
def test_a_locked_pdf_is_refused(owner):
    content = written(paper(), encryption=pikepdf.Encryption(user="" if owner else "user", owner=owner or "owner"))
    with pytest.raises(Unusable, match="ตั้งรหัสผ่าน"):
        read(content, "a.pdf")


def bomb():
    """300 MB of zeros, packed twice."""
    pdf = paper()
    packer, packed = zlib.compressobj(9), b""
    for _ in range(30):
        packed += packer.compress(bytes(10 * 1024 * 1024))
    packed += packer.flush()
    stream = Stream(pdf, zlib.compress(packed, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].obj.Contents = stream
    return written(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def test_a_bomb_is_refused_before_it_fills_the_machine():
    content = bomb()
    assert len(content) < 100_000
    with pytest.raises(Unusable, match="ใหญ่ผิดปกติ"):
        read(content, "a.pdf")


def test_thirty_pages_are_taken_and_one_more_is_not():
    assert read(written(paper(30)), "a.pdf").kind == PDF
    with pytest.raises(Unusable, match="31 หน้า"):
        read(written(paper(31)), "a.pdf")


def test_five_megabytes_are_taken_and_one_byte_more_is_not():
    content = written(paper())
    filled = content + b"%" * (harmless.MOST_BYTES - len(content))
    assert read(filled, "a.pdf").size < 10_000
    with pytest.raises(Unusable, match="5\u00a0MB"):
        read(filled + b"%", "a.pdf")


def of_another_file():
    pdf = paper()
    pdf.pages[0].obj.Contents.F = String("/etc/passwd")
    return written(pdf)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.pdf", "ว่างเปล่า"),
        (b"MZ\x90\x00" + bytes(200), "หนังสือ.pdf", "ไม่ใช่ PDF หรือภาพ"),
        (b"<!doctype html><script>alert(1)</script>", "a.pdf", "ไม่ใช่ PDF หรือภาพ"),
        (b"GIF89a/*" + bytes(20) + b"*/=1;<script>alert(1)</script>", "a.gif", "ไม่ใช่ PDF หรือภาพ"),
        (b"GIF89a" + written(paper()), "a.pdf", "ไม่ใช่ PDF หรือภาพ"),
        (b"<html>" + written(paper()), "a.pdf", "ไม่ใช่ PDF หรือภาพ"),
        (SVG, "a.svg", "ไม่ใช่ PDF หรือภาพ"),
        (b"PK\x03\x04" + bytes(50), "a.docx", "ไม่ใช่ PDF หรือภาพ"),
        (b"%PDF-1.7\n<script>alert(1)</script>", "a.pdf", "เสียหรือมาไม่ครบ"),
        (b"%PDF-1.7", "a.pdf", "เสียหรือมาไม่ครบ"),
        (of_another_file(), "a.pdf", "เสียหรือมาไม่ครบ"),
        (picture()[:200], "a.jpg", "เสียหรือมาไม่ครบ"),
        (head_of(9000, 9000), "a.png", "25 ล้านจุด"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(content, name, why):
    with pytest.raises(Unusable, match=why):
        read(content, name)


def test_a_pdf_that_ends_in_the_middle_is_refused_or_mended_but_never_acts():
    whole = everything_that_acts()
    for end in (len(whole) // 4, len(whole) // 2, len(whole) - 30):
        content = b""
        with suppress(Unusable):
            content = read(whole[:end], "a.pdf").content
        assert [each for each in (*ACTIVE, b"EVIL") if each in content] == []


@pytest.mark.parametrize("content", [picture(), picture(kind="PNG"), picture(kind="WEBP"), HEIC])
def test_a_picture_is_kept_as_a_jpeg(content):
    stored = read(content, "ใบนัด.png")
    assert (stored.kind, stored.name) == (JPEG, "ใบนัด.jpg")
    assert stored.content.startswith(b"\xff\xd8\xff")


def test_a_picture_leaves_its_place_and_what_hangs_behind_it():
    content = read(with_position() + b"<script>EVIL</script>" + written(paper()), "a.jpg").content
    assert b"Exif" not in content
    assert b"EVIL" not in content
    assert b"%PDF" not in content


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\หนังสือ.PDF", "หนังสือ.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ('a"; filename="b.html', "a; filename=b.html.pdf"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.pdf"),
        ("", "เอกสาร.pdf"),
        ("...", "เอกสาร.pdf"),
        (".pdf", "เอกสาร.pdf"),
        ("ก" * 300 + ".pdf", "ก" * 116 + ".pdf"),
    ],
)
def test_its_name_is_only_a_name(name, kept):
    assert uploads.named(name, PDF) == kept


def test_a_pdf_is_sent_to_be_saved_and_a_picture_to_be_looked_at():
    assert headers(PDF, "ข้อตกลง.pdf")["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert headers(JPEG, "a.jpg")["Content-Disposition"] == 'inline; filename="a.jpg"'
    for kind in (PDF, JPEG):
        assert headers(kind, "a")["X-Content-Type-Options"] == "nosniff"
        assert headers(kind, "a")["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers(kind, "a")["Cache-Control"] == "no-store"


def test_what_is_too_large_is_not_read_at_all():
    large = SimpleUploadedFile("a.pdf", b"%PDF-")
    large.size = 11 * 1024 * 1024
    with pytest.raises(Unusable, match="ใหญ่เกินไป"):
        brought(large)
    assert large.tell() == 0
    assert brought(SimpleUploadedFile("ก.pdf", written(paper()))).name == "ก.pdf"
