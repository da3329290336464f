"""What a first visit costs on a school's line (decisions C15)."""

import gzip
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, ROOT, go_to_grid
from tests.browser.letters import CODE_PAGE

KB = 1000
OURS = ROOT / "static" / "studentcare"


@pytest.fixture
def visit(open_as, site):
    """The grid's HTML and the addresses that a browser with an empty cache fetched for it and the pages before."""
    page = open_as()
    asked = set()
    page.on("request", lambda sent: asked.add(sent.url) if f"{site}/static/" in sent.url else None)
    page.goto("/login/")
    page.fill("[name=login]", "somying")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/today/")
    go_to_grid(page)
    expect(page.locator("tr[data-row]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page.request.get(page.url).body(), asked


def pressed_size(address):
    """Bytes on the line for a browser that takes brotli."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, br"})  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        return len(answer.read())


def test_a_first_visit_of_the_grid_takes_at_most_100_kb(visit):
    html, addresses = visit
    sizes = {address.rsplit("/", 1)[-1]: pressed_size(address) for address in addresses}
    sizes["grid"] = len(gzip.compress(html))
    assert {name.rsplit(".", 1)[-1] for name in sizes} >= {"css", "js", "woff2", "svg"}
    assert sum(sizes.values()) <= 100 * KB, sizes
    assert sizes["grid"] <= 15 * KB


def everything_of(page, site, address):
    """Bytes on the line of one page for a browser with an empty cache."""
    fetched = set()
    page.on("request", lambda sent: fetched.add(sent.url) if sent.url.startswith(site) else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    html = page.request.get(address).body()
    files = {url for url in fetched if "/static/" in url}
    return {url.rsplit("/", 1)[-1]: pressed_size(url) for url in files} | {"page": len(gzip.compress(html))}


def test_a_first_visit_of_the_board_takes_at_most_100_kb(browser, site, open_as):
    seen = open_as("kanplu")
    fresh = browser.new_context(base_url=site, storage_state=seen.context.storage_state())
    sizes = everything_of(fresh.new_page(), site, "/referrals/")
    fresh.close()
    assert {name.rsplit(".", 1)[-1] for name in sizes} >= {"css", "js", "woff2"}
    assert sum(sizes.values()) <= 100 * KB, sizes


def test_a_first_visit_of_an_agency_takes_at_most_40_kb_and_no_script(open_as, site):
    """The door's pages hold secrets and are not pressed. Style and fonts are there when the letter is opened."""
    page = open_as()
    page.goto("/demo/agency/")
    letter = page.locator("li.task-card", has=page.get_by_text("ส่งแล้ว")).first
    code, door = letter.locator(".code.strong").inner_text(), letter.locator("a.btn").get_attribute("href")
    agency = open_as(width=360, height=740)
    first = everything_of(agency, site, door) | {"page": len(agency.request.get(door).body())}
    assert {name.rsplit(".", 1)[-1] for name in first} == {"page", "css", "woff2", "svg"}
    assert sum(first.values()) <= 40 * KB, first
    agency.get_by_label(CODE_PAGE).fill(code)
    agency.get_by_role("button", name="เปิดดู").click()
    expect(agency.locator(".preview")).to_be_visible()
    behind = everything_of(agency, site, door)
    assert {name for name in behind if name not in first and not name.endswith(".svg")} == set()
    assert len(agency.request.get(door).body()) <= 20 * KB


def test_our_own_style_and_script_stay_small():
    assert sum(len(gzip.compress((OURS / name).read_bytes())) for name in ("app.css", "app.js")) <= 14 * KB
