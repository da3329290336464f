"""A room's results by hand and from Excel, its month of attendance: what is wrong is named and nothing half-saved."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_to_room, serving

ROOM = "ป.4/1"


@pytest.fixture
def site(template, pressed, javascript):
    """Each telling begins with the same empty term."""
    with serving(template, f"class_tables_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_tables_of_a_room(open_as, javascript):
    page = open_as("somying", javascript=javascript)
    go_to_room(page, ROOM)
    page.get_by_role("link", name="การเรียน มาเรียน").click()
    expect(page.locator("h1")).to_have_text(f"ผลการเรียน {ROOM}")
    type_results(page)
    paste_results(page)
    fill_in_a_month(page)


def field(page, child, name):
    return page.locator("table.entry-table tbody tr").nth(child).locator(f"[name$='-{name}']")


def named(page, child):
    return page.locator("table.entry-table tbody tr").nth(child).locator("th a").inner_text()


def save(page):
    page.get_by_role("button", name="บันทึกทั้งห้อง").click()


def told(page):
    """How many children the table says it holds."""
    return int(re.search(r"มีข้อมูล (\d+)/", page.locator(".page-head .meta").inner_text())[1])


def type_results(page):
    assert told(page) == 0
    field(page, 0, "gpa").fill("4.5")
    field(page, 1, "gpa").fill("๓.๒๕")
    save(page)
    wrong = f"{named(page, 0)}: “4.5” เกรดเฉลี่ยต้องเป็นตัวเลข 0.00 ถึง 4.00"
    expect(page.locator(".error-summary li")).to_have_text([wrong])
    expect(field(page, 0, "gpa")).to_have_attribute("aria-invalid", "true")
    expect(field(page, 1, "gpa")).to_have_value("๓.๒๕")
    assert told(page) == 0
    field(page, 0, "gpa").fill("3.5")
    save(page)
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว 2\u00a0คน")
    expect(field(page, 0, "gpa")).to_have_value("3.50")
    expect(field(page, 1, "gpa")).to_have_value("3.25")
    assert told(page) == 2


def paste_results(page):
    """The room's own sheet is filled in and pasted back; one cell of it is no grade."""
    rows = downloaded(page)
    at = rows[0].index("เกรดเฉลี่ย")
    for row in rows[1:]:
        row[at] = "2.75"
    rows[3][at] = "สามจุดห้า"
    page.get_by_role("link", name="วางจาก Excel").click()
    page.fill("[name=pasted]", "\n".join("\t".join(row) for row in rows))
    page.get_by_role("button", name="อ่านตาราง").click()
    children = len(rows) - 1
    expect(page.locator("main")).to_contain_text(f"ตรงกับนักเรียน {children}\u00a0คน")
    expect(page.locator(".error-summary li")).to_have_text([re.compile("“สามจุดห้า” เกรดเฉลี่ยต้องเป็นตัวเลข")])
    expect(page.locator(".error-summary li")).to_contain_text(named(page, 2))
    assert told(page) == 2
    field(page, 2, "gpa").fill("3.5")
    save(page)
    expect(page.locator("main")).to_contain_text(f"บันทึกแล้ว {children}\u00a0คน")
    expect(field(page, 2, "gpa")).to_have_value("3.50")
    expect(field(page, children - 1, "gpa")).to_have_value("2.75")
    assert told(page) == children


def downloaded(page):
    """The sheet that "ดาวน์โหลด .xlsx" brings, as texts."""
    address = page.get_by_role("link", name="ดาวน์โหลด .xlsx").get_attribute("href")
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(address).body()))
    return [["" if cell is None else str(cell) for cell in row] for row in book.active.values]


def fill_in_a_month(page):
    """Who was away is typed; everybody else came every day."""
    page.get_by_role("link", name="การมาเรียน", exact=True).click()
    page.locator("#period").select_option(index=5)
    page.get_by_role("button", name="แสดง").click()
    assert told(page) == 0
    children = page.locator("table.entry-table tbody tr").count()
    page.fill("#days", "18")
    page.get_by_label("คนที่ไม่ได้กรอก มาเรียนครบทุกวัน").check()
    field(page, 0, "absent").fill("20")
    save(page)
    expect(page.locator(".error-summary li")).to_contain_text([named(page, 0)])
    assert told(page) == 0
    expect(page.locator("#days")).to_have_value("18")
    expect(page.get_by_label("คนที่ไม่ได้กรอก มาเรียนครบทุกวัน")).to_be_checked()
    field(page, 0, "absent").fill("2")
    save(page)
    expect(page.locator("main")).to_contain_text(f"บันทึกแล้ว {children}\u00a0คน")
    assert told(page) == children
    expect(field(page, 0, "absent")).to_have_value("2")
    expect(field(page, 1, "school_days")).to_have_value("18")
