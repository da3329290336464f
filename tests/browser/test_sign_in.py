"""In by a one-time code, out for good, and what every answer tells the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}
GOOD = "ลมเย็นริมคลอง 7 สาย"


def test_from_the_slip_to_today(open_as, javascript):
    keeper = open_as("bunchi", javascript=javascript)
    keeper.goto("/people/")
    keeper.locator("main").get_by_role("link", name=re.compile("ใหม่ นามสมมติ")).first.click()
    keeper.get_by_role("button", name=re.compile("^ออกรหัสใช้ครั้งเดียว")).click()
    code = keeper.locator("#code").inner_text()
    page = open_as(javascript=javascript)
    page.goto("/login/code/")
    page.fill("[name=username]", "mai")
    page.fill("[name=code]", code)
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/password/")
    for weak, refusal in [("สั้นไป", "12"), ("123456789012", "รหัสผ่าน")]:
        choose(page, weak)
        expect(page.locator(".error-summary")).to_contain_text(refusal)
    page.goto("/today/")
    page.wait_for_url("**/account/password/")
    choose(page, GOOD if javascript else f"{GOOD} อีกครั้ง")
    page.wait_for_url("**/today/")
    page = open_as(javascript=javascript)
    page.goto("/login/code/")
    page.fill("[name=username]", "mai")
    page.fill("[name=code]", code)
    page.locator("main form button").first.click()
    expect(page.locator(".error-summary")).to_be_visible()


def choose(page, password):
    page.fill("[name=new]", password)
    page.fill("[name=again]", password)
    page.get_by_role("button", name="ใช้รหัสผ่านนี้").click()


def test_going_back_after_signing_out_shows_nothing(open_as):
    page = open_as("กานพลู")
    page.goto("/cases/")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/login/**")
    page.go_back()
    page.wait_for_url("**/login/**")
    expect(page.locator("[name=password]")).to_be_visible()


def test_two_minutes_before_the_end_she_is_asked(open_as):
    page = open_as()
    page.clock.install()
    page.goto("/login/")
    page.fill("[name=login]", "somying")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/today/")
    note = page.locator("#idle-note")
    page.clock.fast_forward("12:50")
    expect(note).to_be_hidden()
    page.clock.fast_forward("00:15")
    expect(note).to_be_visible()
    note.get_by_role("button", name="อยู่ต่อ").click()
    expect(note).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/today/", 200),
        ("/", 302),
        ("/students/zzzzzzzz/", 404),
        ("/no/such/page", 404),
        ("/people/new/", 403),
        ("/healthz", 200),
    ],
)
def test_every_answer_says_keep_nothing_and_run_nothing(open_as, address, status):
    answer = open_as("somying").request.get(address, max_redirects=0)
    assert answer.status == status
    says(answer.headers)
    assert "no-store" in answer.headers["cache-control"]


def test_an_answer_to_a_form_without_its_token_says_the_same(open_as):
    answer = open_as().request.post("/login/", form={"login": "somying", "password": "x"})
    assert answer.status == 403
    says(answer.headers)


def test_a_static_file_may_be_kept_and_says_the_rest(open_as):
    page = open_as()
    page.goto("/login/")
    answer = page.request.get(page.locator("link[href*='/app.']").get_attribute("href"))
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert set(answer.headers["content-security-policy"].split("; ")) == CSP


def says(headers):
    assert set(headers["content-security-policy"].split("; ")) == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "noindex" in headers["x-robots-tag"]
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers or "/" not in headers["server"]
