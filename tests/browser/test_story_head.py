"""Five minutes of a head: the plan and the letter that wait, an urgent case that is closed and opened again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import fill_date, path, serving
from tests.browser.letters import draft, sign_all, sign_here


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_head_{'with' if javascript else 'without'}") as address:
        yield address


def test_the_day_of_a_head(open_as, javascript):
    page = open_as("praphan", javascript=javascript)
    approve_the_plan(page)
    sign_the_letter(page)
    assert page.broken == []


def card_of(page, title):
    page.goto("/today/")
    return page.locator("li.task-card", has_text=title)


def approve_the_plan(page):
    """Two taps from her day; then nothing waits for her."""
    card = card_of(page, "แผนหรือการปิดเคสรออนุมัติ")
    expect(card.locator(".task-num")).to_have_text("1")
    card.get_by_role("link").click()
    expect(page.locator("header .code").first).to_contain_text("-0033")
    page.get_by_role("button", name="อนุมัติแผน").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("กำลังช่วยเหลือ")
    expect(page.locator("main")).to_contain_text("อนุมัติแผนโดย ผอ.ประพันธ์")
    expect(card_of(page, "แผนหรือการปิดเคสรออนุมัติ")).to_have_count(0)


def sign_the_letter(page):
    """Two taps from her day: the one that waits, with all it says, and the button."""
    card = card_of(page, "หนังสือส่งต่อรอลงนาม")
    expect(card.locator(".task-num")).to_have_text("1")
    card.get_by_role("link").click()
    sign_here(page, "ศธ 04000.01/101")
    expect(card_of(page, "หนังสือส่งต่อรอลงนาม")).to_have_count(0)


def test_several_letters_are_signed_with_two_taps_each(open_as, javascript):
    """The longest waiting opens first, the page after a signature leads to the next; the number is the list's."""
    counselor = open_as("kanplu", javascript=javascript)
    last = draft(counselor)
    page = open_as("praphan", javascript=javascript, width=360, height=740)
    page.goto("/referrals/?state=awaiting_signature")
    expect(page.locator("section[aria-labelledby=to-sign] li")).to_have_count(2)
    card = card_of(page, "หนังสือส่งต่อรอลงนาม")
    expect(card.locator(".task-num")).to_have_text("2")
    assert sign_all(page, card.get_by_role("link"), numbers=(98, 99))[-1] == f"{last}sign/"
    expect(card_of(page, "หนังสือส่งต่อรอลงนาม")).to_have_count(0)
    assert counselor.broken + page.broken == []


def test_an_urgent_case_is_closed_by_the_head_and_opened_again(open_as, javascript):
    counselor = open_as("kanplu", javascript=javascript)
    case = watch_and_look_again(counselor)
    ask_to_close(counselor, case)
    head = open_as("praphan", javascript=javascript)
    send_back(head)
    ask_to_close(counselor, case)
    let_close(head)
    open_again(counselor, case)
    assert counselor.broken + head.broken == []


def other(page, name):
    menu = page.locator("details.menu", has_text="อื่น ๆ")
    menu.locator("summary").click()
    menu.get_by_role("link", name=name, exact=True).click()


def watch_and_look_again(page):
    """From helping to monitoring; each concerned aspect is seen once more, for the strip of before and after."""
    page.goto("/cases/?tab=all")
    page.locator("main a", has_text="-0036").first.click()
    case = path(page)
    other(page, "เข้าสู่การติดตาม")
    fill_date(page, "check_on", days=14)
    page.get_by_role("button", name="เริ่มติดตาม").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("ติดตาม")
    other(page, "คัดกรองด้านที่ช่วยอีกครั้ง")
    for aspect in page.locator("main fieldset.field").all():
        aspect.locator("label.chip-pick").first.click()
    page.get_by_role("button", name="บันทึกผล").click()
    strip = page.locator("section[aria-labelledby=then]")
    expect(strip).to_contain_text("ปกติ")
    expect(strip).not_to_contain_text("ยังไม่ได้ดูอีกครั้ง")
    return case


def ask_to_close(page, case):
    page.goto(case)
    other(page, "ขอปิดเคส")
    page.locator("label:has([name=outcome][value=improved])").click()
    page.fill("[name=text]", "มีผู้ใหญ่ดูแลทุกเช้า ไม่มีเหตุซ้ำ")
    page.get_by_role("button", name="ขอปิดเคส").click()
    expect(page.get_by_label("ขอปิดเคส")).to_contain_text("ดีขึ้น")
    expect(page.get_by_role("button", name="อนุมัติปิดเคส")).to_have_count(0)


def asked(page):
    """Beside the plan of C-0033 it is the second that waits for her."""
    card = card_of(page, "แผนหรือการปิดเคสรออนุมัติ")
    expect(card.locator(".task-num")).to_have_text("2")
    card.get_by_role("link").click()
    page.locator("main a", has_text="-0036").first.click()


def send_back(page):
    asked(page)
    page.get_by_role("link", name="ยังไม่ให้ปิด").click()
    page.locator("main form textarea").fill("ติดตามต่ออีกสองสัปดาห์")
    page.locator("main form button.btn-primary").click()
    expect(card_of(page, "แผนหรือการปิดเคสรออนุมัติ").locator(".task-num")).to_have_text("1")


def let_close(page):
    asked(page)
    page.get_by_role("button", name="อนุมัติปิดเคส").click()
    expect(page.locator("main")).to_contain_text(re.compile("ปิดเมื่อ .* ผล ดีขึ้น"))
    expect(page.locator("section[aria-labelledby=then]")).to_contain_text("ปกติ")
    expect(card_of(page, "แผนหรือการปิดเคสรออนุมัติ").locator(".task-num")).to_have_text("1")


def open_again(page, case):
    page.goto(case)
    page.get_by_role("link", name="เปิดเคสอีกครั้ง").click()
    page.locator("main form textarea").fill("ขาดเรียนอีกสองวันในสัปดาห์นี้")
    page.locator("main form button.btn-primary").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("กำลังช่วยเหลือ")
    expect(page.locator("ol.timeline")).to_contain_text("เปิดเคสอีกครั้ง")
