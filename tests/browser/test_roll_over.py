"""The step into a new year: one repeats, one leaves, the rooms go on; looked at, done, and taken back whole."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import asked, serving, today

ROOM, NEXT_ROOM = "ป.4/1", "ป.5/1"

# The demo's year runs until May: here its last day was yesterday, and the next year begins today.
ENDED = """
UPDATE schools_academicyear SET starts_on = least(starts_on, %(on)s - 2), ends_on = %(on)s - 1 WHERE year = %(year)s
"""
BEGUN = "UPDATE schools_academicyear SET starts_on = %(on)s WHERE year = %(year)s + 1"
THIS = "SELECT year FROM schools_academicyear WHERE %s BETWEEN starts_on AND ends_on"


@pytest.fixture
def site(template, pressed, javascript):
    name = f"roll_over_{'with' if javascript else 'without'}"
    with serving(template, name) as address:
        database = f"studentcare_{name}"
        [(year,)] = asked(database, THIS, [today()])
        for statement in (ENDED, BEGUN):
            asked(database, statement, {"on": today(), "year": year})
        yield address


def test_a_school_steps_into_the_next_year_and_back(open_as, javascript):
    page = open_as("ทะเบียน", javascript=javascript)
    teacher = open_as("somying", javascript=javascript)
    children = names(page, ROOM)
    child = path_of_a_child(page)
    assert teacher.request.get(child).status == 200
    counts = decide(page)
    confirm(page, counts)
    assert names(page, ROOM) == []
    assert names(page, NEXT_ROOM, is_next=True) == children[2:]
    assert children[0] in names(page, ROOM, is_next=True)
    assert children[1] not in names(page, ROOM, is_next=True)
    assert teacher.request.get(child).status == 404
    take_back(page)
    assert names(page, ROOM) == children
    assert teacher.request.get(child).status == 200
    go_to_roll_over(page)
    assert check(page) == counts


def names(page, room, *, is_next=False):
    """Who sits in a room of the year that ended, or of the next, by เลขที่; nobody where the room is not there."""
    page.goto("/classes/")
    if is_next:
        page.get_by_role("navigation", name="ปีการศึกษา").get_by_role("link").first.click()
    link = page.locator("main").get_by_role("link", name=room, exact=True)
    if not link.count():
        return []
    link.click()
    expect(page.locator("h1")).to_contain_text(room)
    return page.locator("main table.list-table tbody th a").all_inner_texts()


def path_of_a_child(page):
    """One of the room on the page who will go on with it."""
    return page.locator("main table.list-table tbody th a").nth(5).get_attribute("href")


def go_to_roll_over(page):
    page.goto("/classes/")
    page.get_by_role("link", name="เลื่อนชั้น", exact=True).click()
    page.get_by_role("link", name=re.compile("^เลื่อนชั้น ?เป็นปีการศึกษา")).first.click()
    expect(page.locator("h1")).to_contain_text("เลื่อนชั้นเป็นปีการศึกษา")


def decide(page):
    """The first child of the room repeats, the second leaves, the rest go with the room."""
    go_to_roll_over(page)
    page.get_by_role("button", name=f"ของ {ROOM}").click()
    different = page.locator("#children select")
    different.nth(0).select_option(label="ซ้ำชั้น")
    different.nth(1).select_option(label="ย้ายหรือจำหน่ายออก")
    page.get_by_role("button", name="บันทึกไว้ก่อน").click()
    expect(page.locator("main")).to_contain_text("ยังไม่มีใครย้ายห้องจนกว่าจะยืนยัน")
    counts = check(page)
    expect(page.locator("h3")).to_have_text("ที่ไม่ไปพร้อมห้อง 2 คน")
    assert (counts["ซ้ำชั้น"], counts["ย้ายหรือจำหน่ายออก"]) == ("1", "1")
    return counts


def check(page):
    page.get_by_role("button", name="ตรวจทานก่อนยืนยัน").click()
    expect(page.get_by_role("heading", name="ถ้ายืนยัน")).to_be_visible()
    words, numbers = page.locator("dl.diff dt").all_inner_texts(), page.locator("dl.diff dd").all_inner_texts()
    return dict(zip(words, numbers, strict=True))


def confirm(page, counts):
    page.get_by_role("button", name=re.compile("^ยืนยันเลื่อนชั้น")).click()
    expect(page.locator("h1")).to_have_text("เลื่อนชั้นแล้ว")
    expect(page.locator("dl.diff dd")).to_have_text(list(counts.values()))


def take_back(page):
    """Found again from the page of the step, which has nobody left to move."""
    go_to_roll_over(page)
    expect(page.locator("main")).to_contain_text("ไม่มีนักเรียนค้างอยู่ในห้อง")
    page.get_by_role("link", name="ดูผลหรือย้อนกลับ").click()
    page.get_by_role("button", name="ย้อนการเลื่อนชั้นนี้").click()
    expect(page.locator("h1")).to_have_text("ย้อนกลับแล้ว")
    expect(page.locator("#kept")).to_have_count(0)
