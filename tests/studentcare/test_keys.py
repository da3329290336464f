"""The key ring as docs/operate.md has it made and written down."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from studentcare.keys import field_keys

OPERATE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text()


def test_the_documented_command_makes_a_ring_that_is_read(tmp_path):
    command = re.search(r'python3 -c "(import base64.*?)" >>', OPERATE, re.DOTALL)[1]
    printed = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
    name, ring = printed.strip().split("=", 1)
    keys = field_keys(ring, tmp_path)
    assert (name, keys.current, len(keys.index), len(keys.ring[1])) == ("FIELD_KEYS", 1, 32, 32)


def test_the_highest_number_seals_whatever_the_order(tmp_path):
    shape = re.search(r"`(index:<base64>,1:<base64>[^`]*)`", OPERATE)[1]
    ring = re.sub(r"[][…]", "", shape)
    for letter in "ABC":
        ring = ring.replace("<base64>", letter * 42 + "A=", 1)
    index, first, second = ring.split(",")
    for told in (ring, f"{second},{first},{index}"):
        assert field_keys(told, tmp_path).current == 2
    with pytest.raises(KeyError):
        field_keys(first, tmp_path)
