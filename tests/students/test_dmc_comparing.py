"""A file beside the register: what is new, changed, moved, gone, and what is a whole new year."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schools.levels import Level
from students.dmc.comparing import Kind, Known, compare
from students.dmc.pupils import Pupil


def pupil(n: int, level: Level = Level.P4, room: int = 1, **changed: Any) -> Pupil:
    said: dict[str, Any] = {
        "row": n,
        "identifier": f"id{n}",
        "identifier_kind": "thai",
        "school_number": str(n),
        "level": level,
        "room": room,
        "title": "เด็กหญิง",
        "first_name": f"ชบา{n}",
        "last_name": "ลองเรียน",
        "sex": "f",
    }
    return Pupil(**{**said, **changed})


def known(n: int, level: int = Level.P4, room: int = 1, *, gone: bool = False, **changed: Any) -> Known:
    fields = {"title": "เด็กหญิง", "first_name": f"ชบา{n}", "last_name": "ลองเรียน", "sex": "f", "school_number": str(n)}
    said: dict[str, Any] = {
        "ref": n,
        "keys": (f"id{n}",),
        "school_number": str(n),
        "room": None if gone else (level, room),
    }
    return Known(**{**said, "fields": fields, **changed})


def test_new_changed_moved_unchanged_and_returned() -> None:
    register = [known(1), known(2), known(3), known(4, gone=True)]
    file = [pupil(1), pupil(2, details={"religion": "พุทธ"}), pupil(3, room=2), pupil(4), pupil(5)]
    found = compare(file, register)
    kinds = [Kind.UNCHANGED, Kind.CHANGED, Kind.MOVED, Kind.RETURNED, Kind.NEW]
    assert [change.kind for change in found.changes] == kinds
    assert (found.changes[1].before, found.changes[1].after) == ({"religion": ""}, {"religion": "พุทธ"})
    assert found.changes[2].move_sentence == "เปลี่ยนห้องจาก ป.4/1 เป็น ป.4/2"
    assert found.counts == {
        "added": 1,
        "returned": 1,
        "promoted": 0,
        "moved": 1,
        "changed": 1,
        "unchanged": 1,
        "left": 0,
    }


def test_left_is_looked_for_only_in_the_rooms_of_the_file() -> None:
    register = [known(n) for n in range(1, 11)] + [known(n, room=2) for n in range(11, 21)]
    found = compare([pupil(n) for n in range(1, 10)], register)
    assert [(left.known.ref, left.proposed) for left in found.left] == [(10, True)]
    many = compare([pupil(n) for n in range(1, 6)], register)
    assert [left.proposed for left in many.left] == [False] * 5


def test_a_child_on_a_row_with_an_error_has_not_left() -> None:
    register = [known(n) for n in range(1, 11)]
    file = [pupil(n) for n in range(1, 9)]
    assert compare(file, register, kept_out={"id9", "10"}).left == ()


def test_a_file_one_level_higher_is_a_roll_over() -> None:
    register = [known(n, Level.P4) for n in range(1, 11)] + [known(n, Level.P6) for n in range(11, 21)]
    file = [pupil(n, Level.P5, room=n % 2 + 1) for n in range(1, 10)] + [pupil(10, Level.P4)] + [pupil(99, Level.P6)]
    found = compare(file, register)
    assert found.rolled_over
    assert found.roll_over_sentence == "ไฟล์นี้เป็นปีการศึกษาใหม่ นักเรียน 9 คนเลื่อนขึ้นหนึ่งชั้น"
    assert found.counts["promoted"] == 9
    assert found.counts["moved"] == 0
    assert [(left.graduated, left.proposed) for left in found.left] == [(True, True)] * 10


def test_half_a_room_moved_up_is_no_roll_over() -> None:
    register = [known(n) for n in range(1, 11)]
    file = [pupil(n, Level.P5) for n in range(1, 6)] + [pupil(n) for n in range(6, 11)]
    found = compare(file, register)
    assert not found.rolled_over
    assert found.counts["moved"] == 5


def test_a_g_code_that_became_a_national_id_is_the_same_child() -> None:
    change = compare([pupil(1, identifier="1000000001013")], [known(1, keys=("G680100000001",))]).changes[0]
    assert (change.kind, change.new_identifier) == (Kind.CHANGED, True)


def test_a_school_number_of_another_child_is_a_clash() -> None:
    found = compare([pupil(9, school_number="1")], [known(1)])
    assert found.changes == ()
    assert "เป็นของเด็กหญิงชบา1 ลองเรียนอยู่แล้ว" in found.clashes[0].message


def test_identifiers_meet_as_their_keys() -> None:
    found = compare([pupil(1)], [known(1, keys=(b"di1",))], key_of=lambda value: value.encode()[::-1][-3:])
    assert found.changes[0].known is not None


def test_an_empty_cell_erases_nothing() -> None:
    register = known(1, guardians={"father": {"first_name": "ภูผา", "phone": "0000000000"}})
    found = compare([pupil(1, guardians={"father": {"first_name": "ศิลา"}})], [register])
    assert found.changes[0].after == {"father.first_name": "ศิลา"}


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)), st.integers(1, 3))
def test_every_pupil_and_every_child_is_counted_once(file: set[int], register: set[int], rooms: int) -> None:
    found = compare(
        [pupil(n, room=n % rooms + 1) for n in sorted(file)], [known(n, room=n % 3 + 1) for n in sorted(register)]
    )
    assert len(found.changes) == len(file)
    assert {left.known.ref for left in found.left}.isdisjoint(file)
    assert sum(found.counts.values()) - found.counts["left"] == len(file)
