"""What a first visit costs on a school's line (decisions C15)."""

import gzip
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, ROOT, go_to_grid

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


def test_our_own_style_and_script_stay_small():
    assert sum(len(gzip.compress((OURS / name).read_bytes())) for name in ("app.css", "app.js")) <= 14 * KB
