"""The numbers of performance.md beside their floors, as ratios of one run: `make bench`.

A database of its own with 200 schools and 43,200 children is made once and kept (`--again` makes it anew).
Candidate and floor run in one process on one connection with the walls up, interleaved A B B A; the median of the
ratios is printed with its 10th and 90th percentile. What is written is rolled back. Not a test: times differ
between machines, ratios hardly.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tools.localpg import OWNER, default_state, socket_dir

NAME = "studentcare_bench"
REPOSITORY = Path(__file__).resolve().parent.parent
ROUNDS = 21


def environment(role: str) -> dict[str, str]:
    return {**os.environ, "DB_NAME": NAME, "STUDENTCARE_ROLE": role, "DEMO": "1"}


def manage(*words: str, is_quiet: bool = False) -> None:
    said = subprocess.DEVNULL if is_quiet else None
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=REPOSITORY, env=environment("owner"), check=True, stdout=said)


def is_there() -> bool:
    with psycopg.connect(host=str(socket_dir(default_state())), user=OWNER, dbname="postgres", autocommit=True) as c:
        found = c.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
    return found is not None


def build() -> None:
    with psycopg.connect(host=str(socket_dir(default_state())), user=OWNER, dbname="postgres", autocommit=True) as c:
        c.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        c.execute(f"CREATE DATABASE {NAME}")
    manage("migrate", "-v0")
    manage("load_demo")
    with psycopg.connect(host=str(socket_dir(default_state())), user=OWNER, dbname=NAME) as c:
        c.execute("SET app.actor = 'system:bench'")
        c.execute((REPOSITORY / "tools" / "bench.sql").read_text())
    manage("recount", "--mend", is_quiet=True)
    manage("shell", "-c", "from tools.benched_cases import fill; fill()")
    with psycopg.connect(host=str(socket_dir(default_state())), user=OWNER, dbname=NAME) as c:
        c.execute("ANALYZE")


def ratio(candidate: Callable[[], Any], floor: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """(median, 10th, 90th percentile) of candidate's time in floors."""
    found = []
    candidate(), floor()
    for _ in range(rounds):
        a1, b1, b2, a2 = (timed(call) for call in (candidate, floor, floor, candidate))
        found.append((a1 + a2) / (b1 + b2))
    tenths = statistics.quantiles(found, n=10)
    return statistics.median(found), tenths[0], tenths[-1]


def timed(call: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="make the database anew")
    parser.add_argument("--only", default="", help="one number alone: --only P15")
    options = parser.parse_args()
    if options.again or not is_there():
        print("making 200 schools and 43,200 children (about a minute) …")
        build()
    os.environ.update(environment("app"), DJANGO_SETTINGS_MODULE="studentcare.settings", PLAIN_STATIC="1")
    import django

    django.setup()
    from tools.benched import measure

    print(f"{'':4} {'what':58} {'median':>8} {'p10':>7} {'p90':>7}  target")
    for name, what, (middle, low, high), target in measure(ratio, options.only):
        print(f"{name:4} {what:58} {middle:7.2f}× {low:6.2f} {high:7.2f}  {target}")


if __name__ == "__main__":
    main()
