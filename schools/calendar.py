"""The Buddhist calendar as schools live in it: พ.ศ. years, terms, working days, dates as people type them.

พ.ศ. = ค.ศ. + 543.  No database, clock or request: today and the holidays are passed in.
"""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from schools.thai import NBSP, clean, nbsp, to_arabic_digits, to_thai_digits

BE = 543
MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

SAY_DATE = "กรอกวันที่ เช่น 12 มิถุนายน 2568"
SAY_DAY = "กรอกวันที่เป็นตัวเลข 1 ถึง 31"
SAY_MONTH = "เลือกเดือน หรือกรอกเลข 1 ถึง 12"
SAY_YEAR = "กรอกปี พ.ศ. 4 หลัก เช่น 2568"


class BadDate(ValueError):
    """What was typed is no date; the message says in Thai what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Parsed:
    """A date that was typed; ``from_ce`` is the ค.ศ. year when one was typed instead of พ.ศ."""

    on: date
    from_ce: int | None = None

    @property
    def notice(self) -> str:
        """What to tell the person about the converted year, or nothing."""
        return ce_notice(self.from_ce) if self.from_ce else ""


class Age(NamedTuple):
    """Completed years and months."""

    years: int
    months: int


class TermDates(NamedTuple):
    """ภาคเรียน: its number and its first and last school day."""

    number: int
    from_on: date
    until_on: date


def be_year(on: date) -> int:
    """The พ.ศ. year of a date."""
    return on.year + BE


def ce_notice(year: int) -> str:
    """The sentence of ux.md 4.8 for a ค.ศ. year that was converted."""
    return f"ปี {year} เป็น ค.ศ. ระบบเปลี่ยนเป็น พ.ศ. {year + BE} ให้แล้ว ตรวจดูอีกครั้ง"


# --- writing ---------------------------------------------------------------------------------------------


def format_long(on: date) -> str:
    """ "22 พฤศจิกายน 2568", unbreakable."""
    return nbsp(on.day, MONTHS[on.month - 1], be_year(on))


def format_short(on: date) -> str:
    """ "22 พ.ย. 2568", for tables."""
    return nbsp(on.day, MONTHS_SHORT[on.month - 1], be_year(on))


def format_tiny(on: date) -> str:
    """ "22 พ.ย. 68", for narrow lists."""
    return nbsp(on.day, MONTHS_SHORT[on.month - 1], f"{be_year(on) % 100:02d}")


def format_day(on: date) -> str:
    """ "22 พ.ย.", where the year goes without saying."""
    return nbsp(on.day, MONTHS_SHORT[on.month - 1])


def format_weekday(on: date) -> str:
    """ "วันพุธที่ 25 มิถุนายน 2568"."""
    return nbsp(f"วัน{WEEKDAYS[on.weekday()]}ที่", format_long(on))


def format_letter(on: date) -> str:
    """ "๒๒ พฤศจิกายน ๒๕๖๘", for letters and memos (ux.md 3.1)."""
    return to_thai_digits(format_long(on))


def format_month(on: date) -> str:
    """ "มิถุนายน 2568"."""
    return nbsp(MONTHS[on.month - 1], be_year(on))


def format_time(at: datetime) -> str:
    """ "08:15 น."; the caller has brought the moment into Bangkok's time."""
    return nbsp(f"{at:%H:%M}", "น.")


def format_moment(at: datetime) -> str:
    """ "24 มิ.ย. 68 · 09:10 น."; the caller has brought the moment into Bangkok's time."""
    return f"{format_tiny(at.date())}{NBSP}· {format_time(at)}"


# --- reading ---------------------------------------------------------------------------------------------

_MONTH_KEYS = {re.sub(r"[.\s]", "", name): n for names in (MONTHS, MONTHS_SHORT) for n, name in enumerate(names, 1)}
_NOISE = re.compile(rf"(?:วัน)?(?:{'|'.join(WEEKDAYS)}|พฤหัส)(?:ที่)?|วันที่|เดือน|พ\.\s?ศ\.|ค\.\s?ศ\.|ปี")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2,4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?")
_NAMED = re.compile(r"(\d{1,2})[\s\-/]*([ก-๎][ก-๎.\s]*?)[\s\-/]*(\d{2,4})")


def parse(text: str) -> Parsed:
    """A date from one string: 12/6/2568, 12 มิ.ย. 68, ๑๒ มิถุนายน ๒๕๖๘, 12-06-2025, 2025-06-12.

    Day before month, as in Thailand.  Raises BadDate.
    """
    kept = to_arabic_digits(clean(text[:200]))
    if not kept:
        raise BadDate(SAY_DATE)
    kept = clean(_NOISE.sub(" ", kept))
    if iso := _ISO.fullmatch(kept):
        return parse_fields(iso[3], iso[2], iso[1])
    if found := _NUMBERS.fullmatch(kept) or _NAMED.fullmatch(kept):
        return parse_fields(found[1], found[2], found[3])
    raise BadDate(SAY_DATE)


def parse_fields(day: str, month: str, year: str) -> Parsed:
    """A date from the three fields วัน, เดือน (a number or a Thai name), ปี.  Raises BadDate."""
    day, month, year = (to_arabic_digits(clean(part[:40])) for part in (day, month, year))
    if not (day or month or year):
        raise BadDate(SAY_DATE)
    month_number = _month(month)
    ce, from_ce = _year(year)
    day_number = _number(day, 2)
    if not 1 <= day_number <= 31:
        raise BadDate(SAY_DAY)
    days = monthrange(ce, month_number)[1]
    if day_number > days:
        raise BadDate(f"{MONTHS[month_number - 1]} {ce + BE} มี {days} วัน ไม่มีวันที่ {day_number} ตรวจวันที่อีกครั้ง")
    return Parsed(date(ce, month_number, day_number), from_ce)


def _number(text: str, digits: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else -1


def _month(text: str) -> int:
    """1–12 from a number or a Thai name, full or short, with or without its dots."""
    number = _MONTH_KEYS.get(re.sub(r"[.\s]", "", text)) or _number(text, 2)
    if not 1 <= number <= 12:
        raise BadDate(SAY_MONTH)
    return number


def _year(text: str) -> tuple[int, int | None]:
    """The ค.ศ. year, and once more when it was typed as ค.ศ.  Two digits are พ.ศ. 25xx."""
    text = re.sub(r"^(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s?", "", text)
    year = _number(text, 4)
    if len(text) == 2 and year >= 0:
        return 2500 + year - BE, None
    if 2400 <= year <= 2700:
        return year - BE, None
    if 1857 <= year <= 2157:
        return year, year
    raise BadDate(SAY_YEAR)


# --- the school's year -----------------------------------------------------------------------------------


def academic_year(on: date) -> int:
    """ปีการศึกษา (พ.ศ.) of a date: 16 พ.ค. to 15 พ.ค., without a gap (ระเบียบ ศธ. 2549)."""
    return be_year(on) if (on.month, on.day) >= (5, 16) else be_year(on) - 1


def academic_year_dates(year: int) -> tuple[date, date]:
    """First and last day of an academic year given in พ.ศ.: the default of a homeroom appointment."""
    return date(year - BE, 5, 16), date(year - BE + 1, 5, 15)


def default_terms(year: int) -> tuple[TermDates, TermDates]:
    """The two terms of an academic year (พ.ศ.): 16 พ.ค.–10 ต.ค. and 1 พ.ย.–31 มี.ค. (ระเบียบ ศธ. 2549)."""
    ce = year - BE
    return (
        TermDates(1, date(ce, 5, 16), date(ce, 10, 10)),
        TermDates(2, date(ce, 11, 1), date(ce + 1, 3, 31)),
    )


def fiscal_year(on: date) -> int:
    """ปีงบประมาณ (พ.ศ.): 1 ต.ค. to 30 ก.ย., named by the year it ends in."""
    return be_year(on) + (on.month >= 10)


def age(born: date, on: date) -> Age:
    """Completed years and months, 0 before birth; who is born on 29 February grows older on 1 March."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return Age(*divmod(months, 12)) if months >= 0 else Age(0, 0)


def age_text(born: date, on: date) -> str:
    """ "9 ปี 3 เดือน"; without months on a birthday, without years below one."""
    years, months = age(born, on)
    parts = [nbsp(years, "ปี")] if years else []
    if months or not years:
        parts.append(nbsp(months, "เดือน"))
    return NBSP.join(parts)


# --- working days ----------------------------------------------------------------------------------------


def is_working_day(on: date, holidays: Collection[date] = frozenset()) -> bool:
    """Monday to Friday and no holiday."""
    return on.weekday() < 5 and on not in holidays


def working_days(start: date, end: date, holidays: Collection[date] = frozenset()) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
    if end < start:
        return -working_days(end, start, holidays)
    weeks, rest = divmod((end - start).days, 7)
    count = weeks * 5 + sum((start + timedelta(n)).weekday() < 5 for n in range(1, rest + 1))
    return count - sum(start < day <= end and day.weekday() < 5 for day in set(holidays))


def add_working_days(start: date, days: int, holidays: Collection[date] = frozenset()) -> date:
    """The day on which ``days`` (0 or more) working days after ``start`` have passed."""
    on = start
    while days > 0:
        on += timedelta(1)
        days -= is_working_day(on, holidays)
    return on


def due_text(due: date, today: date) -> str:
    """ "อีก 5 วัน", "วันนี้", "เลย 2 วัน"."""
    days = (due - today).days
    if days == 0:
        return "วันนี้"
    return nbsp("อีก" if days > 0 else "เลย", abs(days), "วัน")
