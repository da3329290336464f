"""What every page loads: light, and with every sign it names."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from schools.templatetags.shell import STATUS
from studentcare.story.timeline import ICONS

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static" / "studentcare"
KB = 1000
NAMED = re.compile(r"""\{% icon ["']([a-z0-9]+)["']""")
PLACED = re.compile(r'Place\("[^"]+", "([a-z0-9]+)"')


def pressed(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_stylesheet_and_script_stay_within_fourteen_kilobytes():
    assert pressed("app.css") + pressed("app.js") <= 14 * KB
    assert pressed("app.js") <= 4 * KB


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="i-([a-z0-9]+)"', (STATIC / "icons.svg").read_text()))
    named = {name for page in (ROOT / "templates").rglob("*.html") for name in NAMED.findall(page.read_text())}
    named |= set(PLACED.findall((ROOT / "studentcare" / "shell.py").read_text()))
    named |= set(ICONS.values()) | {shape for _, shape, _, _ in STATUS.values()} | {"up2", "down2", "urgent"}
    assert named - drawn == set()


def test_nothing_is_kept_in_the_browser_and_nothing_is_built_from_text():
    script = (STATIC / "app.js").read_text().replace("sessionStorage.removeItem", "")
    for word in ("localStorage", "sessionStorage", "indexedDB", "eval(", "new Function"):
        assert word not in script
