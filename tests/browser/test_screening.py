"""Filling a room in: by keyboard, against a colleague, after the session's end, without a network, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_to_grid, sign_in

SAVED = re.compile(r"\d\d:\d\d")
UNSAVED = re.compile("ยังไม่บันทึก")


def cell(page, child, aspect=1):
    """The select of a child counted from the end, where nobody is screened yet; the first aspect has no third level."""
    return page.locator("tr[data-row]").nth(-1 - child).locator("select").nth(aspect)


def state(page, child):
    return page.locator("tr[data-row]").nth(-1 - child).locator(".save-state span")


@pytest.fixture
def grid(open_as):
    page = open_as("สมหญิง")
    go_to_grid(page)
    return page


def test_digits_fill_correct_and_are_taken_back(grid):
    filled = int(grid.locator("#filled").inner_text())
    first = cell(grid, 1)
    first.focus()
    for key in ("2", "3"):  # a second digit corrects the first, however fast
        grid.keyboard.press(key)
    expect(first).to_have_value("3")
    grid.keyboard.press("Control+z")
    expect(first).to_have_value("2")
    grid.keyboard.press("ArrowRight")
    cell(grid, 1, 2).dispatch_event("keydown", {"key": "ส"})  # Playwright's keyboard is an American one
    expect(cell(grid, 1, 2)).to_have_value("2")
    grid.keyboard.press("Control+z")
    grid.keyboard.press("Control+z")
    expect(first).to_have_value("")
    grid.keyboard.press("1")
    grid.keyboard.press("Enter")
    cell(grid, 0).dispatch_event("keydown", {"key": "๑"})
    expect(cell(grid, 0)).to_have_value("1")
    expect(state(grid, 1)).to_have_text(SAVED)
    expect(state(grid, 0)).to_have_text(SAVED)
    expect(grid.locator("#filled")).to_have_text(str(filled + 2))
    grid.reload()
    expect(first).to_have_value("1")
    expect(cell(grid, 1, 2)).to_have_value("")


def test_two_people_in_one_cell_see_both_values(grid, open_as):
    colleague = open_as("daoruang")
    go_to_grid(colleague)
    cell(colleague, 2).focus()
    colleague.keyboard.press("2")
    expect(state(colleague, 2)).to_have_text(SAVED)
    cell(grid, 2).focus()
    grid.keyboard.press("1")
    box = grid.locator(".conflict")
    expect(box).to_contain_text("“ส”")
    expect(box).to_contain_text("“ป”")
    expect(cell(grid, 2)).to_have_value("1")
    colleague.reload()
    expect(cell(colleague, 2)).to_have_value("2")
    box.get_by_role("button", name="ใช้ของฉัน").click()
    expect(state(grid, 2)).to_have_text(SAVED)
    colleague.reload()
    expect(cell(colleague, 2)).to_have_value("1")


def test_a_cell_typed_after_the_session_ended_is_sent_when_she_is_back(grid):
    grid.context.clear_cookies()
    cell(grid, 3).focus()
    grid.keyboard.press("1")
    expect(grid.locator("#signed-out")).to_be_visible()
    expect(state(grid, 3)).to_have_text(UNSAVED)
    expect(cell(grid, 3)).to_have_value("1")
    with grid.context.expect_page() as opened:
        grid.get_by_role("link", name="เข้าสู่ระบบอีกครั้งในแท็บใหม่").click()
    sign_in(opened.value, "somying")
    opened.value.close()
    grid.evaluate("dispatchEvent(new Event('focus'))")  # every tab of a headless browser has it all the time
    expect(state(grid, 3)).to_have_text(SAVED)
    expect(grid.locator("#signed-out")).to_have_count(0)
    grid.reload()
    expect(cell(grid, 3)).to_have_value("1")


def test_a_cell_typed_without_a_network_is_sent_when_it_is_back(grid):
    grid.context.set_offline(True)
    cell(grid, 4).focus()
    grid.keyboard.press("1")
    expect(state(grid, 4)).to_have_text(UNSAVED)
    grid.context.set_offline(False)
    expect(state(grid, 4)).to_have_text(SAVED)
    grid.reload()
    expect(cell(grid, 4)).to_have_value("1")


def test_one_aspect_by_thumb(open_as, javascript):
    page = open_as("สมหญิง", javascript=javascript, width=360, height=800)
    go_to_grid(page)
    page.goto(f"{page.url}aspects/{'health' if javascript else 'games'}/")
    rows = page.locator("fieldset.entry-row")
    tapped = rows.nth(-1)
    before, every = int(page.locator("#filled").inner_text()), rows.count()
    tapped.locator(".seg3 label").nth(1).click()
    if javascript:
        expect(page.locator("#filled")).to_have_text(str(before + 1))
        expect(tapped.locator(".save-state")).to_have_text(SAVED)
    page.locator(".action-bar .btn-secondary").click()
    expect(page.locator(".notice", has_text="ตั้งเป็นปกติ")).to_contain_text(f"{every - before - 1}\u00a0คน")
    expect(page.locator("#filled")).to_have_text(str(every))
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.locator("#filled")).to_have_text(str(before + 1))
    expect(rows.nth(-1).locator("input[value='2']")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
