"""A child changes school: offered, read by the other side, accepted into a room; the old school keeps a copy only."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import asked, go_to_room, path, serving

HERE, THERE = "บ้านสมมติวิทยา", "บ้านดอนจำลอง"
LEVEL, NEW_ROOM = 5, "ป.2/1"

KEEPER = """
SELECT u.username FROM schools_appointment a JOIN schools_user u ON u.id = a.user_id JOIN schools_school s
ON s.id = a.school_id WHERE a.role = 'registrar' AND s.name = %s
"""
# A child about whom nothing waits for the counselor: only such a one may go at once (decisions A5).
SETTLED = """
SELECT c.public_id FROM students_student c JOIN schools_classroom r ON r.id = c.classroom_id
JOIN schools_school s ON s.id = c.school_id JOIN schools_academicyear y ON y.id = r.year_id
WHERE s.name = %s AND r.level = %s
AND NOT EXISTS (SELECT FROM cases_case WHERE student_id = c.id)
AND NOT EXISTS (SELECT FROM students_alert WHERE student_id = c.id)
AND NOT EXISTS (SELECT FROM students_transfer WHERE student_id = c.id)
AND NOT EXISTS (SELECT FROM students_exclusion WHERE student_id = c.id)
ORDER BY c.id LIMIT 1
"""


@pytest.fixture
def database(javascript):
    return f"studentcare_transfer_{'with' if javascript else 'without'}"


@pytest.fixture
def site(template, pressed, database):
    """Each telling finds the child at her first school."""
    with serving(template, database.removeprefix("studentcare_")) as address:
        yield address


def test_a_child_changes_school(open_as, javascript, database, site):
    [(code,)] = asked(database, SETTLED, [HERE, LEVEL])
    [(keeper,)] = asked(database, KEEPER, [THERE])
    child = f"/students/{code}/"
    old, new = open_as("tabian", javascript=javascript), open_as(keeper, javascript=javascript)
    name = prepare(old, child)
    new.goto("/transfers/")
    expect(new.locator("main")).not_to_contain_text(name)
    transfer = path(old)
    offer(old)
    read(new, name, transfer)
    assert [old.request.get(child).status, new.request.get(child).status] == [200, 404]
    accept(new, name)
    assert [old.request.get(child).status, new.request.get(child).status] == [404, 200]
    assert open_as("กานพลู", javascript=javascript).request.get(child).status == 404
    look_back(old, name, transfer)


def prepare(page, child):
    """Where she goes and what goes along; the next page shows what the other school would read."""
    page.goto(child)
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="ย้ายโรงเรียน").click()
    expect(page.locator("h1")).to_have_text("ย้ายไปโรงเรียนอื่นในเขต")
    page.locator("[name=to_school]").select_option(label=f"รร.{THERE}")
    page.fill("[name=reason]", "ย้ายตามผู้ปกครอง")
    page.locator("[name=sections][value=learning]").check()
    page.locator("[name=sections][value=welfare]").uncheck()
    page.get_by_role("button", name="ดูสิ่งที่โรงเรียนใหม่จะอ่าน").click()
    expect(page.locator(".notice-look")).to_contain_text("ยังไม่ได้ส่ง")
    return name


def offer(page):
    page.get_by_role("button", name=f"เสนอให้ รร.{THERE} รับ").click()
    expect(page.locator("main")).to_contain_text(f"เสนอแล้ว รอ รร.{THERE} รับ")


def read(page, name, transfer):
    """From what waits today; only what was chosen is there."""
    page.goto("/transfers/")
    page.get_by_role("link", name=name).click()
    assert path(page) == transfer
    headings = page.locator("section.sheet h2")
    expect(headings).to_have_text(["ตัวนักเรียน", "ผู้ปกครอง", "ผลการเรียนและการมาเรียน"])
    expect(page.locator("main")).to_contain_text("ย้ายตามผู้ปกครอง")


def accept(page, name):
    page.get_by_role("link", name="รับเข้าเรียน").click()
    page.get_by_role("button", name="รับเข้าเรียน").click()
    expect(page.locator(".error-summary")).to_contain_text("เลือกห้อง")
    page.locator("[name=classroom]").select_option(label=NEW_ROOM)
    page.fill("[name=number]", "40")
    page.get_by_role("button", name="รับเข้าเรียน").click()
    expect(page.locator("main")).to_contain_text(f"รับ{name}เข้าเรียนแล้ว")
    expect(page.locator("h1")).to_contain_text(name)
    go_to_room(page, NEW_ROOM)
    expect(page.locator("tbody tr", has_text=name).locator("td").first).to_have_text("40")


def look_back(page, name, transfer):
    """The old school reads what it sent, and no longer leads to the child."""
    page.goto(transfer)
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".page-head .tag")).to_have_text("รับแล้ว")
    expect(page.get_by_role("link", name="หน้านักเรียน")).to_have_count(0)
