"""Every kind of page as every kind of person, on a phone and on a laptop, with our scripts and without: it answers,
fits, can be read by all, asks nobody else for anything and keeps nothing in the browser.
"""

import contextlib
import re
from collections import deque

import pytest

ID = re.compile(r"(?<=/)(?=[0-9a-z]*\d|[0-9a-z]{8}/)[0-9a-z]{8}(?=/)")
SLUG = re.compile(r"(?<=/)(aspects|findings)/[a-z]+(?=/)")
NOT_PAGES = re.compile(r"\.(pdf|xlsx|json)$|/file/?$|/files/\w{8}/$|^/static/")
LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")].map((a) => a.href)"""
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What axe looks at, without the keys that are new in each answer.
SHAPE = """() => document.body.outerHTML.replace(/ (value|hx-headers)="[^"]*"/g, "")"""
TALL = "Math.min(document.documentElement.scrollHeight, 8000)"
PHONE, LAPTOP = {"width": 360, "height": 800}, {"width": 1366, "height": 768}

# A family of duties sees the same pages, so each kind of page is visited once in it.
FAMILIES = {
    "teacher": ["สมหญิง"],
    "counselor": ["กานพลู"],
    "head": ["ประพันธ์"],
    "keepers": ["ทะเบียน", "bunchi", "ระบบ"],
    "area": ["เขตต์", "กลุ่มดาว"],
    "partial": ["วิไล", "เดชา", "พิมพ์ใจ", "จิตรา", "ตรวจสอบ"],
}
DEPTH = 2
# Kinds of pages that an earlier family has looked at in full, in both sizes, with and without our scripts: of those
# the next one looks at what she herself is shown, on a phone.
LOOKED = set()
# The same for everybody: the teacher's walk has been there.
COMMON = {"/", "/help/", "/demo/", "/account/", "/account/password/"}


@pytest.mark.parametrize("family", FAMILIES)
def test_pages(open_as, site, axe, family):
    wrong, seen = [], set() if family == "teacher" else set(COMMON)
    starts = ["/today/", "/styleguide/"] if family == "teacher" else ["/today/"]  # no link leads to the pieces
    for person in FAMILIES[family]:
        page = open_as(person, **PHONE)
        wrong += walk(page, site, axe, seen, family, starts)
        wrong += [f"{person}: asked {url}" for url in page.foreign]
        wrong += [f"{person}: {text}" for text in page.broken]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


def walk(page, site, axe, seen, family, starts, within=re.compile("")):
    """What is wrong on the pages within two links of where she starts, each kind of address once.

    `within`: only addresses that begin so are looked at; where she starts is looked at in any case.
    """
    waiting = deque((start, 0) for start in starts)
    wrong = []
    while waiting:
        address, depth = waiting.popleft()
        kind = SLUG.sub(r"\1/*", ID.sub("*", address.split("?")[0]))
        if kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(address)
        found = glanced(page, answer, axe) if kind in LOOKED else problems(page, answer, axe)
        wrong += [f"{family} {address}: {line}" for line in found]
        LOOKED.add(kind)
        if depth < DEPTH:
            waiting += [(link, depth + 1) for link in links(page, site) if within.match(link)]
    return wrong


def links(page, site):
    ours = [link.removeprefix(site).split("#")[0] for link in page.evaluate(LINKS) if link.startswith(f"{site}/")]
    return [link for link in ours if not NOT_PAGES.search(link.split("?")[0])]


def glanced(page, answer, axe):
    return looked_at(page, axe, sizes=(PHONE,)) if answer.status == 200 else [f"answered {answer.status}"]


def problems(page, answer, axe):
    if answer.status != 200:
        return [f"answered {answer.status}"]
    found, shape = looked_at(page, axe), page.evaluate(SHAPE)
    if any(page.evaluate(KEPT)):
        found.append("keeps something in the browser")
    return found + [f"{line} without scripts" for line in again(page, axe, shape)]


def again(page, axe, shape):
    """The same without our scripts; for axe a page of the same shape is as good as it was."""
    with without_scripts(page):
        page.reload()
        return looked_at(page, axe if page.evaluate(SHAPE) != shape else lambda page: [])


def looked_at(page, axe, sizes=(LAPTOP, PHONE)):
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        if page.evaluate(WIDE) > 0:
            found.append(f"too wide at {size['width']}")
        # as tall as the page: what lies under the bar at the foot is scrolled to, and no target before that
        page.set_viewport_size(size | {"height": max(size["height"], page.evaluate(TALL))})
        found += [f"{line} at {size['width']}" for line in axe(page)]
    return found


@contextlib.contextmanager
def without_scripts(page):
    """Our scripts arrive empty: axe itself needs JavaScript, so it cannot be switched off."""
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    yield
    page.unroute("**/*.js")
