"""A letter and its answer: drafted, signed, answered by people without an account, and made into work again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import asked, fill_date, pages_of, path, serving
from tests.browser.letters import CODE_PAGE, TICKED, draft, open_door, sign_all

ROBOT = {"User-Agent": "facebookexternalhit/1.1"}
ADVICE = ("ให้นั่งแถวหน้า", "ทบทวนคำพื้นฐานทุกเช้า")
CHILD = """
SELECT c.first_name, c.last_name FROM referrals_referral r JOIN students_student c ON c.id = r.student_id
WHERE r.public_id = %s
"""


@pytest.fixture
def database(javascript):
    return f"studentcare_story_referral_{'with' if javascript else 'without'}"


@pytest.fixture
def site(template, pressed, database):
    with serving(template, database.removeprefix("studentcare_")) as address:
        yield address


class Thumb:
    """Counts what is tapped; typing is not a tap."""

    def __init__(self):
        self.taps = 0

    def tap(self, thing):
        self.taps += 1
        thing.click()

    def pick(self, choice, value):
        self.taps += 1
        choice.select_option(value)


def test_a_letter_goes_out_is_answered_at_the_door_and_becomes_work(open_as, javascript, database):
    counselor = open_as("kanplu", javascript=javascript)
    referral = draft(counselor)
    sign(open_as("praphan", javascript=javascript, width=360, height=740), referral)
    address = hand_over(counselor, referral)
    [names] = asked(database, CHILD, [referral.split("/")[2]])
    let_a_robot_look(open_as(javascript=javascript), counselor, referral, address, names)
    code = reveal(counselor, referral)
    agency = open_as(javascript=javascript, width=360, height=740)
    come_in(agency, address, code, names)
    answer(agency)
    take_the_receipt(agency)
    read_the_answer(counselor, referral)
    make_it_work(counselor, referral)
    leave(agency, address, names)
    wrong = counselor.broken + agency.broken + agency.foreign
    assert [line for line in wrong if "422" not in line] == []  # the step and the code that were refused on purpose


def sign(page, referral):
    """Another letter waits longer: it opens first, and its last page leads to this one. Two taps each (ux.md 4.1)."""
    page.goto("/today/")
    card = page.locator("li.task-card", has_text="หนังสือส่งต่อรอลงนาม")
    expect(card.locator(".task-num")).to_have_text("2")
    assert sign_all(page, card.get_by_role("link"), numbers=(98, 99))[-1] == f"{referral}sign/"


def hand_over(page, referral):
    """What is printed, the address without a name in it, and the code by telephone."""
    page.goto(f"{referral}hand-over/")
    expect(page.get_by_label("ข้อความสำหรับ LINE")).to_have_value(re.compile("/r/"))
    for paper in ("letter", "summary", "reply-form", "code"):
        assert pages_of(page, f"{referral}{paper}.pdf") >= 1, paper
    page.goto(referral)
    return page.get_by_label("ที่อยู่ลิงก์").input_value()


def let_a_robot_look(page, counselor, referral, address, names):
    """A messenger fetches the address for a preview: it reads no name, and nobody has opened anything."""
    seen = page.request.get(address, headers=ROBOT)
    assert seen.status == 200
    assert [name for name in names if name in seen.text()] == []
    assert "set-cookie" not in seen.headers
    counselor.goto(referral)
    expect(counselor.locator("section[aria-labelledby=link]")).to_contain_text("ยังไม่เปิด")


def reveal(page, referral):
    page.goto(referral)
    page.get_by_role("button", name="เปิดดูรหัส").click()
    code = page.locator("#code").inner_text().replace(" ", "")
    assert len(code) == 6
    page.get_by_role("link", name="กลับหน้าการส่งต่อ").click()
    expect(page.locator("section[aria-labelledby=link]")).not_to_contain_text("ยังไม่ได้เปิดดูรหัส")
    return code


def come_in(page, address, code, names):
    """A wrong code says how to get the right one; behind the right one stands what was ticked, and no more."""
    open_door(page, address, f"{(int(code) + 1) % 1_000_000:06d}")
    expect(page.get_by_label(CODE_PAGE)).to_be_visible()
    expect(page.locator(".field-error")).to_contain_text("รหัส")
    assert [name for name in names if name in page.content()] == []
    page.get_by_label(CODE_PAGE).fill(code)
    page.get_by_role("button", name="เปิดดู").click()
    expect(page.locator(".preview h3")).to_have_text([*TICKED, "เหตุผลและสิ่งที่ขอให้ช่วย"])
    expect(page.locator(".preview")).to_contain_text(names[0])
    expect(page.locator("main")).not_to_contain_text("1-0000-")


def answer(page):
    """Taken, with an appointment: at most five taps after the code (ux.md 4.1)."""
    thumb = Thumb()
    thumb.tap(page.locator("label:has([name=result][value=accepted])"))
    page.fill("[name=appointment_on_day]", "15")
    thumb.pick(page.locator("[name=appointment_on_month]"), "12")
    page.fill("[name=said_by]", "นางสาวมะลิ นามสมมติ")
    page.fill("[name=advice]", "\n".join(ADVICE))
    thumb.tap(page.get_by_role("button", name="ตรวจทานคำตอบ"))
    expect(page.locator("h1")).to_have_text("ตรวจทานคำตอบ")
    thumb.tap(page.get_by_role("button", name="ส่งคำตอบ"))
    expect(page.locator("h1")).to_have_text("ส่งคำตอบแล้ว")
    assert thumb.taps <= 5


def take_the_receipt(page):
    receipt = page.get_by_role("link", name="พิมพ์สำเนา PDF").get_attribute("href")
    assert pages_of(page, receipt) == 1


def read_the_answer(page, referral):
    """Her day tells of it, its card has moved; one tap says that she knows, and leaves her at the board."""
    page.goto("/today/")
    expect(page.locator("main")).to_contain_text("คำตอบ")
    page.goto("/referrals/")
    column = page.locator("section[aria-labelledby=col-answered]")
    card = column.locator("li.board-card", has=page.locator(f"a[href='{referral}']"))
    card.get_by_role("button", name="รับทราบ").click()
    page.wait_for_url("**/referrals/?state=answered")
    expect(page.locator("main")).to_contain_text("รับทราบคำตอบของ")
    expect(card).to_have_count(1)
    expect(card.get_by_role("button", name="รับทราบ")).to_have_count(0)


def make_it_work(page, referral):
    """One click: each line of the advice is a task of the case, with a day."""
    page.goto(referral)
    expect(page.locator("section[aria-labelledby=replies]")).to_contain_text("รับดูแล")
    page.get_by_role("button", name="ทำเป็นงานทั้ง").click()
    page.goto(referral)
    page.locator(".crumbs a", has_text="เคส").click()
    for line in ADVICE:
        expect(page.locator("li.plan-task", has_text=line)).to_have_count(1)


def leave(page, address, names):
    """Afterwards the same machine shows the page before the code."""
    page.goto(address)
    page.get_by_role("button", name="ออกจากหน้านี้").click()
    page.goto(address)
    expect(page.get_by_label(CODE_PAGE)).to_be_visible()
    assert [name for name in names if name in page.content()] == []


def test_a_letter_that_is_taken_back_is_closed_to_the_agency_at_once(open_as, javascript, site):
    """Whose door stood open reads nothing more, and what she typed meanwhile is given back to her."""
    agency = open_as(javascript=javascript, width=360, height=740)
    agency.goto("/demo/agency/")
    letter = agency.locator("li.task-card", has_text="บ้านสมมติวิทยา").filter(has_text="ส่งแล้ว").first
    number, code = letter.locator(".code").first.inner_text(), letter.locator(".code.strong").inner_text()
    letter.get_by_role("link", name="เปิดในฐานะหน่วยงาน").click()
    open_door(agency, agency.url, code)
    expect(agency.locator(".preview")).to_be_visible()
    counselor = open_as("kanplu", javascript=javascript)
    counselor.goto("/referrals/")
    counselor.get_by_role("link", name=number, exact=True).first.click()
    counselor.goto(f"{path(counselor)}revoke/")
    counselor.fill("[name=reason]", "ผู้ปกครองขอถอนความยินยอม")
    counselor.locator("main form button.btn-primary, main form button.btn-danger").first.click()
    expect(counselor.locator("main")).to_contain_text("โรงเรียนเพิกถอนแล้ว")
    agency.locator("label:has([name=result][value=accepted])").click()
    fill_date(agency, "appointment_on", days=3)
    agency.fill("[name=said_by]", "นางสาวมะลิ นามสมมติ")
    agency.fill("[name=advice]", "ข้อความที่พิมพ์ค้างไว้")
    agency.get_by_role("button", name="ตรวจทานคำตอบ").click()
    expect(agency.locator("pre.kept").last).to_contain_text("ข้อความที่พิมพ์ค้างไว้")
    expect(agency.locator(".preview")).to_have_count(0)
