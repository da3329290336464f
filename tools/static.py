"""Everything a browser fetches besides pages, gathered and pressed once: `python -m tools.static`.

Only what our own pages name is taken from the packages (Bootstrap alone brings 30 stylesheets that we do not
use), because pressing all of it takes half a minute. Nothing happens while the inputs are the same.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import django
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.management import call_command

from tools import fonts
from tools.localpg import default_state

REPOSITORY = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")
HTMX = "django_htmx/htmx-2.min.js"  # what {% htmx_script %} names


def build() -> bool:
    """Cut the fonts and collect the files unless nothing has changed; True when it built."""
    state = default_state()
    stamp = state / "static.built"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    stamp.unlink(missing_ok=True)
    fonts.cut(state / "fonts")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studentcare.settings")
    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=list(_unused()))
    stamp.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """A hash over everything that the result depends on."""
    whole = hashlib.sha256(str(sorted(_named())).encode())
    inputs = [REPOSITORY / "requirements.txt", REPOSITORY / "studentcare" / "settings.py"]
    inputs += sorted((REPOSITORY / "tools").glob("*.py"))
    inputs += sorted(path for path in (REPOSITORY / "static").rglob("*") if path.is_file())
    for path in inputs:
        whole.update(str(path.relative_to(REPOSITORY)).encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _named() -> set[str]:
    """The static files that our templates name."""
    names = {HTMX}
    for template in (REPOSITORY / "templates").rglob("*.html"):
        names.update(NAMED.findall(template.read_text()))
    # A stylesheet's map is looked for when the stylesheet's name gets its hash.
    return names | {f"{name}.map" for name in names if name.endswith(".css")}


def _unused() -> Iterator[str]:
    """The files of installed packages that no page of ours names."""
    yield from set(files_of(AppDirectoriesFinder())) - _named()


def files_of(finder: BaseFinder) -> Iterator[str]:
    """The names under which a finder's files are served."""
    for path, storage in finder.list([]):
        prefix = getattr(storage, "prefix", None)
        yield f"{prefix}/{path}" if prefix else path


if __name__ == "__main__":
    build()
