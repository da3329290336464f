"""The area's table: quality group → school, five columns, with what may not be told already taken out. Pure.

Darker means more is left to do. Everything that leaves the school goes through `build`, so that page, PDF and
workbook hide the same cells (decisions B6).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from schools import calendar
from schools.models import QualityGroup, School
from supervision.figures import Figures, SchoolFigures, percent, total
from supervision.suppression import SMALL, TOTAL, WORD_ONLY, Hidden, Part, hide

COLUMNS = ("คัดกรองแล้ว", "เสี่ยง+มีปัญหา", "มีผู้ดูแลแล้ว", "ยังไม่มีใครดูแล", "ส่งต่อรอตอบ")
NOTE = "<5 คือ 1–4 คน · * ซ่อนไว้เพื่อไม่ให้คำนวณย้อนถึงตัวเด็ก · – ไม่มีรายการ"
WITHOUT_GROUP = "ไม่อยู่ในกลุ่ม"
# The missing share (%) up to which a cell keeps the shade 0, 1, 2 …
SHADES = (3, 8, 15, 25, 40, 60, 80)
FEW_SCREENED, MANY_AT_RISK, FEW_CARED = 80, 30, 80  # from here a small school "ต้องดู"


@dataclass(frozen=True)
class Cell:
    text: str
    css: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    enrolled: int
    cells: tuple[Cell, ...]
    school: School | None = None

    @property
    def pupils(self) -> str:
        """ "1,834"."""
        return f"{self.enrolled:,}"


@dataclass(frozen=True)
class Block:
    """A quality group (None: schools without one), its own row and those of its schools."""

    group: QualityGroup | None
    row: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    blocks: tuple[Block, ...]
    total: Row

    def only(self, *, group: int | None = None, district: str = "") -> "Table":
        """The same cells, fewer rows: what is hidden does not depend on the filter."""
        kept = [block for block in self.blocks if group is None or (block.group and block.group.pk == group)]
        if district:
            kept = [
                replace(block, rows=tuple(row for row in block.rows if in_district(row, district))) for block in kept
            ]
        return Table(tuple(block for block in kept if block.rows), self.total)


def in_district(row: Row, district: str) -> bool:
    return row.school is not None and row.school.district == district


def build(lines: Sequence[SchoolFigures]) -> Table:
    """Table of these schools, groups in their order of appearance, schools as given."""
    grouped: dict[int, list[SchoolFigures]] = {}
    for line in lines:
        grouped.setdefault(line.school.group_id or 0, []).append(line)
    columns = [hide(column(part, grouped)) for part in PARTS]
    blocks = [
        Block(ours[0].school.group, group_row(key, ours, columns), tuple(school_row(line, columns) for line in ours))
        for key, ours in grouped.items()
    ]
    whole = total(lines)
    return Table(tuple(blocks), Row("ทั้งหมด", whole.enrolled, total_cells(whole, columns)))


def column(
    part: Callable[[Figures], Part], grouped: Mapping[int, Sequence[SchoolFigures]]
) -> dict[int, dict[int, Part]]:
    return {key: {line.school.pk: part(line.figures) for line in ours} for key, ours in grouped.items()}


def group_row(key: int, ours: Sequence[SchoolFigures], columns: Sequence[Hidden]) -> Row:
    group, whole = ours[0].school.group, total(ours)
    hidden = [key in column.groups for column in columns]
    signless = [key in column.signless for column in columns]
    return Row(group.name if group else WITHOUT_GROUP, whole.enrolled, cells(whole, hidden, signless))


def school_row(line: SchoolFigures, columns: Sequence[Hidden]) -> Row:
    hidden = [line.school.pk in column.schools for column in columns]
    return Row(line.school.name, line.figures.enrolled, cells(line.figures, hidden), line.school)


def screened(one: Figures) -> Part:
    return Part(min(one.screened, one.enrolled), one.enrolled, coarse=one.enrolled < WORD_ONLY)


def at_risk(one: Figures) -> Part:
    return Part(one.at_risk, one.screened, coarse=one.enrolled < WORD_ONLY)


def cared(one: Figures) -> Part:
    """Stands for two columns: who knows the share of the cared for knows the number of the others."""
    return Part(one.cared, one.needing, coarse=one.enrolled < WORD_ONLY)


def waiting(one: Figures) -> Part:
    return Part(one.waiting)


PARTS = (screened, at_risk, cared, waiting)


def total_cells(whole: Figures, columns: Sequence[Hidden]) -> tuple[Cell, ...]:
    return cells(whole, [column.total for column in columns], [TOTAL in column.signless for column in columns])


def cells(one: Figures, hidden: Sequence[bool], signless: Sequence[bool] = (False,) * 4) -> tuple[Cell, ...]:
    """The five cells of a row; `hidden` and `signless` say so for the four parts."""
    share_screened, share_at_risk, share_cared, number_waiting = (part(one) for part in PARTS)
    return (
        rate(share_screened, hidden[0], few=FEW_SCREENED),
        rate(share_at_risk, hidden[1], many=MANY_AT_RISK),
        rate(share_cared, hidden[2], few=FEW_CARED),
        number(Part(one.uncared), hidden[2], signless[2]),
        number(number_waiting, hidden[3], signless[3]),
    )


def rate(part: Part, is_hidden: bool, *, few: int = 0, many: int = 101) -> Cell:
    """A percentage. `few`: below it something is left to do, and darker says so; `many`: from it on, look."""
    if not part.whole:
        return Cell("–")
    share = part.count * 100 / part.whole
    if part.is_small or (is_hidden and not part.coarse):
        return Cell("*")
    if part.coarse:
        return Cell("ต้องดู" if share < few or share >= many else "ปกติ")
    return Cell(percent(part.count, part.whole), f"heat-{shade(100 - share)}" if few else "")


def number(part: Part, is_hidden: bool, is_signless: bool) -> Cell:
    if part.is_small and not is_signless:
        return Cell(f"<{SMALL}")
    return Cell("*") if is_hidden or part.is_small else Cell(f"{part.count:,}")


def shade(missing: float) -> int:
    return next((place for place, limit in enumerate(SHADES) if missing < limit), len(SHADES))


@dataclass(frozen=True)
class Number:
    """One of the five numbers on top: `value` may be a sign of suppression, then there is no note."""

    label: str
    value: str
    note: str = ""


def headline(table: Table, whole: Figures) -> list[Number]:
    notes = (
        f"{whole.screened:,} จาก {whole.enrolled:,} คน",
        f"{whole.at_risk:,} คน",
        f"{whole.cared:,} จาก {whole.needing:,} คน",
        "ของกลุ่มเสี่ยงและมีปัญหา",
        "ยังไม่มีคำตอบ",
    )
    shown = zip(COLUMNS, table.total.cells, notes, strict=True)
    return [
        Number(label, cell.text, note if cell.text[0].isdigit() else "" if cell.text != "–" else "ยังไม่มีรายการ")
        for label, cell, note in shown
    ]


@dataclass(frozen=True)
class Look:
    """What to look at first: a school (if it is one) and what to say about it."""

    text: str
    school: School | None = None


def look_first(lines: Sequence[SchoolFigures]) -> list[Look]:
    """At most three sentences from the figures. No number of children stands in them."""
    found = [Look("คัดกรองไม่ถึงครึ่ง", line.school) for line in lines if is_behind(line)]
    idle = [line for line in lines if not line.has_started and line.figures.enrolled]
    if idle:
        found.append(Look(f"{len(idle)} โรงเรียนยังไม่เริ่มคัดกรอง" if found else f"มี {len(idle)} โรงเรียนยังไม่เริ่มคัดกรอง"))
    if not found:
        found = [Look("ยังคัดกรองไม่ครบ", line.school) for line in lines if line.figures.unscreened >= SMALL]
    return found[:3]


def is_behind(line: SchoolFigures) -> bool:
    return line.has_started and line.figures.screened * 2 < line.figures.enrolled


def reminder(idle: Sequence[SchoolFigures]) -> str:
    """The text to paste into LINE for schools that have not begun. No child, no figure."""
    due = max((line.round.closes_on for line in idle if line.round), default=None)
    until = f" กำหนดภายใน {calendar.format_long(due)}" if due else ""
    schools = "".join(f"- {line.school.name}\n" for line in idle)
    return (
        f"เรียน ผู้อำนวยการโรงเรียน\n{schools}โรงเรียนยังไม่ได้เริ่มคัดกรองนักเรียน{until}"
        " ขอความกรุณาแจ้งครูประจำชั้นให้เริ่มกรอก หากติดขัดเรื่องใดแจ้งกลับได้ทันที"
    )
