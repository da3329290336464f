"""A large school's file with seven mistakes and five doubts: corrected, skipped, taken home, imported, undone."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, serving

FILE = ROOT / "fixtures" / "dmc" / "dmc-421.xlsx"


@pytest.fixture
def site(template, pressed, javascript):
    """The wizard remembers a file and a layout that it has seen."""
    with serving(template, f"import_{'with' if javascript else 'without'}") as address:
        yield address


def test_a_file_with_mistakes(open_as, javascript):
    page = open_as("อนุบาลตัวอย่าง", javascript=javascript)
    page.goto("/imports/new/")
    page.set_input_files("[name=file]", FILE)
    page.get_by_role("button", name="อ่านไฟล์").click()
    page.get_by_role("button", name="ตรวจทานรายชื่อ").click()
    numbers(page, "409", "7", "5")
    rows = page.locator("table.list-table tbody tr")
    expect(rows).to_have_count(7)
    page.get_by_role("button", name="เตือน 5").click()
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="ต้องแก้ 7").click()
    page.locator("input[id^=f131]").fill("28/02/2558")
    page.get_by_role("button", name="ตรวจอีกครั้ง").last.click()
    numbers(page, "410", "6", "5")
    page.get_by_role("button", name="ข้ามแถวนี้ แถว 164").click()
    numbers(page, "410", "5", "5")
    expect(rows).to_have_count(5)
    assert wrong_rows(page) == 5
    page.get_by_role("button", name="ยืนยันนำเข้า 415").click()
    expect(page.locator("h1")).to_have_text("นำเข้าแล้ว")
    expect(page.locator("main")).to_contain_text("ต้องแก้ 5\u00a0แถว ข้าม 1\u00a0แถว")
    page.get_by_role("button", name="ย้อนการนำเข้านี้").click()
    expect(page.locator("h1")).to_have_text("ย้อนกลับแล้ว")


def numbers(page, fine, wrong, doubtful):
    expect(page.locator("dl.stat-3 dd:not(.stat-note)")).to_have_text([fine, wrong, doubtful])


def wrong_rows(page):
    """How many rows the downloaded sheet brings home, its heading left out."""
    address = page.get_by_role("link", name="ดาวน์โหลดเฉพาะแถวที่ต้องแก้").get_attribute("href")
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(address).body()))
    return book.active.max_row - 1
