"""Typing an instrument: digits that move on, a block from Excel, a colleague, the session's end, no network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_to_grid, sign_in

SAVED = re.compile(r"\d\d:\d\d")
UNSAVED = re.compile("ยังไม่บันทึก")


def row(page, child):
    """A child counted from the end, of whom the parents have not answered."""
    return page.locator("tr[data-row]").nth(-1 - child)


def field(page, child, at=0):
    return row(page, child).locator("td > input").nth(at)


def state(page, child):
    return row(page, child).locator(".save-state > span")


def go_to_sheet(page):
    """SDQ by parents of her own room."""
    go_to_grid(page)
    page.goto(page.url.replace("/screening/", "/instruments/"))
    page.locator("main a[href*='/sdq/?by=parent']").click()
    page.wait_for_url("**/sdq/?by=parent*")  # with its scripts: the network may go from here on


@pytest.fixture
def sheet(open_as):
    page = open_as("somying")
    go_to_sheet(page)
    return page


def test_scores_are_saved_by_row_and_the_total_comes_when_it_is_whole(sheet):
    field(sheet, 1).focus()
    for score in ("4", "4", "5", "4"):
        sheet.keyboard.type(score)
        sheet.keyboard.press("Enter")
    expect(state(sheet, 1)).to_have_text(SAVED)
    expect(row(sheet, 1).locator(".paper-sum")).to_be_empty()
    sheet.keyboard.type("6")
    expect(row(sheet, 1).locator(".paper-sum")).to_contain_text("17")
    expect(row(sheet, 1).locator(".paper-sum")).to_contain_text("เสี่ยง")
    sheet.reload()
    expect(field(sheet, 1, 4)).to_have_value("6")


def test_two_people_in_one_field_see_both_values(sheet, open_as):
    colleague = open_as("daoruang")
    go_to_sheet(colleague)
    field(colleague, 2).fill("3")
    expect(state(colleague, 2)).to_have_text(SAVED)
    field(sheet, 2).fill("7")
    box = sheet.locator(".conflict")
    expect(box).to_contain_text("“3”")
    expect(box).to_contain_text("“7”")
    colleague.reload()
    expect(field(colleague, 2)).to_have_value("3")
    box.get_by_role("button", name="ใช้ของฉัน").click()
    expect(state(sheet, 2)).to_have_text(SAVED)
    colleague.reload()
    expect(field(colleague, 2)).to_have_value("7")


def test_a_score_typed_after_the_session_ended_is_sent_when_she_is_back(sheet):
    sheet.context.clear_cookies()
    field(sheet, 3).fill("2")
    expect(sheet.locator("#signed-out")).to_be_visible()
    expect(state(sheet, 3)).to_have_text(UNSAVED)
    with sheet.context.expect_page() as opened:
        sheet.get_by_role("link", name="เข้าสู่ระบบอีกครั้งในแท็บใหม่").click()
    sign_in(opened.value, "somying")
    opened.value.close()
    sheet.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(sheet, 3)).to_have_text(SAVED)
    sheet.reload()
    expect(field(sheet, 3)).to_have_value("2")


def test_a_score_typed_without_a_network_is_sent_when_it_is_back(sheet):
    sheet.context.set_offline(True)
    field(sheet, 4).fill("1")
    expect(state(sheet, 4)).to_have_text(UNSAVED)
    sheet.context.set_offline(False)
    expect(state(sheet, 4)).to_have_text(SAVED)
    sheet.reload()
    expect(field(sheet, 4)).to_have_value("1")


def test_a_block_from_excel_is_put_in_whole_or_not_at_all(sheet):
    paste = """(text) => {
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
      event.clipboardData.setData("text", text);
      document.activeElement.dispatchEvent(event);
    }"""
    field(sheet, 6).focus()
    sheet.evaluate(paste, "1\t2\n3\tx")
    expect(sheet.locator(f"#why-{row(sheet, 6).get_attribute('id')[2:]}")).to_contain_text("ไม่ใช่ตัวเลข")
    expect(field(sheet, 6)).to_have_value("")
    sheet.evaluate(paste, "1\t2\n3\t4")
    expect(field(sheet, 5, 1)).to_have_value("4")
    expect(state(sheet, 5)).to_have_text(SAVED)
    expect(state(sheet, 6)).to_have_text(SAVED)


def test_one_child_after_the_other_by_thumb(open_as, javascript):
    page = open_as("somying", javascript=javascript, width=360, height=740)
    go_to_grid(page)
    page.locator("main a[href*='/children/']").click()
    name = page.locator("h1").inner_text()
    page.get_by_role("button", name="ปกติทุกด้าน").click()
    expect(page.locator("h1")).not_to_have_text(name)
    page.locator("fieldset.entry-row").nth(1).locator(".seg3 label").nth(1).click()
    page.get_by_role("button", name="ที่เหลือปกติ คนถัดไป").click()
    page.get_by_role("link", name="ก่อนหน้า").click()
    expect(page.locator("fieldset.entry-row").nth(1).locator("input[value='2']")).to_be_checked()
    expect(page.locator("fieldset.entry-row").nth(2).locator("input[value='1']")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
