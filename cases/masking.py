"""A child's code instead of her name: what was typed about her without the names it was typed with."""

from collections.abc import Iterable

SHOWN = "[นักเรียน]"
SHORTEST = 3  # letters; a shorter name stands inside other words


def without_names(text: str, names: Iterable[str]) -> str:
    """ "ชบามาเรียนทุกวัน" becomes "[นักเรียน]มาเรียนทุกวัน". A nickname of one or two letters stays where it stands."""
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) >= SHORTEST:
            text = text.replace(name, SHOWN)
    return text
