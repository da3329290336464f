"""Who is shut out finds the child nowhere; who opens one in an emergency is seen and asked; a draft is its writer's."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import path, serving, sign_in

REASON = "นักเรียนหกล้มหน้าอาคาร เลือดออก ครูประจำชั้นไม่อยู่ที่โรงเรียนวันนี้"


@pytest.fixture
def site(template, pressed, javascript):
    with serving(template, f"story_walls_{'with' if javascript else 'without'}") as address:
        yield address


def test_a_teacher_who_is_shut_out_of_one_child_finds_her_nowhere(open_as, javascript):
    teacher = open_as("somying", javascript=javascript)
    child, name = child_of_the_list(teacher)
    assert [child in page for page in where_she_reads(teacher, child, name)].count(True) >= 3
    shut_out(open_as("kanplu", javascript=javascript), child)
    assert [page for page in where_she_reads(teacher, child, name) if child in page or name in page] == []
    assert teacher.goto(child).status == 404
    mate = open_as("daoruang", javascript=javascript)  # the other homeroom teacher of the room
    assert mate.goto(child).status == 200


def child_of_the_list(page):
    """The first of those at risk whom nobody looks after."""
    page.goto("/gaps/")
    page.locator("main a[href^='/students/']:not([href*='/cases/'])").last.click()
    return path(page), page.locator("h1").inner_text().split()[0]


def where_she_reads(page, child, name):
    """The pages that would name the child: her room, her day, who is not looked after, cases, visits, search."""
    read = []
    page.goto("/classes/")
    page.locator("main a", has_text="ป.4/1").first.click()
    for address in (path(page), "/today/", "/gaps/", "/cases/", "/home-visits/"):
        page.goto(address)
        read.append(page.locator("main").inner_html())
    page.goto("/search/")
    page.fill("main [name=q]", re.sub("^(ด.ช.|ด.ญ.)", "", name))
    page.locator("main").get_by_role("button", name="ค้นหา").click()
    expect(page.locator("main [role=status]").first).to_contain_text("พบ")
    read.append(page.locator("main").inner_html())
    return read


def shut_out(page, child):
    page.goto(f"{child}access/")
    page.locator("main a[href$='/shut-out/']").first.click()
    people = page.locator("[name=person] option").all_inner_texts()
    page.locator("[name=person]").select_option(label=next(one for one in people if "สมหญิง" in one))
    page.locator("label:has([name=kind][value=relative])").click()
    page.fill("[name=text]", "เป็นน้าของนักเรียน")
    page.get_by_role("button", name="กันออก").click()
    page.goto(f"{child}shut-out/")
    expect(page.locator("main")).to_contain_text("ถูกกันออกอยู่ 1 คน")


def test_a_child_is_opened_in_an_emergency_and_somebody_else_looks_at_it(open_as, javascript):
    counselor = open_as("kanplu", javascript=javascript)
    name = somebody_of(counselor, "ป.5/1")
    teacher = open_as("somying", javascript=javascript, width=360, height=740)
    emergency = open_in_emergency(teacher, name)
    review(counselor, emergency)
    teacher.goto(emergency)
    expect(teacher.locator("main")).to_contain_text("เหมาะสม โดย ครูกานพลู")
    expect(teacher.locator("main")).not_to_contain_text(name)


def somebody_of(page, room):
    page.goto("/classes/")
    page.locator("main a", has_text=room).first.click()
    return re.sub("^(ด.ช.|ด.ญ.)", "", page.locator("main a[href^='/students/']").first.inner_text().split()[0])


def open_in_emergency(page, name):
    """From the search that does not find her: who, why, and an hour under a banner."""
    page.goto("/search/")
    page.get_by_role("link", name="เปิดข้อมูลฉุกเฉิน").click()
    page.locator("[name=room]").select_option(label="ป.5/1")
    page.fill("[name=name]", name)
    page.get_by_role("button", name="หาชื่อ").click()
    page.locator("label:has([name=student])").first.click()
    page.locator("label:has([name=why][value=hurt])").click()
    page.fill("[name=reason]", REASON)
    page.get_by_role("button", name="เปิดข้อมูล 60").click()
    expect(page.locator(".notice-urgent").first).to_contain_text("คุณกำลังเปิดข้อมูลฉุกเฉิน")
    expect(page.locator("h1")).to_contain_text(name)
    emergency = path(page)
    page.fill("[name=told]", "โทรหาแม่แล้ว พาไป รพ.สต.")
    page.get_by_role("button", name="ปิดก่อนเวลา").click()
    page.goto(emergency)
    expect(page.locator("main")).not_to_contain_text(name)
    return emergency


def review(page, emergency):
    """It is on her day, with the reason; she says whether it was right."""
    page.goto("/today/")
    expect(page.locator("main")).to_contain_text("การเปิดข้อมูลฉุกเฉินที่ต้องทบทวน")
    page.goto(emergency)
    expect(page.locator("main")).to_contain_text(REASON)
    page.get_by_role("link", name="ทบทวน", exact=True).click()
    page.locator("label:has([name=verdict][value=right])").click()
    page.fill("[name=text]", "จำเป็น ปิดเองก่อนเวลา")
    page.get_by_role("button", name="บันทึกผลทบทวน").click()
    page.goto("/today/")
    expect(page.locator("main")).not_to_contain_text("การเปิดข้อมูลฉุกเฉินที่ต้องทบทวน")


WORDS = "คุยกับเด็กสองรอบ ยังเขียนไม่จบ"


def test_what_was_typed_before_the_session_ended_is_offered_to_her_alone(open_as, javascript):
    page = open_as(javascript=javascript)
    if javascript:
        page.clock.install(time=datetime.datetime.now(datetime.UTC))
    sign_in(page, "kanplu")
    note = begin_a_note(page)
    if javascript:
        page.clock.run_for(21_000)
    else:
        page.get_by_role("button", name="เก็บร่าง").click()
    expect(page.locator("main")).to_contain_text("เก็บร่างแล้ว")
    page.context.clear_cookies()
    sign_in(page, "praphan")
    page.goto(note.removesuffix("notes/"))
    expect(page.locator("main")).not_to_contain_text("มีร่างที่เขียนค้างไว้")
    expect(page.locator("main")).not_to_contain_text(WORDS)
    page.context.clear_cookies()
    sign_in(page, "kanplu")
    page.goto(note)
    page.get_by_role("link", name="ใช้ร่าง").click()
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("ol.timeline")).to_contain_text(WORDS)
    page.goto(note)
    expect(page.locator("main")).not_to_contain_text("มีร่างที่เขียนค้างไว้")


def begin_a_note(page):
    page.goto("/cases/?tab=all")
    page.locator("main a", has_text="-0034").first.click()
    note = f"{path(page)}notes/"
    page.goto(note)
    page.fill("[name=text]", WORDS)
    return note
