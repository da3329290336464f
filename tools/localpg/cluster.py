"""One private cluster: made, started, reached by a socket, stopped; survives kills and neighbours."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from tools.localpg import binaries

REPOSITORY = Path(__file__).resolve().parents[2]

DATABASE = "studentcare"
BOOTSTRAP = "studentcare_bootstrap"  # superuser; makes the other two and is not used again
OWNER = "studentcare_owner"  # owns every table; migrate, load, dump, verify
APP = "studentcare_app"  # web and worker; owns nothing and is never a member of the owner
SOCKET_NAME = ".s.PGSQL.5432"
SUN_PATH = 107  # bytes that a unix socket's path may have

SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "max_connections": "200",
    "shared_buffers": "128MB",
}
# With LOCALPG_THROWAWAY=1: a machine that goes after its tests need not wait for its disk. Never where data is kept.
THROWAWAY = {"fsync": "off", "full_page_writes": "off"}


def default_state() -> Path:
    """Where the server and what `make run` builds live: one place per checkout.

    As root it must lie where the server's user may pass, therefore not below /root.
    """
    if given := os.environ.get("STUDENTCARE_STATE"):
        return Path(given).resolve()
    if os.geteuid() == 0:
        tag = hashlib.sha256(os.fsencode(REPOSITORY)).hexdigest()[:10]
        return Path("/var/lib/studentcare-dev") / tag
    return REPOSITORY / ".state"


def server_user() -> pwd.struct_passwd:
    """The operating system's user that runs the server."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SystemExit("PostgreSQL refuses to run as root, and there is no user postgres or nobody here")


def socket_dir(state: Path | None = None) -> Path:
    """The directory of the server's socket, to be given as HOST; computed, nothing is touched or started."""
    state = state or default_state()
    beside = state / "pg" / "run"
    if len(os.fsencode(beside / SOCKET_NAME)) <= SUN_PATH:
        return beside
    tag = hashlib.sha256(os.fsencode(state)).hexdigest()[:10]
    return Path("/tmp") / f"{DATABASE}-{server_user().pw_uid}-{tag}"


class LocalPg:
    """One private cluster below `state`/pg."""

    def __init__(self, state: Path | None = None, settings: dict[str, str] | None = None) -> None:
        self.base = state or default_state()
        self.state = self.base / "pg"
        self.data = self.state / "data"
        self.log = self.state / "server.log"
        self.stays = self.state / "stays"  # there while `start` typed at the terminal holds
        self.socket_dir = socket_dir(self.base)
        chosen = THROWAWAY if os.environ.get("LOCALPG_THROWAWAY") == "1" else {}
        self.settings = {**SETTINGS, **chosen, **(settings or {})}
        self.user = server_user()
        self.as_root = os.geteuid() == 0
        self.lowered: binaries.Lowered = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.as_root else {}
        )

    @property
    def made_by(self) -> int | None:
        """The major version that made the cluster, or None when there is none yet."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    @functools.cached_property
    def _found(self) -> tuple[Path, int]:
        return binaries.find(self.state, made_by=self.made_by, lowered=self.lowered)

    @property
    def bindir(self) -> Path:
        """The directory of the binaries in use; SystemExit that says what to type when there is none."""
        return self._found[0]

    # -- running programs -----------------------------------------------------------------------------------

    def _environment(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.state)}

    def _ask(self, *command: Path | str) -> str:
        """What a short program answers; empty when it fails."""
        done = subprocess.run(
            [os.fspath(word) for word in command],
            env=self._environment(), cwd="/", capture_output=True, text=True, check=False, **self.lowered,
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else ""

    def _run(self, *command: Path | str) -> None:
        # Into a file, never a pipe: the server would inherit the pipe and keep it open.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [os.fspath(word) for word in command],
                env=self._environment(), cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                check=False, **self.lowered,
            )  # fmt: skip
            if done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace")
                log = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
                raise SystemExit(f"{command[0]} failed:\n{said}\n{log}")

    def _own(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        if self.as_root:
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)
        if directory.stat().st_uid != self.user.pw_uid:
            raise SystemExit(f"{directory} belongs to someone else")
        directory.chmod(0o700)

    def _make_state(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        if self.as_root:  # the server's user must be able to pass
            for directory in (self.state, self.base):
                directory.chmod(directory.stat().st_mode | 0o011)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One start or stop at a time for one state directory."""
        self._make_state()
        with (self.state / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    # -- the server's life ----------------------------------------------------------------------------------

    def _pid(self) -> int | None:
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def running(self) -> bool:
        """Whether this cluster's server lives; a killed one that nobody has buried (a zombie) does not."""
        pid = self._pid()
        if pid is None:
            return False
        if not Path("/proc/self").exists():
            return bool(self._ask(self.bindir / "pg_ctl", "-D", self.data, "status"))
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            ours = os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return False
        return ours and state not in "ZX"

    def start(self) -> bool:
        """Start the server unless it runs, and see to roles and database; True if this call started it."""
        with self._alone():
            fresh = not self.running()
            if fresh:
                self._bury()
                if self.made_by is None:
                    self._create()
                self._launch()
            self._write_access()
            self._ensure_roles_and_database()
            return fresh

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """The server for as long as the block lasts; whoever leaves last stops it.

        Unless `start` was typed at the terminal: then it stays until `stop`.
        """
        self._make_state()
        with (self.state / "users").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if not self.stays.exists():
                        self.stop()

    def stop(self) -> bool:
        """Stop the server; True if it ran."""
        with self._alone():
            if not self.running():
                return False
            self._run(self.bindir / "pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")
            return True

    def empty(self) -> None:
        """Throw the database away and make it anew, without a table."""
        with psycopg.connect(host=str(self.socket_dir), user=OWNER, dbname="postgres", autocommit=True) as db:
            db.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(DATABASE)))
        self.start()

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # half of a cluster, from a kill during initdb
        self._own(self.data)
        initdb = self.bindir / "initdb"
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        newer = self._found[1] >= 17
        # C.UTF-8 everywhere: with plain C, trigrams of Thai are empty and search finds nothing.
        self._run(
            initdb, "-D", self.data, "-U", BOOTSTRAP, "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8",
            "--data-checksums", *(builtin if newer else []),
        )  # fmt: skip

    def _launch(self) -> None:
        self._own(self.socket_dir)
        self._write_access()
        self.log.touch()
        if self.as_root:
            os.chown(self.log, self.user.pw_uid, self.user.pw_gid)
        if self.log.stat().st_size > 20_000_000:
            self.log.write_text("")
        settings = {**self.settings, "unix_socket_directories": str(self.socket_dir)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run(self.bindir / "pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log, "-o", options, "start")

    def _bury(self) -> None:
        """After a `kill -9`: wait for the last backend, then take away the dead server's lock files.

        PostgreSQL takes a zombie, or a stranger that got the same number, for a living server. The files also
        guard against backends that outlived their server, so they go only when nothing sits in the data
        directory any more.
        """
        if self._pid() is None or not Path("/proc/self").exists():
            return
        until = time.monotonic() + 20
        while self._inhabited():
            if time.monotonic() > until:
                raise SystemExit(f"processes of a killed PostgreSQL still work in {self.data}; try again shortly")
            time.sleep(0.1)
        for lock in (self.data / "postmaster.pid", self.socket_dir / f"{SOCKET_NAME}.lock"):
            lock.unlink(missing_ok=True)

    def _inhabited(self) -> bool:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (process / "cwd").readlink() == self.data:
                    return True
        return False

    def _write_access(self) -> None:
        """Who may connect as what: the person at the terminal and the server's user, nobody else."""
        people = sorted({pwd.getpwuid(os.geteuid()).pw_name, self.user.pw_name})
        roles = (BOOTSTRAP, OWNER, APP)
        wanted = {
            "pg_hba.conf": "local all all peer map=local\n",
            "pg_ident.conf": "".join(f"local {person} {role}\n" for person in people for role in roles),
        }
        for name, text in wanted.items():
            path = self.data / name
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
                if self.as_root:
                    os.chown(path, self.user.pw_uid, self.user.pw_gid)
                if self.running():
                    self._run(self.bindir / "pg_ctl", "-D", self.data, "reload")

    def _ensure_roles_and_database(self) -> None:
        with psycopg.connect(host=str(self.socket_dir), user=BOOTSTRAP, dbname="postgres", autocommit=True) as db:
            roles = {name for (name,) in db.execute("SELECT rolname FROM pg_roles")}
            if OWNER not in roles:
                # CREATEDB so that the tests' database can be made; on a real server the owner does without.
                db.execute(SQL("CREATE ROLE {} LOGIN CREATEDB").format(Identifier(OWNER)))
            if APP not in roles:
                db.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(APP)))
            if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                db.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(DATABASE), Identifier(OWNER)))
