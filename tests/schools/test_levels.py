"""Levels as people write them."""

import pytest

from schools.levels import Level, parse_room, room_name, rooms_name


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("ป.4", Level.P4),
        ("ป4", Level.P4),
        ("ป. ๔", Level.P4),
        ("ประถมศึกษาปีที่ 4", Level.P4),
        ("ชั้นประถมศึกษาปีที่ 6", Level.P6),
        ("อ.2", Level.K2),
        ("อนุบาล 3", Level.K3),
        ("ชั้นอนุบาลปีที่ ๑", Level.K1),
        ("ม.1", Level.M1),
        ("มัธยมศึกษาปีที่ 6", Level.M6),
        ("ป.7", None),
        ("อ.4", None),
        ("ม.0", None),
        ("ป.", None),
        ("4", None),
        ("", None),
        ("ป.4/2", None),
        ("ก" * 1_000_000, None),
    ],
)
def test_parse(written: str, level: Level | None) -> None:
    assert Level.parse(written) == level


@pytest.mark.parametrize("level", list(Level))
def test_both_names_are_read_back(level: Level) -> None:
    assert Level.parse(level.short) is level
    assert Level.parse(level.long) is level


def test_the_ladder() -> None:
    shorts = " ".join(level.short for level in Level)
    assert shorts == "อ.1 อ.2 อ.3 ป.1 ป.2 ป.3 ป.4 ป.5 ป.6 ม.1 ม.2 ม.3 ม.4 ม.5 ม.6"
    assert Level.K3.next is Level.P1
    assert Level.P1.previous is Level.K3
    assert Level.M6.next is None
    assert Level.K1.previous is None
    assert Level.choices()[6] == (7, "ป.4")
    assert Level.P4.long == "ชั้นประถมศึกษาปีที่\u00a04"


def test_rooms() -> None:
    assert parse_room("ป.4/๒") == (Level.P4, "2")
    assert parse_room("อ.1") == (Level.K1, "")
    assert parse_room("ป.9/1") is None
    assert room_name(Level.P4, "2") == "ป.4/2"
    assert room_name(Level.K1, "") == "อ.1"
    assert rooms_name([Level.P1, Level.P2]) == "ป.1–2"
    assert rooms_name([Level.K3, Level.P1]) == "อ.3–ป.1"
    assert rooms_name([Level.P3], "1") == "ป.3/1"
