"""Real Chromium against the real server: a copy of the demo database, gunicorn, pressed static files.

Every flow runs twice, with and without JavaScript: the pages must work without script too.
"""

import contextlib
import datetime
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect
from pypdf import PdfReader

from studentcare.demo.staff import PASSWORD
from tests import template as kept_databases

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = "studentcare_browser_template"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs a loop of its own


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.real_time)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "no Chromium: apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", *quiet]
    return {**browser_type_launch_args, "executable_path": chromium, "args": arguments}


def as_owner(*statements):
    where = settings.DATABASES["default"]
    with psycopg.connect(host=where["HOST"], user=where["OWNER"], dbname="postgres", autocommit=True) as owner:
        for statement in statements:
            owner.execute(statement)


def asked(database, statement, values=()):
    """What the owner's statement answers, in a server's own database: for what no page tells or sets."""
    where = settings.DATABASES["default"]
    with psycopg.connect(host=where["HOST"], user=where["OWNER"], dbname=database) as owner:
        answer = owner.execute(statement, values)
        return answer.fetchall() if answer.description else []


def exists(database):
    where = settings.DATABASES["default"]
    with psycopg.connect(host=where["HOST"], user=where["OWNER"], dbname="postgres") as owner:
        return owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def drop(database):
    as_owner(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def environment(database, **more):
    return {**os.environ, "DB_NAME": database, "DEMO": "1", "PYTHONPATH": str(ROOT), **more}


def manage(database, *command):
    arguments = [sys.executable, "manage.py", *command]
    subprocess.run(arguments, cwd=ROOT, check=True, env=environment(database), capture_output=True)


@pytest.fixture(scope="session")
def template(request, django_db_setup):
    """The demo area, loaded once; each module of tests gets a copy of its own (0.15 s). --reuse-db keeps it."""
    keep = request.config.getoption("reuse_db")
    if not (keep and exists(TEMPLATE)):
        drop(TEMPLATE)
        migrated = kept_databases.name()
        is_kept = migrated in kept_databases.kept()
        as_owner(f"CREATE DATABASE {TEMPLATE}" + (f" TEMPLATE {migrated}" if is_kept else ""))
        manage(TEMPLATE, "migrate", "-v0")  # nothing is left to do in a copy
        manage(TEMPLATE, "load_demo")
    yield TEMPLATE
    if not keep:
        drop(TEMPLATE)


@pytest.fixture(scope="session")
def pressed():
    """The static files as `make run` serves them."""
    subprocess.run([sys.executable, "-m", "tools.static"], cwd=ROOT, check=True, capture_output=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def site(template, pressed, request):
    with serving(template, request.module.__name__.rsplit(".", 1)[-1]) as address:
        yield address


@contextlib.contextmanager
def serving(template, name):
    """The address of a real server on a database of its own."""
    database = f"studentcare_{name}"
    drop(database)
    as_owner(f"CREATE DATABASE {database} TEMPLATE {template}")
    port = free_port()
    web = f"-m gunicorn studentcare.wsgi --preload --workers 2 --bind 127.0.0.1:{port}"
    web += " --graceful-timeout 1 --no-control-socket"
    server = subprocess.Popen(
        [sys.executable, *web.split()],
        cwd=ROOT,
        env=environment(database, STUDENTCARE_ROLE="app", SITE_URL=f"http://localhost:{port}"),
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()
        drop(database)


def wait_for(url):
    for _ in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture
def open_as(browser, site):
    """A page of somebody signed in: `open_as("กานพลู", javascript=…, width=…)`.

    By the call name that the demo's page shows, or by the user name and the demo's password.
    """
    contexts = []

    def opened(person=None, *, javascript=True, width=1366, height=768):
        context = browser.new_context(
            java_script_enabled=javascript,
            base_url=site,
            viewport={"width": width, "height": height},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        watch(page, site)
        if person:
            sign_in(page, person)
        return page

    yield opened
    for context in contexts:
        context.close()


def watch(page, site):
    """Keep what no page may do: `page.foreign` asked of others, `page.broken` said in the console."""
    page.foreign, page.broken = [], []
    ours = (site, "data:", "blob:")
    page.on("request", lambda sent: sent.url.startswith(ours) or page.foreign.append(sent.url))
    page.on("console", lambda said: said.type != "error" or page.broken.append(said.text))
    page.on("pageerror", lambda error: page.broken.append(str(error)))


def sign_in(page, person):
    if person.isascii():
        page.goto("/login/")
        page.fill("[name=login]", person)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button").first.click()
    else:
        page.goto("/demo/")
        page.locator("li.visit", has_text=person).locator("form button").first.click()
    page.wait_for_url("**/today/")


def go_to_grid(page):
    """The grid of the teacher's own room."""
    page.goto("/classes/")
    if page.url.endswith("/classes/"):
        page.locator("main a", has_text="ป.4/").first.click()
    page.locator("main a[href*='/screening/'][href$='/']").first.click()
    page.wait_for_url("**/screening/*/")


def go_to_room(page, name):
    """A room of the school, opened from the list of rooms; who has one room only stands in it at once."""
    page.goto("/classes/")
    if page.url.endswith("/classes/"):
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("h1")).to_contain_text(name)


def path(page):
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def today():
    return datetime.datetime.now(ZoneInfo("Asia/Bangkok")).date()


def fill_date(page, name, *, days=0):
    """Day, month and Buddhist year in three fields."""
    on = today() + datetime.timedelta(days=days)
    page.fill(f"[name={name}_day]", str(on.day))
    page.select_option(f"[name={name}_month]", str(on.month))
    page.fill(f"[name={name}_year]", str(on.year + 543))


def pages_of(page, address):
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return len(PdfReader(io.BytesIO(answer.body())).pages)


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request):
    return request.param


@pytest.fixture(scope="session")
def axe():
    """Violations of WCAG 2.2 AA on the page, as "rule: element" lines. Axe itself needs JavaScript."""
    tool = Axe()
    asked = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}

    def violations(page):
        found = tool.run(page, options=asked).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    return violations
