"""The private PostgreSQL at the terminal.

    python -m tools.localpg [--state DIR] start|stop|status|env|psql|dump|with COMMAND…

`start` keeps it up until `stop`, `with` while a command runs; `psql` and `dump` enter as the owner.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools.localpg import APP, DATABASE, OWNER, LocalPg


def _start(pg: LocalPg) -> None:
    began = time.perf_counter()
    said = "started" if pg.start() else "already running"
    pg.stays.touch()
    print(f"{said}: {pg.bindir} at {pg.socket_dir} ({time.perf_counter() - began:.2f} s)")


def _stop(pg: LocalPg) -> None:
    pg.stays.unlink(missing_ok=True)
    print("stopped" if pg.stop() else "was not running")


def _status(pg: LocalPg) -> None:
    running = pg.running()
    print(f"{'running' if running else 'not running'}: {pg.socket_dir}")
    sys.exit(0 if running else 3)


def _env(pg: LocalPg) -> None:
    place = f"host={pg.socket_dir}".replace("/", "%2F")
    print(f"export DATABASE_URL='postgresql://{APP}@/{DATABASE}?{place}'")
    print(f"export OWNER_DATABASE_URL='postgresql://{OWNER}@/{DATABASE}?{place}'")


def _as_owner(pg: LocalPg, program: str, *more: str) -> None:
    path = str(pg.bindir / program)
    os.execv(path, [path, "-h", str(pg.socket_dir), "-U", OWNER, "-d", DATABASE, *more])


def _with(pg: LocalPg, *command: str) -> None:
    """Run a command while the server is up; with DATABASE_URL there is nothing to start."""
    if os.environ.get("DATABASE_URL"):
        os.execvp(command[0], command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with pg.in_use():
        done = subprocess.run(command, check=False)
    sys.exit(done.returncode)


def main(arguments: list[str]) -> None:
    """Do what the command line asks."""
    state = None
    if arguments[:1] == ["--state"]:
        state, arguments = Path(arguments[1]).resolve(), arguments[2:]
    pg = LocalPg(state)
    command, more = (arguments or ["status"])[0], arguments[1:]
    simple = {"start": _start, "stop": _stop, "status": _status, "env": _env}
    if command in simple:
        simple[command](pg)
    elif command == "with" and more:
        _with(pg, *more)
    elif command in ("psql", "dump"):
        pg.start()
        _as_owner(pg, {"psql": "psql", "dump": "pg_dump"}[command], *more)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
