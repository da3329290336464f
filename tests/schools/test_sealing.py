"""Sealed values open in their own row, with their own key, unchanged, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.sealing import Broken, Keys, key_id, keyed_index, needs_resealing, place, seal, unseal

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
KEYS = Keys(current=2, ring={1: OLD, 2: NEW}, index=INDEX)
AT = place("students_student", "national_id", "3f0c")


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_in_its_place(value: bytes) -> None:
    sealed = seal(KEYS, value, at=AT)
    assert unseal(KEYS, sealed, at=AT) == value
    assert unseal(KEYS, memoryview(sealed), at=AT) == value
    assert len(sealed) == len(value) + 31


def test_the_same_value_never_looks_the_same() -> None:
    assert seal(KEYS, b"1000000001013", at=AT) != seal(KEYS, b"1000000001013", at=AT)


@given(st.binary(min_size=1, max_size=40), st.data())
def test_a_changed_bit_is_noticed(value: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEYS, value, at=AT))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Broken):
        unseal(KEYS, bytes(sealed), at=AT)


def test_a_value_moved_to_another_row_stays_closed() -> None:
    sealed = seal(KEYS, b"1000000001013", at=AT)
    for other in (
        place("students_student", "national_id", "3f0d"),
        place("students_student", "phone", "3f0c"),
    ):
        with pytest.raises(Broken):
            unseal(KEYS, sealed, at=other)


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"1000000001013", b"\x01\x00\x02" + b"x" * 27])
def test_rubbish_is_broken(rubbish: bytes) -> None:
    with pytest.raises(Broken):
        unseal(KEYS, rubbish, at=AT)


def test_rotation() -> None:
    before = Keys(current=1, ring={1: OLD}, index=INDEX)
    sealed = seal(before, b"1000000001013", at=AT)
    assert key_id(sealed) == 1
    assert unseal(KEYS, sealed, at=AT) == b"1000000001013"
    assert needs_resealing(KEYS, sealed)
    assert not needs_resealing(KEYS, seal(KEYS, b"x", at=AT))
    with pytest.raises(Broken, match="key 1"):
        unseal(Keys(current=2, ring={2: NEW}, index=INDEX), sealed, at=AT)


def test_the_index_meets_and_hides() -> None:
    assert keyed_index(KEYS, "1000000001013") == keyed_index(KEYS, "1000000001013")
    assert keyed_index(KEYS, "1000000001013") != keyed_index(KEYS, "1000000001021")
    other = Keys(current=2, ring={2: NEW}, index=b"j" * 32)
    assert keyed_index(KEYS, "1000000001013") != keyed_index(other, "1000000001013")
    assert len(keyed_index(KEYS, "")) == 32


@pytest.mark.parametrize(
    ("current", "ring", "index"),
    [
        (3, {1: OLD}, INDEX),
        (1, {1: b"short"}, INDEX),
        (1, {1: OLD}, b"short"),
        (1, {1: OLD}, OLD),
        (70000, {70000: OLD}, INDEX),
    ],
)
def test_a_wrong_ring_is_refused(current: int, ring: dict[int, bytes], index: bytes) -> None:
    with pytest.raises(ValueError, match="key"):
        Keys(current=current, ring=ring, index=index)


def test_keys_are_not_printed() -> None:
    assert "ooo" not in repr(KEYS)
    assert "iii" not in repr(KEYS)
