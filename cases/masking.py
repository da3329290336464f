"""A child's code instead of her name: what was typed about her without the names it was typed with."""

import re
from collections.abc import Iterable

SHOWN = "[นักเรียน]"
SHORTEST = 3  # letters; a shorter name stands inside other words
UNSURE = 4  # letters and vowels; up to so many a name may be part of another word
THAI = r"\w\u0e00-\u0e7f"
TITLES = ("เด็กชาย", "เด็กหญิง", "นาย", "นางสาว", "น้อง")


def without_names(text: str, names: Iterable[str]) -> str:
    """ "ชบามาเรียนทุกวัน" becomes "[นักเรียน]มาเรียนทุกวัน".

    A name of two letters goes only where it is a word of its own, with or without a title: "ด.ญ.ดา ไม่มา".
    """
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) >= SHORTEST:
            text = text.replace(name, SHOWN)
        elif len(name) > 1:
            text = _word(name).sub(SHOWN, text)
    return text


def is_unsure(names: Iterable[str]) -> bool:
    """Is one of the names so short that it may stay in a text, or be taken out of another word?"""
    return any(0 < len(name.strip()) <= UNSURE for name in names)


def _word(name: str) -> re.Pattern[str]:
    """Thai sets no spaces between words: a word of its own has no Thai letter on either side, but for a title."""
    before = "|".join([f"(?<![{THAI}])", *(f"(?<={title})" for title in TITLES)])
    return re.compile(f"(?:{before}){re.escape(name)}(?![{THAI}])")
