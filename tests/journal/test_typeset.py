"""Paper: the text can be read back exactly, the sheets have their size, and nothing outside is reached."""

import io
import re
import subprocess
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from journal import typeset as module
from journal.typeset import Complaint, LockedFetcher, Refused, TooSlow, typeset, typeset_together

STRESS = (
    "ปี้ น้ำ คำ กำ ปั๊ม ญู ฏุ ฐุ ฤๅษี ผู้อำนวยการ ต่าง\u00a0ๆ ที่ ปั่น ปี่ ฝ้า ฟื้น ปฏิญญา ซ้ำ เปี๊ยะ ฎุ ฏู มา ทำ "
    "ช้ำ ก่ำ ร่ำรวย จำนำ สำคัญ ดำเนินการ อำเภอ ตำบล กรรณิการ์ ศึกษาธิการ สัมฤทธิ์ ผู้ปกครอง ๒๕๖๘"
)


def page(body: str, kind: str = "paper", before: str = "") -> str:
    head = '<!doctype html><html lang="th"><head><title>ทดสอบ</title></head>'
    return f'{head}<body class="{kind}">{before}{body}</body></html>'


def text_of(pdf: bytes) -> str:
    told = subprocess.run(["/usr/bin/pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return told.stdout.decode()


def words(text: str) -> list[str]:
    return re.sub(r"[\s\u00a0]+", " ", text).split()


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [(round(float(p.mediabox.width) / 72 * 25.4), round(float(p.mediabox.height) / 72 * 25.4)) for p in pages]


def test_every_word_is_read_back_exactly() -> None:
    found = words(text_of(typeset(page(f"<p>{STRESS}</p>"))))
    assert found[: len(words(STRESS))] == words(STRESS)


def test_bold_and_tables_are_read_back_too() -> None:
    cells = "".join(f"<tr><td>{word}</td><td><b>{word}</b></td></tr>" for word in words(STRESS))
    found = words(text_of(typeset(page(f"<table>{cells}</table>"))))
    doubled = [word for word in words(STRESS) for _ in range(2)]
    assert found[: len(doubled)] == doubled


@pytest.mark.parametrize("width", range(20, 70, 3))
def test_what_is_tied_by_an_unbreakable_space_stays_on_one_line(width: int) -> None:
    text = (
        "สำนักงานเขตพื้นที่การศึกษา เขต&nbsp;๙ ภายใน ๗\u00a0วัน วันที่ 22\u00a0พฤศจิกายน\u00a02568 เวลา 08:20\u00a0น. "
        "ต่าง\u00a0ๆ และเด็กหญิงชบา\u00a0ลองเรียน"
    )
    pdf = typeset(page(f'<svg height="0"></svg><div style="width:{width}mm">{text}</div>'))
    lines = re.sub("[ \u00a0]+", " ", text_of(pdf)).split("\n")
    for group in ("เขต ๙", "๗ วัน", "22 พฤศจิกายน 2568", "08:20 น.", "ต่าง ๆ", "ชบา ลองเรียน"):
        assert any(group in line for line in lines), lines


def test_long_sentences_still_break() -> None:
    html = page(f"<p>{'ผู้ปกครอง' * 40}\u00a0{'นักเรียน' * 40}</p>")
    assert len(text_of(typeset(html)).strip().split("\n")) > 4


def test_text_in_a_picture_is_read_back() -> None:
    svg = (
        '<svg width="300" height="40" role="img"><title>ก</title><text x="5" y="30" font-size="20">ชั้นน้ำทั้งปี</text></svg>'
    )
    assert "ชั้นน้ำทั้งปี" in text_of(typeset(page(svg))).replace(" ", "")


def test_no_glyph_is_without_a_character() -> None:
    for content in re.findall(rb"stream\r?\n(.*?)endstream", typeset(page(f"<p>{STRESS}</p>")), re.S):
        assert b"beginbfchar" not in content or b"<>" not in content


@pytest.mark.parametrize(
    ("kind", "size"),
    [("paper", (210, 297)), ("wide", (297, 210)), ("class-sheet", (210, 297)), ("letter", (210, 297))],
)
def test_sheets(kind: str, size: tuple[int, int]) -> None:
    assert sizes(typeset(page("<p>ก</p>", kind))) == [size]


def test_each_page_says_what_it_is() -> None:
    before = (
        '<p class="paper-demo">ข้อมูลสาธิต ไม่ใช่บุคคลจริง</p><p class="paper-secret">ลับ</p>'
        '<p class="paper-code">D1-2568 · พิมพ์ 25 มิ.ย. 2568 08:20 น. · สน</p>'
    )
    pdf = typeset(page('<p>ก</p><p class="new-page">ข</p>', before=before))
    pages = text_of(pdf).split("\f")[:2]
    for number, said in enumerate(pages, 1):
        assert "ข้อมูลสาธิต ไม่ใช่บุคคลจริง" in said
        assert said.count("ลับ") == 2
        assert "D1-2568 · พิมพ์ 25 มิ.ย. 2568 08:20 น. · สน" in " ".join(words(said))
        assert f"หน้า {number}/2" in said


def test_a_letter_is_numbered_from_its_second_page() -> None:
    first, second = text_of(typeset(page('<p>ก</p><p class="new-page">ข</p>', "letter"))).split("\f")[:2]
    assert "หน้า" not in first
    assert "หน้า ๒/๒" in second


def class_sheet(children: int) -> str:
    """D1 with everything that it ever holds."""
    heads = '<th class="up"><span>ต้องการพิเศษ</span></th>' * 11
    marks = '<td class="st st-ok">ป</td>' * 10 + '<td class="st st-prob">ม</td>'
    row = '<tr><td class="num">{}</td><td class="name">เด็กหญิงเอื้องฟ้า ตัวอย่างดี</td>{}<td class="st">ม</td><td></td></tr>'
    columns = '<col class="col-no"><col class="col-name">' + '<col class="col-mark">' * 11
    foot = '<tr><th colspan="2">ปกติ</th>' + '<td class="st">38</td>' * 12 + "<td></td></tr>"
    rows = "".join(row.format(n + 1, marks) for n in range(children))
    sign = '<div><p class="line">ลงชื่อ....................</p><p>(นางสาวสมหญิง นามสมมติ)</p><p>ครูประจำชั้น</p></div>'
    body = f"""
        <h1>แบบสรุปผลการคัดกรองนักเรียน ชั้นประถมศึกษาปีที่ 4/1</h1>
        <p class="sub">โรงเรียนบ้านสมมติวิทยา ภาคเรียนที่ 1 ปีการศึกษา 2568</p><p class="sub">ครูประจำชั้น ก ข</p>
        <table><colgroup>{columns}<col class="col-sum"><col></colgroup>
        <thead><tr><th>ที่</th><th>ชื่อ–นามสกุล</th>{heads}<th>สรุป</th><th>หมายเหตุ</th></tr></thead>
        <tbody>{rows}</tbody><tfoot>{foot * 3}</tfoot></table>
        <p class="small">ป = ปกติ ส = เสี่ยง ม = มีปัญหา</p><div class="signatures">{sign * 3}</div>"""
    return page(body, "class-sheet dense" if children > 40 else "class-sheet")


@pytest.mark.parametrize(("children", "pages"), [(1, 1), (40, 1), (41, 1), (45, 1), (50, 2)])
def test_a_class_of_forty_five_fits_one_sheet(children: int, pages: int) -> None:
    pdf = typeset(class_sheet(children))
    assert len(sizes(pdf)) == pages
    assert all("หมายเหตุ" in said for said in text_of(pdf).split("\f")[:pages])


def test_sizes_are_official_points_times_the_factor() -> None:
    fonts: set[float] = set()
    reader = PdfReader(io.BytesIO(typeset(page("<p>กขค</p>", "letter"))))
    reader.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: fonts.add(round(size * tm[0] * 0.75, 1))  # px to pt
    )
    assert 10.7 in fonts


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "data:image/png;base64,AAAA",
        "ftp://127.0.0.1/x",
        "asset:unknown",
        "asset:../regular",
    ],
)
@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}" alt="">',
        '<link rel="stylesheet" href="{}">',
        '<style>p {{ background: url("{}") }}</style><p>ก</p>',
        '<link rel="attachment" href="{}">',
        '<a rel="attachment" href="{}">ก</a>',
        '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
        '<object data="{}"></object>',
        '<style>@import "{}";</style>',
    ],
)
def test_nothing_outside_is_reached(address: str, html: str) -> None:
    with pytest.raises(Complaint):
        typeset(page(html.format(address)))


def test_in_production_a_refused_address_leaves_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TESTING", False)
    pdf = typeset(page('<p>ก่อน</p><a rel="attachment" href="file:///etc/hostname">แนบ</a><p>หลัง</p>'))
    assert {"ก่อน", "หลัง"} <= set(words(text_of(pdf)))
    assert b"/EmbeddedFile" not in pdf
    assert Path("/etc/hostname").read_bytes().strip() not in pdf


def test_the_fetcher_gives_only_what_it_was_given() -> None:
    fetcher = LockedFetcher({"asset:x": b"1"})
    assert fetcher.fetch("asset:x").read() == b"1"
    for address in ("asset:y", "file:///etc/passwd", "http://127.0.0.1/", "", "x"):
        with pytest.raises(Refused):
            fetcher.fetch(address)
        with pytest.raises(Refused):
            fetcher.open(address)


def test_a_picture_given_by_name_is_used() -> None:
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><rect width="5" height="5"/></svg>'
    assert typeset(page('<img src="asset:dot" alt="จุด">'), assets={"asset:dot": dot})


def test_a_document_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        typeset(page("<table>" + "<tr><td>ก</td><td>ข</td></tr>" * 3000 + "</table>"))
    assert time.monotonic() - started < 5


def test_in_another_thread_there_is_no_alarm() -> None:
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(typeset(page("<p>ก</p>"))))
    thread.start()
    thread.join()
    assert made[0].startswith(b"%PDF")


def test_documents_set_together_keep_their_pages_and_numbers() -> None:
    pdf = typeset_together([page("<p>น้ำ</p><p class='new-page'>คำ</p>"), page("<p>สอง</p>", "wide")])
    assert sizes(pdf) == [(210, 297), (210, 297), (297, 210)]
    told = text_of(pdf).split("\f")
    assert ["หน้า 1/2" in told[0], "หน้า 2/2" in told[1], "หน้า 1/1" in told[2]] == [True] * 3
    assert "น้ำ" in told[0]


def test_a_folder_of_other_fonts_prints_official_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = module._font_files("")
    (tmp_path / "THSarabunNew.ttf").write_bytes(source["asset:regular"])
    (tmp_path / "THSarabunNew Bold.ttf").write_bytes(source["asset:bold"])
    monkeypatch.setattr(settings, "PDF_FONT_DIR", str(tmp_path))
    assert "--pt: 1.0pt" in module._stylesheet()
    assert words(text_of(typeset(page("<p>น้ำ <b>คำ</b></p>"))))[:2] == ["น้ำ", "คำ"]
