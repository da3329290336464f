"""What stands between a fresh database and the first page: tables, reference data, demo, static files."""

import hashlib
import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from tools import static
from tools.localpg import DATABASE, OWNER, socket_dir

REPOSITORY = Path(__file__).resolve().parent.parent
INPUTS = ("*/migrations/*.py", "*/grants.py", "*/management/commands/load_reference.py", "fixtures/**/*")
REMEMBERED = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def environment(host: str, port: int) -> dict[str, str]:
    """What `make run` decides for those who did not: the demo, where there is no server of theirs.

    The demo's letters carry a QR that leads back to this machine; a real area says its own address.
    """
    said = os.environ.get("DEMO", "0" if _is_theirs() else "1")
    demo = "1" if said.lower() in ("1", "true", "yes", "on") else "0"
    decided = {"DEMO": demo, "PYTHONUTF8": "1"}
    if demo == "1" and not _is_loopback(host):
        decided["INSECURE_DEMO"] = "1"
    if demo == "1" and not os.environ.get("SITE_URL"):
        decided["SITE_URL"] = f"http://{_seen_from_outside(host)}:{port}"
    return decided


def all_of_it(environment: dict[str, str]) -> None:
    """Bring the static files and the database to where this checkout needs them."""
    static.build(environment)
    if _is_theirs() and "OWNER_DATABASE_URL" not in environment:
        _say("OWNER_DATABASE_URL is not set: `manage.py migrate` and `load_reference` are left to the owner")
        return
    _make_tables(environment)
    demo, areas = environment["DEMO"] == "1", kinds_of_area()
    if "real" in areas and demo:
        raise SystemExit(
            "ฐานข้อมูลนี้เป็นของเขตจริง เปิดด้วย  DEMO=0 make run\n"
            "This database holds a real area; start it with  DEMO=0 make run"
        )
    if "demo" in areas and not demo:
        raise SystemExit(
            "ฐานข้อมูลนี้มีข้อมูลสมมติ เขตจริงต้องใช้ฐานข้อมูลใหม่ หรือล้างด้วย  make demo-reset\n"
            "This database holds the demo area: a real one needs its own, or  make demo-reset  first"
        )
    if demo and not areas:
        _say("Making the demo area (some twenty seconds, this once)")
        _manage(environment, "load_demo")


def kinds_of_area() -> set[str]:
    """What the database holds: "demo", "real", nothing; both together only by force."""
    with _connected() as db:
        if db.execute("SELECT to_regclass('schools_area') IS NULL").fetchone() == (True,):
            return set()
        rows = db.execute("SELECT DISTINCT is_demo FROM schools_area").fetchall()
    return {"demo" if is_demo else "real" for (is_demo,) in rows}


def _make_tables(environment: dict[str, str]) -> None:
    """Migrate and load the reference data.

    The private database remembers for which files that was done, in its comment: it goes when the database
    goes. A server of theirs is asked every time.
    """
    wanted = _fingerprint()
    if not _is_theirs():
        with _connected() as db:
            if db.execute(REMEMBERED).fetchone() == (wanted,):
                return
    _say("Making the tables and loading the reference data")
    _manage(environment, "migrate", "--no-input", "--verbosity", "0")
    _manage(environment, "load_reference")
    if not _is_theirs():
        with _connected() as db:
            db.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(DATABASE), Literal(wanted)))


def _manage(environment: dict[str, str], *command: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=REPOSITORY, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"manage.py {command[0]} failed; the reason stands above.")


def _fingerprint() -> str:
    """A hash over everything that migrate and load_reference depend on."""
    whole = hashlib.sha256((REPOSITORY / "requirements.txt").read_bytes())
    for pattern in INPUTS:
        for path in sorted(REPOSITORY.glob(pattern)):
            if path.is_file():
                whole.update(str(path.relative_to(REPOSITORY)).encode())
                whole.update(path.read_bytes())
    return whole.hexdigest()


def _connected() -> psycopg.Connection:
    """The database as its owner."""
    if _is_theirs():
        return psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True)
    return psycopg.connect(host=str(socket_dir()), user=OWNER, dbname=DATABASE, autocommit=True)


def _is_theirs() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def here(host: str) -> str:
    """A name under which this machine reaches what listens on `host`, fit for an address."""
    if host != "localhost" and ipaddress.ip_address(host).is_unspecified:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _seen_from_outside(host: str) -> str:
    """The address that other machines type; nothing is sent to find it out."""
    if _is_loopback(host) or not ipaddress.ip_address(host).is_unspecified:
        return here(host)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:  # no network
            return socket.gethostname()
        return str(probe.getsockname()[0])


def how_to_sign_in(host: str, port: int, environment: dict[str, str]) -> str:
    """What the person at the terminal reads when the first page can be opened, in Thai and in English."""
    address = f"http://{here(host)}:{port}/"
    if environment["DEMO"] == "1":
        lines = [
            f"พร้อมแล้ว เปิด  {address}demo/  แล้วเลือกว่าจะเข้าเป็นใคร (ข้อมูลสมมติทั้งหมด)",
            f"Ready. Open     {address}demo/  and choose whom to be: one click, all data invented.",
        ]
    else:
        # The session's cookie is for HTTPS only: nobody signs in at the port itself.
        public = environment.get("CSRF_TRUSTED_ORIGINS", "").split(",")[0].strip()
        th, en = (public, public) if public else ("ที่อยู่ HTTPS ของพร็อกซีหน้าเครื่องนี้", "the address of your HTTPS proxy")
        lines = [
            f"พร้อมแล้ว เปิด  {th}  แล้วเข้าด้วยบัญชีของท่าน (บัญชีแรกมาจาก manage.py open_area)",
            f"Ready. Open     {en}  and sign in; the first account comes from manage.py open_area.",
            f"พร็อกซีส่งต่อมาที่  {address}  · The proxy forwards to  {address}",
        ]
    if environment["DEMO"] == "1" and not _is_loopback(host):
        name = _seen_from_outside(host)
        lines += [
            f"เครื่องอื่นในเครือข่ายเปิด  http://{name}:{port}/  โทรศัพท์ต้องใช้ HTTPS ดู docs/operate.md",
            f"Others on the network open http://{name}:{port}/ . Phones need HTTPS: see docs/operate.md.",
        ]
    lines.append("หยุดด้วย Ctrl-C · Ctrl-C stops everything.")
    return "\n" + "\n".join(f"  {line}" for line in lines) + "\n"


def _say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)
