"""Five minutes of a homeroom teacher on her phone: homeroom, praise, a case, a task, and something that happened."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_teacher_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_day_of_a_teacher(open_as, javascript):
    page = open_as("somying", javascript=javascript, width=360, height=740)
    record_a_homeroom(page)
    praise_a_child(page)
    open_a_case_in_three_taps(page)
    finish_a_task(page)
    report_in_three_taps(page)
    assert page.broken == []
    assert page.foreign == []


def go_to_room(page):
    page.get_by_role("link", name="ห้องของฉัน").first.click()
    page.locator("main a", has_text="ป.4/1").first.click()


def record_a_homeroom(page):
    """A title, and a tap for each of the two who did not come."""
    go_to_room(page)
    page.get_by_role("link", name="บันทึกโฮมรูม", exact=True).click()
    page.fill("[name=title]", "แบ่งงานเวรประจำวัน")
    for child in (2, 4):
        page.locator("label.chip-pick:has([name=ticked])").nth(child).click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("h1")).to_contain_text("แบ่งงานเวรประจำวัน")
    counts = page.locator("dl.stat-row dd")
    assert [int(count) for count in counts.all_inner_texts()][:1] == [38]
    assert sum(int(count) for count in counts.all_inner_texts()) == 40


def praise_a_child(page):
    go_to_room(page)
    page.get_by_role("link", name="เห็นความดี", exact=True).click()
    page.locator("label:has([name=children])").first.click()
    page.locator("label:has([name=tone][value=praise])").click()
    page.locator("label:has([name=ready])").first.click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.locator("tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("ช่วยเพื่อนโดยไม่ต้องบอก")


def waiting_for_care(page):
    """The number on her card."""
    page.goto("/today/")
    card = page.locator("li.task-card", has_text="ยังไม่มีใครดูแล")
    return card, int(card.locator(".task-num").inner_text())


def open_a_case_in_three_taps(page):
    card, before = waiting_for_care(page)
    card.get_by_role("link").click()
    page.get_by_role("link", name=re.compile("^เปิดเคส")).last.click()
    page.get_by_role("button", name="เปิดเคส").click()
    expect(page.locator("main")).to_contain_text("รอครูแนะแนวรับเรื่อง")
    assert waiting_for_care(page)[1] == before - 1


def finish_a_task(page):
    """One that is late, with what came of it."""
    page.goto("/today/")
    page.get_by_role("link", name="เปิดงานของฉัน").first.click()
    task = page.locator("main a", has_text="โทรผู้ปกครอง เรื่องวันจันทร์ที่ขาดเรียน")
    task.click()
    page.fill("[name=result]", "ยายจะมาส่งเองทุกวันจันทร์")
    page.get_by_role("button", name="ทำเสร็จแล้ว").click()
    page.goto("/tasks/")
    expect(page.locator("main")).to_contain_text("ทำเสร็จใน 7 วันที่ผ่านมา")
    expect(page.get_by_role("heading", name="เลยกำหนด")).to_have_count(0)


def report_in_three_taps(page):
    """What, where, who: then what to do now stands on the page."""
    page.goto("/report/")
    page.get_by_role("link", name="อุบัติเหตุ").click()
    page.get_by_role("link", name="ป.4/1").click()
    page.locator("button.tap").first.click()
    expect(page.locator("h1")).to_contain_text("แจ้งแล้ว")
    expect(page.get_by_role("heading", name="สิ่งที่ต้องทำตอนนี้")).to_be_visible()
    page.goto("/report/")
    expect(page.get_by_role("heading", name="ที่คุณแจ้งไว้")).to_be_visible()
