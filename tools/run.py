"""`make run`: from a checkout to a page in the browser, in one terminal; Ctrl-C takes all of it away again.

    python -m tools.run [start|stop|demo-reset]

PORT and HOST choose the address (8000 on this machine only). DATABASE_URL chooses a server of yours instead
of the private one; its tables' owner is then OWNER_DATABASE_URL, without which nothing is migrated here.
"""

import contextlib
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools import prepare
from tools.leftovers import Seat
from tools.localpg import LocalPg, default_state

REPOSITORY = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds that the web server may take to answer for the first time


def start() -> None:
    """Bring everything up and wait for Ctrl-C, SIGTERM or the death of a part."""
    host, port = _address()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if ending != signal.SIGHUP or signal.getsignal(ending) != signal.SIG_IGN:  # nohup stays nohup
            signal.signal(ending, _end)
    with contextlib.suppress(KeyboardInterrupt), Seat(default_state()) as seat:
        _need_free(host, port)
        with _database():
            environment = {**os.environ, **prepare.environment(host, port)}
            prepare.all_of_it(environment)
            with _children(seat, host, port, environment) as children:
                _wait_until_it_answers(host, port, children)
                print(prepare.how_to_sign_in(host, port, environment), flush=True)
                while all(child.poll() is None for child in children):
                    time.sleep(0.5)
                raise SystemExit("A part has stopped, so everything was stopped; the reason stands above.")


def stop() -> None:
    """End what runs from this folder, wherever it was started, and the private server."""
    Seat.vacate(default_state())
    pg = LocalPg()
    pg.stays.unlink(missing_ok=True)
    pg.stop()


def demo_reset() -> None:
    """Throw the demo area away; the next start makes it anew."""
    if os.environ.get("DATABASE_URL"):
        raise SystemExit("DATABASE_URL is set: only the private server's demo area can be thrown away here.")
    with Seat(default_state()), LocalPg().in_use():
        if "real" in prepare.kinds_of_area():
            raise SystemExit("The private server holds a real area; nothing was thrown away.")
        LocalPg().empty()
    print("The demo area is gone; `make run` makes it anew.")


def _address() -> tuple[str, int]:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    with contextlib.suppress(ValueError):
        if host != "localhost":
            ipaddress.ip_address(host)
        if 0 < int(port) < 65536:
            return host, int(port)
    raise SystemExit(f"HOST={host} PORT={port}: an IP address or localhost, and a number up to 65535, please.")


def _end(*_: object) -> None:
    raise KeyboardInterrupt


def _need_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"{host}:{port}: {error.strerror}.\nเลือกพอร์ตอื่น / Choose another:  make run PORT={port + 1}"
            ) from None


@contextlib.contextmanager
def _database() -> Iterator[None]:
    with contextlib.nullcontext() if os.environ.get("DATABASE_URL") else LocalPg().in_use():
        yield


@contextlib.contextmanager
def _children(seat: Seat, host: str, port: int, environment: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The web server and the worker, as the application's role; both gone when the block ends."""
    workers = os.environ.get("WEB_CONCURRENCY") or min(4, (os.cpu_count() or 1) + 1)
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = (
        f"-m gunicorn studentcare.wsgi --preload --bind {place} --workers {workers} --timeout 60"
        " --graceful-timeout 5 --log-level warning --no-control-socket"
    )
    worker = "manage.py procrastinate worker"
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in (web, worker):
            # In a group of its own, so that Ctrl-C reaches only us and the end has an order.
            child = subprocess.Popen(
                [sys.executable, *command.split()],
                cwd=REPOSITORY,
                env={**environment, "STUDENTCARE_ROLE": "app"},
                start_new_session=True,
            )
            children.append(child)
            seat.note(child.pid)
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _wait_until_it_answers(host: str, port: int, children: list[subprocess.Popen[bytes]]) -> None:
    address = f"http://{prepare.here(host)}:{port}/healthz"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(child.poll() is None for child in children):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise SystemExit(f"{address} does not answer; the reason stands above.")


if __name__ == "__main__":
    acts = {"start": start, "stop": stop, "demo-reset": demo_reset}
    act = acts.get(sys.argv[1] if sys.argv[1:] else "start")
    sys.exit(__doc__) if act is None else act()
