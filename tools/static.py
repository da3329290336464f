"""Everything a browser fetches besides pages, gathered and pressed once: `python -m tools.static`.

Only what our own pages name is taken from the packages (Bootstrap alone brings 30 stylesheets that we do not
use), because pressing all of it takes half a minute. Nothing happens while the inputs are the same.
"""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from tools.localpg import default_state

REPOSITORY = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")
HTMX = "django_htmx/htmx-2.min.js"  # what {% htmx_script %} names


def build(environment: dict[str, str] | None = None) -> bool:
    """Collect the files unless nothing has changed; True when it did, SystemExit when it could not."""
    stamp = default_state() / "static.built"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    stamp.unlink(missing_ok=True)
    # A process of its own, because Django costs half a second that a second start need not pay.
    done = subprocess.run([sys.executable, "-m", "tools.collect"], cwd=REPOSITORY, env=environment, check=False)
    if done.returncode:
        raise SystemExit("The static files could not be built; the reason stands above.")
    stamp.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """A hash over everything that the result depends on."""
    whole = hashlib.sha256(str(sorted(named())).encode())
    inputs = [REPOSITORY / "requirements.txt", REPOSITORY / "studentcare" / "settings.py"]
    inputs += sorted((REPOSITORY / "tools").glob("*.py"))
    inputs += sorted(path for path in (REPOSITORY / "static").rglob("*") if path.is_file())
    for path in inputs:
        whole.update(str(path.relative_to(REPOSITORY)).encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def named() -> set[str]:
    """The static files that our templates name."""
    names = {HTMX}
    for template in (REPOSITORY / "templates").rglob("*.html"):
        names.update(NAMED.findall(template.read_text()))
    # A stylesheet's map is looked for when the stylesheet's name gets its hash.
    return names | {f"{name}.map" for name in names if name.endswith(".css")}


if __name__ == "__main__":
    build()
