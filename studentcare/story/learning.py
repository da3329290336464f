"""Results of the last term and attendance month by month, as they stand on the room's tables."""

from schools import calendar
from studentcare.story.known import MONTHS, Known
from studentcare.story.lines import Fact, Facts, Pages, present
from students.models import MonthAttendance, TermResult

OPEN = (("zeros", "0"), ("waiting", "ร"), ("no_right", "มส"), ("not_passed", "มผ"))


def results(known: Known, pages: Pages) -> Facts:
    if not known.results:
        return Facts("การเรียน")
    newest = known.results[0]
    said = (
        ("เกรดเฉลี่ย", average(newest)),
        ("ค้าง 0 ร มส มผ", unresolved(newest)),
        ("อ่าน คิด เขียน", str(newest.get_reading_display()) if newest.reading is not None else ""),
        ("ความประพฤติ", f"{newest.conduct}\u00a0คะแนน" if newest.conduct is not None else ""),
    )
    lines = present(*said)
    before = [Fact(f"ภาค {one.term}/{one.year}", average(one)) for one in known.results[1:3] if average(one)]
    source = f"ภาคเรียนที่\u00a0{newest.term}/{newest.year} {newest.get_source_display()}"
    return Facts("การเรียน", (*lines, *before), source, pages.terms, "ดูทุกภาคเรียน")


def average(result: TermResult) -> str:
    """ "2.80 สะสม 2.75"."""
    parts = [f"{result.gpa:.2f}" if result.gpa is not None else ""]
    parts.append(f"สะสม\u00a0{result.gpax:.2f}" if result.gpax is not None else "")
    return " ".join(part for part in parts if part)


def unresolved(result: TermResult) -> str:
    """ "0 1 วิชา ร 2 วิชา"; "ไม่มี" when the school said so, nothing when it said nothing."""
    told = [(word, getattr(result, name)) for name, word in OPEN]
    if all(count is None for _, count in told):
        return ""
    return " ".join(f"{word}:\u00a0{count}\u00a0วิชา" for word, count in told if count) or "ไม่มี"


def attendance(known: Known) -> Facts:
    lines = tuple(Fact(month_name(month), days(month)) for month in known.months[:MONTHS])
    return Facts("การมาเรียนรายเดือน", lines)


def month_name(month: MonthAttendance) -> str:
    return f"{calendar.MONTHS_SHORT[month.month.month - 1]}\u00a0{calendar.be_year(month.month) % 100:02d}"


def days(month: MonthAttendance) -> str:
    """ "มา 20/22 วัน ขาด 1 ลา 1 สาย 2"."""
    there = month.school_days - month.absent - month.excused
    counts = (("ขาด", month.absent), ("ลา", month.excused), ("สาย", month.late))
    missed = "".join(f" {word}\u00a0{count}" for word, count in counts if count)
    return f"มา\u00a0{there}/{month.school_days}\u00a0วัน{missed}"
