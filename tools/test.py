"""`make test`: the browsers beside everything else, on a database of their own; what they said is printed at the end.

With arguments (`make test ARGS=tests/cases`) it is one ordinary pytest.
"""

import os
import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest"]
BROWSERS = "tests/browser"


def main() -> None:
    if sys.argv[1:]:
        sys.exit(subprocess.run([*PYTEST, *sys.argv[1:]], check=False).returncode)
    with tempfile.TemporaryFile() as said:
        own = {**os.environ, "TEST_DB": "test_studentcare_browsers"}
        browsers = subprocess.Popen([*PYTEST, BROWSERS], env=own, stdout=said, stderr=subprocess.STDOUT)
        try:
            rest = subprocess.run([*PYTEST, f"--ignore={BROWSERS}"], check=False).returncode
            seen = browsers.wait()
        finally:
            browsers.terminate()
        said.seek(0)
        sys.stdout.buffer.write(b"\n-- browsers --\n" + said.read())
    sys.exit(rest or seen)


if __name__ == "__main__":
    main()
