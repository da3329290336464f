"""Work that changes hands: a colleague's on one page, many cases at once; and the days of those who see no child."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import fill_date, path, serving


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_work_{'with' if javascript else 'without'}") as address:
        yield address


def test_work_is_given_on_answered_row_by_row_and_taken_back(open_as, javascript):
    head = open_as("praphan", javascript=javascript, width=360, height=740)
    hand_over_a_colleague(head)
    counselor = open_as("kanplu", javascript=javascript)
    visit_many_homes(counselor)
    use_mine_when_somebody_was_faster(counselor, open_as("kanplu", javascript=javascript))
    assert head.broken == []
    assert [line for line in counselor.broken if "409" not in line] == []


def hand_over_a_colleague(page):
    """Who leaves: her name in the list of who has what to do, one new person for all rows, and back again."""
    page.goto("/tasks/?of=school")
    page.locator("main tr a", has_text="ส่งมอบ").first.click()
    expect(page.locator("h1")).to_contain_text("ส่งมอบงานของ")
    work = path(page)
    tasks = page.locator("main select[name^=t_]").count() + page.locator("main select[name^=c_]").count()
    assert tasks
    people = page.locator("[name=to_all] option").all_inner_texts()
    page.locator("[name=to_all]").select_option(label=next(one for one in people if "กานพลู" in one))
    page.get_by_role("button", name="ส่งมอบ").click()
    expect(page.locator(".page-head .meta")).to_contain_text("ทำได้")
    expect(page.locator("tbody tr")).to_have_count(tasks)
    told = page.locator(".page-head .meta").inner_text()
    assert f"ทำได้ {tasks} จาก {tasks}" in told
    expect(page.locator("tbody")).to_contain_text("ครูกานพลู")
    page.get_by_role("button", name="เลิกทำทั้งหมด").click()
    expect(page.locator("main")).to_contain_text("เลิกทำแล้วเมื่อ")
    page.goto(work)
    expect(page.locator("h1")).to_contain_text("ส่งมอบงานของ")
    assert page.locator("main select[name^=t_]").count() + page.locator("main select[name^=c_]").count() == tasks


def visit_many_homes(page):
    """Three cases chosen from the list; each row says what came of it, and one press takes all back."""
    page.goto("/cases/?tab=all")
    for row in range(3):
        page.locator("[name=c]").nth(row).check()
    page.get_by_role("button", name="นัดเยี่ยมบ้าน").click()
    fill_date(page, "due_on", days=7)
    page.get_by_role("button", name="นัดเยี่ยมบ้าน").click()
    expect(page.locator(".page-head .meta")).to_contain_text("ทำได้")
    expect(page.locator("tbody tr")).to_have_count(3)
    told = page.locator(".page-head .meta").inner_text()
    done = int(re.search(r"ทำได้ (\d)", told)[1])
    assert page.locator("tbody tr", has_text="ไม่ได้ทำ").count() == 3 - done
    if done:
        page.get_by_role("button", name="เลิกทำทั้งหมด").click()
        expect(page.locator("tbody tr", has_text="เลิกทำแล้ว")).to_have_count(done)


def use_mine_when_somebody_was_faster(first, second):
    """Two pages with one plan: both goals side by side, and one's own is kept with one press."""
    first.goto("/cases/?tab=all")
    first.locator("main a", has_text="-0034").first.click()
    case = path(first)
    for page in (first, second):
        page.goto(f"{case}plan/")
    first.fill("[name=goal]", "ส่งงานครบทุกวิชา")
    first.get_by_role("button", name="บันทึกแผน").click()
    second.fill("[name=goal]", "ส่งงานครบและไม่ขาดเรียน")
    second.get_by_role("button", name="บันทึกแผน").click()
    expect(second.locator("h1")).to_contain_text("ยังไม่ได้บันทึก")
    expect(second.locator("tbody")).to_contain_text("ส่งงานครบทุกวิชา")
    second.get_by_role("button", name="ใช้ของฉัน").click()
    expect(second.locator("main .goal")).to_contain_text("ส่งงานครบและไม่ขาดเรียน")


def test_the_days_of_those_who_keep_accounts_rounds_and_records(open_as, javascript):
    """None of them finds a child: the school's accounts, a year's holidays, a group of schools, emergencies."""
    keeper = open_as("bunchi", javascript=javascript)
    give_a_duty(keeper)
    group = open_as("klum", javascript=javascript, width=360, height=740)
    look_over_the_schools(group)
    area = open_as("rabop", javascript=javascript)
    add_a_holiday(area)
    auditor = open_as("truat", javascript=javascript)
    auditor.locator("main a", has_text="ดูและทบทวน").click()
    expect(auditor.locator("h1")).to_have_text("การเปิดข้อมูลฉุกเฉิน")
    for page in (keeper, group, area, auditor):
        names_no_child(page)
        assert page.broken == []


def names_no_child(page):
    text = page.locator("main").inner_text()
    assert "ด.ช." not in text
    assert "ด.ญ." not in text
    assert page.request.get("/cases/").status == 403


def give_a_duty(page):
    """The colleague who has none yet is on her day, and no longer afterwards."""
    card = page.locator("li.task-card", has_text="คนที่ยังไม่มีหน้าที่")
    before = int(card.locator(".task-num").inner_text())
    card.get_by_role("link").click()
    page.locator("main a[href*='appoint']").first.click()
    page.locator("main a[href='?role=nurse']").click()
    page.get_by_role("button", name="แต่งตั้ง").click()
    page.goto("/today/")
    left = page.locator("li.task-card", has_text="คนที่ยังไม่มีหน้าที่").locator(".task-num")
    assert left.count() == 0 or int(left.inner_text()) == before - 1


def look_over_the_schools(page):
    page.locator("li.task-card").first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("บ้านสมมติวิทยา")


def add_a_holiday(page):
    page.goto("/years/holidays/")
    fill_date(page, "on", days=20)
    page.fill("[name=name]", "วันหยุดของเขต")
    page.get_by_role("button", name="เพิ่มวันหยุด").click()
    expect(page.locator("main")).to_contain_text("วันหยุดของเขต")
