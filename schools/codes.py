"""One-time codes: easy to read from a slip, hard to guess, never stored in the clear."""

import secrets
from datetime import timedelta

from schools.sealing import Keys, keyed_index
from schools.thai import to_arabic_digits

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else: no 0 O 1 I L
LENGTH = 8  # 31^8: 39 bits, tried six times in half an hour
LIFE = timedelta(hours=72)


def new_code() -> str:
    """ "7K2PW9MD": eight random characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spoken(code: str) -> str:
    """ "7K2P-W9MD", as it is printed and read out."""
    return f"{code[:4]}-{code[4:]}"


def typed(text: str) -> str:
    """What was typed, as the code it means: capitals, no spaces or dashes, Arabic digits."""
    return "".join(letter for letter in to_arabic_digits(text[:40]).upper() if letter.isalnum())


def digest(keys: Keys, code: str, *, user: int) -> str:
    """What is stored: worthless without the key, and for another person (64 hexadecimal digits)."""
    return keyed_index(keys, f"schools_onetimecode:{user}:{code}").hex()
