"""Makes a checkout ready to run: the virtual environment, the pinned packages, the system's libraries.

    python3 tools/setup.py run|check|test

Plain standard library, because nothing is installed yet; a second call finds its stamp and is done at once.
It keeps to syntax that an old Python can read, so that it can say which one is needed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")

# What WeasyPrint loads, by Debian's package name. Each may be called differently on other systems.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
# What the tests start, by Debian's package name.
PROGRAMS = {"chromium": "chromium", "poppler-utils": "pdftotext"}
FONTS = Path("/usr/share/fonts")  # without any system font Chromium hangs


def main() -> None:
    """Set up for `make run`, `make check` or `make test`."""
    if sys.argv[1:] not in (["run"], ["check"], ["test"]):
        sys.exit(__doc__)
    kind = sys.argv[1]
    need_python()
    need_system_packages(kind)
    need_packages(kind)


def need_python() -> None:
    """Go on under a Python that is new enough, or say what to do."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "This needs Python {}.{} or newer; here is {}.{}.\n"
        "ต้องใช้ Python {}.{} ขึ้นไป  (Debian 12+, Ubuntu 24.04+: apt-get install python3 python3-venv)".format(
            *OLDEST, *sys.version_info[:2], *OLDEST
        )
    )


def need_system_packages(kind: str) -> None:
    """Install the missing system packages as root, or print the one command that does."""
    names = missing(kind)
    if not names:
        return
    command = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(names)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing " + " ".join(names))
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(["sh", "-c", command], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode == 0 and not missing(kind):
            return
        sys.exit("This did not work; type it and read what it says:\n    " + command)
    sys.exit(
        "System packages are missing. Type this once, then the same make command again\n"
        "ขาดแพ็กเกจของระบบ พิมพ์คำสั่งนี้หนึ่งครั้ง แล้วสั่ง make อีกครั้ง\n    sudo sh -c '" + command + "'"
    )


def missing(kind: str) -> list[str]:
    """The names of Debian's packages that are not here."""
    names = [package for package, files in LIBRARIES.items() if not any(map(loads, files))]
    if not PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        names.append("python{}.{}-venv".format(*sys.version_info[:2]))
    if kind == "test":
        names += [package for package, program in PROGRAMS.items() if not shutil.which(program)]
        if not any(FONTS.rglob("*.ttf")):
            names.append("fonts-dejavu-core")
    return names


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_packages(kind: str) -> None:
    """Make the virtual environment and install exactly the packages whose hashes are committed."""
    wanted = REPOSITORY / ("requirements.txt" if kind == "run" else "requirements-dev.txt")
    version = "{}.{}".format(*sys.version_info[:2])
    text = version + " " + hashlib.sha256(wanted.read_bytes()).hexdigest()
    stamp = VENV / ("installed-" + wanted.stem)
    if stamp.exists() and stamp.read_text() == text and PYTHON.exists():
        return
    if not usable(version):
        say("Making the virtual environment")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    say("Installing the packages of " + wanted.name)
    if not installed(wanted):
        sys.exit("The packages could not be installed; the reason stands above.")
    stamp.write_text(text)


def installed(wanted: Path) -> bool:
    """Install a list of packages: by uv in a few seconds, or by pip, which knows every mirror and proxy."""
    hashes = ["install", "--require-hashes", "--requirement"]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", *hashes]
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
            only_uv.write(pinned("uv"))
            only_uv.flush()
            subprocess.run([*pip, only_uv.name], capture_output=True, check=False)
    if uv.exists():
        command = [str(uv), "pip", *hashes, str(wanted), "--python", str(PYTHON), "--compile-bytecode"]
        environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
        if subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0:
            return True
    return subprocess.run([*pip, str(wanted)], check=False).returncode == 0


def pinned(name: str) -> str:
    """One package's version and hashes from the list for developers."""
    lines = (REPOSITORY / "requirements-dev.txt").read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(name + "=="))
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith(" "))
    return "\n".join(lines[start:end]) + "\n"


def usable(version: str) -> bool:
    """Whether the virtual environment is whole and made by this version of Python."""
    if not PYTHON.exists():
        return False
    ask = "import sys, pip; print('{}.{}'.format(*sys.version_info[:2]))"
    done = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def say(sentence: str) -> None:
    """One line to the person who waits."""
    print("· " + sentence, flush=True)


if __name__ == "__main__":
    main()
