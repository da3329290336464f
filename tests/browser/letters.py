"""What the stories about letters have in common: a draft's steps, the head's signature, the agency at its door."""

from playwright.sync_api import expect

from tests.browser.conftest import fill_date

CODE_PAGE = "ใส่รหัสยืนยัน 6 หลัก"


def write(page, referral, *, sections):
    """All that a draft needs, step by step; each says on the list of steps that it is done."""
    give_reason(page, referral)
    pass_by(page, referral)
    choose(page, referral, sections)
    consent(page, referral)
    page.goto(f"{referral}letter/")
    save(page)
    expect(page.locator(".check-answers .tag", has_text="ต้องทำ")).to_have_count(0)


def give_reason(page, referral):
    page.goto(f"{referral}reason/")
    page.fill("[name=reason]", "อ่านไม่ออกหลังช่วยสองเดือน")
    page.fill("[name=asked]", "ขอประเมินความสามารถในการเรียนรู้")
    save(page)


def pass_by(page, referral):
    """No committee has met about the child: one of the ready reasons is enough."""
    page.goto(f"{referral}ladder/")
    page.locator("label:has([name=ready])", has_text="ผู้ปกครองหรือนักเรียนขอให้ส่งต่อ").click()
    save(page, "บันทึกเหตุที่ข้ามขั้น")
    expect(page.locator(".check-answers")).to_contain_text("เหตุ ผู้ปกครองหรือนักเรียนขอให้ส่งต่อ")


def choose(page, referral, sections):
    """Nothing is ticked until she ticks it."""
    page.goto(f"{referral}sections/")
    expect(page.locator("[name=sections]:checked")).to_have_count(0)
    for section in sections:
        page.locator(f"[name=sections][value={section}]").check()
    save(page)


def consent(page, referral):
    """Whose yes it is, and what a child of more than ten says herself."""
    page.goto(f"{referral}consent/")
    page.locator("[name=consent][value=given]").check()
    page.fill("[name=consent_by]", "นางสมใจ นามสมมติ")
    page.fill("[name=consent_relation]", "แม่")
    page.locator("[name=consent_age][value=from_10]").check()
    page.locator("[name=consent_how][value=paper]").check()
    fill_date(page, "consent_on")
    save(page)
    expect(page.locator(".error-summary")).to_contain_text("ถามความเห็นของนักเรียน")
    page.locator("[name=child_wish][value=agrees]").check()
    save(page)


def save(page, verb="บันทึก"):
    """A step that is saved leads back to the list of steps; one that is not says why, where it was written."""
    page.get_by_role("button", name=verb, exact=True).click()
    expect(page.locator(".error-summary, .check-answers a").first).to_be_visible()


def sign_here(page, number):
    """On the page of the letter: its number from the register, and the one button; then what is handed over."""
    page.fill("[name=letter_number]", number)
    page.get_by_role("button", name="ลงนามและส่ง").click()
    expect(page.locator("h1")).to_have_text("ลงนามแล้ว ทำต่อตามนี้")


def open_door(page, address, code):
    page.goto(address)
    page.get_by_label(CODE_PAGE).fill(code)
    page.get_by_role("button", name="เปิดดู").click()
