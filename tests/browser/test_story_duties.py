"""A few minutes of those who keep one thing for the whole school, and of the officer who sees no child."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import pages_of, path, serving


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_duties_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_days_of_discipline_nurse_and_level_head(open_as, javascript):
    discipline = open_as("decha", javascript=javascript)
    settle_an_incident(discipline)
    warn_by_a_rule(discipline)
    nurse = open_as("pim", javascript=javascript, width=360, height=740)
    look_after_health(nurse)
    level_head = open_as("wilai", javascript=javascript)
    look_over_the_level(level_head)
    assert discipline.broken + nurse.broken + level_head.broken == []


def waiting_incidents(page):
    page.goto("/today/")
    card = page.locator("li.task-card", has_text="เหตุการณ์ที่ยังไม่สรุปผล")
    return card, int(card.locator(".task-num").inner_text())


def settle_an_incident(page):
    """One less waits on his day; its report names nobody."""
    card, before = waiting_incidents(page)
    card.get_by_role("link").click()
    expect(page.locator("tbody tr")).to_have_count(before)
    page.locator("tbody a").first.click()
    incident = path(page)
    page.get_by_role("link", name="สรุปผล").click()
    page.fill("[name=text]", "พูดคุยกับนักเรียนและผู้ปกครองแล้ว ทุกฝ่ายเข้าใจกัน")
    page.get_by_role("button", name="สรุปผล").click()
    page.goto(incident)
    expect(page.locator("main .notice").first).to_contain_text("ครูเดชา สรุปผลเมื่อ")
    assert pages_of(page, f"{incident}report.pdf") >= 1
    assert waiting_incidents(page)[1] == before - 1


def warn_by_a_rule(page):
    """What was seen, the rule of the school, and the points the rule allows."""
    page.goto("/watch/conduct/")
    page.locator("main a[href^='/students/']").first.click()
    page.goto(f"{path(page)}observations/")
    left = page.locator("dl.stat-row .stat").last.locator("dd").first
    before = int(left.inner_text())
    page.get_by_role("link", name="บันทึกสิ่งที่เห็น").click()
    page.locator("label:has([name=tone][value=concern])").click()
    page.fill("[name=text]", "มาถึงหลังเคารพธงชาติโดยไม่มีเหตุ")
    page.locator("details.reveal summary", has_text="คะแนนความประพฤติ").click()
    rules = page.locator("[name=rule] option").all_inner_texts()
    page.locator("[name=rule]").select_option(label=next(rule for rule in rules if rule.startswith("ข1")))
    page.fill("[name=points]", "2")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.wait_for_url("**/students/*/**")
    page.goto(f"/students/{path(page).split('/')[2]}/observations/")
    expect(page.locator("ol.timeline li").first).to_contain_text("ข้อ ข1")
    assert int(left.inner_text()) == before - 2


def look_after_health(page):
    """The whole school's list, one child's sheet, and what a teacher has to know is kept."""
    page.get_by_role("link", name="ดูทั้งโรงเรียน").click()
    expect(page.locator("h1")).to_have_text("สุขภาพของนักเรียน")
    page.locator("main a[href^='/students/']").first.click()
    child = path(page)
    page.goto(f"{child}health/")
    page.fill("[name=allergies]", "ถั่วลิสง และไข่")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.goto(f"{child}health/")
    expect(page.locator("[name=allergies]")).to_have_value("ถั่วลิสง และไข่")


def look_over_the_level(page):
    """Five steps of each room of the level, and who is not looked after."""
    page.get_by_role("link", name="ดูห้าขั้น").click()
    expect(page.locator("h1")).to_contain_text("ระดับ ป.4")
    for room in ("ป.4/1", "ป.4/2"):
        expect(page.get_by_role("link", name=room, exact=True).first).to_be_visible()
    page.get_by_role("link", name="ยังไม่มีใครดูแล").first.click()
    expect(page.locator("h1")).to_contain_text("ยังไม่มีใครดูแล")


def test_the_day_of_an_area_officer(open_as, javascript):
    """The area's words and strategies are kept; no page knows a child."""
    page = open_as("khet", javascript=javascript)
    page.get_by_role("link", name="ภาพรวม", exact=True).first.click()
    page.wait_for_url("**/areas/*/")
    area = path(page)
    names_no_child(page)
    page.get_by_role("link", name="ป้ายของเขต").click()
    page.fill("[name=set_name]", "ภัยที่เฝ้าระวัง")
    page.fill("[name=name]", "หมอกควัน")
    page.select_option("[name=family]", "threat")
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    expect(page.locator("main")).to_contain_text("หมอกควัน")
    page.goto(area)
    page.get_by_role("link", name="แนวทางช่วยเหลือ").click()
    names_no_child(page)
    retire = page.get_by_role("button", name="เลิกใช้ เพื่อนคู่ดูแล")
    retire.click()
    expect(retire).to_have_count(0)
    page.get_by_role("link", name="เคสที่ผู้จัดทำอนุมัติเอง").click()
    expect(page.locator("h1")).to_have_text("เคสที่ผู้จัดทำอนุมัติเอง")
    names_no_child(page)
    assert page.broken == []


def names_no_child(page):
    text = page.locator("main").inner_text()
    assert "ด.ช." not in text
    assert "ด.ญ." not in text
    assert page.locator("main a[href^='/students/']").count() == 0
