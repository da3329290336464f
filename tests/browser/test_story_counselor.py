"""Five minutes of a counselor: a request is taken, looked into, planned, helped, talked over and printed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import fill_date, pages_of, path, serving


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_counselor_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_day_of_a_counselor(open_as, javascript):
    page = open_as("kanplu", javascript=javascript)
    case = take_the_request(page)
    plan_from_a_strategy(page)
    check_in(page)
    write_notes(page, case)
    hold_a_conference(page, case)
    print_the_case(page, case)
    what_the_teacher_reads(open_as("somying", javascript=javascript), case)
    assert page.broken == []


def take_the_request(page):
    asked = page.locator("main li", has_text="คำขอเปิดเคสใหม่จากครู")
    asked.get_by_role("link", name="รับเรื่อง").click()
    expect(page.locator("header .code").first).to_contain_text("-0031")
    page.get_by_role("button", name="รับเรื่อง").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("ประเมิน")
    return path(page)


def plan_from_a_strategy(page):
    """What is known, what shall be, and the area's tasks for it: an ordinary case is helped at once."""
    page.get_by_role("link", name="เขียนสรุปการประเมิน").first.click()
    page.fill("[name=assessment]", "มองกระดานไม่ชัด จดงานไม่ทัน")
    page.fill("[name=strengths]", "ชอบวาดรูป มีเพื่อนสนิทสองคน")
    page.get_by_role("button", name="บันทึกสรุป").click()
    page.get_by_role("link", name="วางแผน").first.click()
    page.fill("[name=goal]", "มองกระดานชัดและจดงานครบทุกวิชา")
    page.fill("[name=measure]", "สมุดจดงาน")
    page.get_by_role("button", name="บันทึกแผน").click()
    page.get_by_role("link", name="เลือกจากแนวทางช่วยเหลือ").click()
    page.get_by_role("link", name="ใช้แนวทางนี้").first.click()
    page.get_by_role("button", name="เพิ่มงานที่เลือก").click()
    expect(page.locator("li.plan-task")).to_have_count(3)
    page.get_by_role("button", name="เริ่มช่วยเหลือ").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("กำลังช่วยเหลือ")


def check_in(page):
    page.locator("label:has([name=progress][value=better])").click()
    page.fill("[name=value]", "จดครบ 3 จาก 5 วิชา")
    page.get_by_role("button", name="บันทึกการติดตาม").click()
    expect(page.locator("main")).to_contain_text("จดครบ 3 จาก 5 วิชา")


def write_notes(page, case):
    """One with the child's own words for the team, one for named people."""
    page.goto(f"{case}notes/")
    page.fill("[name=text]", "คุยเรื่องที่นั่งในห้อง")
    page.fill("[name=child_words]", "หนูอยากนั่งแถวหน้า")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("ol.timeline")).to_contain_text("หนูอยากนั่งแถวหน้า")
    page.goto(f"{case}notes/")
    page.fill("[name=text]", "เรื่องที่แม่ขอให้รู้กันสองคน")
    page.select_option("[name=secrecy]", "named")
    page.locator("label:has([name=readers])", has_text="ประพันธ์").click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("ol.timeline .restricted")).to_contain_text("เฉพาะผู้มีชื่อ")
    expect(page.locator("ol.timeline")).not_to_contain_text("เรื่องที่แม่ขอให้รู้กันสองคน")
    page.get_by_role("link", name="แสดงบันทึก").click()
    expect(page.locator("main")).to_contain_text("เรื่องที่แม่ขอให้รู้กันสองคน")


def hold_a_conference(page, case):
    """A decision becomes a task of whom it was given to; the minutes are printed."""
    page.goto(case)
    page.get_by_role("link", name="บันทึกการประชุม").click()
    for name in ("กานพลู", "สมหญิง"):
        page.locator("label:has([name=attendees])", has_text=name).click()
    page.fill("[name=resolution]", "ย้ายที่นั่งและพาไปวัดสายตา")
    page.fill("[name=decision_0_text]", "พาไปวัดสายตาที่ รพ.สต.")
    page.locator("[name=decision_0_responsible]").select_option(label="ครูสมหญิง นามสมมติ")
    fill_date(page, "decision_0_due_on", days=5)
    page.get_by_role("button", name="บันทึกร่างรายงาน").click()
    page.get_by_role("button", name="จบการประชุม").click()
    expect(page.locator(".page-head .tag").first).to_contain_text("บันทึกแล้ว")
    assert pages_of(page, f"{path(page)}minutes.pdf") >= 1
    page.goto(case)
    expect(page.locator("li.plan-task", has_text="พาไปวัดสายตาที่ รพ.สต.")).to_contain_text("ครูสมหญิง")


def print_the_case(page, case):
    """By code unless she chooses otherwise, with the parts she ticks."""
    page.goto(case)
    page.locator("details.menu summary", has_text="อื่น ๆ").click()
    page.get_by_role("link", name="พิมพ์รายงานเคส").click()
    expect(page.locator("[name=name][value='0']")).to_be_checked()
    page.locator("label:has([name=part][value=plan])").click()
    assert pages_of(page, f"{case}summary.pdf?name=0&part=plan&part=outcome") >= 1


def what_the_teacher_reads(page, case):
    """Her new task and the child's words, and only that there is a note for others."""
    page.goto("/tasks/")
    expect(page.locator("main")).to_contain_text("พาไปวัดสายตาที่ รพ.สต.")
    page.goto(case)
    expect(page.locator("ol.timeline")).to_contain_text("หนูอยากนั่งแถวหน้า")
    expect(page.locator("ol.timeline .restricted")).to_contain_text("เฉพาะผู้มีชื่อ")
    expect(page.get_by_role("link", name="แสดงบันทึก")).to_have_count(0)
