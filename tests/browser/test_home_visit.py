"""A teacher visits two homes: a draft that stays, a photograph, a family that allows none, and who is left."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import fill_date, go_to_room, path, serving

ROOM = "ป.4/1"
GPS = 0x8825  # where it was taken, as a telephone writes it into a picture
FINISHED = "บันทึกการเยี่ยมบ้านแล้ว"


@pytest.fixture
def site(template, pressed, javascript):
    """Each telling finds the same children waiting."""
    with serving(template, f"home_visit_{'with' if javascript else 'without'}") as address:
        yield address


def test_two_homes_are_visited(open_as, javascript):
    counselor = open_as("กานพลู", javascript=javascript)
    before = visited(counselor)
    teacher = open_as("somying", javascript=javascript)
    left = go_to_visits(teacher)
    child = begin(teacher)
    keep_a_draft(teacher, child, javascript)
    add_a_photograph(teacher, javascript)
    finish(teacher, child)
    phone = open_as("somying", javascript=javascript, width=360, height=740)
    go_to_visits(phone)
    be_refused_a_photograph(phone)
    assert go_to_visits(teacher) == left - 2
    assert visited(counselor) == before + 2


def visited(page):
    """How many of the room the counselor sees visited, on the page of the area's month of visiting."""
    page.goto("/home-visits/")
    page.locator(".page-head .meta a").click()
    bar = page.locator("tbody tr", has_text=ROOM).locator("progress")
    return int(bar.get_attribute("value"))


def go_to_visits(page):
    """From the room; how many are not visited yet."""
    go_to_room(page, ROOM)
    page.locator(".page-tools").get_by_role("link", name="เยี่ยมบ้าน").click()
    waiting = page.locator("nav.tabs a", has_text="ยังไม่ได้เยี่ยม")
    expect(page.locator("tbody tr")).to_have_count(int(waiting.inner_text().split()[-1]))
    return page.locator("tbody tr").count()


def begin(page):
    """The first child without a draft, by name."""
    link = page.get_by_role("link", name=re.compile("^บันทึก"))
    name = page.locator("tbody tr", has=link).first.locator("th").inner_text()
    link.first.click()
    expect(page.locator("h1")).to_have_text(f"เยี่ยมบ้าน {name}")
    return name


def keep_a_draft(page, child, javascript):
    """What was typed is there when she comes back, although she did not finish."""
    fill_date(page, "visited_on")
    page.locator("label.chip-pick", has_text="แม่").first.click()
    page.fill("[name=saw]", "บ้านสะอาด มีโต๊ะทำการบ้าน")
    page.get_by_role("button", name="บันทึกร่างแล้วแนบภาพ").click()
    page.wait_for_url("**/edit/#photos")
    page.fill("[name=saw]", "บ้านสะอาด มีโต๊ะทำการบ้าน แม่อ่านนิทานให้ฟัง")
    version = page.locator("[name=version]")
    if javascript:
        was = version.get_attribute("value")
        page.evaluate("dispatchEvent(new Event('pagehide'))")  # she leaves without pressing anything
        expect(version).not_to_have_value(was)
    else:
        page.get_by_role("button", name="บันทึกร่าง", exact=True).click()
    expect(page.locator("#draft-state")).to_contain_text("บันทึกร่าง")
    go_to_visits(page)
    row = page.locator("tbody tr", has_text=child)
    row.get_by_role("link", name=re.compile("^ทำร่างต่อ")).click()
    expect(page.locator("[name=saw]")).to_have_value("บ้านสะอาด มีโต๊ะทำการบ้าน แม่อ่านนิทานให้ฟัง")
    expect(page.locator("[name=q-met][value=mother]")).to_be_checked()


def add_a_photograph(page, javascript):
    """It is kept small and without the place, whoever made it so: the browser or the server."""
    page.set_input_files("#photo-file", {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": taken()})
    if not javascript:
        page.get_by_role("button", name="แนบภาพ").click()
    expect(page.locator("#photos-head")).to_have_text("ภาพถ่าย 1/4")
    picture = Image.open(io.BytesIO(page.request.get(page.locator("ul.photos a").get_attribute("href")).body()))
    assert (picture.format, picture.size) == ("JPEG", (1280, 960))
    assert not picture.getexif()


def taken():
    """A picture as a telephone takes it: large, with the place in it."""
    image, tags = Image.new("RGB", (2400, 1800), "#9cc3a0"), Image.Exif()
    tags.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=tags)
    return out.getvalue()


def finish(page, child):
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text(FINISHED)
    expect(page.locator("h1")).to_have_text(f"เยี่ยมบ้าน {child}")
    expect(page.locator("#photos-head")).to_have_text("ภาพถ่าย 1/4")


def be_refused_a_photograph(page):
    """By telephone: what is missing is said and what was typed stays; "ไม่อนุญาตให้ถ่าย" is an answer like another."""
    begin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    fill_date(page, "visited_on")
    page.fill("[name=saw]", "ยายดูแล อยากได้หนังสือนิทาน")
    page.locator("[name=no_photo]").select_option(label="ไม่อนุญาตให้ถ่าย")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("พบใคร")
    expect(page.locator("[name=saw]")).to_have_value("ยายดูแล อยากได้หนังสือนิทาน")
    page.locator("label.chip-pick", has_text="ปู่ย่าตายาย").first.click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator("main")).to_contain_text(FINISHED)
    assert "/edit/" not in path(page)
    expect(page.locator("#photos .tag")).to_have_text("ไม่อนุญาตให้ถ่าย")
    expect(page.locator("form[data-photos]")).to_have_count(0)
