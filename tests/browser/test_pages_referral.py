"""The pages of referring that lie deeper than the walk through all pages goes, a letter in each state, and the
agency's own: they fit a phone, can be read by all and work without our scripts.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import asked
from tests.browser.letters import CODE_PAGE, open_door
from tests.browser.test_pages import PHONE, SHAPE, again, looked_at, problems, walk

OURS = re.compile(
    r"/(referrals|agencies|agreements|networks|passings|transfers)/|/(cases|students)/[^/]+/(refer|inside|pass)"
)
DATABASE = "studentcare_test_pages_referral"
OF_ITS_STATE = """
SELECT DISTINCT ON (r.state) r.state, '/referrals/' || r.public_id || '/' FROM referrals_referral r
JOIN schools_school s ON s.id = r.school_id WHERE s.name IN ('บ้านสมมติวิทยา', 'อนุบาลตัวอย่าง')
ORDER BY r.state, s.name DESC
"""
ASKED_INSIDE = (
    "SELECT DISTINCT ON (state) '/referrals/inside/' || public_id || '/' FROM referrals_inside ORDER BY state"
)
PASSINGS = "SELECT '/passings/' || p.public_id || '/' FROM cases_passing p"
STEPS = ("agency/", "reason/", "ladder/", "sections/", "consent/", "letter/", "check/")
RUN_OUT = """
SET app.actor = 'system:test'; UPDATE referrals_link SET expires_at = made_at + interval '1 second'
"""
WALKS = {
    "kanplu": [
        "/referrals/?view=table",
        "/agencies/",
        "/networks/",
        "/referrals/report/",
        "/referrals/waiting/",
        "/passings/",
    ],
    "praphan": ["/referrals/", "/referrals/inside/"],
    "khet": ["/agencies/", "/agreements/", "/networks/"],
    "chit": ["/referrals/inside/"],
}


@pytest.mark.parametrize("person", WALKS)
def test_the_pages_of_referring(open_as, site, axe, person):
    page = open_as(person, **PHONE)
    wrong = walk(page, site, axe, set(), person, WALKS[person], within=OURS)
    assert wrong + page.foreign + page.broken == []


def test_a_letter_in_each_state(open_as, site, axe):
    pages = {"kanplu": open_as("kanplu", **PHONE), "naenaeo3": open_as("naenaeo3", **PHONE)}
    states = asked(DATABASE, OF_ITS_STATE)
    assert len(states) == 9, "the story has one of each"
    wrong = []
    for state, address in states:
        page = pages["kanplu"] if pages["kanplu"].request.get(address).ok else pages["naenaeo3"]
        wrong += [f"{state} {line}" for line in problems(page, page.goto(address), axe)]
        if state == "draft":
            for step in STEPS:
                wrong += [f"{step} {line}" for line in problems(page, page.goto(f"{address}{step}"), axe)]
    assert wrong == []


def test_what_was_asked_inside_and_passed_on(open_as, site, axe):
    page, wrong = open_as("kanplu", **PHONE), []
    for (address,) in asked(DATABASE, ASKED_INSIDE) + asked(DATABASE, PASSINGS):
        wrong += [f"{address} {line}" for line in problems(page, page.goto(address), axe)]
    assert wrong == []


def test_the_agencys_pages(open_as, site, axe):
    """From the code to the number of its answer, and every page that says no."""
    page = open_as(**PHONE)
    page.goto("/demo/agency/")
    wrong = seen("demo", page, axe)
    letters = page.locator("li.task-card", has=page.get_by_text("ส่งแล้ว"))
    numbers = letters.locator(".code.strong").all_inner_texts()
    doors = [link.get_attribute("href") for link in letters.locator("a.btn").all()]
    page.goto(doors[0])
    wrong += seen("code", page, axe)
    page.get_by_role("button", name="เปิดดู").click()
    wrong += seen("no code", page, axe, is_got=False)
    open_door(page, doors[0], numbers[0])
    wrong += seen("letter", page, axe)
    page.get_by_role("button", name="ตรวจทานคำตอบ").click()
    expect(page.locator(".error-summary")).to_be_visible()
    wrong += seen("nothing typed", page, axe, is_got=False)
    page.locator("[name=result][value=accepted]").check()
    page.fill("[name=said_by]", "นางสาวมะลิ นามสมมติ")
    page.get_by_role("button", name="ตรวจทานคำตอบ").click()
    expect(page.locator("h1")).to_have_text("ตรวจทานคำตอบ")
    wrong += seen("check", page, axe, is_got=False)
    page.get_by_role("button", name="ส่งคำตอบ").click()
    expect(page.locator("h1")).to_have_text("ส่งคำตอบแล้ว")
    wrong += seen("answered", page, axe)
    wrong += locked_expired_missing(page, doors[1:], axe)
    assert wrong == []
    assert page.foreign == []


def locked_expired_missing(page, doors, axe):
    wrong = []
    for _ in range(5):
        open_door(page, doors[0], "000001")
    expect(page.locator("[role=alert]")).to_contain_text("ใส่รหัสผิดครบ 5 ครั้ง")
    expect(page.get_by_label(CODE_PAGE)).to_have_count(0)
    wrong += seen("locked", page, axe, is_got=False)
    token = doors[1].strip("/").split("/")[1]
    asked(DATABASE, RUN_OUT)
    page.goto(f"/r/{token}/")
    expect(page.locator("h1")).not_to_have_text("แบบตอบรับการส่งต่อ")
    wrong += seen("expired", page, axe)
    page.goto("/r/AAAAAAAAAAAAAAAAAAAAAA/")
    expect(page.locator("h1")).to_have_text("ไม่พบลิงก์นี้")
    return wrong + seen("missing", page, axe)


def seen(name, page, axe, *, is_got=True):
    """`is_got`: what a GET gives can be had once more without our scripts; the answer to a form cannot."""
    found = looked_at(page, axe)
    if is_got:
        found += again(page, axe, page.evaluate(SHAPE))
    return [f"{name}: {line}" for line in found]
