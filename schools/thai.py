"""Thai text as people write it: clean it, sort it, find it, and keep together what belongs together.

No database, clock or request: strings in, strings out.
"""

import re
import unicodedata

NBSP = "\u00a0"

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")

# Invisible characters that arrive from LINE, Excel and Word: zero-width, soft hyphen, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_LINE_SPACES = re.compile(r"[^\S\n]+")
_DOUBLE_SARA_E = re.compile("เเ")
_CLUSTER = re.compile("[ัำ-ฺ็-ํ]{2,}")

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MINOR_MARKS = re.compile("[็่้๊๋์]")
_MARKS_TO_DROP = re.compile("[็่้๊๋์ํฺ]")

_TITLES = re.compile(
    r"^(?:เด็กชาย|เด็กหญิง|ด\.?\s*ช\.|ด\.?\s*ญ\.|นางสาว|น\.?\s*ส\.|นาย|นาง|mr\.|mrs\.|ms\.|miss\s)\s*(?=\S)",
    re.IGNORECASE,
)

# Letters that sound alike at the start of a syllable, so that a name heard on the telephone is found.
# Only single letters of the same sound and class family; silent letters and ฤ รร are left as written.
_HOMOPHONES = str.maketrans(
    {
        "ณ": "น",
        "ศ": "ส",
        "ษ": "ส",
        "ฎ": "ด",
        "ฏ": "ต",
        "ฐ": "ถ",
        "ฑ": "ท",
        "ฒ": "ท",
        "ธ": "ท",
        "ภ": "พ",
        "ฆ": "ค",
        "ฅ": "ค",
        "ฃ": "ข",
        "ฌ": "ช",
        "ญ": "ย",
        "ฬ": "ล",
        "ใ": "ไ",
    }
)


def to_thai_digits(text: object) -> str:
    """The text with 0–9 as ๐–๙: letters and memos (ux.md 3.1)."""
    return str(text).translate(_TO_THAI)


def to_arabic_digits(text: object) -> str:
    """The text with ๐–๙ as 0–9: everything typed by a person goes through here before it is counted."""
    return str(text).translate(_TO_ARABIC)


def clean(text: str, *, lines: bool = False) -> str:
    """One line of Thai as it should be stored: NFC, marks in order, nothing invisible, single spaces.

    เเ becomes แ, ํา becomes ำ and a tone typed before its vowel changes places with it.  NUL and other
    control characters disappear.  With ``lines=True`` line breaks stay (at most one empty line in a row).
    Applying it twice changes nothing more.
    """
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    if lines:
        text = re.sub(r"\r\n?|[\v\f\u2028\u2029]", "\n", text)
        text = _LINE_SPACES.sub(" ", text)
        text = re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text))
    else:
        text = _SPACES.sub(" ", text)
    return _settled(text).strip()


def _mark_rank(mark: str) -> int:
    """Vowels above and below first, then tone marks and ์, then nikhahit, then ำ."""
    if mark == "ำ":
        return 3
    return 2 if mark == "ํ" else int(mark >= "็")


def _in_order(cluster: re.Match[str]) -> str:
    return "".join(sorted(cluster[0], key=_mark_rank))


def _settled(text: str) -> str:
    """The marks in their places; repeated because one repair can uncover the next ("ํ้า" becomes "้ํา")."""
    for _ in range(8):
        before = text
        text = _DOUBLE_SARA_E.sub("แ", text).replace("ํา", "ำ")
        text = unicodedata.normalize("NFC", _CLUSTER.sub(_in_order, text))
        if text == before:
            break
    return text


def sort_key(text: str) -> str:
    """The key that puts names in dictionary order when compared by code point (collation "C").

    Leading vowels go behind their consonant; tone marks, ็ and ์ only break ties.  Character for character
    the same as the generated column in the database, so Python and SQL lists agree.
    """
    swapped = _LEADING_VOWEL.sub(r"\2\1", text)
    return _MINOR_MARKS.sub("", swapped) + "\x01" + swapped


def strip_title(name: str) -> str:
    """The name without เด็กชาย, ด.ช., นาย, นางสาว … in front; a name that is only a title stays."""
    return _TITLES.sub("", name, count=1)


def fold(text: str) -> str:
    """What is compared when somebody searches: titles, spaces, tone marks and ์ gone, like sounds alike.

    Small letters, Arabic digits.  The same folding is applied to what is stored and what is typed; a
    substring of the one inside the other is a hit.
    """
    text = strip_title(clean(to_arabic_digits(text)).lower())
    text = _MARKS_TO_DROP.sub("", text.translate(_HOMOPHONES))
    return re.sub(r"[\s.\-–_,'\"()/\u0e2f\u0e46]+", "", text)


def first_letter(name: str) -> str:
    """The letter a Thai name is filed under: its first consonant, not the vowel written before it."""
    for letter in strip_title(clean(name)):
        if "ก" <= letter <= "ฮ" or (letter.isalpha() and not "\u0e00" <= letter <= "\u0e7f"):
            return letter.upper()
    return clean(name)[:1]


def short_name(first: str, last: str) -> str:
    """ "ชบา ล.": given name and the first letter of the family name, unbreakable; for narrow lists."""
    first, letter = clean(first), first_letter(last)
    return f"{first}{NBSP}{letter}." if letter else first


def full_name(title: str, first: str, last: str) -> str:
    """ "เด็กหญิงชบา ลองเรียน": the title stands close to the given name, the space does not break."""
    return nbsp(f"{clean(title)}{clean(first)}", clean(last))


def initials(first: str, last: str) -> str:
    """One or two letters for the round avatar; there are no photographs of children in lists."""
    return first_letter(first) + first_letter(last)


def nbsp(*parts: object) -> str:
    """The parts joined by unbreakable spaces: number + unit, เขต + number, name + family name (ux.md 3.1)."""
    return NBSP.join(text for part in parts if (text := str(part)))


def unbroken(text: str) -> str:
    """The text with every space unbreakable, for phone numbers, codes and dates."""
    return text.replace(" ", NBSP)


def repeat_mark(text: str) -> str:
    """ๆ never starts a line: the space before it is made unbreakable ("ต่าง ๆ")."""
    return re.sub(r"[ \u00a0]*ๆ", NBSP + "ๆ", text)
