"""เลขประจำตัว: what identifies a child on paper, read leniently, checked honestly, shown masked.

Thirteen digits (เลขประจำตัวประชาชน, also for children without registration) or a G-code given by the
Ministry to a child who has no number yet.  A wrong check digit is a warning, never a refusal.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from schools.thai import clean, to_arabic_digits

# domain.md G.2, decisions F10 (th.wikipedia "เลขประจำตัวประชาชนไทย")
FIRST_DIGITS = {
    "0": "ไม่มีสถานะทางทะเบียน",
    "1": "คนไทย เกิดปี 2527 เป็นต้นมา แจ้งเกิดทันกำหนด",
    "2": "คนไทย เกิดปี 2527 เป็นต้นมา แจ้งเกิดเกินกำหนด",
    "3": "คนไทยหรือต่างด้าวที่มีชื่อในทะเบียนบ้านก่อนปี 2527",
    "4": "คนไทยหรือต่างด้าวที่ย้ายเข้าก่อนได้เลขประจำตัว",
    "5": "คนไทยที่เพิ่มชื่อในทะเบียนบ้านภายหลัง",
    "6": "ผู้เข้าเมืองโดยไม่ชอบด้วยกฎหมายหรืออยู่ชั่วคราว",
    "7": "บุตรของบุคคลกลุ่ม 6 ที่เกิดในไทย",
    "8": "ต่างด้าวโดยชอบด้วยกฎหมายหรือได้สัญชาติไทย",
    "9": "เลขที่สงวนไว้",
}

SAY_LENGTH = "เลขประจำตัวประชาชนต้องมี 13 หลัก ตรวจหลักที่พิมพ์อีกครั้ง"
SAY_CHECK_DIGIT = "เลขประจำตัวประชาชนนี้มีหลักที่พิมพ์ผิด เทียบกับบัตรหรือ DMC อีกครั้ง"
SAY_EXCEL = (
    "Excel ย่อเลขประจำตัวจนหลักท้ายหายไป ดาวน์โหลดไฟล์จาก DMC ใหม่แล้วนำเข้าโดยไม่เปิดใน Excel หรือตั้งคอลัมน์เป็นข้อความแล้วพิมพ์เลข 13 หลัก"
)
SAY_ZERO_LOST = "Excel ตัดเลข 0 ตัวหน้าหรือมีเลขไม่ครบ เลขประจำตัวประชาชนต้องมี 13 หลัก ตั้งคอลัมน์เป็นข้อความแล้วพิมพ์เลขให้ครบ"
SAY_G_CODE = "รหัส G ต้องเป็น G ตามด้วยตัวเลข 12 หลัก เช่น G680100000001"
SAY_MISSING = "กรอกเลขประจำตัวประชาชน 13 หลัก หรือรหัส G"

_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?[eE][+\-]?\d+")
_THIRTEEN = re.compile(r"[0-9]{13}")
_G_CODE = re.compile(r"G[0-9]{12}")
_SEPARATORS = re.compile(r"[\s\-‐‑–—._'\"]+")


class Kind(StrEnum):
    """Which sort of number it is."""

    THAI = "thai"
    G_CODE = "g"
    OTHER = "other"


@dataclass(frozen=True)
class Reading:
    """What was understood: the normalised value, its kind, and a Thai sentence when something is wrong.

    With an ``error`` the value must not be stored; a ``warning`` is shown and may be kept.
    """

    value: str
    kind: Kind
    error: str = ""
    warning: str = ""


def normalise(raw: object) -> str:
    """Digits and capital letters only: Thai digits, spaces and dashes understood, 1234.0 read as 1234."""
    if isinstance(raw, float):
        raw = str(int(raw)) if raw.is_integer() else repr(raw)
    text = to_arabic_digits(clean(str(raw)[:100])).upper()
    return _SEPARATORS.sub("", text)


def kind_of(value: str) -> Kind:
    """The kind of a normalised value."""
    if _THIRTEEN.fullmatch(value):
        return Kind.THAI
    return Kind.G_CODE if _G_CODE.fullmatch(value) else Kind.OTHER


def check_digit(twelve: str) -> int:
    """The thirteenth digit: (11 − Σ dᵢ·(14−i) mod 11) mod 10 over the first twelve digits."""
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(twelve[:12]))
    return (11 - total % 11) % 10


def has_right_check_digit(value: str) -> bool:
    """Whether thirteen digits end in their check digit."""
    return bool(_THIRTEEN.fullmatch(value)) and check_digit(value) == int(value[12])


def is_broken_by_excel(raw: object) -> bool:
    """Whether Excel has thrown digits away: 1.23E+12 as text, a fraction, or six zeros at the end.

    A numeric cell that still holds all thirteen digits is not broken.
    """
    if isinstance(raw, float) and not raw.is_integer():
        return True
    if _EXPONENT.fullmatch(to_arabic_digits(clean(str(raw)[:100]))) and not isinstance(raw, float):
        return True
    value = normalise(raw)
    return bool(_THIRTEEN.fullmatch(value)) and value.endswith("000000")


def read(raw: object) -> Reading:
    """A cell or a typed field as an identifier, with what to say about it."""
    value = "" if raw is None else normalise(raw)
    kind = kind_of(value)
    if error := _error(raw, value, kind):
        return Reading(value, kind, error=error)
    if kind is Kind.THAI and not has_right_check_digit(value):
        return Reading(value, kind, warning=SAY_CHECK_DIGIT)
    return Reading(value, kind)


def _error(raw: object, value: str, kind: Kind) -> str:
    if not value:
        return SAY_MISSING
    if is_broken_by_excel(raw):
        return SAY_EXCEL
    if kind is not Kind.OTHER:
        return ""
    if value.startswith("G"):
        return SAY_G_CODE
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return SAY_ZERO_LOST if is_number and len(value) < 13 else SAY_LENGTH


def dashed(value: str) -> str:
    """ "1-2345-67890-12-1" and "G64-42-00000001"; other kinds as they are."""
    match kind_of(value):
        case Kind.THAI:
            return f"{value[0]}-{value[1:5]}-{value[5:10]}-{value[10:12]}-{value[12]}"
        case Kind.G_CODE:
            return f"{value[:3]}-{value[3:5]}-{value[5:]}"
    return value


def mask(value: str) -> str:
    """ "1-23xx-xxxxx-xx-3", "G64-xx-xxxxxx01"; of anything else at most the last two characters."""
    match kind_of(value):
        case Kind.THAI:
            return f"{value[0]}-{value[1:3]}xx-xxxxx-xx-{value[12]}"
        case Kind.G_CODE:
            return f"{value[:3]}-xx-xxxxxx{value[-2:]}"
    shown = value[-2:] if len(value) > 4 else ""
    return "x" * (len(value) - len(shown)) + shown
