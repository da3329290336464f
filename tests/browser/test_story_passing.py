"""A case goes along with its child: prepared here, offered, accepted, taken there; here only its header is left."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import asked, path, serving

THERE = "บ้านดอนจำลอง"
HOLDER = """
SELECT u.username FROM schools_appointment a JOIN schools_user u ON u.id = a.user_id JOIN schools_school s
ON s.id = a.school_id WHERE a.role = %s AND s.name = %s
"""
# A case on its way that nothing holds back: no letter, no alert, and it is the child's only one.
FREE = """
SELECT c.public_id, s.public_id, r.level FROM cases_case c JOIN students_student s ON s.id = c.student_id
JOIN schools_user u ON u.id = c.owner_id JOIN schools_classroom r ON r.id = s.classroom_id
WHERE u.username = 'kanplu' AND c.state = 'helping' AND c.urgency = 'normal' AND c.number >= 44
AND NOT EXISTS (SELECT FROM referrals_referral WHERE student_id = s.id)
AND NOT EXISTS (SELECT FROM referrals_inside WHERE student_id = s.id)
AND NOT EXISTS (SELECT FROM students_alert WHERE student_id = s.id)
AND NOT EXISTS (SELECT FROM students_transfer WHERE student_id = s.id)
AND NOT EXISTS (SELECT FROM students_exclusion WHERE student_id = s.id)
AND (SELECT count(*) FROM cases_case WHERE student_id = s.id) = 1
ORDER BY c.number LIMIT 1
"""


@pytest.fixture
def database(javascript):
    return f"studentcare_story_passing_{'with' if javascript else 'without'}"


@pytest.fixture
def site(template, pressed, database):
    with serving(template, database.removeprefix("studentcare_")) as address:
        yield address


def test_a_case_goes_along_with_its_child(open_as, javascript, database):
    [(code, child, _)] = asked(database, FREE)
    [(keeper,)], [(taker,)] = (asked(database, HOLDER, [role, THERE]) for role in ("registrar", "counselor"))
    case = f"/cases/{code}/"
    old = open_as("kanplu", javascript=javascript)
    move = begin_the_move(old, case)
    passing = prepare(old, case)
    offer(open_as("tabian", javascript=javascript), move)
    accept(open_as(keeper, javascript=javascript), move)
    new = open_as(taker, javascript=javascript, width=360, height=740)
    taken = take(new, passing)
    assert new.request.get(f"/students/{child}/").status == 200
    assert new.request.get(case).status == 404
    what_stays(old, case, passing)
    assert old.request.get(taken).status == 404
    assert old.broken + new.broken == []


def begin_the_move(page, case):
    """Without a move there is nothing to pass; the page leads to where one begins."""
    page.goto(case)
    page.locator("details.menu summary", has_text="อื่น ๆ").click()
    page.get_by_role("link", name="ส่งมอบเคสพร้อมย้าย").click()
    page.get_by_role("link", name="เริ่มเรื่องย้าย").click()
    page.locator("[name=to_school]").select_option(label=f"รร.{THERE}")
    page.fill("[name=reason]", "ย้ายตามผู้ปกครอง")
    page.get_by_role("button", name="ดูสิ่งที่โรงเรียนใหม่จะอ่าน").click()
    expect(page.locator(".notice-look").first).to_contain_text("ยังไม่ได้ส่ง")
    return path(page)


def prepare(page, case):
    """Only what is chosen goes along."""
    page.goto(f"{case}pass/")
    for section in ("reason", "plan"):
        page.locator(f"[name=sections][value={section}]").check()
    page.locator("[name=sections][value=assessment]").uncheck()
    page.get_by_role("button", name="ดูสิ่งที่โรงเรียนใหม่จะอ่าน").click()
    expect(page.locator(".notice-look")).to_contain_text("ยังไม่ได้ส่ง")
    expect(page.locator("main")).not_to_contain_text("สรุปการประเมิน")
    return path(page)


def offer(page, move):
    page.goto(move)
    page.get_by_role("link", name="ดูการเตรียมส่งมอบเคส").click()
    expect(page.locator("main")).to_contain_text("ครบแล้ว")
    page.goto(move)
    page.get_by_role("button", name=f"เสนอให้ รร.{THERE} รับ").click()
    expect(page.locator("main")).to_contain_text(f"เสนอแล้ว รอ รร.{THERE} รับ")


def accept(page, move):
    page.goto(move)
    page.get_by_role("link", name="รับเข้าเรียน").click()
    page.locator("[name=classroom]").select_option(index=1)
    page.fill("[name=number]", "41")
    page.get_by_role("button", name="รับเข้าเรียน").click()
    expect(page.locator("main")).to_contain_text("เข้าเรียนแล้ว")


def take(page, passing):
    """It waits on her day; she reads what came and becomes who answers for it."""
    page.goto("/cases/")
    page.get_by_role("link", name="เคสที่รับมอบ รอรับ").click()
    page.locator(f"main a[href='{passing}']").click()
    page.get_by_role("button", name="รับมอบและเปิดเคส").click()
    expect(page.locator("main")).to_contain_text("รับมอบจาก รร.บ้านสมมติวิทยา")
    return path(page)


def what_stays(page, case, passing):
    """The header: whose it was, from when to when, where it went, and that it was taken."""
    assert page.request.get(case).status == 404
    page.goto("/passings/")
    row = page.locator("section[aria-labelledby=gone] tr", has=page.locator(f"a[href='{passing}']"))
    expect(row).to_contain_text("โรงเรียนใหม่รับแล้ว")
    page.goto(passing)
    expect(page.locator("main")).to_contain_text("โรงเรียนนี้เก็บเฉพาะหัวเรื่อง")
    expect(page.locator("main a[href^='/students/']")).to_have_count(0)
