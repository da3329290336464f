"""One run per folder; what a killed run left behind is ended by the next."""

import os
import subprocess
import sys
import time

import pytest

from tools.leftovers import Seat


def sleeper():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)


def test_a_second_run_from_the_same_folder_is_refused(tmp_path):
    with Seat(tmp_path), pytest.raises(SystemExit, match="make stop"), Seat(tmp_path):
        pytest.fail("two sat on one seat")
    with Seat(tmp_path):
        assert (tmp_path / "running").read_text() == f"{os.getpid()}\n"


def test_the_orphans_of_a_killed_run_are_ended(tmp_path):
    orphan = sleeper()
    (tmp_path / "running").write_text(f"999999\n{orphan.pid}\n")
    with Seat(tmp_path):
        assert orphan.wait(5) < 0


def test_a_stranger_with_the_same_number_is_left_alone(tmp_path):
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    (tmp_path / "running").write_text(f"999999\n{stranger.pid}\n")
    with Seat(tmp_path):
        assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_stopping_from_elsewhere_ends_the_run_and_frees_the_seat(tmp_path):
    program = (
        "import pathlib, sys, time\n"
        "from tools.leftovers import Seat\n"
        "with Seat(pathlib.Path(sys.argv[1])):\n"
        "    time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    until = time.monotonic() + 10
    while not ((tmp_path / "running").exists() and (tmp_path / "running").read_text()):
        assert time.monotonic() < until
        time.sleep(0.02)
    Seat.vacate(tmp_path)
    assert run.wait(5) != 0
    with Seat(tmp_path):
        assert run.poll() is not None
