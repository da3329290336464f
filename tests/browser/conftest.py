"""Real Chromium against the real server: a copy of the demo database, gunicorn, pressed static files.

Every flow runs twice, with and without JavaScript: the pages must work without script too.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = "studentcare_browser_template"
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


def environment(database, **more):
    return {**os.environ, "DB_NAME": database, "DEMO": "1", "PYTHONPATH": str(ROOT), **more}


def manage(database, *command):
    arguments = [sys.executable, "manage.py", *command]
    subprocess.run(arguments, cwd=ROOT, check=True, env=environment(database), capture_output=True)


@pytest.fixture(scope="session")
def template():
    """The demo area, loaded once; each module of tests gets a copy of its own (0.15 s)."""
    as_owner(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)", f"CREATE DATABASE {TEMPLATE}")
    manage(TEMPLATE, "migrate", "-v0")
    manage(TEMPLATE, "load_demo")
    yield TEMPLATE
    as_owner(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")


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
    database = f"studentcare_{request.module.__name__.rsplit('.', 1)[-1]}"
    as_owner(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database} TEMPLATE {template}")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}", "studentcare.wsgi"],
        cwd=ROOT,
        env=environment(database, STUDENTCARE_ROLE="app"),
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    wait_for(f"{address}/healthz")
    yield address
    server.terminate()
    server.wait()
    as_owner(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def wait_for(url):
    for _ in range(200):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture
def open_as(browser, site):
    """`open_as("ครูสมหญิง", javascript=…, width=…)`: a page signed in through the demo's one click."""
    contexts = []

    def opened(person=None, *, javascript=True, width=1366, height=768):
        context = browser.new_context(
            java_script_enabled=javascript,
            base_url=site,
            viewport={"width": width, "height": height},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
        )
        contexts.append(context)
        page = context.new_page()
        page.foreign = []
        page.on(
            "request", lambda r: page.foreign.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None
        )
        page.broken = []
        page.on("console", lambda m: page.broken.append(m.text) if m.type == "error" else None)
        if person:
            page.goto("/demo/")
            page.locator("li.visit", has_text=person).locator("form button").first.click()
            page.wait_for_url("**/today/")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request):
    return request.param


@pytest.fixture
def axe():
    """Violations of WCAG 2.2 AA on the page, as "rule: element" lines."""

    def violations(page):
        found = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    return violations
