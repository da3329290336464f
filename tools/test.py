"""`make test`: the browsers, the table of who gets what, and everything else, side by side on databases of their own.

The browsers wait for pages with a watch in their hand, so the two others stand back for them. What the browsers and
the table said is printed at the end. With arguments (`make test ARGS=tests/cases`) it is one ordinary pytest.
"""

import os
import subprocess
import sys
import tempfile
from typing import IO

from tools.localpg import default_state

PYTEST = [sys.executable, "-m", "pytest"]
BROWSERS = ["tests/browser"]
TABLE = ["tests/test_access.py", "tests/test_shut_out.py"]  # about a third of what needs no browser
REST = [f"--ignore={path}" for path in [*BROWSERS, *TABLE]]


def surroundings(database: str = "") -> dict[str, str]:
    """Every server that a browser test starts would compile all modules anew if Python might not keep them."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours["PYTHONPYCACHEPREFIX"] = str(default_state() / "bytecode")
    return ours | ({"TEST_DB": database} if database else {})


def begun(said: IO[bytes], database: str, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=surroundings(database), stdout=said, stderr=subprocess.STDOUT)


def main() -> None:
    if sys.argv[1:]:
        sys.exit(subprocess.run([*PYTEST, *sys.argv[1:]], check=False, env=surroundings()).returncode)
    stood_back = ["nice", "-n", "10", *PYTEST]
    with tempfile.TemporaryFile() as seen, tempfile.TemporaryFile() as asked:
        beside = {
            "browsers": (seen, begun(seen, "test_studentcare_browsers", *PYTEST, *BROWSERS)),
            "who gets what": (asked, begun(asked, "test_studentcare_table", *stood_back, *TABLE)),
        }
        try:
            codes = [subprocess.run([*stood_back, *REST], check=False, env=surroundings()).returncode]
            codes += [run.wait() for _, run in beside.values()]
        finally:
            for _, run in beside.values():
                run.terminate()
        for name, (said, _) in beside.items():
            said.seek(0)
            sys.stdout.buffer.write(f"\n-- {name} --\n".encode() + said.read())
    sys.exit(max(codes, key=abs))


if __name__ == "__main__":
    main()
