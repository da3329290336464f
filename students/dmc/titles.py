"""คำนำหน้าชื่อ: titles in every spelling, and what they say about sex."""

import re

_TITLES = (
    # title, sex, ways to write it
    ("เด็กชาย", "m", r"เด็กชาย|ด\.?\s?ช\."),
    ("เด็กหญิง", "f", r"เด็กหญิง|ด\.?\s?ญ\."),
    ("นางสาว", "f", r"นางสาว|น\.?\s?ส\."),
    ("สามเณร", "m", r"สามเณร"),
    ("นาย", "m", r"นาย"),
    ("นาง", "f", r"นาง"),
)
SEXES = {"ช": "m", "ชาย": "m", "m": "m", "male": "m", "ญ": "f", "หญิง": "f", "f": "f", "female": "f"}


def split_title(text: str) -> tuple[str, str, str]:
    """(title, sex, rest) of "ด.ช.ภูผา"; the rest is empty when the text is a title alone."""
    for title, sex, written in _TITLES:
        if found := re.match(rf"(?:{written})\s*", text):
            return title, sex, text[found.end() :]
    return "", "", text
