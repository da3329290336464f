"""Sealing what must not lie open in the database: bound to its row, readable after a change of keys.

AES-256-GCM with a random 96-bit nonce; the associated data is "table.column.row", so that a sealed value
moved to another row does not open (security.md 2.7).  Keys are passed in; where they come from is settings'
business.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
KEY_BYTES = 32
_NONCE = 12
_TAG = 16
_HEADER = 3  # one byte version, two bytes key id


class Broken(Exception):
    """A sealed value that does not open here: tampered with, moved from another row, or without its key."""


@dataclass(frozen=True)
class Keys:
    """The key ring: ``ring[current]`` seals, every key in ``ring`` opens, ``index`` makes searchable digests.

    Ids are 0–65535; each key is 32 bytes; the index key must not be one of the ring.  Raises ValueError.
    """

    current: int
    ring: Mapping[int, bytes] = field(repr=False)
    index: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.current not in self.ring:
            raise ValueError("the current key is not in the ring")
        if any(not 0 <= key_id <= 0xFFFF for key_id in self.ring):
            raise ValueError("key ids are 0 to 65535")
        if any(len(key) != KEY_BYTES for key in (*self.ring.values(), self.index)):
            raise ValueError("keys are 32 bytes long")
        if self.index in self.ring.values():
            raise ValueError("the index key must be a key of its own")


def place(table: str, column: str, row: object) -> str:
    """Where a value lives: "students_student.national_id.3f0c…"; part of what is authenticated."""
    return f"{table}.{column}.{row}"


def seal(keys: Keys, value: bytes, *, at: str) -> bytes:
    """The value sealed for one place: version, key id, nonce, ciphertext and tag (31 bytes longer)."""
    header = bytes([VERSION]) + keys.current.to_bytes(2, "big")
    nonce = os.urandom(_NONCE)
    return header + nonce + AESGCM(keys.ring[keys.current]).encrypt(nonce, value, header + at.encode())


def unseal(keys: Keys, sealed: bytes | memoryview, *, at: str) -> bytes:
    """The value that was sealed for this place (a database gives memoryviews).  Raises Broken."""
    sealed = bytes(sealed)
    if len(sealed) < _HEADER + _NONCE + _TAG or sealed[0] != VERSION:
        raise Broken("not a sealed value of a known version")
    key = keys.ring.get(key_id(sealed))
    if key is None:
        raise Broken(f"key {key_id(sealed)} is not in the ring")
    header, nonce = sealed[:_HEADER], sealed[_HEADER : _HEADER + _NONCE]
    try:
        return AESGCM(key).decrypt(nonce, sealed[_HEADER + _NONCE :], header + at.encode())
    except InvalidTag as failed:
        raise Broken(f"does not open at {at}") from failed


def key_id(sealed: bytes | memoryview) -> int:
    """The id of the key a value is sealed with."""
    return int.from_bytes(bytes(sealed[1:_HEADER]), "big")


def needs_resealing(keys: Keys, sealed: bytes | memoryview) -> bool:
    """Whether rotation still has to touch this value."""
    return sealed[0] != VERSION or key_id(sealed) != keys.current


def keyed_index(keys: Keys, value: str) -> bytes:
    """HMAC-SHA256 of a normalised value: equal values meet, nobody without the key can try them all."""
    return hmac.new(keys.index, value.encode(), hashlib.sha256).digest()
