"""What each class table asks of a child, and how schools and SGS head the same column in theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The four tables, by the word that stands in their address."""

    RESULTS = "results"
    ATTENDANCE = "attendance"
    MEASURES = "measures"
    WELFARE = "welfare"


@dataclass(frozen=True)
class Column:
    """One number between `least` and `most` with so many decimals, or one of `choices` (value → word).

    `synonyms` are headings that mean it, and `words` further words for a choice. `is_pasted_only`: no cell of ours,
    but understood in a table that has it.
    """

    name: str
    label: str
    short: str
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    places: int = 0
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    is_pasted_only: bool = False

    @property
    def says(self) -> str:
        """What is expected, in Thai."""
        if self.choices:
            return f"{self.label}เลือกได้ {' '.join(self.choices.values())}"
        if self.places:
            return f"{self.label}ต้องเป็นตัวเลข {self.least:.{self.places}f} ถึง {self.most:.{self.places}f}"
        return f"{self.label}ต้องเป็นจำนวนเต็ม {self.least} ถึง {self.most}"


@dataclass(frozen=True)
class Table:
    """`by_month`: kept for calendar months, else for terms. `day`: what the day of the whole table means, if any."""

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    by_month: bool = False
    day: str = ""

    @property
    def cells(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_pasted_only)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


READING = {"3": "ดีเยี่ยม", "2": "ดี", "1": "ผ่าน", "0": "ไม่ผ่าน"}
WELFARE = {
    "extreme": "ยากจนพิเศษ",
    "poor": "ยากจน",
    "running": "ทุนต่อเนื่อง",
    "not": "ไม่ผ่านเกณฑ์",
    "waiting": "รอผล",
}


def _subjects(name: str, mark: str) -> Column:
    """How many subjects of a term wait with this mark."""
    return Column(
        name,
        f"จำนวนวิชาที่ติด {mark}",
        mark,
        most=Decimal(30),
        synonyms=(mark, f"ติด {mark}", f"จำนวน {mark}", f"ผลการเรียน {mark}"),
    )


RESULTS = Table(
    Kind.RESULTS,
    "ผลการเรียน",
    (
        Column(
            "gpa",
            "เกรดเฉลี่ย",
            "GPA",
            most=Decimal(4),
            places=2,
            synonyms=("gpa", "เกรดเฉลี่ยภาค", "เกรดเฉลี่ยรายภาค", "ผลการเรียนเฉลี่ย", "เฉลี่ย", "gpa ภาคเรียน"),
        ),
        Column(
            "gpax",
            "เกรดเฉลี่ยสะสม",
            "GPAX",
            most=Decimal(4),
            places=2,
            synonyms=("gpax", "เกรดเฉลี่ยรวม", "ผลการเรียนเฉลี่ยสะสม", "สะสม", "cum. gpa"),
        ),
        _subjects("zeros", "0"),
        _subjects("waiting", "ร"),
        _subjects("no_right", "มส"),
        _subjects("not_passed", "มผ"),
        Column(
            "reading",
            "อ่าน คิด เขียน",
            "อ่าน คิด เขียน",
            synonyms=("อ่าน คิดวิเคราะห์ เขียน", "อ่าน คิดวิเคราะห์ และเขียน", "การอ่าน คิดวิเคราะห์และเขียน", "ผลอ่านคิดเขียน", "อคข"),
            choices=READING,
            words={"ดีมาก": "3", "พอใช้": "1", "ปรับปรุง": "0"},
        ),
        Column(
            "conduct",
            "คะแนนความประพฤติ",
            "ประพฤติ",
            most=Decimal(100),
            synonyms=("คะแนนพฤติกรรม", "ความประพฤติ", "พฤติกรรม", "คะแนนความประพฤติคงเหลือ"),
        ),
    ),
)

ATTENDANCE = Table(
    Kind.ATTENDANCE,
    "การมาเรียน",
    (
        Column(
            "school_days",
            "วันเรียน",
            "วันเรียน",
            most=Decimal(31),
            synonyms=("เวลาเรียนเต็ม", "วันเปิดเรียน", "จำนวนวันเรียน", "วันทำการ"),
        ),
        Column("absent", "ขาด", "ขาด", most=Decimal(31), synonyms=("ขาดเรียน", "วันขาด", "จำนวนวันขาด", "ขาด (วัน)")),
        Column(
            "excused", "ลา", "ลา", most=Decimal(31), synonyms=("ลารวม", "วันลา", "จำนวนวันลา", "ลา (วัน)", "ลาป่วยและลากิจ")
        ),
        Column("late", "สาย", "สาย", most=Decimal(31), synonyms=("มาสาย", "วันสาย", "จำนวนครั้งสาย", "สาย (ครั้ง)")),
        Column(
            "streak",
            "ขาดติดต่อกัน",
            "ขาดติดกัน",
            most=Decimal(31),
            synonyms=("ขาดติดต่อกันมากที่สุด", "ขาดต่อเนื่อง", "ขาดติดต่อ", "ขาดติดต่อกันมากที่สุด (วัน)"),
        ),
        Column(
            "sick", "ลาป่วย", "ลาป่วย", most=Decimal(31), synonyms=("ป่วย", "วันลาป่วย", "ลาป่วย (วัน)"), is_pasted_only=True
        ),
        Column("errand", "ลากิจ", "ลากิจ", most=Decimal(31), synonyms=("กิจ", "วันลากิจ", "ลากิจ (วัน)"), is_pasted_only=True),
        Column(
            "present",
            "มา",
            "มา",
            most=Decimal(31),
            synonyms=("มาเรียน", "วันมาเรียน", "จำนวนวันมาเรียน", "มา (วัน)", "เวลามาเรียน"),
            is_pasted_only=True,
        ),
        Column(
            "percent",
            "ร้อยละการมาเรียน",
            "ร้อยละ",
            most=Decimal(100),
            places=2,
            synonyms=("ร้อยละ", "%", "เปอร์เซ็นต์", "ร้อยละเวลาเรียน", "% มาเรียน"),
            is_pasted_only=True,
        ),
    ),
    by_month=True,
)

MEASURES = Table(
    Kind.MEASURES,
    "น้ำหนักและส่วนสูง",
    (
        Column(
            "weight",
            "น้ำหนัก (กก.)",
            "น้ำหนัก กก.",
            Decimal(5),
            Decimal(200),
            1,
            ("น้ำหนัก", "นน", "นน.", "weight", "น้ำหนักตัว", "kg"),
        ),
        Column(
            "height", "ส่วนสูง (ซม.)", "ส่วนสูง ซม.", Decimal(50), Decimal(220), 1, ("ส่วนสูง", "สูง", "สส.", "height", "cm")
        ),
    ),
    day="วัดเมื่อ",
)

WELFARE_TABLE = Table(
    Kind.WELFARE,
    "ผลคัดกรอง กสศ.",
    (
        Column(
            "result",
            "ผลคัดกรอง กสศ.",
            "ผล",
            synonyms=("ผล", "ผลการคัดกรอง", "สถานะ", "ผลคัดกรองความยากจน", "สถานะความยากจน", "ระดับความยากจน"),
            choices=WELFARE,
            words={"นักเรียนยากจนพิเศษ": "extreme", "นักเรียนยากจน": "poor", "ไม่ผ่าน": "not", "นักเรียนทุนต่อเนื่อง": "running"},
        ),
    ),
    day="ประกาศเมื่อ",
)

TABLES: dict[Kind, Table] = {table.kind: table for table in (RESULTS, ATTENDANCE, MEASURES, WELFARE_TABLE)}
