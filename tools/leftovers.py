"""One `make run` per folder, and no orphans of one that was killed."""

import contextlib
import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

PATIENCE = 20  # seconds


class Seat:
    """The right to run from one state directory. Its file names who runs and the children, one number a line.

    The lock dies with the process that holds it, however it dies; the numbers then lead to its orphans.
    """

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self.path = state / "running"

    def __enter__(self) -> Self:
        self.handle = _opened(self.path)
        if not _locked(self.handle):
            self.handle.close()
            raise SystemExit("It is running already; `make stop` ends it. / เปิดอยู่แล้ว หยุดได้ด้วย make stop")
        _end_orphans(self.path)
        self.path.write_text(f"{os.getpid()}\n")
        return self

    def note(self, pid: int) -> None:
        """Remember a child."""
        with self.path.open("a") as handle:
            handle.write(f"{pid}\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.path.write_text("")
        self.handle.close()

    @classmethod
    def vacate(cls, state: Path) -> None:
        """Ask whoever runs to end, wait for it, and end what it may have left."""
        path = cls(state).path
        with _opened(path) as handle:
            until = time.monotonic() + PATIENCE
            asked = False
            while not _locked(handle):
                runner = _numbers(path)[:1]
                if runner and not asked:
                    os.kill(runner[0], signal.SIGTERM)
                    asked = True
                if time.monotonic() > until:
                    raise SystemExit(f"Process {runner} does not end.")
                time.sleep(0.1)
            _end_orphans(path)
            path.write_text("")


def _opened(path: Path) -> IO[str]:
    return path.open("a")


def _locked(handle: IO[str]) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _numbers(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()]


def _end_orphans(path: Path) -> None:
    """End the children whose numbers stand in the file, and their children: each began a process group."""
    for group in _numbers(path)[1:]:
        until = time.monotonic() + 5
        while any(_is_ours(process, group) for process in Path("/proc").glob("[0-9]*")):
            ending = signal.SIGTERM if time.monotonic() < until else signal.SIGKILL
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, ending)
            time.sleep(0.1)


def _is_ours(process: Path, group: int) -> bool:
    """Whether a process belongs to that group and runs our Python: numbers are given to strangers again."""
    with contextlib.suppress(OSError):
        if int((process / "stat").read_text().rpartition(")")[2].split()[2]) == group:
            return os.fsencode(sys.executable) in (process / "cmdline").read_bytes()
    return False
