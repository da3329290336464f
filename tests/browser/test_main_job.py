"""The main job from end to end: import, screen, see who waits, open a case, refer, print, see from above."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import ROOT, fill_date, go_to_grid, pages_of, path, serving
from tests.browser.letters import sign_here, write

FILE = ROOT / "fixtures" / "dmc" / "dmc-p4-2.xlsx"


@pytest.fixture
def site(template, pressed, javascript):
    """Each telling of the story begins with an empty ป.4/2."""
    with serving(template, f"main_job_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_main_job(open_as, javascript):
    import_the_class(open_as("ทะเบียน", javascript=javascript))
    teacher = open_as("mana", javascript=javascript)
    screen_the_class(teacher, javascript)
    print_the_class(teacher)
    case = open_a_case(teacher)
    counselor = open_as("กานพลู", javascript=javascript)
    take_the_case(counselor, case)
    referral = refer(counselor)
    sign(open_as("ประพันธ์", javascript=javascript), referral)
    assert pages_of(counselor, f"{referral}letter.pdf") == 1
    record_the_reply(counselor, referral)
    look_from_above(open_as("เขตต์", javascript=javascript))


def import_the_class(page):
    page.get_by_role("link", name="นำเข้า", exact=True).first.click()
    page.get_by_role("link", name="นำเข้าไฟล์ใหม่").click()
    page.set_input_files("[name=file]", FILE)
    page.get_by_role("button", name="อ่านไฟล์").click()
    page.get_by_role("button", name="ตรวจทานรายชื่อ").click()
    page.get_by_role("button", name="ยืนยันนำเข้า 40").click()
    expect(page.locator("h1")).to_have_text("นำเข้าแล้ว")
    expect(page.locator("dl.diff div", has_text="เพิ่มใหม่").locator("dd")).to_have_text("40")


def screen_the_class(page, javascript):
    go_to_grid(page)
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(40)
    if javascript:
        by_keyboard(page, rows)
    else:
        in_one_go(page, rows)
    page.get_by_role("link", name="ตรวจทานและส่ง").click()
    page.get_by_role("link", name=re.compile("เขียนเหตุผลสั้น ๆ ว่าทำไม")).click()
    page.locator(".chip-pick").first.click()
    page.fill("[name=text]", "อ่านคำพื้นฐานยังไม่คล่อง")
    page.get_by_role("button", name="บันทึกเหตุผล").click()
    page.wait_for_url("**/screening/*/")
    go_to_grid(page)
    page.get_by_role("link", name="ตรวจทานและส่ง").click()
    page.get_by_role("button", name="ส่งผลคัดกรอง ป.4/2").click()
    page.get_by_text("ส่งแล้วเมื่อ").first.wait_for()


def print_the_class(page):
    """D1, opened: one sheet, every child on it, nothing of the sensitive aspects."""
    go_to_grid(page)
    names = page.locator("tr[id^='r-'] th a").all_inner_texts()
    with page.expect_response("**/summary.pdf", timeout=60000) as opening:
        page.get_by_role("link", name="พิมพ์สรุป PDF").click(timeout=60000)  # the paper is set while she waits
    page.wait_for_url("**/summary.pdf")
    assert opening.value.headers["content-type"] == "application/pdf"
    sheets = PdfReader(io.BytesIO(page.request.get(page.url).body())).pages
    text = letters(sheets[0].extract_text())
    assert len(sheets) == 1
    assert [name for name in names if letters(name) not in text] == []
    assert letters("สารเสพติด") not in text


def letters(text):
    """Without the marks above and below, which a reader of PDFs may give in another order."""
    return re.sub(r"[\s\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", text.replace("ำ", "า"))


def in_one_go(page, rows):
    """Plain selects and one button."""
    page.locator("tr[data-row] select").evaluate_all("cells => cells.forEach((cell) => { cell.value = '1'; })")
    rows.nth(0).locator("select").nth(1).select_option("3")
    rows.nth(1).locator("select").nth(2).select_option("2")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("#filled")).to_have_text("440")


def by_keyboard(page, rows):
    """Digits and arrows, then the rest of each column by one button."""
    rows.nth(0).locator("select").nth(1).focus()
    for key in ("3", "Enter", "ArrowRight", "2"):
        page.keyboard.press(key)
    page.locator("#ok-" + rows.nth(1).get_attribute("id")[2:], has_text=":").wait_for()
    for column in range(11):
        page.locator("#column").select_option(index=column)
        page.get_by_role("button", name="ที่เหลือในคอลัมน์นี้ปกติ").click()
        page.get_by_role("button", name="เลิกทำ").wait_for()
    expect(page.locator("#filled")).to_have_text("440")


def open_a_case(page):
    page.goto("/gaps/")
    page.get_by_role("link", name=re.compile("^เปิดเคส")).first.click()
    page.fill("[name=title]", "ช่วยเรื่องการอ่าน")
    page.fill("[name=reason]", "อ่านคำพื้นฐานไม่คล่อง ตามเพื่อนไม่ทัน")
    page.locator("[name=aspects]").first.check()
    page.get_by_role("button", name="เปิดเคส").click()
    expect(page.get_by_role("heading", name="ช่วยเรื่องการอ่าน")).to_be_visible()
    return path(page)


def take_the_case(page, case):
    page.goto(case)
    page.get_by_role("button", name="รับเรื่อง").click()
    page.get_by_role("link", name="เพิ่มงาน").click()
    page.fill("[name=text]", "อ่านนิทานด้วยกันทุกวัน")
    page.locator("[name=responsible]").select_option(index=1)
    fill_date(page, "due_on", days=7)
    page.get_by_role("button", name="เพิ่มงาน").click()
    expect(page.get_by_text("อ่านนิทานด้วยกันทุกวัน").first).to_be_visible()


def refer(page):
    page.get_by_role("link", name="ส่งต่อ", exact=True).last.click()
    page.locator("[name=agency]").select_option(index=1)
    page.get_by_role("button", name="เริ่มร่างหนังสือส่งต่อ").click()
    page.wait_for_url("**/referrals/*/")
    referral = path(page)
    write(page, referral, sections=["name", "screening"])
    page.goto(f"{referral}check/")
    ticked = ["ชื่อ–นามสกุลและชั้นเรียน", "ผลคัดกรองรายด้าน (ไม่รวมด้านอ่อนไหว)", "เหตุผลและสิ่งที่ขอให้ช่วย"]
    expect(page.locator(".preview h3")).to_have_text(ticked)
    expect(page.locator("details.reveal.sheet")).to_contain_text("เลขประจำตัวประชาชน")
    page.get_by_role("button", name="ส่งให้ ผอ. ลงนาม").click()
    expect(page.locator(".page-head .tag")).to_contain_text("ลงนาม")
    return referral


def sign(page, referral):
    page.goto(referral)
    page.get_by_role("link", name="ดูและลงนาม").first.click()
    sign_here(page, "ศธ 04000.01/99")
    page.get_by_role("link", name="ไปหน้าการส่งต่อ").click()
    expect(page.get_by_role("heading", name="สิ่งที่ส่งไป", exact=True)).to_be_visible()


def record_the_reply(page, referral):
    page.goto(referral)
    page.get_by_role("link", name="บันทึกคำตอบ").first.click()
    page.locator("[name=result]").first.check()
    page.fill("[name=said_by]", "พยาบาลสมมติ")
    page.locator("[name=how]").first.check()
    fill_date(page, "received_on")
    page.get_by_role("button", name="บันทึกคำตอบ").click()
    expect(page.get_by_text("พยาบาลสมมติ")).to_be_visible()


def look_from_above(page):
    page.get_by_role("link", name="ภาพรวม", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("ภาพรวม")
    page.wait_for_url("**/areas/*/")
    expect(page.locator("main")).not_to_contain_text("ป.4/2")
    area = path(page)
    assert pages_of(page, f"{area}summary.pdf") >= 1
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(f"{area}summary.xlsx").body()))
    assert any("บ้านสมมติวิทยา" in str(cell.value) for row in book.active for cell in row)
