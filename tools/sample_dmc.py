"""Writes the sample files of fixtures/dmc/: invented children in the layouts that schools bring.

    .venv/bin/python -m tools.sample_dmc [folder]

The same bytes every time.  Names come from the invented lists of ux.md 6.1, identifiers are 1-0000-xxxxx-xx-c
(registrar code 0000 does not exist, decisions F1), running numbers from 60001 on so that they meet nobody of
the demo area.  `dmc-421.xlsx` holds exactly seven rows to correct and five to look at.
"""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from students.national_id import check_digit

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "dmc"
STAMP = "วันและเวลาที่สร้างรายงาน 2025-06-20 04:10:12.244315"
BOYS = (
    "กล้าหาญ",
    "คีตา",
    "ตะวัน",
    "ทิวไผ่",
    "ธารา",
    "ภูผา",
    "วาโย",
    "ศิลา",
    "สายธาร",
    "เมฆา",
    "ไพรวัลย์",
    "ก้องฟ้า",
)
GIRLS = (
    "ขวัญข้าว",
    "ชบา",
    "ใบเตย",
    "ปลายฟ้า",
    "มะปราง",
    "หยกมณี",
    "เอื้องฟ้า",
    "น้ำค้าง",
    "พุดซ้อน",
    "แก้วตา",
    "ฤดีดาว",
    "อัญชัน",
)
FAMILIES = (
    "สมมุติใจ",
    "ตัวอย่างดี",
    "จำลองสุข",
    "ทดสอบชัย",
    "สาธิตกุล",
    "นามสมมติ",
    "ลองเรียน",
    "แบบฝึกหัด",
    "ฝึกซ้อมดี",
    "สมมติทรัพย์",
    "ตัวแทนดี",
    "จำลองพงศ์",
    "ทดลองวงศ์",
    "นิทานไทย",
    "สาธิตธรรม",
    "แต่งนาม",
)
HEADINGS = (
    "รหัสโรงเรียน",
    "ชื่อโรงเรียน",
    "เลขประจำตัวนักเรียน",
    "ชั้น",
    "ห้อง",
    "เลขประจำตัวนักเรียน",
    "เพศ",
    "คำนำหน้าชื่อ",
    "ชื่อ",
    "นามสกุล",
    "วันเกิด",
    "อายุ(ปี)",
    "น้ำหนัก",
    "ส่วนสูง",
    "กลุ่มเลือด",
    "ศาสนา",
    "เชื้อชาติ",
    "สัญชาติ",
    "บ้านเลขที่",
    "หมู่",
    "ถนน/ซอย",
    "ตำบล",
    "อำเภอ",
    "จังหวัด",
    "ชื่อผู้ปกครอง",
    "นามสกุลผู้ปกครอง",
    "อาชีพของผู้ปกครอง",
    "ความเกี่ยวข้องของผู้ปกครองกับนักเรียน",
    "ชื่อบิดา",
    "นามสกุลบิดา",
    "อาชีพของบิดา",
    "ชื่อมารดา",
    "นามสกุลมารดา",
    "อาชีพของมารดา",
    "ความด้อยโอกาส",
    "ยังไม่สามารถจำหน่ายได้ (3.1.8)",
)
JOBS = ("เกษตรกร", "รับจ้าง", "ค้าขาย", "ทำงานบ้าน")
BLOOD = ("O", "A", "B", "AB", "-")

Value = str | int
Line = list[Value]


@dataclass(frozen=True)
class Place:
    """A school of the demo area."""

    code: str
    name: str
    town: str


SMALL = Place("97000001", "บ้านสมมติวิทยา", "สมมติ")
LARGE = Place("97000003", "อนุบาลตัวอย่าง", "ตัวอย่าง")


def identifier(running: int) -> str:
    """1-0000-xxxxx-xx-c for a running number, with its right check digit."""
    twelve = f"10000{running:05d}{running % 89 + 1:02d}"
    return twelve + str(check_digit(twelve))


def pupil(place: Place, level: str, room: int, n: int, running: int) -> Line:
    """One line of the export; ``n`` varies everything that differs between children."""
    boy = n % 2 == 0
    first = (BOYS if boy else GIRLS)[n // 2 % 12]
    family = FAMILIES[(n // 24 + n * 5) % 16]
    grade = int(level[-1]) + (0 if level.startswith("ป") else -3)
    age = 6 + grade
    born = f"{n * 7 % 28 + 1:02d}/{n * 5 % 12 + 1:02d}/{2568 - age}"
    father, mother = BOYS[(n + 5) % 12], GIRLS[(n + 3) % 12]
    job = JOBS[n % 4]
    return [
        *(place.code, place.name, identifier(running), level, room, str(60000 + running % 10000)),
        *("ช" if boy else "ญ", "เด็กชาย" if boy else "เด็กหญิง", first, family, born, age),
        *(14 + age * 2 + n % 7, 80 + age * 6 + n % 9, BLOOD[n % 5], "พุทธ", "ไทย", "ไทย"),
        *(f"{n % 180 + 1}/{n % 4 + 1}", str(n % 9 + 1), "-", place.town, "เมืองตัวอย่าง", "ตัวอย่างธานี"),
        *(mother, family, job, "มารดา", father, family, JOBS[(n + 1) % 4], mother, family, job),
        *("เด็กยากจน" if n % 6 == 0 else "-", "-"),
    ]


def school_file() -> list[Line]:
    """421 pupils of อนุบาลตัวอย่าง in ป.1–ป.6 with seven rows to correct and five to look at."""
    lines = []
    for n in range(421):
        block = n * 14 // 421  # fourteen rooms of thirty
        level, room = f"ป.{block // 3 + 1}", block % 3 + 1
        lines.append(pupil(LARGE, level, room, n, 61000 + n))
    row = {number: lines[number - 3] for number in range(3, 424)}  # Excel's row numbers
    row[33][2], row[222][2] = "G680100000001", "G680100000002"
    for number in (18, 55, 140, 260, 388):  # warnings: one digit mistyped
        right = str(row[number][2])
        row[number][2] = right[:-1] + str((int(right[-1]) + 1) % 10)
    row[77][3] = "ป.7"
    row[90][2] = row[12][2]
    row[131][10] = "31/02/2558"
    row[164][8] = "-"
    row[203][2] = "1.00E+12"
    row[240][2] = "G68010000003"
    row[301][0] = SMALL.code
    return lines


def class_file() -> list[Line]:
    """40 pupils of ป.4/2 of บ้านสมมติวิทยา without a fault."""
    return [pupil(SMALL, "ป.4", 2, n, 60001 + n) for n in range(40)]


def variant(lines: Sequence[Line]) -> Iterator[Line]:
    """The same pupils as other schools export them: one clear heading, titles of guardians, no time stamp."""
    titles = {24: ("คำนำหน้าชื่อผู้ปกครอง", "นาง"), 28: ("คำนำหน้าชื่อบิดา", "นาย"), 31: ("คำนำหน้าชื่อมารดา", "นาง")}
    headings: Line = [heading.replace("ได้ (", "ได้(") for heading in HEADINGS]
    headings[2] = "เลขประจำตัวประชาชน"
    for turn, line in enumerate([headings, *lines]):
        widened: Line = []
        for n, value in enumerate(line):
            widened += [titles[n][turn > 0], value] if n in titles else [value]
        yield widened


def class_list(lines: Sequence[Line]) -> Iterator[Line]:
    """The short list a teacher keeps: the room above, เลขที่, names in one column, Thai digits."""
    yield ["รายชื่อนักเรียนชั้นประถมศึกษาปีที่ 4/2 ปีการศึกษา 2568"]
    yield ["โรงเรียนบ้านสมมติวิทยา"]
    yield ["เลขที่", "เลขประจำตัว", "เลขประจำตัวประชาชน", "ชื่อ - สกุล", "ว/ด/ป เกิด", "หมายเหตุ"]
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    for number, line in enumerate(lines, 1):
        title = "ด.ช." if line[6] == "ช" else "ด.ญ."
        name, born = f"{title}{line[8]}  {line[9]}", str(line[10]).translate(thai)
        yield [number, line[5], dashes(str(line[2])), name, born, ""]


def dashes(value: str) -> str:
    return f"{value[0]}-{value[1:5]}-{value[5:10]}-{value[10:12]}-{value[12:]}"


def xlsx(lines: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet, without the time of its making."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("student")
    for line in lines:
        sheet.append(line)
    made = io.BytesIO()
    book.save(made)
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for member in sorted(old.namelist()):
            content = old.read(member)
            if member == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-06-20T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(member, (2025, 6, 20, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()


def text(lines: Sequence[Sequence[Value]], encoding: str) -> bytes:
    """A .csv as Excel writes it."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(lines)
    return made.getvalue().encode(encoding)


def files() -> dict[str, bytes]:
    """Name -> content of every sample."""
    room = class_file()
    export: list[Line] = [[STAMP], list(HEADINGS), *room]
    return {
        "dmc-421.xlsx": xlsx([[STAMP], list(HEADINGS), *school_file()]),
        "dmc-p4-2.xlsx": xlsx(export),
        "dmc-p4-2-variant.xlsx": xlsx(list(variant(room))),
        "class-list-p4-2.xlsx": xlsx(list(class_list(room))),
        "dmc-p4-2-utf8.csv": text(export, "utf-8"),
        "dmc-p4-2-utf8-bom.csv": text(export, "utf-8-sig"),
        "dmc-p4-2-windows874.csv": text(export, "cp874"),
    }


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}  {len(content):,} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
