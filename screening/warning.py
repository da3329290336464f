"""Early warning (สัญญาณเตือนล่วงหน้า): facts about a child in, points with one line of explanation each out.

Rules are data: fixtures/early-warning.toml, or what an area or a school keeps instead (domain.md F.3). Facts of
sensitive aspects never come here, so nobody reads from a number what she may not open.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from schools.calendar import format_month

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "early-warning.toml"


class Tier(IntEnum):
    NONE = 0
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return {0: "ไม่มีสัญญาณ", 2: "ปานกลาง", 3: "สูง"}[self]


@dataclass(frozen=True)
class Measure:
    """What is measured: its name for people, its unit, whether less is worse, and between what a limit lies."""

    name: str
    label: str
    unit: str
    is_below: bool
    least: Decimal
    most: Decimal
    places: int = 0


MEASURES = (
    Measure("attendance", "มาเรียน", "% ของวันเรียน", True, Decimal(1), Decimal(100)),
    Measure("streak", "ขาดติดต่อกัน", "วัน", False, Decimal(1), Decimal(31)),
    Measure("absent_in_month", "ขาดในหนึ่งเดือน", "วัน", False, Decimal(1), Decimal(31)),
    Measure("unresolved", "ติด 0 ร มส มผ", "วิชา", False, Decimal(1), Decimal(60)),
    Measure("gpax", "เกรดเฉลี่ยสะสม", "", True, Decimal("0.01"), Decimal(4), 2),
    Measure("conduct", "คะแนนความประพฤติ", "คะแนน", True, Decimal(1), Decimal(100)),
    Measure("problems", "คัดกรองมีปัญหา", "ด้าน", False, Decimal(1), Decimal(11)),
    Measure("risks", "คัดกรองเสี่ยง", "ด้าน", False, Decimal(1), Decimal(11)),
    Measure("mind", "จิตใจ (SDQ)", "(2 เสี่ยง 3 มีปัญหา)", False, Decimal(2), Decimal(3)),
)
MOST_POINTS = 9


class BadRules(ValueError):
    """Sentences about what is wrong with a set of rules."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Step:
    limit: Decimal
    points: int


@dataclass(frozen=True)
class Rules:
    """`steps`: measure → at most two steps, the milder first."""

    months: int
    least_days: int
    medium: int
    high: int
    steps: Mapping[str, tuple[Step, ...]]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Rules":
        """Rules of the file's shape. Raises BadRules."""
        problems: list[str] = []
        tiers = told.get("tiers") if isinstance(told.get("tiers"), Mapping) else {}
        steps = told.get("steps") if isinstance(told.get("steps"), Mapping) else {}
        rules = cls(
            _whole(told.get("months"), 1, 12, "จำนวนเดือน", problems),
            _whole(told.get("least_days"), 1, 60, "วันเรียนอย่างน้อย", problems),
            _whole(_of(tiers, "medium"), 1, 30, "คะแนนระดับปานกลาง", problems),
            _whole(_of(tiers, "high"), 1, 30, "คะแนนระดับสูง", problems),
            {measure.name: _steps(measure, _of(steps, measure.name), problems) for measure in MEASURES},
        )
        unknown = sorted(set(steps or ()) - {measure.name for measure in MEASURES})
        problems += [f"ไม่รู้จัก “{name}”" for name in unknown]
        if not problems and rules.medium >= rules.high:
            problems.append("คะแนนระดับสูงต้องมากกว่าระดับปานกลาง")
        if problems:
            raise BadRules(problems)
        return rules

    def as_json(self) -> dict[str, Any]:
        """The shape that `of` reads."""
        return {
            "months": self.months,
            "least_days": self.least_days,
            "tiers": {"medium": self.medium, "high": self.high},
            "steps": {name: [[str(step.limit), step.points] for step in steps] for name, steps in self.steps.items()},
        }


def _of(told: Any, name: str) -> Any:
    return told.get(name) if isinstance(told, Mapping) else None


def _whole(value: Any, least: int, most: int, label: str, problems: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    problems.append(f"{label}ต้องเป็นจำนวนเต็ม {least} ถึง {most}")
    return least


def _steps(measure: Measure, told: Any, problems: list[str]) -> tuple[Step, ...]:
    steps = []
    for pair in told if isinstance(told, list) else []:
        limit, points = _pair(pair)
        if limit is None or not measure.least <= limit <= measure.most:
            problems.append(f"{measure.label}: เกณฑ์ต้องอยู่ระหว่าง {measure.least} ถึง {measure.most}")
        elif not 1 <= points <= MOST_POINTS:
            problems.append(f"{measure.label}: คะแนนต้องเป็น 1 ถึง {MOST_POINTS}")
        else:
            steps.append(Step(limit, points))
    if len(steps) > 2:
        problems.append(f"{measure.label}: มีได้ไม่เกินสองขั้น")
    for milder, stricter in zip(steps, steps[1:], strict=False):
        in_order = stricter.limit < milder.limit if measure.is_below else stricter.limit > milder.limit
        if not in_order or stricter.points < milder.points:
            problems.append(f"{measure.label}: ขั้นที่สองต้องหนักกว่าขั้นแรก และคะแนนไม่น้อยกว่า")
    return tuple(steps)


def _pair(pair: Any) -> tuple[Decimal | None, int]:
    try:
        limit, points = pair
        number = Decimal(str(limit))
    except (TypeError, ValueError, InvalidOperation):
        return None, 0
    whole = points if isinstance(points, int) and not isinstance(points, bool) else 0
    return (number if number.is_finite() else None), whole


@cache
def shipped() -> Rules:
    """The file's rules. Raises BadRules or tomllib.TOMLDecodeError for one that is none."""
    return Rules.of(tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal))


# -- a child ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Month:
    """Attendance of one month, in days; `first` is its first day."""

    first: date
    days: int
    absent: int
    excused: int = 0
    streak: int = 0


@dataclass(frozen=True)
class Facts:
    """What is known about one child. `levels`: (aspect, 2 or 3) of aspects that are not sensitive.

    `terms`: measure of the results → the term it was told in, "2/2567".
    """

    months: Sequence[Month] = ()
    gpax: Decimal | None = None
    unresolved: int | None = None
    conduct: int | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    levels: Sequence[tuple[str, int]] = ()
    mind: int = 0
    round: str = ""


@dataclass(frozen=True)
class Point:
    """So many points of one measure, and the sentence that explains them."""

    measure: str
    points: int
    says: str


def points_of(facts: Facts, rules: Rules) -> list[Point]:
    """The points of a child, one line each, in the order of the measures."""
    found = []
    for measure in MEASURES:
        value, says = _READ[measure.name](facts, rules)
        step = _reached(measure, rules.steps.get(measure.name, ()), value)
        if step is not None:
            limit = f"{step.limit:.{measure.places}f}"
            sign = f"<\u00a0{limit}" if measure.is_below else f"ตั้งแต่\u00a0{limit}"
            unit = "\u00a0%" if measure.name == "attendance" else ""
            found.append(Point(measure.name, step.points, f"{says} (เกณฑ์ {sign}{unit}) +{step.points}"))
    return found


def tier_of(points: Sequence[Point], rules: Rules) -> Tier:
    total = sum(point.points for point in points)
    if total >= rules.high:
        return Tier.HIGH
    return Tier.MEDIUM if total >= rules.medium else Tier.NONE


def _reached(measure: Measure, steps: Sequence[Step], value: Decimal | None) -> Step | None:
    """The strictest step that the value reaches."""
    if value is None:
        return None
    return next(
        (step for step in reversed(steps) if (value < step.limit if measure.is_below else value >= step.limit)), None
    )


Said = tuple[Decimal | None, str]


def _attendance(facts: Facts, rules: Rules) -> Said:
    days = sum(month.days for month in facts.months)
    if days < rules.least_days:
        return None, ""
    present = days - sum(month.absent + month.excused for month in facts.months)
    percent = Decimal(100 * present) / days
    return percent, f"มาเรียน {int(percent)}\u00a0% ของวันเรียน {days}\u00a0วัน"


def _streak(facts: Facts, rules: Rules) -> Said:
    worst = max(facts.months, key=lambda month: (month.streak, month.first), default=None)
    if worst is None:
        return None, ""
    return Decimal(worst.streak), f"ขาดติดต่อกัน {worst.streak}\u00a0วัน ใน{format_month(worst.first)}"


def _absent_in_month(facts: Facts, rules: Rules) -> Said:
    worst = max(facts.months, key=lambda month: (month.absent, month.first), default=None)
    if worst is None:
        return None, ""
    return Decimal(worst.absent), f"ขาด {worst.absent}\u00a0วัน ใน{format_month(worst.first)}"


def _unresolved(facts: Facts, rules: Rules) -> Said:
    if facts.unresolved is None:
        return None, ""
    term = facts.terms.get("unresolved", "")
    return Decimal(facts.unresolved), f"ยังติด 0 ร มส หรือ มผ {facts.unresolved}\u00a0วิชา {term}"


def _gpax(facts: Facts, rules: Rules) -> Said:
    return facts.gpax, f"เกรดเฉลี่ยสะสม {facts.gpax} {facts.terms.get('gpax', '')}"


def _conduct(facts: Facts, rules: Rules) -> Said:
    value = None if facts.conduct is None else Decimal(facts.conduct)
    return value, f"คะแนนความประพฤติ {facts.conduct} {facts.terms.get('conduct', '')}"


def _problems(facts: Facts, rules: Rules) -> Said:
    """All aspects that are มีปัญหา."""
    named = [name for name, level in facts.levels if level >= 3]
    return Decimal(len(named)), f"คัดกรอง {facts.round} มีปัญหา {len(named)}\u00a0ด้าน ({' '.join(named)})"


def _risks(facts: Facts, rules: Rules) -> Said:
    """All aspects that are เสี่ยง or worse, so that getting worse never takes points away."""
    named = [name for name, level in facts.levels if level >= 2]
    return Decimal(len(named)), f"คัดกรอง {facts.round} เสี่ยงหรือมีปัญหา {len(named)}\u00a0ด้าน ({' '.join(named)})"


def _mind(facts: Facts, rules: Rules) -> Said:
    word = {2: "เสี่ยง", 3: "มีปัญหา"}.get(facts.mind, "")
    return Decimal(facts.mind), f"จิตใจ (SDQ) {word} คัดกรอง {facts.round}"


_READ = {
    "attendance": _attendance,
    "streak": _streak,
    "absent_in_month": _absent_in_month,
    "unresolved": _unresolved,
    "gpax": _gpax,
    "conduct": _conduct,
    "problems": _problems,
    "risks": _risks,
    "mind": _mind,
}
