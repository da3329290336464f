"""Weight and height read by sex and age: BMI-for-age of 5 to 19 years. A screening word, never a diagnosis."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from schools.calendar import age

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "growth.toml"

# Each word's step in the four levels that pages colour: 1 as it should be, 2 to watch, 3 to look after.
_LEVELS = (2, 1, 2, 3)


@dataclass(frozen=True)
class Standard:
    """Limits by sex ("m", "f") → completed months → (ผอม below, น้ำหนักเกิน above, อ้วน above), in kg/m²."""

    source: str
    note: str
    words: tuple[str, str, str, str]
    limits: dict[str, dict[int, tuple[Decimal, ...]]]

    def at(self, sex: str, months: int) -> tuple[Decimal, ...] | None:
        """The limits at that age, interpolated between two rows; None outside the ages of the standard."""
        rows = self.limits.get(sex, {})
        ages = sorted(rows)
        if not ages or not ages[0] <= months <= ages[-1]:
            return None
        after = bisect_right(ages, months)
        low = ages[after - 1]
        if low == months:
            return rows[low]
        high = ages[after]
        share = Decimal(months - low) / Decimal(high - low)
        return tuple(one + (other - one) * share for one, other in zip(rows[low], rows[high], strict=True))


@dataclass(frozen=True)
class Growth:
    """BMI with one decimal; `word` and `level` are empty where the standard says nothing (under 5, no birthday)."""

    bmi: Decimal
    word: str = ""
    level: int = 0


@cache
def standard() -> Standard:
    """The shipped file. Raises KeyError or tomllib.TOMLDecodeError for one that is no standard."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    limits = {
        sex: {int(months): tuple(Decimal(limit) for limit in row) for months, row in rows.items()}
        for sex, rows in told["bmi"].items()
    }
    return Standard(told["source"], told["note"], tuple(told["words"]), limits)


def read(weight: Decimal | None, height: Decimal | None, *, sex: str, born: date | None, on: date) -> Growth | None:
    """What a weight (kg) and a height (cm) measured on a day say; None when one is missing."""
    if not weight or not height:
        return None
    metres = height / 100
    exact = weight / (metres * metres)
    bmi = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if born is None or born > on:
        return Growth(bmi)
    old = age(born, on)
    limits = standard().at(sex, old.years * 12 + old.months)
    if limits is None:
        return Growth(bmi)
    place = 0 if exact < limits[0] else 1 + (exact > limits[1]) + (exact > limits[2])
    return Growth(bmi, standard().words[place], _LEVELS[place])
